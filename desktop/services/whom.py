"""Whom a dossier is about and who asks for it, as its answers say."""

from dataclasses import dataclass

from forms.fold import fold
from forms.manifest import applicant_of, subject_of
from forms.pack import Answers, ProcedurePack
from forms.people import PersonBlock, applicant_block, person_blocks, person_of, subject_block
from forms.pointers import get


@dataclass(frozen=True, slots=True)
class Whom:
    """Names are "" where nothing was said; `marks` tell one case from another, () where it cannot be told.

    `born` is the applicant's ISO day or a part of it.
    """

    applicant: str = ""
    number: str = ""
    born: str = ""
    subject: str = ""
    marks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Whom the record is about, else who asks."""
        return self.subject or self.applicant


def of_whom(pack: ProcedurePack, data: Answers) -> Whom:
    """Read from completed answers."""
    told = applicant_of(pack, data)
    subject = subject_of(pack, data) or ""
    own = person_of(data, block) if (block := _block(pack, applicant_block(pack))) else {}
    return Whom(
        applicant=_word(told["name"]),
        number=_word(told["id_no"]),
        born=_word(own.get("ngay_sinh")),
        subject=subject,
        marks=_marks(pack, data, subject),
    )


def masked(number: str) -> str:
    """All but the last four digits as dots: `••••••••3456`."""
    return "•" * max(len(number) - 4, 0) + number[-4:]


def _marks(pack: ProcedurePack, data: Answers, subject: str) -> tuple[str, ...]:
    """The number, or name and birth date, of the subject; without a subject those of everybody but who only files."""
    if pack.procedure["dossier"].get("subject"):
        block = _block(pack, subject_block(pack))
        one = _mark(data, block) if block else fold(subject)
        return (one,) if one else ()
    asks = applicant_block(pack)
    others = [block for block in person_blocks(pack) if block.pointer != asks and "*" not in block.pointer]
    found = tuple(_mark(data, block) for block in others)
    name = get(data, str(pack.procedure["dossier"]["applicant"]["name"]))
    return found if found and all(found) else (fold(name),) if isinstance(name, str) and not others else ()


def _mark(data: Answers, block: PersonBlock) -> str:
    person = person_of(data, block)
    name, born = _word(person.get("ho_ten")), _word(person.get("ngay_sinh"))
    return _word(person.get("so_dinh_danh")) or (f"{fold(name)} {born}" if name and born else "")


def _block(pack: ProcedurePack, pointer: str) -> PersonBlock | None:
    return next((block for block in person_blocks(pack) if block.pointer == pointer), None)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
