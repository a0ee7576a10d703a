"""Whose a suggestion is and from where, in words."""

from desktop.domain.person import Family, Person
from desktop.services.suggesting import Suggestion
from desktop.ui.form_entry.steps import categories, label_of
from desktop.ui.words import day, lang, tr
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure
from forms.pack import ProcedurePack


def origin_of(catalogue: Catalogue, person: Person) -> str:
    """`mẹ – từ hồ sơ đăng ký khai sinh 12/03/2026`."""
    if person.procedure is None:
        return tr("people.from_before")
    try:
        pack = catalogue.get(person.procedure, person.version)
    except UnknownProcedure:
        return tr("people.from_day", day=day(person.learned_at))
    source = tr("people.from", procedure=_small(pack.text("procedure.name", lang())), day=day(person.learned_at))
    role = role_words(pack, person.role)
    return f"{role} – {source}" if role else source


def role_words(pack: ProcedurePack, role: str) -> str:
    """`mẹ`, `bên nữ`; the words of the step where nobody wrote others; "" for what has none."""
    words = tr(f"role.{role}")
    if words != f"role.{role}":
        return words
    steps = {name: label_of(pack, category, lang()) for name, category in categories(pack, {})}
    return _small(steps.get(role, ""))


def origin(catalogue: Catalogue, pack: ProcedurePack, suggestion: Suggestion) -> str:
    """Where a suggestion comes from: a kept person, or another part of this form."""
    if suggestion.person is not None:
        return origin_of(catalogue, suggestion.person)
    role = role_words(pack, suggestion.block.key) if suggestion.block is not None else ""
    return tr("people.from_here", role=role)


def family_words(catalogue: Catalogue, family: Family) -> tuple[str, str]:
    """`Cả nhà: mẹ Hà Thị Ngân, cha Lò Văn Dũng`, and whose parents they are or where they were learned."""
    parents = [
        f"{tr(f'role.{key}')} {parent.name}"
        for key, parent in (("me", family.mother), ("cha", family.father)) if parent is not None
    ]  # fmt: skip
    title = tr("people.family", parents=", ".join(parents))
    if family.children:
        return title, tr("people.parents_of", children=", ".join(child.name for child in family.children))
    learned = family.mother or family.father
    return title, origin_of(catalogue, learned) if learned is not None else ""


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
