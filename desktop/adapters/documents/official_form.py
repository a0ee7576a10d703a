"""The official paper of a procedure, filled or blank; it belongs to no portal and carries no watermark."""

from datetime import date

from desktop import messages
from desktop.adapters.documents.form_code import form_code
from desktop.domain.errors import Refusal
from forms.answers import complete
from forms.errors import FormsError
from forms.pack import Answers, ProcedurePack


def draw_official_form(
    pack: ProcedurePack,
    answers: Answers,
    *,
    today: date,
    blank: bool = False,
    draft_id: str | None = None,
    lang: str = "vi",
) -> bytes:
    """The paper as PDF by the pack's print layout; dots where nothing was answered; the same input, the same bytes.

    `lang` is that of the caption beside the code only: the form itself is Vietnamese law.
    Refusal `document.no-layout`, `document.unknown-block`, `document.missing-glyph`, `document.too-long`.
    """
    from desktop.adapters.documents.blocks import Filling
    from desktop.adapters.documents.form_foot import FormFoot
    from desktop.adapters.documents.sheet import printed

    layout = pack.print_layout.get("blocks")
    if not layout:
        raise Refusal("document.no-layout", procedure=pack.code)
    data = {} if blank else complete(pack, answers, today=today)
    story = Filling(pack, data, blank).story(layout)
    content = None if blank else _code(pack, answers, draft_id)
    if content is not None:
        caption = [messages.say("document.form-code", lang), f"{pack.code} · {pack.version} · {draft_id or '–'}"]
        story.append(FormFoot(content, caption))
    return printed(story, title=pack.name)


def _code(pack: ProcedurePack, answers: Answers, draft_id: str | None) -> str | None:
    """None for answers that have no canonical form (a number beyond 2**53); the paper goes without, as by hand."""
    try:
        return form_code(pack, answers, draft_id)
    except FormsError:
        return None
