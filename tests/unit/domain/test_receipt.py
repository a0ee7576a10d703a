"""A receipt proves one item with one content at one portal, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.receipt import Receipt, proves
from desktop.domain.submission import Kind
from tests.fakes.portal import receipt_for
from tests.unit.domain.test_submission import ITEM

BOUND = replace(ITEM, portal_id="practice-00000001")


def test_a_receipt_proves_its_item() -> None:
    assert proves(receipt_for(BOUND), BOUND)


@pytest.mark.parametrize(
    "other",
    [
        {"item": "b"},
        {"kind": "consent"},
        {"dossier": "b"},
        {"dossier": None},
        {"fingerprint": "sha256:01"},
        {"mode": "live"},
        {"portal_id": "practice-00000002"},
    ],
)
def test_a_receipt_about_anything_else_proves_nothing(other: dict[str, Any]) -> None:
    assert not proves(receipt_for(BOUND, **other), BOUND)


def test_a_consent_belongs_to_no_dossier_yet() -> None:
    consent = replace(BOUND, id="c", kind=Kind.CONSENT)
    assert proves(receipt_for(consent), consent)
    assert not proves(receipt_for(consent, dossier="a"), consent)


def test_an_empty_receipt_proves_nothing() -> None:
    assert not proves(Receipt("x", {}), BOUND)
