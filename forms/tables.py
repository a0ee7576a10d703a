"""The lists that ship with the library: units, ethnic groups, provinces of the personal number, holidays."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@cache
def table(name: str) -> Any:
    """The parsed JSON list `data/<name>.json`."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@cache
def ethnic_groups() -> dict[str, str]:
    """Code to name of the 54 ethnic groups, in the official order; 55 stands for a foreigner."""
    return {row["code"]: row["name"] for row in table("ethnic54")} | {"55": "Người nước ngoài"}


@cache
def birth_provinces() -> dict[str, str]:
    """First three digits of a personal number to the province before 2025 where the birth was registered."""
    return dict(table("cccd_province63"))
