import pytest

from desktop.adapters.keys import wrapping
from desktop.adapters.keys.wrapping import WrongSecretError, unwrap, unwrap_by_words, wrap, wrap_by_words

KEY = bytes(range(32))


def test_a_copy_opens_with_its_secret_in_its_place_only() -> None:
    copy = wrap(KEY, b"s" * 32, "here")
    assert unwrap(copy, b"s" * 32, "here") == KEY
    for secret, place in ((b"t" * 32, "here"), (b"s" * 32, "there")):
        with pytest.raises(WrongSecretError):
            unwrap(copy, secret, place)


def test_words_are_stretched_at_the_cost_that_was_decided() -> None:
    copy = wrap_by_words(KEY, "mật khẩu", "here")
    assert (copy["memory_kib"], copy["iterations"], copy["lanes"]) == (65536, 3, 4)
    assert unwrap_by_words(copy, "mật khẩu", "here") == KEY


def test_a_costlier_copy_of_later_years_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 128)
    copy = wrap_by_words(KEY, "mật khẩu", "here")
    monkeypatch.undo()
    assert unwrap_by_words(copy, "mật khẩu", "here") == KEY


def test_the_same_words_never_give_the_same_copy() -> None:
    first, second = (wrap(KEY, b"s" * 32, "here") for _ in range(2))
    assert first["nonce"] != second["nonce"]
    assert first["wrapped"] != second["wrapped"]
