"""*Người dân*: a gun opens or makes somebody, a search finds them, and only what is seen is built."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.domain.person import Person as Kept
from desktop.domain.person import masked
from desktop.ui.pages.people import AT_ONCE, PeoplePage
from tests.gui.birth import Papers
from tests.gui.officer import CARD, SPLIT, VI_DU, keeps, shoots, sits_down
from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.gui.test_card import photo


@pytest.mark.parametrize("focus", ["findResident", "addResident", "page"])
def test_a_gun_makes_somebody_and_the_second_time_opens_them(person: Person, focus: str) -> None:
    """Wherever the cursor is: no button is pressed by the spaces of a name, no field keeps the line."""
    services = sits_down(person)
    person.sees(focus).setFocus(Qt.FocusReason.OtherFocusReason)
    shoots(person, CARD)
    person.reads("Đã thêm Lò Thị Ví Dụ")
    (kept,) = services.remembering.known().people
    assert kept.answers["so_dinh_danh"] == "038190001234"
    assert (kept.born, kept.answers["gioi_tinh"]) == ("1990-04-12", "nu")
    assert kept.answers["noi_cu_tru"] == {"xa": "14848", "chi_tiet": "Bản Lát"}
    assert kept.answers["so_cmnd"] == "171234567"
    person.reads("171234567")
    person.presses("rail_people")
    person.types(person.sees("findResident"), "ai")
    shoots(person, CARD)
    person.sees("editResident")
    assert [one.id for one in services.remembering.known().people] == [kept.id], "twice the same is one person"
    assert "Đã thêm Lò Thị Ví Dụ." not in person.words()
    person.presses("rail_people")
    line = person.sees("findResident")
    assert isinstance(line, QLineEdit)
    assert line.text() == ""


def test_what_was_typed_before_the_gun_stays(person: Person) -> None:
    sits_down(person)
    line = person.sees("findResident")
    assert isinstance(line, QLineEdit)
    person.types(line, "đào")
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    shoots(person, "038190001234|")
    person.reads("Mới quét được một phần thẻ")
    assert line.text() == "đào"


def test_a_split_commune_is_asked_before_anybody_is_made(person: Person) -> None:
    services = sits_down(person)
    shoots(person, SPLIT, Qt.Key.Key_Tab)
    person.reads("Luận Khê nay chia vào nhiều xã")
    assert services.remembering.known().people == ()
    person.presses("unit_15634")
    person.reads("Đã thêm Lò Thị Ví Dụ")
    (kept,) = services.remembering.known().people
    assert kept.answers["noi_cu_tru"]["xa"] == "15634"


def test_a_spoiled_name_is_typed_and_the_rest_of_the_card_stays(person: Person) -> None:
    services = sits_down(person)
    shoots(person, CARD.replace("Lò Thị Ví Dụ", "L? Th? V? D?"))
    person.reads("Máy quét làm hỏng dấu tiếng Việt")
    person.writes("name", "Lò Thị Ví Dụ")
    person.presses("saveResident")
    person.reads("Đã thêm Lò Thị Ví Dụ")
    (kept,) = services.remembering.known().people
    assert kept.answers["giay_to"]["ngay_cap"] == "2021-05-10"


def test_a_photo_of_the_card_does_as_well(person: Person, papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    services = sits_down(person)
    monkeypatch.setattr(PeoplePage, "choose_file", lambda *_: (papers.next, ""))
    papers.lies_ready("the.jpg", photo(CARD, turned=12))
    person.presses("cardPicture")
    person.reads("Đã thêm Lò Thị Ví Dụ")
    assert services.vault.papers.all() == frozenset(), "the picture is nowhere kept"


def test_the_list_is_for_officers(person: Person) -> None:
    entered(person)
    assert "rail_people" not in person.names()


def test_five_thousand_are_searched_and_only_what_is_seen_is_built(person: Person) -> None:
    services = sits_down(person)
    family = ("Lò", "Hà", "Vi", "Ngân", "Lương")
    with services.open_unit() as uow:
        for number in range(4999):
            answers = {"ho_ten": f"{family[number % 5]} Văn Thử", "so_dinh_danh": f"0380{number:08}"}
            uow.persons.save(Kept(f"p{number}", answers["ho_ten"], answers, services.clock.now()))
        dao = {"ho_ten": "Đào Thị Mẫu", "so_dinh_danh": "038190007777", "noi_cu_tru": {"xa": "14848"}}
        uow.persons.save(Kept("dao", "Đào Thị Mẫu", {**dao, "dien_thoai": "0987654321"}, services.clock.now()))
        uow.commit()
    person.presses("rail_people")
    person.reads("5000 người")
    assert len(rows(person)) == AT_ONCE
    person.presses("moreResidents")
    person.waits(lambda: len(rows(person)) == 2 * AT_ONCE, "no more rows")
    for query in ("dao", "dao mau", "7777", "654321", "đào tam chung", "038190007777"):
        person.types(person.sees("findResident"), query, telex=False)
        person.waits(lambda: rows(person) == ["resident_dao"], query)
    person.types(person.sees("findResident"), "máy cày")
    person.sees("noResident")
    person.reads("Không thấy ai theo “máy cày”")
    person.types(person.sees("findResident"), "đào")
    person.waits(lambda: rows(person) == ["resident_dao"])
    person._key(person.sees("findResident"), Qt.Key.Key_Return)
    person.sees("editResident")


def test_the_search_box_finds_people(person: Person) -> None:
    """By a name without accents or the end of a number; of a common name the page of people shows all."""
    services = sits_down(person)
    keeps(services, VI_DU)
    for query in ("lo thi vi du", "1234", "tam chung"):
        person.searches(query)
        face = person.sees("found_vi-du")
        assert "038•••••1234" in face.accessibleDescription()
        assert VI_DU["so_dinh_danh"] not in " ".join(person.words())
    person.presses("found_vi-du")
    person.sees("editResident")
    for number in range(12):
        keeps(services, {"ho_ten": "Ngân Văn Khác", "so_dinh_danh": f"0380990000{number:02}"}, f"khac{number}")
    person.searches("khac")
    person.presses("allPeople")
    person.waits(lambda: len(rows(person)) == 12, "not all of them")


def test_on_a_familys_machine_the_search_box_finds_no_residents(person: Person) -> None:
    services = entered(person)
    keeps(services, VI_DU)
    person.searches("lo thi vi du")
    person.sees("nothingFound")
    assert "found_vi-du" not in person.names()


def test_numbers_are_masked_wherever_a_list_tells_them(person: Person) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    person.presses("rail_people")
    row = person.sees("resident_vi-du")
    person.reads("038•••••1234 · sinh 12/04/1990 · xã Tam Chung, tỉnh Thanh Hóa")
    told = [
        f"{one.accessibleName()} {one.accessibleDescription()} {one.toolTip()}"
        for one in row.window().findChildren(QWidget)
    ]
    told += person.words()
    assert not [one for one in told if VI_DU["so_dinh_danh"] in one]
    assert "038•••••1234" in row.accessibleDescription()
    assert (masked("171234567"), masked("1234")) == ("171••4567", "••••")


BAD = [
    ({"name": "Lò Văn 2"}, "Họ tên chỉ gồm chữ cái"),
    ({"name": "Lò Văn Hai"}, "Cần số định danh hoặc ngày sinh"),
    ({"name": "Lò Văn Hai", "number": "12345"}, "Số định danh gồm 12 chữ số"),
    ({"name": "Lò Văn Hai", "number": "038190001234", "phone": "12"}, "Số điện thoại chưa đúng"),
    ({"name": "Lò Thị Khác", "number": "038190001234"}, "là của Lò Thị Ví Dụ"),
    ({"number": "038190001235"}, "Hãy ghi họ tên"),
]


@pytest.mark.parametrize(("typed", "says"), BAD, ids=[says for _, says in BAD])
def test_bad_input_is_one_sentence_and_nobody_is_made(person: Person, typed: dict[str, str], says: str) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    person.presses("addResident")
    for field, words in typed.items():
        person.writes(field, words)
    person.presses("saveResident")
    person.reads(says)
    assert len(services.remembering.known().people) == 1


def test_days_that_are_none_and_days_to_come(person: Person) -> None:
    sits_down(person)
    person.presses("addResident")
    person.writes("name", "Lò Văn Hai")
    person.dates("born", "1990-02-31")
    person.presses("saveResident")
    person.reads("Ngày này không có trong lịch")
    person.dates("born", "2199-01-01")
    person.presses("saveResident")
    person.reads("Ngày sinh ở sau hôm nay")


def test_somebody_is_added_by_hand_and_changed(person: Person) -> None:
    services = sits_down(person)
    person.presses("addResident")
    person.writes("name", "Đào Thị Mẫu")
    person.dates("born", "1958")
    person.chooses("gender", "nu")
    person.writes("phone", "0912 345 678")
    person.picks("unit", "muong lat")
    person.writes("detail", "Bản Lát")
    person.presses("saveResident")
    person.reads("Đã thêm Đào Thị Mẫu")
    person.presses("editResident")
    person.writes("number", "038158000777")
    person.presses("saveResident")
    person.reads("Đã lưu")
    (kept,) = services.remembering.known().people
    assert (kept.number, kept.born, kept.answers["gioi_tinh"]) == ("038158000777", "1958", "nu")
    assert kept.answers["noi_cu_tru"] == {"xa": "14845", "chi_tiet": "Bản Lát"}


def test_nobody_is_forgotten_while_something_unsent_speaks_of_them(person: Person) -> None:
    services = sits_down(person)
    key = keeps(services, VI_DU)
    draft = services.serving.begin("1.004873", key)
    person.presses("rail_people")
    person.reads("Bản nháp: 1")
    person.presses(f"resident_{key}")
    person.sees(f"draft_{draft.id}")
    person.presses("forgetResident")
    person.presses("forgetYes")
    person.reads("Chưa quên được Lò Thị Ví Dụ")
    assert len(services.remembering.known().people) == 1
    services.drafting.discard(draft.id)
    person.presses("forgetResident")
    person.presses("forgetYes")
    person.sees("noResident")
    assert services.remembering.known().people == ()


def rows(person: Person) -> list[str]:
    return [name for name in person.names() if name.startswith("resident_")]
