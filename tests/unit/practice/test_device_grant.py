"""A device's one sign-in: given again while its answer may have been lost, and known by the device's name."""

import pytest

from desktop.practice.devices import Devices
from desktop.practice.store import Store
from desktop.practice.tokens import GRACE_SECONDS, Refused, Tokens
from tests.unit.practice.wall import Wall


@pytest.fixture
def devices(store: Store, tokens: Tokens, wall: Wall) -> Devices:
    return Devices(store, tokens, wall)


def approved(devices: Devices, name: str = "") -> str:
    """The device code of a kiosk whose person said yes."""
    codes = devices.start("hoso-kiosk", "dossier.submit", name)
    devices.decide(str(codes["user_code"]), "may", "Lò Thị May", approved=True)
    return str(codes["device_code"])


def test_an_answer_that_was_lost_is_given_again_for_a_while(devices: Devices, tokens: Tokens, wall: Wall) -> None:
    code = approved(devices)
    wall.seconds += 299
    granted = devices.poll(code, "hoso-kiosk")
    wall.seconds += GRACE_SECONDS
    assert devices.poll(code, "hoso-kiosk")["access_token"] == granted["access_token"]
    assert len(tokens.signed_in("may")) == 1
    wall.seconds += 1
    with pytest.raises(Refused, match="invalid_grant"):
        devices.poll(code, "hoso-kiosk")
    assert tokens.account_of(str(granted["access_token"])) is not None


def test_what_was_ended_meanwhile_is_not_begun_anew(devices: Devices, tokens: Tokens) -> None:
    code = approved(devices)
    tokens.revoke(str(devices.poll(code, "hoso-kiosk")["access_token"]))
    assert tokens.account_of(str(devices.poll(code, "hoso-kiosk")["access_token"])) is None
    assert tokens.signed_in("may") == []


def test_a_sign_in_is_known_by_the_name_of_its_device(devices: Devices, tokens: Tokens) -> None:
    devices.poll(approved(devices, "Ki-ốt số 3"), "hoso-kiosk")
    assert [one.device_name for one in tokens.signed_in("may")] == ["Ki-ốt số 3"]
