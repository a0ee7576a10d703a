"""One version of one procedure, as read from its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Any
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """A row of the required papers (thành phần hồ sơ); its name is the text `slot.<code>.name`.

    `max_size` is in bytes; `accept` holds the kinds `pdf`, `jpg`, `png`; `condition` is a JSON
    Forms rule condition or None; `signed_form`: the printed form itself, signed, which a portal wants as a file.
    """

    code: str
    required: bool
    accept: tuple[str, ...]
    max_size: int
    max_pages: int | None = None
    max_files: int = 1
    submit: bool = True
    originals: int = 0
    copies: int = 0
    reusable: bool = False
    signed_form: bool = False
    condition: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class ProcedurePack:
    """A frozen pack; `sha256` is the digest of all its files (portal contract, `form.sha256`)."""

    code: str
    version: int
    sha256: str
    procedure: Mapping[str, Json]
    schema: Mapping[str, Json]
    ui: Mapping[str, Json]
    logic: Mapping[str, Json]
    print_layout: Mapping[str, Json]
    texts: Mapping[str, Mapping[str, str]]
    slots: tuple[Slot, ...]
    migration: Mapping[str, Json] | None = None
    eform: Mapping[str, Json] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str, lang: str = "vi", **parameters: object) -> str:
        """Sentence for *key* in *lang*, in Vietnamese where the language lacks it; KeyError when neither has it."""
        sentence = self.texts.get(lang, {}).get(key) or self.texts["vi"][key]
        return sentence.format_map(parameters) if parameters else sentence

    def has_text(self, key: str) -> bool:
        """Whether a sentence is written for *key*."""
        return key in self.texts["vi"]

    def slot(self, code: str) -> Slot:
        """The slot with this component code; KeyError when the pack has none."""
        for slot in self.slots:
            if slot.code == code:
                return slot
        raise KeyError(code)

    @property
    def has_form(self) -> bool:
        """Whether the procedure can be filled in here; a thin sheet (level 1) cannot."""
        return bool(self.schema)

    @property
    def may_be_sent(self) -> bool:
        """Whether a real portal may be asked: its national code was seen in a source, and it is in force."""
        return bool(self.procedure.get("code_verified")) and self.is_in_force

    @property
    def is_in_force(self) -> bool:
        """Whether the procedure has not been ended or replaced."""
        return bool(self.procedure.get("status", "in_force") == "in_force")

    def __hash__(self) -> int:
        return hash((self.code, self.version, self.sha256))

    @property
    def name(self) -> str:
        """The official Vietnamese name."""
        return self.text("procedure.name")
