"""How much of the machine the child may take."""

import sys

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 60

if sys.platform == "win32":

    def apply() -> None:
        """Put this process into a job of its own with a memory limit; Windows ends the job with it."""
        import ctypes
        from ctypes import wintypes

        process_memory, extended_information = 0x100, 9
        # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows: LimitFlags at 16, ProcessMemoryLimit at 112.
        record = bytearray(144)
        record[16:20] = process_memory.to_bytes(4, "little")
        record[112:120] = MEMORY.to_bytes(8, "little")
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        buffer = (ctypes.c_char * len(record)).from_buffer(record)
        kernel.SetInformationJobObject(job, extended_information, buffer, len(record))
        kernel.AssignProcessToJobObject(job, wintypes.HANDLE(kernel.GetCurrentProcess()))

else:

    def apply() -> None:
        """Cap memory and time of this process; it may write no file and leave no core dump."""
        import resource

        for limit, value in (
            (resource.RLIMIT_AS, MEMORY),
            (resource.RLIMIT_CPU, CPU_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, most = resource.getrlimit(limit)
            resource.setrlimit(limit, (value if most == resource.RLIM_INFINITY else min(value, most), most))
