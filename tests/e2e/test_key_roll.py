"""A portal that changes its key: what it signs is believed after one look, and an old slip verifies for ever."""

from pathlib import Path

from desktop import assembly
from desktop.domain.submission import State
from tests.contract.practice.office import new_id, running
from tests.gui.prepared import queued


def test_slips_of_before_and_after_a_new_key_verify_without_a_network(tmp_path: Path) -> None:
    with running(tmp_path / "portal") as portal:
        key = assembly.create_vault(tmp_path / "home", "mat khau tap").key
        link = assembly.PortalLink(practice_data=tmp_path / "practice", url=portal.url)
        program = assembly.open_services(tmp_path / "home", key, link=link)
        program.signing_in.as_user(f"tam-{new_id()}", portal.token)
        before = queued(program)
        program.outbox.send_due()
        portal.admin("POST", "/keys")
        after = queued(program)
        assert program.outbox.send_due().sent == ()
        consent = next(item for item in program.outbox.items() if item.depends_on is None)
        assert (consent.reason, consent.resume_state) == ("receipt.unknown-key", State.UNKNOWN)
        program.outbox.retry(consent.id)
        assert program.outbox.send_due().sent == (consent.id, after)
        assert len(portal.admin("GET", "/ledger")["dossiers"]) == 2
    for submission in (before, after):
        slip = assembly.draw_slip(program, submission)
        with program.open_unit() as uow:
            verdict = assembly.verify_file(slip, uow.profiles.all())
        assert (verdict["ok"], verdict["dossier"], verdict["mode"]) == (True, submission, "practice")
    program.close()
