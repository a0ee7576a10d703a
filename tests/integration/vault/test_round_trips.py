from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.adapters.database.engine import reading
from desktop.adapters.database.vault import Vault
from desktop.domain.attachment import Attachment, Finding, PaperUpload
from desktop.domain.consent import Consent, EvidenceKind
from desktop.domain.errors import Missing
from desktop.domain.person import Bond, Kin, Person
from desktop.domain.submission import Attempt
from desktop.services.vault_ports import Account, PortalProfile
from tests.integration.vault.records import NOW, SOON, draft, filed, item, refused, submission, unit


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a committed id outlives a power cut (R1, R5)
        ("secure_delete", 1),
        ("temp_store", 2),  # MEMORY: no sorting in a file beside the vault
        ("foreign_keys", 1),
    ],
)
def test_every_connection_keeps_the_rules_of_durability(vault: Vault, rule: str, value: object) -> None:
    for engine in (vault.engine, vault.papers_engine):
        with reading(engine) as first, reading(engine) as second:
            assert {one.exec_driver_sql(f"PRAGMA {rule}").scalar() for one in (first, second)} == {value}


def test_a_draft_comes_back_as_it_was_saved(vault: Vault) -> None:
    saved = draft(exemption="ngheo", replaces="s0", step="con", discarded_at=SOON)
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.drafts.save(saved)
        uow.commit()
    with unit(vault) as uow:
        assert uow.drafts.get("d1") == saved
        assert uow.drafts.binned() == (saved,)
        assert uow.drafts.open() == ()


def test_what_was_not_committed_is_not_there(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft())
    with unit(vault) as uow, pytest.raises(Missing):
        uow.drafts.get("d1")


@pytest.mark.parametrize("text", ["Nguyễn Thị Ễ", "\ud83d", "a\x00b", "👶🏽", "\u202eđảo"])
def test_any_text_that_was_pasted_is_saved(vault: Vault, text: str) -> None:
    pasted = draft(answers={"con": {"ho_ten": text}})
    with unit(vault) as uow:
        uow.drafts.add(pasted)
        uow.commit()
    with unit(vault) as uow:
        assert uow.drafts.get("d1") == pasted


def test_open_drafts_stand_last_saved_first_and_ids_are_found_by_their_beginning(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft("0193a"))
        uow.drafts.add(draft("0193b", saved_at=SOON))
        uow.drafts.add(draft("0_93"))
        assert [found.id for found in uow.drafts.open()] == ["0193b", "0_93", "0193a"]
        assert uow.drafts.find("0193") == ("0193a", "0193b")
        assert uow.drafts.find("0_9") == ("0_93",)
        assert uow.drafts.find("0193A") == ("0193a",)


def test_the_bin_is_emptied_of_old_drafts_with_their_papers(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft("old", discarded_at=NOW))
        uow.drafts.add(draft("new", discarded_at=SOON))
        uow.attachments.add(Attachment("a1", "old", "TP01", 1, "ảnh.jpg", "ab" * 32, 9, "image/jpeg"))
        assert uow.drafts.remove_binned_before(SOON) == 1
        assert [left.id for left in uow.drafts.binned()] == ["new"]
        assert uow.attachments.of_draft("old") == ()


def test_attachments_keep_their_findings_and_stand_by_slot(vault: Vault) -> None:
    finding = Finding("paper.blurred", "warning", (("page", 2), ("name", "giấy")))
    second = Attachment("a2", "d1", "TP01", 2, "hai.pdf", "cd" * 32, 10, "application/pdf", 3, (finding,))
    first = replace(second, id="a1", n=1, findings=())
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.attachments.add(second)
        uow.attachments.add(first)
        uow.commit()
        assert uow.attachments.of_draft("d1") == (first, second)
        assert uow.attachments.find("d1", "a2") == (second,)
        uow.attachments.remove("a1")
        assert uow.attachments.of_draft("d1") == (second,)
        with pytest.raises(Missing):
            uow.attachments.remove("a1")


def test_items_with_uploads_and_attempts(vault: Vault) -> None:
    queued = filed(vault)
    upload = PaperUpload("i1", "TP01", 1, "ab" * 32, 9, "image/jpeg", "u1")
    again = replace(upload, upload_id="u2", generation=2, offset=4)
    tried = Attempt("i1", 1, NOW)
    ended = replace(tried, ended_at=SOON, outcome="unknown", code="timeout")
    with unit(vault) as uow:
        assert uow.outbox.get("i1") == queued
        assert uow.outbox.of_submission("s1") == uow.outbox.open() == (queued,)
        for step in (upload, again, replace(again, offset=9, complete=True)):
            uow.outbox.save_upload(step)
        assert uow.outbox.uploads("i1") == (replace(again, offset=9, complete=True),)
        uow.outbox.add_attempt(tried)
        assert uow.outbox.attempts("i1") == (tried,)
        uow.outbox.end_attempt(ended)
        assert uow.outbox.attempts("i1") == (ended,)
        later = replace(queued, paused=True, next_try_at=NOW + timedelta(hours=7), problem="{}", reason="offline")
        uow.outbox.save(later)
        assert uow.outbox.get("i1") == later
        with pytest.raises(Missing):
            uow.outbox.save(item("nobody"))


