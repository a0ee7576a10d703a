"""What the store itself refuses, whoever asks."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.adapters.database.engine import writing
from desktop.adapters.database.vault import Vault
from desktop.domain.attachment import Attachment
from desktop.domain.consent import Consent, EvidenceKind
from desktop.domain.errors import Missing
from desktop.domain.submission import IllegalMove, Kind, Move, State, after, allowed_pairs
from tests.integration.vault.records import NOW, ROADS, SOON, brought_to, draft, filed, item, refused, submission, unit

EVERY_STEP = sorted((old, new) for old in State for new in State if old is not new and old is not State.READY)


def execute(vault: Vault, statement: str, *values: object) -> None:
    with writing(vault.engine) as connection:
        connection.exec_driver_sql(statement, values)


@pytest.mark.parametrize("state", ROADS)
def test_every_state_can_be_reached_by_its_moves(vault: Vault, state: State) -> None:
    filed(vault)
    assert brought_to(vault, state).state is state


@pytest.mark.parametrize(("old", "new"), [pair for pair in EVERY_STEP if pair not in allowed_pairs()])
def test_no_statement_moves_an_item_off_the_table(vault: Vault, old: State, new: State) -> None:
    filed(vault)
    brought_to(vault, old)
    with pytest.raises(IllegalMove, match=r"state|resume|withdrawn"):
        execute(
            vault,
            "UPDATE outbox_item SET state = ?, started = 1, receipt = 'jws', resume_state = 'unknown'",
            new.value,
        )
    with unit(vault) as uow:
        assert uow.outbox.get("i1").state is old


@pytest.mark.parametrize(
    "change",
    [
        "body = x'00'",
        "fingerprint = 'sha256:bb'",
        "id = 'i2'",
        "kind = 'supplement'",
        "mode = 'live'",
        "created_at = '2020-01-01T00:00:00.000000+00:00'",
        "started = 0",
        "receipt = NULL",
        "receipt = NULL, state = 'uploading'",
        "account = 'another'",
        "portal_id = NULL",
        "submission = 's2'",
    ],
)
def test_what_was_sent_stays_as_it_was_sent(vault: Vault, change: str) -> None:
    filed(vault, 2)
    execute(vault, "DELETE FROM outbox_item")
    filed(vault)
    execute(vault, "UPDATE outbox_item SET account = 'tam', portal_id = 'p'")
    sent = brought_to(vault, State.RECEIPTED)
    with pytest.raises((IllegalMove, IntegrityError)):
        execute(vault, f"UPDATE outbox_item SET {change}")  # noqa: S608 - the cases above
    with unit(vault) as uow:
        assert uow.outbox.get("i1") == sent


@pytest.mark.parametrize("waits", [State.RETRY_WAIT, State.NEEDS_LOGIN])
@pytest.mark.parametrize("new", [State.SUBMITTING, State.UNKNOWN, State.WITHDRAWING])
def test_an_item_goes_on_where_it_stopped(vault: Vault, waits: State, new: State) -> None:
    filed(vault)
    assert brought_to(vault, waits).resume_state is State.UPLOADING
    if new is not State.WITHDRAWING:
        with pytest.raises(IllegalMove, match="resume"):
            execute(vault, "UPDATE outbox_item SET started = 1, state = ?", new.value)
    execute(vault, "UPDATE outbox_item SET resume_state = ?", new.value)
    execute(vault, "UPDATE outbox_item SET started = 1, state = ?", new.value)


def test_what_was_tried_stays_tried(vault: Vault) -> None:
    filed(vault)
    brought_to(vault, State.NEEDS_FIX)
    with pytest.raises(IllegalMove, match="started"):
        execute(vault, "UPDATE outbox_item SET started = 0")


@pytest.mark.parametrize("state", [State.NEEDS_FIX, State.CONFLICT])
def test_a_dossier_that_may_be_at_the_portal_is_not_withdrawn_here(vault: Vault, state: State) -> None:
    filed(vault)
    brought_to(vault, state)
    with pytest.raises(IllegalMove, match="withdrawn"):
        execute(vault, "UPDATE outbox_item SET state = 'withdrawn'")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("state = 'sent'", "state"),
        ("resume_state = 'receipted'", "resume_state_is_known"),
        ("started = 2", "started_is_a_flag"),
        ("state = 'retry_wait', resume_state = NULL", "waiting_knows_where_to_go_on"),
        ("lease_owner = 'me'", "lease_is_whole"),
        ("submission = NULL", "dossier_has_its_submission"),
    ],
)
def test_no_row_says_what_cannot_be(vault: Vault, change: str, rule: str) -> None:
    filed(vault)
    brought_to(vault, State.UPLOADING)
    with pytest.raises((IllegalMove, IntegrityError), match=rule):
        execute(vault, f"UPDATE outbox_item SET {change}")  # noqa: S608 - the cases above


def test_nothing_is_received_without_a_receipt_or_sent_without_a_start(vault: Vault) -> None:
    filed(vault)
    at_portal = brought_to(vault, State.SUBMITTING)
    with pytest.raises(IntegrityError, match="receipted_has_its_receipt"), unit(vault) as uow:
        uow.outbox.save(after(at_portal, Move.ACCEPTED))
    filed(vault, 2)
    brought_to(vault, State.UPLOADING, "i2")
    with pytest.raises(IntegrityError, match="sent_has_started"):
        execute(vault, "UPDATE outbox_item SET state = 'submitting' WHERE id = 'i2'")


@pytest.mark.parametrize("state", [State.PREFLIGHT, State.UNKNOWN, State.RECEIPTED])
def test_an_item_begins_at_the_beginning(vault: Vault, state: State) -> None:
    with pytest.raises(IllegalMove, match="begins"), unit(vault) as uow:
        uow.outbox.add(item(kind=Kind.CONSENT, of=None, state=state, started=True, receipt="jws"))


def test_one_submission_has_one_open_dossier_item(vault: Vault) -> None:
    filed(vault)
    with pytest.raises(IntegrityError), unit(vault) as uow:
        uow.outbox.add(item("twin"))


def test_what_was_tried_is_not_removed(vault: Vault) -> None:
    filed(vault)
    brought_to(vault, State.UNKNOWN)
    with refused("submit.started"), unit(vault) as uow:
        uow.outbox.remove("i1")
    with refused("submit.started"), unit(vault) as uow:
        uow.submissions.remove_unstarted("s1")
    with refused("submit.started"):
        execute(vault, "DELETE FROM submission")
    with refused("submit.started"), unit(vault) as uow:
        uow.drafts.save(draft(finalised_as=None))


def test_a_submission_is_never_edited(vault: Vault) -> None:
    filed(vault)
    with pytest.raises(IllegalMove, match="submission"):
        execute(vault, "UPDATE submission SET title = 'another'")


def test_a_finalised_draft_is_not_edited_until_it_is_reopened(vault: Vault) -> None:
    paper = Attachment("a1", "d1", "TP01", 1, "ảnh.jpg", "ab" * 32, 9, "image/jpeg")
    filed(vault)
    edited = draft(finalised_as="s1", answers={"con": {"ho_ten": "Lò Thị Khác"}})
    with refused("draft.finalised"), unit(vault) as uow:
        uow.drafts.save(edited)
    with refused("draft.finalised"), unit(vault) as uow:
        uow.attachments.add(paper)
    with refused("draft.finalised"):
        execute(vault, "DELETE FROM draft")
    with unit(vault) as uow:
        uow.outbox.remove("i1")
        uow.submissions.remove_unstarted("s1")
        uow.drafts.save(draft(finalised_as=None))
        uow.drafts.save(replace(edited, finalised_as=None))
        uow.attachments.add(paper)
        uow.commit()
    with unit(vault) as uow:
        assert uow.drafts.get("d1").answers == {"con": {"ho_ten": "Lò Thị Khác"}}
        with pytest.raises(Missing):
            uow.submissions.get("s1")


def test_papers_of_a_finalised_draft_stay(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.attachments.add(Attachment("a1", "d1", "TP01", 1, "ảnh.jpg", "ab" * 32, 9, "image/jpeg"))
        uow.submissions.add(submission())
        uow.drafts.save(draft(finalised_as="s1"))
        uow.commit()
    with refused("draft.finalised"), unit(vault) as uow:
        uow.attachments.remove("a1")
    with refused("draft.finalised"):
        execute(vault, "UPDATE attachment SET sha256 = 'cd'")


def test_reopening_leaves_a_consent_that_the_portal_was_asked_for(vault: Vault) -> None:
    consent = Consent("c1", "s1", "1.001193", "Hà Thị Sáng", "personal_id", None, None, EvidenceKind.PAPER, "ef" * 32)
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.submissions.add(replace(submission(), consent="c1"))
        uow.persons.add_consent(consent)
        uow.outbox.add(item("c1", kind=Kind.CONSENT))
        uow.outbox.add(item("s1", depends_on="c1"))
        uow.commit()
    asked = brought_to(vault, State.RECEIPTED, "c1")
    with unit(vault) as uow:
        uow.submissions.remove_unstarted("s1")
        uow.commit()
    with unit(vault) as uow:
        assert uow.outbox.get("c1") == replace(asked, submission=None)
        assert uow.persons.consent("c1") == consent
        assert uow.outbox.open() == ()


def test_a_name_without_its_record_is_refused_at_the_commit(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.attachments.add(Attachment("a1", "nobody", "TP01", 1, "a", "ab", 9, "image/jpeg"))
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            uow.commit()


def test_a_time_without_its_zone_is_refused(vault: Vault) -> None:
    with pytest.raises(Exception, match="2026-11-23 01:02:03"), unit(vault) as uow:
        uow.drafts.add(draft(saved_at=NOW.replace(tzinfo=None)))
    assert SOON > NOW


def test_a_commit_that_failed_leaves_nothing_open(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.submissions.add(submission())  # without its draft: asked for at the commit only
        with pytest.raises(IntegrityError):
            uow.commit()
    with unit(vault) as uow:
        assert uow.submissions.all() == ()
        uow.drafts.add(draft())
        uow.commit()
