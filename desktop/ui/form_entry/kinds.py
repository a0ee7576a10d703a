"""Which control a schema asks for."""

from collections.abc import Mapping

from desktop.ui.form_entry.choices import Choices, DropDownControl, RadioControl, SearchControl, TickControl
from desktop.ui.form_entry.commune import CommuneControl, unit_words
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.lines import DateControl, LineControl, MultiLineControl, NumberControl
from desktop.ui.theme import Look
from forms.fold import matches
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted
from forms.tables import ethnic_groups

RADIOS_UP_TO = 4
_WIDTHS = {"citizen-id": 240, "vn-phone": 240, "tax-code": 240, "person-name": 460, "email": 460}
_WIDE, _NARROW = 520, 130


def control_for(
    pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], options: Mapping[str, Json], look: Look, lang: str
) -> Control:
    """The control for the value at *pointer*; text for what nobody knows."""
    choices = choices_of(pack, pointer, schema, lang)
    kind, shape = schema.get("type"), schema.get("format")
    if choices:
        few = len(choices) <= RADIOS_UP_TO or options.get("format") == "radio"
        return RadioControl(choices) if few else DropDownControl(choices, look.px(_WIDE))
    if kind == "boolean" or schema.get("const") is True:
        return TickControl(look.px(_WIDE))
    if kind in ("integer", "number"):
        return NumberControl(look.px(_NARROW))
    if shape in ("date", "partial-date"):
        return DateControl(look.px(70))
    if shape == "commune":
        return CommuneControl(look.px(_WIDE))
    if shape == "ethnic-group":
        return SearchControl(_find_groups, lambda code: ethnic_groups().get(code), look.px(320))
    if options.get("multi"):
        return MultiLineControl(look.px(_WIDE))
    return LineControl(look.px(_WIDTHS.get(str(shape), _WIDE)))


def choices_of(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], lang: str) -> Choices:
    """Values of an enumeration with their words."""
    if "enum" in schema:
        return [(value, _option(pack, pointer, str(value), lang)) for value in schema["enum"]]
    branches = schema.get("oneOf", ())
    if branches and all("const" in branch for branch in branches):
        return [(branch["const"], branch.get("title") or str(branch["const"])) for branch in branches]
    return []


def shown_value(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], value: Json, lang: str) -> str:
    """An answer in words, as the check page shows it."""
    if value is None:
        return ""
    words = dict(choices_of(pack, pointer, schema, lang)).get(value)
    if words:
        return words
    if value is True:
        return "✓"
    shape = schema.get("format")
    if shape == "commune":
        return unit_words(str(value)) or str(value)
    if shape == "ethnic-group":
        return ethnic_groups().get(str(value), str(value))
    if shape in ("date", "partial-date"):
        return "/".join(part for part in reversed(str(value).split("-")) if part)
    return str(value)


def _option(pack: ProcedurePack, pointer: str, value: str, lang: str) -> str:
    path = dotted(pointer)
    last = path.rpartition(".")[2]
    keys = (f"{path}.{value}", f"{path}.option.{value}", f"{last}.{value}", f"option.{value}")
    return next((pack.text(key, lang) for key in keys if pack.has_text(key)), value)


def _find_groups(query: str) -> Choices:
    scored = [(matches(query, name), code, name) for code, name in ethnic_groups().items()]
    return [(code, name) for score, code, name in sorted(scored, key=lambda one: -one[0]) if score]
