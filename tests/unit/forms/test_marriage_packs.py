"""What the generic tests of packs do not know: pledges, and sentences that these two packs write themselves."""

from datetime import date

from forms.answers import complete
from forms.catalogue import Catalogue
from forms.fees import total
from forms.slots import open_slots
from forms.validation import error_text, validate

DAY = date(2026, 11, 23)
MARRIAGE = Catalogue.shipped().get("1.000894")
STATUS = Catalogue.shipped().get("1.004873")
PLEDGE = (
    "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật, việc kết hôn của chúng tôi là tự nguyện, không vi "
    "phạm quy định của Luật Hôn nhân và gia đình Việt Nam. Chúng tôi chịu hoàn toàn trách nhiệm trước pháp luật về "
    "nội dung cam đoan của mình."
)
ABROAD = {
    "loai": "da_ly_hon",
    "ly_hon": {"so": "12/2021", "ngay": "2021-06-15", "toa_an": "Tòa án", "o_nuoc_ngoai": True},
}


def test_the_pledge_is_the_official_one() -> None:
    assert MARRIAGE.text("pledge") == PLEDGE


def test_who_is_too_young_is_told_the_age_and_the_clause() -> None:
    groom = {"ho_ten": "Hà Văn Dũng", "ngay_sinh": "2006-11-24"}
    [error] = [one for one in validate(MARRIAGE, {"ben_nam": groom}, today=DAY) if one.pointer == "/ben_nam/ngay_sinh"]
    sentence = error_text(MARRIAGE, error, "vi")
    assert "19 tuổi" in sentence
    assert "Điều 8 khoản 1 điểm a" in sentence


def test_the_sender_is_whom_they_say() -> None:
    parties = {"ben_nu": {"ho_ten": "Lò Thị Ban"}, "ben_nam": {"ho_ten": "Hà Văn Dũng"}}
    data = complete(MARRIAGE, {**parties, "nguoi_nop": {"ben": "ben_nam"}}, today=DAY)
    assert data["nguoi_nop"]["ho_ten"] == "Hà Văn Dũng"


def test_a_divorce_abroad_opens_the_paper_of_that_party_only() -> None:
    codes = [slot.code for slot in open_slots(MARRIAGE, {"ben_nam": {"tinh_trang": ABROAD}})]
    assert "TP02" in codes
    assert "TP01" not in codes


def test_marriage_is_free_and_copies_cost() -> None:
    assert total(MARRIAGE, {"ban_sao": {"co": False}}) == 0
    assert total(MARRIAGE, {"ban_sao": {"co": True, "so_luong": 3}}) == 24_000


def test_a_divorce_is_written_out_with_its_judgment() -> None:
    data = complete(STATUS, {"nguoi_duoc_cap": {"tinh_trang": ABROAD}}, today=DAY)
    assert "Bản án/Quyết định số 12/2021 ngày 15/06/2021 của Tòa án" in data["tinh_trang_ghi"]


def test_half_a_judgment_is_not_written_out() -> None:
    half = {"loai": "da_ly_hon", "ly_hon": {"so": "12/2021"}}
    assert "tinh_trang_ghi" not in complete(STATUS, {"nguoi_duoc_cap": {"tinh_trang": half}}, today=DAY)
