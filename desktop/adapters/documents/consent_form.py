"""*Văn bản đồng ý*: the applicant lets one person file one dossier, and its data be handled for that alone."""

from typing import Any

from desktop import messages
from desktop.adapters.documents.dots import DOTS
from desktop.domain.consent import ConsentPaper


def draw_consent(paper: ConsentPaper) -> bytes:
    """One A4 page in Vietnamese, to be signed by hand; the same paper, the same bytes.

    Source: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (purpose, term, rights of whom the data are about).
    """
    from desktop.adapters.documents import fonts, letter, sheet

    title = sheet.style(fonts.BOLD, 14, "center", spaceBefore=10, spaceAfter=2)
    small = sheet.style(fonts.ITALIC, sheet.SMALL, "left", spaceBefore=8, spaceAfter=0)
    story = [
        *letter.nation(),
        sheet.text(_say("title"), title),
        sheet.text(_say("about"), sheet.style(fonts.ITALIC, 12, "center", spaceAfter=8)),
        *[sheet.text(words, sheet.style(size=12.5, align="left", spaceAfter=3)) for words in _lines(paper)],
        _signatures(paper),
        sheet.text(_say("ours"), small),
    ]
    return sheet.printed(story, title=f"{_say('title')} – {paper.procedure}")


def _lines(paper: ConsentPaper) -> list[str]:
    born = "/".join(reversed(paper.born.split("-"))) if paper.born else ""
    return [
        _say("applicant", name=paper.applicant or DOTS),
        _say("identity", number=paper.number or DOTS, born=born or DOTS),
        _say("address", address=paper.address or DOTS),
        _say("agrees"),
        _say("submitter", name=paper.submitter, number=paper.submitter_number),
        _say(f"relation.{paper.relation}"),
        _say("one-dossier"),
        _say("procedure", name=paper.procedure, code=paper.code),
        *([_say("subject", name=paper.subject)] if paper.subject else []),
        _say("office", office=paper.office or DOTS),
        _say("purpose"),
        _say("handled", things="; ".join(paper.handled)),
        _say("term", days=paper.valid_days),
        _say("rights"),
        _say("read"),
    ]


def _signatures(paper: ConsentPaper) -> Any:
    from reportlab.platypus import KeepTogether, Spacer, Table

    from desktop.adapters.documents import fonts, sheet

    bold = sheet.style(fonts.BOLD, 12.5, "center", spaceAfter=0)
    italic = sheet.style(fonts.ITALIC, 11, "center", spaceAfter=0)
    left = [sheet.text(_say("signs-submitter"), bold), sheet.text(_say("signs-how"), italic), Spacer(1, 64)]
    right = [
        sheet.text(_say("signs-applicant"), bold),
        sheet.text(_say("signs-how-applicant"), italic),
        Spacer(1, 64),
    ]
    left.append(sheet.text(paper.submitter, bold))
    right.append(sheet.text(paper.applicant, bold))
    half = sheet.WIDTH / 2
    dated = Table([["", sheet.text(_say("dated"), italic)], [left, right]], colWidths=[half, half])
    dated.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    return KeepTogether([Spacer(1, 6), dated])


def _say(code: str, /, **parameters: object) -> str:
    return messages.say(f"document.consent.{code}", "vi", **parameters)
