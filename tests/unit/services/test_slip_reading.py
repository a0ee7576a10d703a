"""The code on a slip, however it comes."""

import pytest

from desktop.domain.errors import Refusal
from desktop.services.slip_reading import SlipReading, code_in, looks_like_code

CODE = "H56.148.45-261123-0007"
OLD = "000.00.16.H56-230306-0001"


def reading(*texts: str, ours: str | None = None) -> SlipReading:
    return SlipReading(lambda _content: texts, lambda given: ours if given else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (CODE, CODE), (f"  {CODE.lower()}\r\n", CODE), ("H56.148.45 - 261123 - 0007", CODE), (OLD, OLD),
        ("H56.148.45–261123–0007", CODE), (f"Mã hồ sơ: {CODE}", CODE), (f"{CODE}/-TTPVHCC", CODE),
        (f"https://dichvucong.example/tra-cuu?ma={CODE}&x=1", CODE), (f"https://x.example/ho-so/{CODE}", CODE),
        ("https://x.example/?MaHoSo=bn-118", "BN-118"), ("bn-2026/118", "BN-2026/118"),
        ("https://x.example/", None), ("", None), ("khai sinh", None), ("làm giấy 2026", None), ("giay 2026", None),
        (f"ma ho so {CODE}", CODE), ("x1" * 26, None),
        ("http://[", None), ("038190001234|123|Lò Văn Tâm|01011990|Nam|bản Lát|01012021", None),
    ],
)  # fmt: skip
def test_a_code_in_a_text(text: str, code: str | None) -> None:
    assert code_in(text) == code


def test_what_looks_like_a_code_is_a_hint() -> None:
    assert looks_like_code(CODE)
    assert not looks_like_code("BN-118")
    assert not looks_like_code("khai sinh")


def test_a_picture_with_the_same_code_twice() -> None:
    assert reading(CODE, CODE).picture(b"") == CODE
    assert reading("WIFI:T:WPA", "123", CODE).picture(b"") == CODE


@pytest.mark.parametrize(
    ("texts", "said"),
    [((), "lookup.no-mark"), (("WIFI:T:WPA;S:nha",), "lookup.no-code"), ((CODE, OLD), "lookup.several")],
)
def test_a_picture_that_does_not_tell(texts: tuple[str, ...], said: str) -> None:
    with pytest.raises(Refusal) as error:
        reading(*texts).picture(b"")
    assert error.value.code == said


def test_our_own_slip() -> None:
    assert reading("HOSO:R1/1/1/AB", ours=CODE).picture(b"") == CODE
    assert reading(ours=CODE).line("HOSO:R1/1/1/AB") == CODE
