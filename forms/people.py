"""Person blocks of a form, known by their shape: what one says can be kept and laid into another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.formats import FORMATS
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, put
from forms.schema_paths import is_object, subschema
from forms.visibility import visible

FIELDS: Mapping[str, tuple[str, ...]] = {
    "/ho_ten": ("/ho_ten",),
    "/chua_co_so_dinh_danh": ("/chua_co_so_dinh_danh",),
    "/so_dinh_danh": ("/so_dinh_danh", "/so_dinh_danh_ca_nhan"),
    "/ngay_sinh": ("/ngay_sinh",),
    "/gioi_tinh": ("/gioi_tinh",),
    "/dan_toc": ("/dan_toc",),
    "/quoc_tich": ("/quoc_tich",),
    "/quoc_tich_khac": ("/quoc_tich_khac",),
    "/noi_cu_tru/ngoai_tinh": ("/noi_cu_tru/ngoai_tinh", "/dia_chi/ngoai_tinh"),
    "/noi_cu_tru/xa": ("/noi_cu_tru/xa", "/dia_chi/xa", "/xa"),
    "/noi_cu_tru/chi_tiet": ("/noi_cu_tru/chi_tiet", "/dia_chi/chi_tiet", "/chi_tiet"),
    "/noi_cu_tru/dia_chi": ("/noi_cu_tru/dia_chi", "/dia_chi/dia_chi"),
    "/giay_to/loai": ("/giay_to/loai", "/loai_giay_to"),
    "/giay_to/loai_khac": ("/giay_to/loai_khac", "/loai_giay_to_khac"),
    "/giay_to/so": ("/giay_to/so", "/so_giay_to"),
    "/giay_to/ngay_cap": ("/giay_to/ngay_cap", "/ngay_cap"),
    "/giay_to/noi_cap": ("/giay_to/noi_cap", "/noi_cap"),
    "/que_quan/ngoai_tinh": ("/que_quan/ngoai_tinh",),
    "/que_quan/xa": ("/que_quan/xa",),
    "/que_quan/dia_chi": ("/que_quan/dia_chi",),
    "/dien_thoai": ("/dien_thoai", "/so_dien_thoai"),
    "/email": ("/email",),
}
"""What is kept of a person, and what a block may call it; the one table in which flat and nested blocks meet."""

MOTHER, FATHER, CHILD, MARRIAGE = "me", "cha", "con", "ket_hon"
SPOUSES = ("ben_nu", "ben_nam")
GENDERS = {"me": "nu", "ben_nu": "nu", "vo": "nu", "cha": "nam", "ben_nam": "nam", "chong": "nam"}
"""Blocks whose name says the gender."""

_ALIKE_FOR_SIBLINGS = ("/dan_toc", "/quoc_tich", "/que_quan/ngoai_tinh", "/que_quan/xa", "/que_quan/dia_chi")


@dataclass(frozen=True, slots=True)
class PersonBlock:
    """A block at `pointer`; `fields` leads from a name in FIELDS to the pointer of the answer."""

    pointer: str
    fields: Mapping[str, str]

    @property
    def key(self) -> str:
        """The block's own name: `me`, `nguoi_yeu_cau`."""
        return self.pointer.rpartition("/")[2]

    @property
    def takes_anybody(self) -> bool:
        """Whether somebody kept may stand here; who has no number to give is only now being registered."""
        return "/so_dinh_danh" in self.fields


@lru_cache(maxsize=128)
def person_blocks(pack: ProcedurePack) -> tuple[PersonBlock, ...]:
    """Every object with a name to fill in and a number or a birth date, in the schema's order."""
    found = (_block(pack.schema, pointer) for pointer in _objects(pack.schema, ""))
    return tuple(block for block in found if block is not None)


def person_of(data: Answers, block: PersonBlock) -> Answers:
    """What *data* says in a block, in the names of FIELDS."""
    person: Answers = {}
    for field, pointer in block.fields.items():
        value = get(data, pointer)
        if value not in (None, "", False):
            person = put(person, field, value)
    return person


