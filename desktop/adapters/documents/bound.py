"""Several papers as one file to print."""

from collections.abc import Sequence
from io import BytesIO


def bound(papers: Sequence[bytes]) -> bytes:
    """All pages of *papers* in order, as one PDF; the same papers, the same bytes."""
    import pikepdf

    whole, packed = pikepdf.new(), BytesIO()
    for paper in papers:
        with pikepdf.open(BytesIO(paper)) as one:
            whole.pages.extend(one.pages)
    whole.save(packed, deterministic_id=True)
    return packed.getvalue()
