"""The waiting list, the wallet and the search: each finds what is there and does what it says."""

import hashlib
import zipfile
from dataclasses import replace
from io import BytesIO

from desktop.domain.attachment import PaperUpload
from desktop.domain.dossier import Dossier, Status, Step
from desktop.domain.submission import State
from tests.gui.birth import CODE, Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of
from tests.integration.vault.records import NOW, brought_to


def goes_to_waiting(person: Person) -> str:
    """The page of what waits, with one dossier on it."""
    submission = queued(entered(person))
    person.presses("rail_waiting")
    person.sees(f"item_{submission}")
    return submission


def test_what_waits_is_paused_and_goes_on(person: Person) -> None:
    submission = goes_to_waiting(person)
    item = services_of(person).outbox.item
    person.presses(f"pause_{submission}")
    person.reads("Tạm dừng")
    person.waits(lambda: item(submission).paused, "it is not paused")
    person.waits(lambda: person.sees(f"pause_{submission}").property("text") == "Cho gửi tiếp", "no way back")
    person.presses(f"pause_{submission}")
    person.waits(lambda: not item(submission).paused, "it is still paused")


def test_what_waits_tells_what_happened_and_is_tried_now(person: Person) -> None:
    submission = goes_to_waiting(person)
    person.presses(f"log_{submission}")
    person.reads("Chưa thử gửi lần nào.")
    person.presses(f"try_{submission}")
    person.waits(lambda: person.told("truthLine") == "Không có mạng – 1 hồ sơ đang chờ gửi", "the line of truth")
    assert services_of(person).outbox.item(submission).state is State.QUEUED


def test_what_waits_is_exported_as_it_would_be_sent(person: Person, papers: Papers) -> None:
    submission = goes_to_waiting(person)
    copy = papers.lies_ready("ho-so.zip")
    person.presses(f"export_{submission}")
    person.waits(copy.exists, "nothing was written")
    person.reads(str(copy))
    body = services_of(person).outbox.item(submission).body
    with zipfile.ZipFile(BytesIO(copy.read_bytes())) as archive:
        assert body in [archive.read(name) for name in archive.namelist()]


def test_what_waits_is_exported_without_a_paper_that_is_lost(person: Person, papers: Papers) -> None:
    submission = goes_to_waiting(person)
    vault = services_of(person).vault
    vault.papers.drop(vault.papers.all())
    copy = papers.lies_ready("ho-so.zip")
    person.presses(f"export_{submission}")
    person.waits(copy.exists, "nothing was written")
    person.reads("Trong tệp thiếu 1 giấy tờ, vì ở máy này đã mất, đã dọn hoặc bị hỏng")
    with zipfile.ZipFile(BytesIO(copy.read_bytes())) as archive:
        assert "missing.txt" in archive.namelist()


def test_what_waits_is_not_sent_any_more(person: Person) -> None:
    submission = goes_to_waiting(person)
    person.presses(f"cancel_{submission}")
    person.waits(lambda: services_of(person).outbox.item(submission).state is State.WITHDRAWN, "it is still to be sent")
    person.waits(lambda: f"item_{submission}" not in person.names(), "it still stands there")


