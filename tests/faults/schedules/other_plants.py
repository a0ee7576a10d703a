"""What else may be planted: the order of things, what a person sees, the portal that forgot, the papers."""

from tests.faults.schedules.plant import (
    CLAIMING,
    COPIES,
    GROUNDS,
    OUTBOX,
    READING,
    RESTORED,
    RETRY,
    SENDING,
    TUS,
    UPLOADING,
    Plant,
    one,
)

OTHERS = (
    one("a dossier goes before its consent", "order", CLAIMING, "or_(_asks(), _may_go())", "or_(_asks(), ~_asks())"),
    one("a paused item goes", "a person is heeded", CLAIMING, "_item.paused.is_(False),", ""),
    one(
        "what is in doubt is never claimed",
        "one pass takes all",
        CLAIMING,
        "DUE = (*sorted(CLAIMABLE), State.RETRY_WAIT)",
        "DUE = (*sorted(CLAIMABLE - {State.UNKNOWN}), State.RETRY_WAIT)",
    ),
    one(
        "who waits is never due",
        "one pass takes all",
        CLAIMING,
        "DUE = (*sorted(CLAIMABLE), State.RETRY_WAIT)",
        "DUE = (*sorted(CLAIMABLE),)",
    ),
    one(
        "a lease never ends",
        "leases end",
        CLAIMING,
        "or_(_item.lease_until.is_(None), _item.lease_until <= now, _item.lease_until > endless)",
        "_item.lease_until.is_(None)",
    ),
    one(
        "one bad item holds up the others",
        "one pass takes all",
        OUTBOX,
        "        if portal is None:\n            return self._report((), None)",
        "        if portal is None or any(item.state in NEEDS_PERSON for item in self.items()):\n"
        "            return self._report((), None)",
    ),
    one(
        "a sign-in wakes nobody",
        "one pass takes all",
        OUTBOX,
        "                if item.state is State.NEEDS_LOGIN and obstacle(uow, item, portal.profile) is None:",
        "                if False:",
    ),
    one(
        "a portal's Retry-After has no bound",
        "the next try is bounded",
        RETRY,
        "bounded = min(retry_after, self.retry_after_cap)",
        "bounded = retry_after",
    ),
    one(
        "a wait has no time",
        "the next try is shown",
        SENDING,
        "moved = replace(moved, next_try_at=now + delay)",
        "pass",
    ),
    one(
        "a person is not told what is wrong",
        "problems are shown",
        SENDING,
        "if moved.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT):",
        "if False:",
    ),
    one(
        "what the portal forgot is not offered again",
        "fault 23",
        RESTORED,
        "    if item.state is not State.RECEIPTED or _was_let_go(stored):",
        "    if True:",
    ),
    one(
        "silence is never asked about",
        "fault 23",
        READING,
        "            silent = uow.dossiers.silent(*self._here, now - LOOK_AGAIN, now)",
        "            silent = ()",
    ),
    one(
        "a dossier's second life is not believed",
        "fault 23",
        RESTORED,
        "upsert(replace(stored, seq=0))",
        "get(stored.id)",
    ),
    one("a tombstone is not noticed", "tombstones", COPIES, "    if stored is None or stored.final:", "    if True:"),
    one(
        "a forgotten consent is not put again",
        "fault 23",
        GROUNDS,
        "named = item.depends_on if answer.code == NO_CONSENT else None",
        "named = None",
    ),
    Plant(
        "papers that are offered again count as complete",
        "uploads",
        (
            (RESTORED, "uow.outbox.save_upload(replace(upload, offset=0, complete=False))", "pass"),
            (UPLOADING, "for upload in named or uploads:", "for upload in () if item.receipt else named or uploads:"),
        ),
    ),
    one(
        "missing uploads are not doubted",
        "uploads",
        UPLOADING,
        "            uow.outbox.save_upload(replace(upload, offset=0, complete=False))",
        "            pass",
    ),
    one(
        "the portal's offset is not its word",
        "uploads",
        TUS,
        "            self.upload = replace(self.upload, offset=standing.offset)",
        "            pass",
    ),
    one(
        "a paper is complete once it was sent",
        "uploads",
        UPLOADING,
        "            if upload.complete:\n                return Answer(AnswerClass.OK)",
        "            if upload.complete or answer.kind is AnswerClass.WAIT:\n"
        "                self.save(item, replace(upload, complete=True))\n"
        "                return Answer(AnswerClass.OK)",
    ),
)