def laid(pack: ProcedurePack, answers: Answers, block: PersonBlock, person: Answers, *, over: bool = False) -> Answers:
    """*answers* with what is known of a person in the block's empty fields; *over* replaces the others, too.

    A value that the field does not take, and one that would stay hidden, is left out.
    """
    before = _cleared(pack, answers, block) if over else answers
    wanted = {block.fields[field]: value for field, value in _told(person) if field in block.fields}
    wanted = {
        pointer: value
        for pointer, value in wanted.items()
        if _is_open(pack, before, pointer) and takes(subschema(pack.schema, pointer) or {}, value)
    }
    while True:
        after = before
        for pointer, value in wanted.items():
            after = put(after, pointer, value)
        shown = visible(pack, after)
        hidden = [pointer for pointer in wanted if pointer not in shown]
        if not hidden:
            return after
        for pointer in hidden:
            del wanted[pointer]


def applicant_block(pack: ProcedurePack) -> str:
    """The block of answers about who asks; "" where the pack names none."""
    return _block_of(pack, "applicant")


def subject_block(pack: ProcedurePack) -> str:
    """The block of whom the record is about: the only one where a child that was registered may stand."""
    return _block_of(pack, "subject")


def _block_of(pack: ProcedurePack, role: str) -> str:
    return str(pack.procedure.get("dossier", {}).get(role, {}).get("name", "")).rpartition("/")[0]


def differing(pack: ProcedurePack, answers: Answers, block: PersonBlock, person: Answers) -> tuple[str, ...]:
    """Pointers of the block whose answer is another than the person's."""
    told = ((block.fields[field], value) for field, value in _told(person) if field in block.fields)
    return tuple(
        pointer for pointer, value in told
        if not _is_open(pack, answers, pointer) and get(answers, pointer) != value
    )  # fmt: skip


def takes(schema: Mapping[str, Json], value: Json) -> bool:
    """Whether a field of this schema takes the value: its choice, its format."""
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "const" in schema and value != schema["const"]:
        return False
    check = FORMATS.get(str(schema.get("format")))
    return check is None or (isinstance(value, str) and check(value))


def alike_for_siblings(child: Answers) -> Answers:
    """What a child has from its parents, so that the next one has it, too."""
    person: Answers = {}
    for field in _ALIKE_FOR_SIBLINGS:
        if get(child, field) is not None:
            person = put(person, field, get(child, field))
    return person


def _told(person: Answers) -> Iterator[tuple[str, Json]]:
    for field in FIELDS:
        value = get(person, field)
        if value not in (None, "", False):
            yield field, value


def _is_open(pack: ProcedurePack, answers: Answers, pointer: str) -> bool:
    """Nothing was said there, or only what stands there by default."""
    value = get(answers, pointer)
    return value in (None, "", False) or value == (subschema(pack.schema, pointer) or {}).get("default")


def _cleared(pack: ProcedurePack, answers: Answers, block: PersonBlock) -> Answers:
    for pointer in block.fields.values():
        answers = put(answers, pointer, (subschema(pack.schema, pointer) or {}).get("default"))
    return answers


def _objects(schema: Mapping[str, Json], pointer: str) -> Iterator[str]:
    yield pointer
    for name, inner in schema.get("properties", {}).items():
        if is_object(inner):
            yield from _objects(inner, f"{pointer}/{name}")


def _block(schema: Mapping[str, Json], pointer: str) -> PersonBlock | None:
    fields: dict[str, str] = {}
    for field, names in FIELDS.items():
        for name in names:
            inner = subschema(schema, f"{pointer}{name}")
            if inner is not None and not is_object(inner) and not inner.get("readOnly"):
                fields.setdefault(field, f"{pointer}{name}")
    known = "/ho_ten" in fields and {"/so_dinh_danh", "/ngay_sinh"} & fields.keys()
    return PersonBlock(pointer, fields) if known else None
