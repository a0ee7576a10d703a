"""`hoso`: without a command the window, with one the command line."""

import io
import sys
from collections.abc import Sequence
from itertools import pairwise

from desktop import bugs

BUG = 4
INTERRUPTED = 130
INSPECTING = "inspect-child"  # what the frozen program is started with to open a paper that may be hostile

_WITH_VALUE = frozenset({"--home", "--portal", "--portal-token", "--lang"})
_ALONE = frozenset({"--offline", "--json", "--kiosk", "--tray"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program with *argv* (default: those of the process); the exit code of cli.md."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_process()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 a bug ends in one sentence, not in a traceback
        _report(error, english=_is_english(arguments))
        return BUG


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether there is no command, or the one that needs a window."""
    command = command_of(arguments)
    return not command or is_preview(command)


def is_preview(command: Sequence[str]) -> bool:
    """Whether it is the one command that draws forms."""
    return list(command[:2]) == ["packs", "preview"]


def command_of(arguments: Sequence[str]) -> list[str]:
    """The words that are no global options."""
    words = iter(arguments)
    command: list[str] = []
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif word not in _ALONE and word.partition("=")[0] not in _WITH_VALUE:
            command.append(word)
    return command


def _run(arguments: list[str]) -> int:
    if arguments == [INSPECTING]:
        from desktop.adapters.papers import child

        return child.main()
    if wants_window(arguments):
        from desktop import app

        return app.open_preview(arguments) if is_preview(command_of(arguments)) else app.main(arguments)
    from desktop import cli

    return cli.main(arguments)


def _prepare_process() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")  # a Windows console would refuse Vietnamese letters


def _is_english(arguments: Sequence[str]) -> bool:
    return "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)


def _report(error: Exception, *, english: bool) -> None:
    path = bugs.record(error)
    if english:
        sentence = "The program has a fault of its own; what was saved is kept."
        where = f" Trace, without personal values: {path}" if path else ""
    else:
        sentence = "Chương trình gặp lỗi của chính nó; những gì đã lưu vẫn còn."
        where = f" Dấu vết, không có thông tin cá nhân: {path}" if path else ""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}{where} [bug]\n")


if __name__ == "__main__":
    sys.exit(main())
