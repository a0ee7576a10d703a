"""Which papers vault.db names: what papers.db holds beside these may go."""

from sqlalchemy import Connection, select

from desktop.adapters.database.tables import (
    attachment,
    consent,
    fee_receipt,
    kept_result,
    outbox_item,
    paper_upload,
    papers_gone,
    submission,
)


def named(connection: Connection) -> frozenset[str]:
    """Digests of papers of drafts, of what was or is to be sent, of results and of fee receipts.

    The working papers of a finished dossier that were let go are named by it no more; others may name them still.
    """
    gone = select(papers_gone.c.draft)
    ended = select(submission.c.id).where(submission.c.draft.in_(gone))
    ended_items = select(outbox_item.c.id).where(outbox_item.c.submission.in_(ended))
    queries = (
        select(attachment.c.sha256).where(attachment.c.draft.not_in(gone)),
        select(consent.c.evidence_sha256).where(
            consent.c.evidence_sha256.is_not(None), consent.c.submission.not_in(ended)
        ),
        select(paper_upload.c.sha256).where(paper_upload.c.item.not_in(ended_items)),
        select(kept_result.c.paper_sha256),
        select(fee_receipt.c.paper_sha256),
    )
    return frozenset(digest for query in queries for digest in connection.scalars(query))
