/* Stands between a program and the C library: the n-th file call under a folder fails once it is told to. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long seen, nth, until;
static int says;

/* From now on calls number *first* to *last* under *under* fail with *error*; counting begins anew. */
void shim_arm(const char *under, long first, long last, int error) {
    strncpy(folder, under, sizeof folder - 1);
    seen = 0;
    nth = first;
    until = last;
    says = error;
}

long shim_seen(void) { return seen; }

static int strikes(const char *path) {
    if (!folder[0] || strncmp(path, folder, strlen(folder)) != 0)
        return 0;
    long here = __sync_add_and_fetch(&seen, 1);
    if (here < nth || here > until)
        return 0;
    errno = says;
    return 1;
}

static int strikes_at(int fd) {
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return strikes(path);
}

#define REAL(type, name, ...)                                  \
    static type (*real)(__VA_ARGS__);                          \
    if (!real)                                                 \
    *(void **)&real = dlsym(RTLD_NEXT, name)

#define OPENS(symbol)                                          \
    int symbol(const char *path, int flags, ...) {             \
        REAL(int, #symbol, const char *, int, ...);            \
        va_list more;                                          \
        va_start(more, flags);                                 \
        mode_t mode = va_arg(more, mode_t);                    \
        va_end(more);                                          \
        return strikes(path) ? -1 : real(path, flags, mode);   \
    }
OPENS(open)
OPENS(open64)

#define ON_FD(type, symbol, parameters, arguments, ...)        \
    type symbol parameters {                                   \
        REAL(type, #symbol, __VA_ARGS__);                      \
        return strikes_at(fd) ? -1 : real arguments;           \
    }
ON_FD(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size), int, const void *, size_t)
ON_FD(ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), (fd, from, size, at), int, const void *, size_t, off64_t)
ON_FD(int, fsync, (int fd), (fd), int)
ON_FD(int, fdatasync, (int fd), (fd), int)
ON_FD(int, ftruncate64, (int fd, off64_t size), (fd, size), int, off64_t)

#define ON_PATH(symbol, parameters, arguments, path, ...)      \
    int symbol parameters {                                    \
        REAL(int, #symbol, __VA_ARGS__);                       \
        return strikes(path) ? -1 : real arguments;            \
    }
ON_PATH(unlink, (const char *path), (path), path, const char *)
ON_PATH(rename, (const char *from, const char *to), (from, to), from, const char *, const char *)
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode), path, const char *, mode_t)
