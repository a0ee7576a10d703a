"""Every code that a person may meet has a sentence in both languages."""

import ast
import re
import string
from pathlib import Path

import pytest

import desktop
from desktop import messages
from desktop.messages import codes, has, say
from desktop.services.consequences import TABLE

ROOT = Path(desktop.__file__).parent
ERRORS = {
    "Refusal", "Missing", "WrongUse", "StillWaiting", "StoreFault", "VaultFinding", "Fault", "PaperFaultError",
    "FormsError", "PackError", "Answer",
}  # fmt: skip
NOT_CODES = {"logic.json"}
CODE = re.compile(r"[a-z]+(?:[.-][a-z0-9-]+)+")
REASONS = {found.reason for found in TABLE.values() if found.reason} | {
    "already-accepted", "cancelled", "interrupted", "invalid", "mode.mismatch", "not-yet-received", "paper.changed",
    "portal.forgot", "portal.other", "sign-in.ended", "sign-in.needed", "uploads-incomplete", "upload-incomplete",
    "deadline-passed", "fingerprint-mismatch", "form-version-retired", "fee-changed", "invalid_token", "in-progress",
    "not-allowed", "consent-required", "consent-expired", "not-open", "withdrawn",
}  # fmt: skip


def _raised(folder: Path) -> set[str]:
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                found |= {code for given in node.args[:2] for code in _codes(given)}
    return found


def _codes(given: ast.expr) -> set[str]:
    """What is written there, or in either branch of a choice, when it looks like a code."""
    parts = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
    written = {str(part.value) for part in parts if isinstance(part, ast.Constant)}
    return {text for text in written if CODE.fullmatch(text)}


def _names(sentence: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_whatever_is_refused_has_a_sentence(lang: str) -> None:
    folders = [ROOT / name for name in ("domain", "services", "adapters", "assembly", "cli", "app", "ui")]
    by_folder = {folder.name: _raised(folder) for folder in [*folders, ROOT.parent / "forms"]}
    assert {"vault.damaged", "paper.bomb", "receipt.unknown-key", "portal.captive"} <= by_folder["adapters"]
    raised = set().union(*by_folder.values()) - NOT_CODES
    assert {code for code in raised | REASONS if not has(code, lang)} == set()


def test_both_languages_have_the_same_codes_with_the_same_names() -> None:
    assert codes("vi") == codes("en")
    for code in codes("vi"):
        assert _names(messages._sentences("vi")[code]) == _names(messages._sentences("en")[code]), code


def test_names_are_filled_and_missing_ones_stay_readable() -> None:
    assert say("submit.faults", "vi", errors=3).startswith("Còn 3 chỗ")
    assert "…" in say("submit.faults", "en")


def test_a_code_without_a_sentence_is_named() -> None:
    assert "no.such-code" in say("no.such-code", "vi")
    assert "no.such-code" in say("no.such-code", "en", errors=3)


def test_values_are_never_read_as_patterns() -> None:
    assert say("slot.unknown", "en", slot="{errors}").count("{errors}") == 1
