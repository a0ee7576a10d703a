"""What client and portal write on both sides of the contract on purpose, held together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import fee
from desktop.domain.dossier import STATUS_CODES, status_of
from desktop.domain.errors import Refusal
from desktop.practice import vietqr
from desktop.practice.workflow import STATES

LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x7E)


@pytest.mark.parametrize("name", STATES)
def test_every_state_of_the_portal_is_the_clients_status(name: str) -> None:
    state = STATES[name]
    assert status_of(state.code).value == state.enum
    assert status_of(str(state.code)) is status_of(state.code)


def test_the_portal_uses_every_code() -> None:
    assert {state.code for state in STATES.values()} == set(range(1, len(STATUS_CODES)))


@given(
    st.text("0123456789", min_size=6, max_size=6),
    st.text("0123456789", min_size=1, max_size=19),
    st.integers(1, 10**12),
    st.text(LETTERS, min_size=1, max_size=25),
)
def test_client_reads_every_code_that_the_portal_writes(bin_: str, account: str, amount: int, memo: str) -> None:
    read = fee.parse_vietqr(vietqr.build(bin_, account, amount, memo))
    assert read == fee.VietQr(bin_, account, amount, memo)


def test_vectors_of_the_contract() -> None:
    written = vietqr.build("999999", "0000000007", 15000, "H56.01.02-261122-0007")
    assert written.endswith("6304D78E")
    assert fee.parse_vietqr(written).memo == "H56.01.02-261122-0007"
    other = vietqr.build("970436", "0123456789012", 15000, "H56.01.02-261122-0007")
    assert other.endswith("6304022F")
    assert fee.crc16(b"123456789") == vietqr.crc16(b"123456789") == 0x29B1


@given(st.integers(0, 120), st.characters(min_codepoint=0x21, max_codepoint=0x7E))
def test_a_swapped_letter_shows(at: int, letter: str) -> None:
    written = vietqr.build("999999", "0000000007", 15000, "H56.01.02-261122-0007")
    changed = written[:at] + letter + written[at + 1 :]
    if changed != written:
        with pytest.raises(Refusal):
            fee.parse_vietqr(changed)
