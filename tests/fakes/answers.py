"""The made-up family of the birth pack's own example."""

import json
from typing import Any

from forms.catalogue import PACKS

_FILE = PACKS / "civil-status" / "1.001193" / "1" / "tests" / "accept-grandmother.json"
GRANDMOTHER: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))["answers"]
