"""Thirty made-up residents and their fifty dossiers; what the officer gets wrong at first is drawn from a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms.answers import put
from forms.pointers import get
from tests.integration.services.many import accepted

BIRTH, MARRIAGE, DEATH, MARITAL, PENSION = "1.001193", "1.000894", "1.000656", "1.004873", "1.014027"
CODES = (BIRTH, MARRIAGE, DEATH, MARITAL, PENSION)
HOME = "14848"
HAMLETS = ("Bản Lát", "Bản Pom Khuông", "Bản Suối Phái", "Bản Ón", "Bản Cân")
FAMILIES = ("Lò", "Hà", "Vi", "Ngân", "Lương", "Phạm", "Lộc", "Cầm", "Quách", "Bùi")
WOMEN, MEN = ("Thị Nết", "Thị Ban", "Thị Pao"), ("Văn Tâm", "Văn Dũng", "Văn Ính")
GROUPS = 10
"""Residents of each of three sorts: young women, men, old people."""

PHONE = "/nguoi_yeu_cau/dien_thoai"
WRONG: dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    BIRTH: (
        (("/con/ngay_sinh", "2026-11-31"), ("/cha/ngay_sinh", "1998-02-30")),
        ("/con/ho_ten", "/con/noi_sinh"),
        ((PHONE, "0912"), ("/cha/so_dinh_danh", "0380")),
    ),
    MARRIAGE: (
        (("/ben_nam/ngay_sinh", "2001-02-30"),),
        ("/ben_nam/ho_ten", "/ben_nam/dan_toc"),
        (("/nguoi_nop/dien_thoai", "0912"), ("/ben_nam/so_dinh_danh", "0382")),
    ),
    DEATH: (
        (("/tu_vong/ngay", "2026-11-31"), ("/giay_bao_tu/ngay_cap", "2026-11-31")),
        ("/nguoi_chet/ho_ten", "/tu_vong/noi_chet"),
        ((PHONE, "0912"), ("/nguoi_chet/so_dinh_danh", "0380")),
    ),
    MARITAL: (
        (("/thoi_gian/tu_ngay", "2021-02-30"), ("/thoi_gian/den_ngay", "2024-06-31")),
        ("/muc_dich/loai_khac", "/nguoi_duoc_cap/dan_toc"),
        ((PHONE, "0912"),),
    ),
    PENSION: (
        (("/che_do/tro_cap_bhxh/tu_thang", "2003-13"),),
        ("/nhan_tien/noi", "/nhan_tien/so_tai_khoan"),
        ((PHONE, "0912"),),
    ),
}
"""Of each procedure: dates that are none, what is forgotten, numbers that are too short."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with a card."""

    name: str
    number: str
    born: str
    sex: str
    hamlet: str
    phone: str

    @property
    def card(self) -> str:
        """As the scanner gun reads it."""
        year, month, day = self.born.split("-")
        sex = "Nữ" if self.sex == "nu" else "Nam"
        lives = f"{self.hamlet}, Tam Chung, Mường Lát, Thanh Hóa"
        return f"{self.number}||{self.name}|{day}{month}{year}|{sex}|{lives}|10052021"


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier: for whom, what its form should say, and what is typed instead at first (None: nothing)."""

    code: str
    resident: Resident
    answers: dict[str, Any]
    faults: dict[str, str | None]


def cast(seed: int, of_each: int = GROUPS) -> list[Case]:
    """So many dossiers of each procedure, in the order in which people come."""
    dice = random.Random(seed)
    cases = [_case(dice, code, at) for code in CODES for at in range(of_each)]
    dice.shuffle(cases)
    return cases


def resident(sort: int, at: int) -> Resident:
    """The same for the same place: 0 young women, 1 men, 2 old people."""
    year = (1996, 1985, 1945)[sort] + at % 5
    is_woman = sort == 0 or (sort == 2 and at % 2 == 0)
    first = (WOMEN if is_woman else MEN)[sort]
    century_and_sex = {True: 1, False: 0}[is_woman]
    number = f"038{century_and_sex}{year % 100:02d}{sort}{at:05d}"
    born = f"{year}-{at % 12 + 1:02d}-{at + 11:02d}"
    sex = "nu" if is_woman else "nam"
    return Resident(f"{FAMILIES[at]} {first}", number, born, sex, HAMLETS[at % 5], f"09123{sort}{at:04d}")


def _case(dice: random.Random, code: str, at: int) -> Case:
    who = resident({BIRTH: 0, MARRIAGE: 0, MARITAL: 1, DEATH: 2, PENSION: 2}[code], at)
    answers = dict(_MADE[code](who, at))
    dates, forgotten, numbers = WRONG[code]
    missing: str = dice.choice(forgotten)
    faults: dict[str, str | None] = dict([dice.choice(dates), dice.choice(numbers)])
    faults[missing] = None
    assert all(get(answers, pointer) is not None for pointer in faults), (code, faults)
    return Case(code, who, answers, faults)


def _asks(answers: dict[str, Any], who: Resident, block: str) -> dict[str, Any]:
    """The resident in a block of the form."""
    said = {"ho_ten": who.name, "so_dinh_danh": who.number, "ngay_sinh": who.born}
    for name, value in said.items():
        answers = put(answers, f"{block}/{name}", value)
    return answers


def _at_home(answers: dict[str, Any], block: str, who: Resident) -> dict[str, Any]:
    return put(answers, f"{block}/noi_cu_tru", {"xa": HOME, "chi_tiet": who.hamlet})


def _birth(who: Resident, at: int) -> dict[str, Any]:
    answers = accepted(BIRTH, "grandmother")
    answers["noi_dang_ky"] = answers["con"]["que_quan"]["xa"] = HOME
    answers["nguoi_yeu_cau"] = {"dien_thoai": who.phone, "quan_he": "me"}
    answers = _asks(_asks(answers, who, "/nguoi_yeu_cau"), who, "/me")
    answers["con"]["ho_ten"] = f"{FAMILIES[at]} Văn Bảo"
    answers["cha"] |= {"ho_ten": f"{FAMILIES[at]} Văn Tính", "so_dinh_danh": f"0380980{at:05d}"}
    return answers


def _marriage(who: Resident, at: int) -> dict[str, Any]:
    answers = _asks(accepted(MARRIAGE, "both-first"), who, "/ben_nu")
    answers["noi_dang_ky"] = HOME
    answers["ben_nam"] |= {"ho_ten": f"{FAMILIES[at]} Văn Hặc", "so_dinh_danh": f"038201{at:06d}"}
    answers["nguoi_nop"]["dien_thoai"] = who.phone
    return answers


def _death(who: Resident, at: int) -> dict[str, Any]:
    answers = _asks(accepted(DEATH, "late"), who, "/nguoi_yeu_cau")
    answers["noi_dang_ky"] = answers["nguoi_chet"]["noi_cu_tru"]["xa"] = HOME
    answers["nguoi_yeu_cau"] |= {"dien_thoai": who.phone, "quan_he": "vo" if who.sex == "nu" else "chong"}
    dead = ("nam", "Văn", 0) if who.sex == "nu" else ("nu", "Thị", 1)
    answers["nguoi_chet"] |= {"ho_ten": f"{FAMILIES[at]} {dead[1]} Inh", "so_dinh_danh": f"038{dead[2]}41{at:06d}"}
    answers["nguoi_chet"]["gioi_tinh"] = dead[0]
    answers["tu_vong"]["ngay"], answers["giay_bao_tu"]["ngay_cap"] = "2026-11-20", "2026-11-21"
    return answers


def _marital(who: Resident, _at: int) -> dict[str, Any]:
    answers = _asks(_asks(accepted(MARITAL, "former-residence"), who, "/nguoi_yeu_cau"), who, "/nguoi_duoc_cap")
    answers["noi_dang_ky"] = HOME
    answers["nguoi_yeu_cau"]["dien_thoai"] = who.phone
    answers["nguoi_duoc_cap"]["gioi_tinh"] = who.sex
    return _at_home(answers, "/nguoi_duoc_cap", who)


def _pension(who: Resident, at: int) -> dict[str, Any]:
    answers = _asks(accepted(PENSION, "small-allowance"), who, "/nguoi_yeu_cau")
    answers["noi_nop"] = HOME
    answers["nguoi_yeu_cau"] |= {"dien_thoai": who.phone, "gioi_tinh": who.sex}
    answers["nhan_tien"] = accepted(PENSION, "account")["nhan_tien"] | {"chu_tai_khoan": who.name}
    answers["nhan_tien"]["so_tai_khoan"] = f"3508205{at:06d}"
    return _at_home(answers, "/nguoi_yeu_cau", who)


_MADE = {BIRTH: _birth, MARRIAGE: _marriage, DEATH: _death, MARITAL: _marital, PENSION: _pension}


def leaves(answers: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every answer by its pointer; a list is one answer."""
    if isinstance(answers, dict):
        for name, value in answers.items():
            yield from leaves(value, f"{pointer}/{name}")
    else:
        yield pointer, answers
