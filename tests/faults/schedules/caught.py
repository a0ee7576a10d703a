"""The case in which each planted fault was seen first; `python -m tests.faults.report` finds them anew."""

import json
from pathlib import Path

PLACE = Path(__file__).with_name("caught.json")
CAUGHT: dict[str, str] = json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.exists() else {}
