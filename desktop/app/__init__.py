"""The window over the assembly; `desktop.app` and `desktop.cli` are the two ways in."""

from collections.abc import Sequence

from desktop.app.display import language, refuse_without_display, tell
from desktop.domain.errors import Refusal

__all__ = ["main", "open_preview"]
KIOSK = "--kiosk"


def main(argv: Sequence[str]) -> int:
    """Open the program's window; its exit code."""
    try:
        refuse_without_display()
    except Refusal as refusal:
        tell(refusal, language(argv))
        return refusal.exit_code
    if KIOSK in argv:
        from desktop.app import kiosk

        return kiosk.main(argv)
    from desktop.app import start

    return start.main(argv)


def open_preview(argv: Sequence[str]) -> int:
    """`packs preview`; its exit code."""
    from desktop.app import preview as command

    return command.main(argv)
