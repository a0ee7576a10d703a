"""Our printable page about a receipt: not the official acceptance slip, and it says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from desktop import messages
from desktop.adapters.documents.practice_mark import practice_mark
from desktop.adapters.documents.receipt_code import receipt_codes
from forms.units import is_unit, unit_address

VIETNAM = timezone(timedelta(hours=7))
PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class ActingFor:
    """Under whose consent it was sent: who for whom, and until when, as the portal last told it."""

    submitter: str
    applicant: str
    until: datetime | None = None


def draw_proof_slip(
    claims: Mapping[str, Any], jws: str, procedure_name: str, *, acting: ActingFor | None = None, lang: str = "vi"
) -> bytes:
    """The page as PDF, with the receipt itself in codes and metadata so that it can be checked without a network.

    *claims* are those of the verified *jws*; ValueError when *jws* is no compact JWS.
    """
    from desktop.adapters.documents import fonts, sheet
    from desktop.adapters.documents.code_row import CodeRow

    def say(code: str) -> str:
        return messages.say(f"document.slip.{code}", lang)

    practice = claims["mode"] == PRACTICE
    watermark = messages.say("document.practice", "vi")
    title = say("title") + (f" – {watermark}" if practice else "")
    bold = sheet.style(fonts.BOLD, 15, "center", spaceAfter=4)
    left = sheet.style(align="left", spaceAfter=3)
    story = [sheet.text(say("title"), bold)]
    if practice:
        story.append(sheet.text(watermark, bold))
    story.append(sheet.text(say("meaning"), sheet.style(fonts.ITALIC, 12, "center", spaceAfter=12)))
    story += [sheet.text(line, left) for line in (*_lines(claims, procedure_name, say), *_consent(claims, acting, say))]
    story += [sheet.text(line, sheet.style(size=10, align="left", spaceAfter=1)) for line in _papers(claims, say)]
    story.append(sheet.text(say("check"), sheet.style(fonts.ITALIC, 11, "left", spaceBefore=10)))
    story.append(CodeRow(receipt_codes(jws)))
    return sheet.printed(story, title=title, keywords=jws, mark=practice_mark(watermark) if practice else None)


def _lines(claims: Mapping[str, Any], procedure_name: str, say: Any) -> Sequence[str]:
    unit = claims["unit"]
    facts = {
        "procedure": f"{procedure_name} ({claims['procedure']})" if claims["procedure"] else procedure_name,
        "dossier-code": claims["code"] or say("no-code"),
        "unit": unit_address(unit) if unit and is_unit(unit) else unit,
        "received": _moment(claims["received_at"]),
        "portal": claims["portal_id"],
        "item": f"{claims['kind']} {claims['item']}",
        "fingerprint": claims["fingerprint"],
    }
    return [f"{say(name)}: {value}" for name, value in facts.items() if value]


def _consent(claims: Mapping[str, Any], acting: ActingFor | None, say: Any) -> Sequence[str]:
    """The consent's id is the receipt's; who acted for whom is ours to say beside it."""
    if not claims["consent"]:
        return []
    lines = [f"{say('consent')}: {claims['consent']}"]
    if acting is not None:
        lines += [f"{say('submitter')}: {acting.submitter}", f"{say('acts-for')}: {acting.applicant}"]
        if acting.until is not None:
            lines.append(f"{say('consent-until')}: {_moment(acting.until.isoformat())}")
    return lines


def _papers(claims: Mapping[str, Any], say: Any) -> Sequence[str]:
    papers = claims["attachments"]
    lines = [f"{paper['slot']}/{paper['n']}: sha256 {paper['sha256']}" for paper in papers]
    return [f"{say('papers')}:", *lines] if lines else []


def _moment(text: str) -> str:
    local = datetime.fromisoformat(text).astimezone(VIETNAM)
    return f"{local:%H:%M:%S, %d/%m/%Y} (+07:00)"
