"""The made-up family of the birth pack's examples, and days that its tests stand on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from forms.answers import put

PACK = Path("forms/packs/civil-status/1.001193/1").resolve()
DAY = date(2026, 11, 23)


def birth_answers(*changes: tuple[str, Any]) -> dict[str, Any]:
    """The answers of a grandmother, with *changes* (pointer, value; None takes it out)."""
    example = json.loads((PACK / "tests" / "accept-grandmother.json").read_text(encoding="utf-8"))
    answers: dict[str, Any] = example["answers"]
    for pointer, value in changes:
        answers = put(answers, pointer, value)
    return answers
