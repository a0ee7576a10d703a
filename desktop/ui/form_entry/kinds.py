"""Which control a schema asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.ui.form_entry.choices import (
    Choices,
    DropDownControl,
    RadioControl,
    SearchControl,
    TickControl,
    is_same,
)
from desktop.ui.form_entry.commune import CommuneControl, unit_words
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.lines import DateControl, LineControl, MultiLineControl
from desktop.ui.form_entry.numbers import DecimalControl, MoneyControl, NumberControl, decimal_words, is_number
from desktop.ui.form_entry.tick_list import TickListControl
from desktop.ui.theme import Look
from desktop.ui.words import money, tr
from forms.choices import choice_values, is_tick_list, option_text, token
from forms.fold import matches
from forms.pack import Json, ProcedurePack
from forms.tables import ethnic_groups

RADIOS_UP_TO = 4
_WIDTHS = {"citizen-id": 240, "vn-phone": 240, "tax-code": 240, "person-name": 460, "email": 460}
DATES = ("date", "partial-date")
_WIDE, _NARROW, _MONEY = 520, 130, 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked at a pointer: its schema, its element's options; `in_cell` of a table there is little room."""

    pack: ProcedurePack
    pointer: str
    schema: Mapping[str, Json]
    options: Mapping[str, Json]
    lang: str
    in_cell: bool = False


def control_for(
    pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], options: Mapping[str, Json], look: Look, lang: str
) -> Control:
    """The control for the value at *pointer*; text for what nobody knows."""
    return made_control(Asked(pack, pointer, schema, options, lang), look)


def made_control(asked: Asked, look: Look) -> Control:
    """The control for what is asked."""
    schema = asked.schema
    if is_tick_list(schema):
        return TickListControl(choices_of(asked.pack, asked.pointer, schema["items"], asked.lang))
    if choices := choices_of(asked.pack, asked.pointer, schema, asked.lang):
        return _choice(choices, asked, look)
    if schema.get("type") == "boolean" or schema.get("const") is True:
        if asked.options.get("format") == "radio":
            return RadioControl(_yes_and_no(asked))
        return TickControl(look.px(_WIDE), bare=asked.in_cell)
    if schema.get("type") in ("integer", "number") or schema.get("format") == "decimal":
        return _number(asked, look)
    return _typed(asked, look)


def _typed(asked: Asked, look: Look) -> Control:
    shape = asked.schema.get("format")
    if shape in DATES:
        return DateControl(look.px(46), gap=4) if asked.in_cell else DateControl(look.px(70))
    if shape == "commune":
        return CommuneControl(look.px(_WIDE))
    if shape == "ethnic-group":
        return SearchControl(_find_groups, lambda code: ethnic_groups().get(code), look.px(320))
    if asked.options.get("multi"):
        return MultiLineControl(look.px(_WIDE))
    return LineControl(look.px(_WIDTHS.get(str(shape), _WIDE)))


def choices_of(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], lang: str) -> Choices:
    """Values of an enumeration with their words."""
    titles = {token(branch["const"]): branch.get("title") for branch in schema.get("oneOf", ()) if "const" in branch}
    return [
        (value, option_text(pack, pointer, token(value), lang) or titles.get(token(value)) or _plain(value))
        for value in choice_values(schema)
    ]


def shown_value(
    pack: ProcedurePack,
    pointer: str,
    schema: Mapping[str, Json],
    value: Json,
    lang: str,
    options: Mapping[str, Json] = MappingProxyType({}),
) -> str:
    """An answer in words, as the check page shows it."""
    if value is None:
        return ""
    if isinstance(value, list):
        items = schema.get("items")
        inner = items if isinstance(items, Mapping) else {}
        return ", ".join(shown_value(pack, pointer, inner, one, lang) for one in value)
    words = next((words for one, words in choices_of(pack, pointer, schema, lang) if is_same(one, value)), "")
    if words:
        return words
    if isinstance(value, bool):
        return option_text(pack, pointer, token(value), lang) or ("✓" if value else tr("word.no"))
    if options.get("format") == "money" and is_number(value):
        return money(value)
    return _in_shape(str(schema.get("format")), value)


def _in_shape(shape: str, value: Json) -> str:
    if shape == "commune":
        return unit_words(str(value)) or str(value)
    if shape == "ethnic-group":
        return ethnic_groups().get(str(value), str(value))
    if shape in DATES:
        return "/".join(part for part in reversed(str(value).split("-")) if part)
    return decimal_words(value) if shape == "decimal" or isinstance(value, float) else str(value)


def _choice(choices: Choices, asked: Asked, look: Look) -> Control:
    wants_radios = asked.options.get("format") == "radio"
    few = len(choices) <= RADIOS_UP_TO and not asked.in_cell
    return RadioControl(choices) if few or wants_radios else DropDownControl(choices, look.px(_WIDE))


def _yes_and_no(asked: Asked) -> Choices:
    return [
        (value, option_text(asked.pack, asked.pointer, token(value), asked.lang) or tr(f"word.{word}"))
        for value, word in ((True, "yes"), (False, "no"))
    ]


def _number(asked: Asked, look: Look) -> Control:
    if asked.options.get("format") == "money":
        return MoneyControl(look.px(_MONEY), says_unit=not asked.in_cell)
    if asked.schema.get("type") == "integer":
        return NumberControl(look.px(_NARROW))
    return DecimalControl(look.px(_NARROW), as_text=asked.schema.get("type") == "string")


def _plain(value: Json) -> str:
    return decimal_words(value) if isinstance(value, float) else token(value)


def _find_groups(query: str) -> Choices:
    scored = [(matches(query, name), code, name) for code, name in ethnic_groups().items()]
    return [(code, name) for score, code, name in sorted(scored, key=lambda one: -one[0]) if score]