def test_submissions_and_who_let_whom_act(vault: Vault) -> None:
    consent = Consent("c1", "s1", "1.001193", "Hà Thị Sáng", "personal_id", "038150000009", None,
                      EvidenceKind.PAPER, "ef" * 32)  # fmt: skip
    sent = replace(submission(), consent="c1", replaces="s0")
    with unit(vault) as uow:
        uow.drafts.add(draft())
        uow.submissions.add(sent)
        uow.persons.add_consent(consent)
        uow.commit()
        assert uow.submissions.get("s1") == sent
        assert uow.submissions.all() == (sent,)
        assert uow.persons.consent("c1") == consent
    assert vault.named_papers() == {"ef" * 32}


def test_people_and_their_ties_go_when_they_are_forgotten(vault: Vault) -> None:
    answers = {"ho_ten": "Hà Thị Ngân", "so_dinh_danh": "038192000001", "noi_cu_tru": {"xa": "14845"}}
    mother = Person("p1", "Hà Thị Ngân", answers, NOW, "me", "1.001193", 1)
    child = Person("p2", "Lò Thị Sương Mai", {"ho_ten": "Lò Thị Sương Mai"}, NOW + timedelta(seconds=1), "con")
    father = Person("p3", "Lò Văn Dũng", {}, NOW, "cha")
    ties = (Kin("p1", Bond.SPOUSE, "p3", {"so": "12"}), Kin("p2", Bond.FATHER, "p3"), Kin("p2", Bond.MOTHER, "p1"))
    with unit(vault) as uow:
        for person in (replace(mother, role="ben_nu"), mother, child, father):
            uow.persons.save(person)
        for tie in (replace(ties[0], paper={}), *ties):
            uow.persons.tie(tie)
        uow.commit()
    with unit(vault) as uow:
        assert uow.persons.all() == (child, father, mother), "last learned first"
        assert uow.persons.kin() == ties
        uow.persons.forget("p1")
        uow.commit()
    with unit(vault) as uow:
        assert uow.persons.all() == (child, father)
        assert uow.persons.kin() == (ties[1],)
        with refused("id.unknown"):
            uow.persons.forget("p1")


def test_settings_and_cursors_are_written_over(vault: Vault) -> None:
    with unit(vault) as uow:
        assert uow.settings.get("language") is None
        uow.settings.put("language", "en")
        uow.settings.put("language", "vi")
        assert uow.settings.get("language") == "vi"
        assert uow.dossiers.cursor("p", "a") is None
        uow.dossiers.save_cursor("p", "a", "1")
        uow.dossiers.save_cursor("p", "a", "2")
        assert (uow.dossiers.cursor("p", "a"), uow.dossiers.cursor("p", "b")) == ("2", None)


def test_the_current_account_is_the_one_that_signed_in_last(vault: Vault) -> None:
    tam, sang = (Account(name, "p", name, "at", "rt", NOW) for name in ("tam", "sang"))
    with unit(vault) as uow:
        uow.accounts.save(tam)
        uow.accounts.save(sang)
        uow.accounts.save(replace(tam, access_token="at2"))
        assert uow.accounts.current("p") == sang, "fresh tokens of another account change nobody's turn"
        assert uow.accounts.get("p", "tam") == replace(tam, access_token="at2")
        uow.accounts.sign_out("p", "sang")
        assert uow.accounts.current("p") == replace(tam, access_token="at2")
        assert uow.accounts.get("p", "sang") == replace(sang, access_token="", refresh_token=None, signed_out=True)
        uow.accounts.save(sang)
        assert uow.accounts.current("p") == sang
        assert uow.accounts.current("q") is None


def test_a_pinned_key_is_kept_for_ever(vault: Vault) -> None:
    first = PortalProfile("p", "practice", "Cổng tập", "http://127.0.0.1:1", ({"kid": "1"},), "PEM", {"max": 5})
    with unit(vault) as uow:
        uow.profiles.save(first)
        assert uow.profiles.get("p") == first
        uow.profiles.save(replace(first, keys=({"kid": "2"},), url="http://127.0.0.1:2"))
        (kept,) = uow.profiles.all()
        assert kept == replace(first, keys=({"kid": "2"}, {"kid": "1"}), url="http://127.0.0.1:2")
