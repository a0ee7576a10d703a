"""Every section of the page, in its order."""

from collections.abc import Callable, Mapping

from tests.contract.conformance import json_forms, json_logic, json_schema, packs_shown, verdicts
from tests.contract.conformance.page import Section

SECTIONS: Mapping[str, Callable[[], Section]] = {
    "JSON Schema": json_schema.section,
    "JSON Forms": json_forms.section,
    "JsonLogic": json_logic.section,
    "Packs beside JSON Forms": packs_shown.section,
    "Verdicts beside ajv": verdicts.section,
}
