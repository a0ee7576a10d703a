"""A new draft with the same answers and papers: what was filed stays as it was filed."""

from dataclasses import replace
from datetime import datetime

from desktop.domain.draft import Draft
from desktop.services.ports import NewId, UnitOfWork


def same_again(uow: UnitOfWork, old: Draft, new_id: NewId, now: datetime) -> Draft:
    """The copy, added with its papers (unless they left the vault long after the result); the caller commits."""
    draft = replace(old, id=new_id(), created_at=now, saved_at=now, finalised_as=None, replaces=None, discarded_at=None)
    uow.drafts.add(draft)
    if uow.agreed.gone(old.id) is None:
        for paper in uow.attachments.of_draft(old.id):
            uow.attachments.add(replace(paper, id=new_id(), draft=draft.id))
    return draft
