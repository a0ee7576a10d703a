from collections.abc import Callable

import pytest

from desktop.adapters.keys.recovery_code import LETTERS, canonical, looks_like_one, new_code
from desktop.domain.errors import Refusal


def test_a_code_is_eight_groups_of_four_that_nobody_mixes_up() -> None:
    groups = new_code().split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert set("".join(groups)) <= set(LETTERS)
    assert new_code() != new_code()


TYPED: dict[str, Callable[[str], str]] = {
    "small": str.lower,
    "spaces": lambda code: code.replace("-", " "),
    "in one": lambda code: code.replace("-", ""),
    "copied with its line": lambda code: f" {code}\n",
    "letters for digits": lambda code: code.replace("0", "O").replace("1", "l"),
}


@pytest.mark.parametrize("way", TYPED)
def test_a_code_is_understood_as_people_type_it(way: str) -> None:
    code = new_code()
    assert canonical(TYPED[way](code)) == code.replace("-", "")


def test_one_wrong_letter_is_noticed_nearly_always() -> None:
    """Two letters of check let one slip in 1,024 pass; the key that it gives opens nothing."""
    code = canonical("0000-0000-0000-0000-0000-0000-0000-00" + check_of_zeros())
    slips = {code[:place] + letter + code[place + 1 :] for place in range(len(code)) for letter in LETTERS} - {code}
    assert len(slips) == 32 * 31
    assert len([slip for slip in slips if is_taken(slip)]) <= 2
    with pytest.raises(Refusal, match="mistyped"):
        canonical("1" + code[1:])


def is_taken(code: str) -> bool:
    try:
        canonical(code)
    except Refusal:
        return False
    return True


def check_of_zeros() -> str:
    for first in LETTERS:
        for second in LETTERS:
            try:
                return canonical("0" * 30 + first + second)[30:]
            except Refusal:
                continue
    raise AssertionError


@pytest.mark.parametrize("typed", ["", "0000", "mật khẩu", "0" * 33])
def test_what_is_no_code_is_said_so(typed: str) -> None:
    with pytest.raises(Refusal, match="mistyped"):
        canonical(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7KQ4-M2XD-9TRA-HW5C-3NPE-80GV-Z6BJ-1YQ7", True),
        ("7kq4 m2xd 9tra hw5c 3npe 80gv z6bj 1yq", True),
        ("chợ phiên sáng chủ nhật Mường Lát", False),
        ("ruong bac thang chin", False),
        ("", False),
    ],
)
def test_a_mistyped_code_is_told_from_a_passphrase(typed: str, meant: bool) -> None:
    assert looks_like_one(typed) is meant
