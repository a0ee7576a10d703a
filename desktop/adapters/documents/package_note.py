"""README.txt of the hand-over package, for whoever opens it."""

from datetime import date

from desktop import messages
from forms.pack import ProcedurePack


def package_note(pack: ProcedurePack, day: date) -> bytes:
    """What the package is, what lies in it and that it is not encrypted; Vietnamese, then English (UTF-8, CRLF)."""
    parts = [
        messages.say("document.package.note", lang, name=pack.text("procedure.name", lang), code=pack.code,
                     day=f"{day:%d/%m/%Y}")
        for lang in ("vi", "en")
    ]  # fmt: skip
    return "\n\n".join(parts).replace("\n", "\r\n").encode() + b"\r\n"
