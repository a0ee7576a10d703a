"""The sheet for filing by post, read back as the post, the office and the sender read it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.adapters.documents.envelope import draw_envelope
from desktop.domain.draft import Draft, Relation, Submitter
from desktop.domain.errors import Refusal
from desktop.domain.letter import Enclosure, EnclosureKind, Letter
from desktop.services.letters import goes_by_post, letter_of
from forms.answers import complete
from forms.catalogue import Catalogue
from tests.unit.documents import reading
from tests.unit.forms.births import DAY, birth_answers

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PACK = Catalogue.shipped().get("1.001193")
AT_HOME = ("/nguoi_yeu_cau/noi_cu_tru", {"xa": "14845", "chi_tiet": "bản Lát"})
NO_NUMBER = (("/nguoi_yeu_cau/so_dinh_danh", None), ("/nguoi_yeu_cau/chua_co_so_dinh_danh", True), AT_HOME)
GRANDSON = Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456")


def letter(*changes: tuple[str, object], submitter: Submitter | None = None, attached: tuple[str, ...] = ()) -> Letter:
    answers = birth_answers(*changes)
    draft = Draft("d1", PACK.code, 1, answers, NOW, NOW, submitter=submitter)
    return letter_of(PACK, draft, complete(PACK, answers, today=DAY), attached)


def test_the_office_the_sender_and_the_procedure_stand_on_it() -> None:
    (page,) = reading.pages(draw_envelope(letter(*NO_NUMBER)))
    face, _, contents = page.partition("GIẤY TỜ TRONG PHONG BÌ")
    assert "Người gửi: Lò Thị May Địa chỉ: bản Lát, xã Mường Lát, tỉnh Thanh Hóa" in face
    assert "Trung tâm Phục vụ hành chính công xã Mường Lát" in face
    assert "Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa" in face
    assert "Số hiệu bưu gửi VNPost: ....." in face
    assert "Đăng ký khai sinh (mã thủ tục 1.001193)" in contents


def test_what_nobody_here_knows_is_dotted_and_said() -> None:
    (page,) = reading.pages(draw_envelope(letter(("/noi_dang_ky", None))))
    assert "Trung tâm Phục vụ hành chính công ....." in page
    office = page.partition("Kính gửi:")[2].partition("Số hiệu")[0]
    assert "Địa chỉ: ....." in office
    assert "Điện thoại: ....." in office
    assert "Chương trình chưa có địa chỉ và điện thoại trụ sở" in page


def test_by_post_what_is_only_shown_goes_as_a_certified_copy() -> None:
    written = letter().enclosures
    assert written[0] == Enclosure(EnclosureKind.FORM)
    names = {paper.name: paper for paper in written}
    assert names["Giấy tờ tùy thân của người yêu cầu"].kind is EnclosureKind.CERTIFIED
    assert names["Giấy chứng sinh"] == Enclosure(EnclosureKind.ORIGINAL, 1, "TP01", "Giấy chứng sinh")
    home = names["Giấy tờ chứng minh nơi cư trú"]
    assert (home.kind, home.if_any) == (EnclosureKind.COPY, True)
    (page,) = reading.pages(draw_envelope(letter()))
    assert "Giấy tờ tùy thân của người yêu cầu bản sao có chứng thực 1" in page
    assert "Giấy tờ chứng minh nơi cư trú (nếu có) bản sao 1" in page
    assert "bị bỏ rơi" not in page


def test_papers_follow_the_answers_and_what_is_attached() -> None:
    papers = letter(("/con/chung_sinh", "cam_doan"), attached=("TP08",)).enclosures
    assert "Giấy chứng sinh" not in [paper.name for paper in papers]
    assert not any(paper.if_any for paper in papers)


def test_who_writes_for_another_says_so_and_encloses_the_consent() -> None:
    written = letter(*NO_NUMBER, submitter=GRANDSON)
    assert [paper.kind for paper in written.enclosures[:2]] == [EnclosureKind.FORM, EnclosureKind.CONSENT]
    (page,) = reading.pages(draw_envelope(written))
    assert "Người gửi: Lò Văn Tâm gửi thay Lò Thị May Địa chỉ: ....." in page
    own = letter(submitter=replace(GRANDSON, relation=Relation.SELF))
    assert own.on_behalf_of is None


def test_the_signed_form_lies_inside_once_and_nothing_is_optional_twice() -> None:
    club = Catalogue.shipped().get("2.000794")
    written = letter_of(club, Draft("d1", club.code, 1, {}, NOW, NOW), complete(club, {}, today=DAY), ())
    text = reading.text(draw_envelope(written))
    assert "Đơn và các danh sách đã ký (nếu" not in text
    assert text.count("đã ký") >= 1
    assert "(nếu có) (nếu có)" not in text
    assert "(nếu có)" in text


def test_the_provinces_own_office_is_named_as_such() -> None:
    (page,) = reading.pages(draw_envelope(replace(letter(), unit="38")))
    assert "Trung tâm Phục vụ hành chính công tỉnh Thanh Hóa Ủy ban nhân dân tỉnh Thanh Hóa" in page


def test_many_papers_go_on_to_a_second_page() -> None:
    many = replace(
        letter(), enclosures=tuple(Enclosure(EnclosureKind.COPY, 1, "", f"Giấy tờ số {n}") for n in range(20))
    )
    pages = reading.pages(draw_envelope(many))
    assert len(pages) == 2
    assert "Giấy tờ số 19" in pages[1]


def test_the_same_letter_is_the_same_sheet_and_english_is_for_the_sender_only() -> None:
    assert draw_envelope(letter()) == draw_envelope(letter())
    english = reading.text(draw_envelope(letter(), lang="en"))
    assert "Fold or cut along this line" in english
    assert "Kính gửi:" in english


def test_where_both_must_come_there_is_no_envelope() -> None:
    marriage = Catalogue.shipped().get("1.000894")
    assert not goes_by_post(marriage)
    with pytest.raises(Refusal, match=r"^by-hand\.no-post$"):
        letter_of(marriage, Draft("d1", marriage.code, 1, {}, NOW, NOW), {}, ())


@pytest.mark.parametrize("code", [pack.code for pack in Catalogue.shipped().all() if pack.has_form])
def test_every_procedure_that_goes_by_post_has_its_sheet(code: str) -> None:
    pack = Catalogue.shipped().get(code)
    if goes_by_post(pack):
        written = letter_of(pack, Draft("d1", code, 1, {}, NOW, NOW), complete(pack, {}, today=DAY), ())
        assert "GIẤY TỜ TRONG PHONG BÌ" in reading.text(draw_envelope(written))
