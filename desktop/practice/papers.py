"""What the practice portal issues: draft certificate, result, copy, fee receipt, acceptance slip."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from desktop.practice.extracts import Extract
from desktop.practice.paper_page import Page, draw
from forms.addresses import address_line
from forms.operators import date_in_words
from forms.tables import ethnic_groups
from forms.units import unit, unit_address

TEXTS = Path(__file__).parent / "texts" / "papers.json"
VIETNAM = timezone(timedelta(hours=7))
PLACEHOLDER = re.compile(r"\{([a-z_.]+)(?:\|([a-z]+))?\}")
OTHER = "khac"  # what it is stands beside, under the same name and `_khac`
SHORT_MONTHS = 2
SHORT_DAYS = 9


@cache
def read_texts(path: Path) -> Mapping[str, Any]:
    """The labels of the papers, a JSON file."""
    texts: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return texts


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of a fee receipt; `amount` in đồng."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Press:
    """Draws papers from the stored manifest with the fonts of a folder; texts stand in texts/papers.json."""

    fonts: Path
    _texts: Mapping[str, Any] = field(default_factory=lambda: read_texts(TEXTS))

    def draft_certificate(self, manifest: Mapping[str, Any], code: str, extract: Extract | None = None) -> bytes:
        """What the citizen is asked to check before it is signed."""
        return self._certificate("draft", manifest, {"code": code}, extract)

    def result(
        self, manifest: Mapping[str, Any], code: str, number: str, issued_at: datetime, extract: Extract | None = None
    ) -> bytes:
        """The paper that was asked for: a birth certificate, an extract, else a plain decision; unsigned as yet."""
        facts = {"code": code, "number": number, "at": issued_at}
        return self._certificate("certificate", manifest, facts, extract)

    def copy(
        self, manifest: Mapping[str, Any], code: str, number: str, issued_at: datetime, extract: Extract | None = None
    ) -> bytes:
        """One copy of the extract."""
        return self._certificate("copy", manifest, {"code": code, "number": number, "at": issued_at}, extract)

    def _certificate(
        self, sheet: str, manifest: Mapping[str, Any], facts: dict[str, Any], extract: Extract | None
    ) -> bytes:
        if "con" in manifest["data"]:
            return self._draw(sheet, manifest, facts)
        if extract is not None and extract.lines:
            facts |= {"title": extract.title, "extract": extract.lines}
            return self._draw(f"extract_{sheet}", manifest, facts)
        return self._draw("decision" if sheet == "certificate" else sheet, manifest, facts)

    def fee_receipt(
        self,
        manifest: Mapping[str, Any],
        code: str,
        number: str,
        *,
        lines: Sequence[FeeLine],
        method: str,
        paid_at: datetime,
    ) -> bytes:
        """Biên lai điện tử; *method* is `vietqr` or `cash`."""
        facts = {"code": code, "number": number, "at": paid_at, "method": self._word(method)}
        facts["total"] = money(sum(line.amount for line in lines))
        facts["items"] = [self._part("item", name=line.name, amount=money(line.amount)) for line in lines]
        return self._draw("fee_receipt", manifest, facts)

    def acceptance_slip(
        self,
        manifest: Mapping[str, Any],
        code: str,
        procedure: str,
        digits: str,
        *,
        received_at: datetime,
        due_at: datetime | None,
    ) -> bytes:
        """Giấy tiếp nhận hồ sơ và hẹn trả kết quả; whoever has no number finds the *digits* for looking up on it."""
        facts = {"code": code, "number": f"{code}/-TTPVHCC", "at": received_at, "received": moment(received_at)}
        facts["due"] = moment(due_at) if due_at else self._texts["empty"]
        papers = manifest["attachments"]
        known = str(manifest["applicant"]["id_no"] or "").endswith(digits)
        facts["lookup"] = [self._part("lookup_number" if known else "lookup_digits", digits=digits)]
        facts["procedure_name"] = procedure
        facts["attachments"] = [
            self._part("attachment", slot=one["slot"], n=one["n"], type=one["type"], size=one["size"]) for one in papers
        ]
        return self._draw("acceptance", manifest, facts, barred=code)

    def _draw(self, sheet: str, manifest: Mapping[str, Any], facts: dict[str, Any], barred: str = "") -> bytes:
        texts, layout = self._texts, self._texts["sheets"][sheet]
        office, at = office_of(manifest["unit"]), facts.get("at")
        facts |= self._manifest_facts(manifest) | {"office": office}
        if at:
            facts |= {"issued": moment(at, with_time=False), "paid": moment(at)}
        page = Page(
            watermark=texts["watermark"],
            nation=texts["nation"],
            motto=texts["motto"],
            office=(texts["office"], _kind_and_name(manifest["unit"])),
            title=layout["title"].format(title=facts.get("title", "")),
            note=layout["note"],
            number=texts["number"].format(number=facts["number"]) if "number" in facts else "",
            lines=[line for template in layout["lines"] for line in self._lines(template, manifest, facts)],
            place_date=self._place_date(manifest["unit"], at) if at else "",
            signer=layout["signer"],
            signature=texts["signature"].format(office=office) if layout["signer"] else "",
            foot=texts["foot"].format(code=facts["code"]),
            barred=barred,
        )
        return draw(page, self.fonts)

    def _manifest_facts(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        applicant = manifest["applicant"]
        return {
            "applicant": applicant["name"],
            "applicant_id": applicant["id_no"] or self._texts["empty"],
            "delivery": self._word(manifest["delivery"]["paper"]),
            "procedure": manifest["procedure"],
        }

    def _lines(self, template: str, manifest: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
        if template.startswith("@"):
            name = template.removeprefix("@")
            if name in facts:
                return list(facts[name])
            return [line for part in self._texts["parts"][name] for line in self._lines(part, manifest, facts)]

        def value(match: re.Match[str]) -> str:
            found = facts.get(match[1], _at(manifest["data"], match[1]))
            if found == OTHER:
                found = _at(manifest["data"], f"{match[1]}_{OTHER}")
            return self._shown(found, match[2] or "text")

        return [PLACEHOLDER.sub(value, template)]

    def _shown(self, value: Any, kind: str) -> str:
        if value in (None, "", {}):
            return str(self._texts["empty"])
        return SHOWN[kind](value) if kind in SHOWN else self._word(value)

    def _word(self, value: Any) -> str:
        return str(self._texts["codes"].get(value, value))

    def _part(self, part: str, **values: object) -> str:
        return str(self._texts["parts"][part].format_map(values))

    def _place_date(self, unit: str, at: datetime) -> str:
        local = at.astimezone(VIETNAM)
        day = f"{local.day:02d}" if local.day <= SHORT_DAYS else str(local.day)
        month = f"{local.month:02d}" if local.month <= SHORT_MONTHS else str(local.month)
        name = place_name(unit)
        return str(self._texts["place_date"].format(place=name, day=day, month=month, year=local.year))


def _at(data: Mapping[str, Any], dotted: str) -> Any:
    value: Any = data
    for key in dotted.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def money(amount: int) -> str:
    """16.000 đồng."""
    return f"{amount:,} đồng".replace(",", ".")


def moment(at: datetime, *, with_time: bool = True) -> str:
    """A time as a Vietnamese paper writes it, at +07:00."""
    local = at.astimezone(VIETNAM)
    date = f"{local.day:02d}/{local.month:02d}/{local.year}"
    return f"{local.hour:02d} giờ {local.minute:02d} phút, ngày {date}" if with_time else date


def office_of(code: str) -> str:
    """The committee that answers for a unit's code."""
    return f"Ủy ban nhân dân {unit_address(code)}"


def place_name(code: str) -> str:
    """The place before the date of a paper: `Mường Lát`, without its kind."""
    return unit(code).name


def _kind_and_name(code: str) -> str:
    found = unit(code)
    return f"{found.kind} {found.name}".upper()


def date(value: str) -> str:
    """A whole or partial ISO date as 15/03/2026, 03/2026 or 2026."""
    return "/".join(reversed(value.split("-")))


SHOWN: Mapping[str, Callable[[Any], str]] = {
    "date": date,
    "ethnic": lambda code: ethnic_groups().get(code, code),
    "place": lambda address: address_line(address) or "",
    "upper": str.upper,
    "words": lambda day: date_in_words(day) or "",
}
