from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from desktop.adapters.database.vault import Vault
from desktop.domain.agreed import PapersGone, SeenAndAgreed
from desktop.domain.dossier import Status
from desktop.domain.followed import FollowedDossier, ToldBy
from tests.integration.vault.records import NOW, SOON, draft, refused, unit

ELSEWHERE = FollowedDossier("f1", "H56.148.45-261123-0007", "0001", "Khai sinh", NOW, ToldBy.PERSON)


def test_what_was_agreed_comes_back_and_goes_with_its_draft(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.drafts.add(draft(discarded_at=NOW))
        uow.agreed.save_seen(SeenAndAgreed("d1", "aa", NOW))
        uow.agreed.save_seen(SeenAndAgreed("d1", "bb", SOON))
        uow.agreed.save_gone(PapersGone("d1", SOON))
        uow.commit()
    with unit(vault) as uow:
        assert uow.agreed.seen("d1") == SeenAndAgreed("d1", "bb", SOON)
        assert uow.agreed.gone("d1") == PapersGone("d1", SOON)
        assert uow.drafts.remove_binned_before(SOON) == 1
        uow.commit()
    with unit(vault) as uow:
        assert uow.agreed.seen("d1") is None
        assert uow.agreed.gone("d1") is None


def test_a_dossier_from_elsewhere_comes_back_as_it_was_told(vault: Vault) -> None:
    told = replace(ELSEWHERE, told_by=ToldBy.PORTAL, status=Status.PROCESSING, checked_at=SOON, due_on=NOW.date())
    with unit(vault) as uow:
        uow.followed.add(ELSEWHERE)
        uow.followed.save(told)
        uow.followed.add(replace(ELSEWHERE, id="f2", id_last4="0002", added_at=SOON))
        uow.commit()
    with unit(vault) as uow:
        assert uow.followed.get("f1") == told
        assert [one.id for one in uow.followed.all()] == ["f2", "f1"]
        assert uow.followed.by_code(ELSEWHERE.code, "0001") == told
        uow.followed.remove("f1")
        with refused("id.unknown"):
            uow.followed.remove("f1")


def test_the_same_code_is_followed_once(vault: Vault) -> None:
    with unit(vault) as uow:
        uow.followed.add(ELSEWHERE)
        with pytest.raises(IntegrityError):
            uow.followed.add(replace(ELSEWHERE, id="f2"))