def test_the_search_finds_a_dossier_by_its_code_and_a_person_without_accents(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    office.act(submission, "receive")
    services.tracking.refresh()
    dossier = services.tracking.status(submission).dossier
    assert dossier is not None
    code = dossier.code
    assert code is not None
    for words in (code, code[-6:].lower(), "lo van bao"):
        person.searches(words)
        assert person.told(f"stands_{submission}") == "Ở cơ quan"
        person.presses(f"found_{submission}")
        person.waits(lambda: code in person.told("dossierCode"), words)
    person.searches("không có ai tên thế")
    person.sees("nothingFound")
    person.searches("giay khai sinh")
    person.sees(f"found_{CODE}")


def test_the_search_opens_what_is_not_sent_where_that_is_said(person: Person) -> None:
    submission = queued(entered(person))
    person.searches("lo van bao")
    assert person.told(f"stands_{submission}") == "Chưa gửi"
    person.presses(f"found_{submission}")
    person.reads("Hồ sơ CHƯA được gửi")


def test_the_wallet_gives_back_the_paper_byte_for_byte(person: Person, papers: Papers) -> None:
    services = entered(person)
    submission = queued(services)
    [paper] = [
        one
        for one in services.attaching.of_draft(services.tracking.status(submission).submission.draft)
        if one.slot == "TP01"
    ]
    person.presses("rail_wallet")
    copy = papers.lies_ready("ban-sao.jpg")
    person.presses(f"savePaper_{paper.sha256[:12]}")
    person.waits(copy.exists, "nothing was written")
    person.reads(str(copy))
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == paper.sha256


def test_what_waits_tells_how_many_bytes_went_over(person: Person) -> None:
    submission = goes_to_waiting(person)
    services = services_of(person)
    with services.open_unit() as uow:
        uow.outbox.save_upload(
            PaperUpload(submission, "TP01", 1, "ab" * 32, 5 << 20, "application/pdf", submission, offset=3 << 19)
        )
        uow.commit()
    person.presses(f"log_{submission}")
    person.program.navigator.go("waiting")
    person.reads("Giấy tờ: đã chuyển 1,5 MB / 5,0 MB.")


def test_a_corrected_result_is_found_beside_the_one_that_it_replaces(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    for act in ("receive", "process", "finish", "return", "correct"):
        office.act(submission, act)
    services.tracking.refresh()
    kept = services.results.download(submission)
    assert [one.is_replaced for one in kept].count(True) == 1
    right = next(one for one in kept if not one.is_replaced and one.name == kept[0].name)
    person.searches(right.name.lower().replace("ấ", "a"))
    person.reads(f"{services.tracking.status(submission).submission.title} · Cơ quan đã cấp bản khác thay bản này")
    assert person.height_of(f"found_{right.rid}") < person.height_of(f"found_{kept[0].rid}")
    person.presses(f"found_{right.rid}")
    person.sees(f"replaced_{len(kept)}")  # the last card; what counts comes first
    person.reads("Cơ quan đã cấp bản khác thay bản này")
    assert "download" not in person.names(), "everything is here"


def test_a_result_that_cannot_be_fetched_hides_no_other_and_is_not_said_to_be_missing(person: Person) -> None:
    services = entered(person)
    submission, office = received(person)
    for act in ("receive", "process", "finish", "return", "correct"):
        office.act(submission, act)
    services.tracking.refresh()
    copy = services.tracking.status(submission).dossier
    assert copy is not None
    bad = copy.results[0]
    rule = {"match": {"method": "GET", "path": f"/api/v1/results/{bad.rid}/content"}, "do": "503", "times": 99}
    office._call("PUT", "/faults", {"rules": [rule]})
    person.program.navigator.go("result", submission)
    person.sees("refusal")
    person.sees("result_1")
    person.sees("download")
    person.presses("networkSwitch")
    with services.open_unit() as uow:
        uow.dossiers.upsert(replace(copy, results=(bad,)))
        uow.commit()
    person.program.navigator.go("home")
    person.program.navigator.go("result", submission)
    person.sees("refusal")
    person.sees("download")
    assert "noResult" not in person.names()


def test_what_was_taken_back_or_needs_a_look_is_not_called_unsent(person: Person) -> None:
    gone, held, forgotten = goes_to_waiting(person), *(queued(services_of(person)) for _ in range(2))
    services = services_of(person)
    services.outbox.cancel(gone)
    brought_to(services.vault, State.NEEDS_FIX, held)
    with services.open_unit() as uow:
        copy = Dossier(forgotten, 0, None, Status.PROCESSING, "Đang xử lý", refreshed_at=NOW, due_at=NOW)
        step = Step("Thẩm tra", None, None, NOW, NOW)
        uow.dossiers.upsert(replace(copy, step=step))
        uow.commit()
    services.outbox.cancel(forgotten)
    person.program.navigator.go("dossiers")
    person.waits(lambda: person.told(f"stands_{gone}") == "Đã rút", "it is said to be unsent")
    assert [person.told(f"stands_{one}") for one in (held, forgotten)] == ["Cần sửa", "Đã rút"]
    person.program.navigator.go("dossier", forgotten)
    person.reads("Đã rút")
    assert "Đang xử lý" not in person.words()
    assert "stuckCard" not in person.names()
    person.program.navigator.go("home")
    person.reads("Cần sửa")
