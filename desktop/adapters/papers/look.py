"""Look at one file: its true type, whether it opens, and what is wrong with it for a slot. Runs in the child."""

from desktop.adapters.papers.findings import Fault, Look, PaperFaultError, Wanted

MEDIA_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "heic": "image/heic"}
UNKNOWN = "application/octet-stream"
HEADER = 1024


def look(content: bytes, wanted: Wanted) -> Look:
    """Everything that is known about *content*; never raises for what is in it."""
    if not content:
        return Look(UNKNOWN, 0, None, (Fault("paper.empty"),))
    kind = kind_of(content)
    if kind not in MEDIA_TYPES:
        found = (Fault("paper.not-allowed-type", parameters={"kind": kind or "?"}),)
        return Look(UNKNOWN, len(content), None, found)
    faults = [*_size_faults(content, wanted), *_kind_faults(kind, wanted)]
    pages: int | None = None
    try:
        pages, inside = _open(content, kind)
    except PaperFaultError as error:
        faults.append(error.fault)
    else:
        faults += inside
        if wanted.max_pages is not None and pages > wanted.max_pages:
            faults.append(Fault("paper.too-many-pages", parameters={"pages": pages, "limit": wanted.max_pages}))
    return Look(MEDIA_TYPES[kind], len(content), pages, tuple(faults))


def kind_of(content: bytes) -> str | None:
    """The kind that the bytes themselves show, whatever the file's name says; None when they show none."""
    import filetype

    if b"%PDF-" in content[:HEADER]:
        return "pdf"
    guess = filetype.guess(content)
    if guess is None:
        return None
    return "heic" if guess.extension in {"heic", "heif"} else str(guess.extension)


def _size_faults(content: bytes, wanted: Wanted) -> list[Fault]:
    if len(content) <= wanted.max_size:
        return []
    return [Fault("paper.too-big", parameters={"size": len(content), "limit": wanted.max_size})]


def _kind_faults(kind: str, wanted: Wanted) -> list[Fault]:
    if kind in wanted.accept:
        return []
    if kind != "pdf" and "pdf" in wanted.accept:
        return [Fault("paper.photo-needs-pdf")]
    return [Fault("paper.not-allowed-type", parameters={"kind": kind})]


def _open(content: bytes, kind: str) -> tuple[int, list[Fault]]:
    if kind == "pdf":
        from desktop.adapters.papers.pdf import look_inside

        return look_inside(content)
    from desktop.adapters.papers.pictures import look_at

    return look_at(content)
