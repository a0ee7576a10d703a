"""A new dossier for a resident: what is known laid into the form, the officer as who submits."""

from collections.abc import Collection
from dataclasses import dataclass

from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.domain.errors import Missing, Refusal
from desktop.domain.person import Person
from desktop.services.drafting import Drafting
from desktop.services.fillable import fillable
from desktop.services.ports import OpenUnit, UnitOfWork
from desktop.services.suggesting import ONESELF, RELATION, blocks_for
from forms.answers import get, put
from forms.catalogue import Catalogue
from forms.errors import UnknownProcedure
from forms.formats import citizen_id, person_name
from forms.manifest import is_for_organisations
from forms.pack import Answers, ProcedurePack
from forms.people import PersonBlock, laid, subject_block, takes
from forms.schema_paths import subschema

OFFICER_NAME, OFFICER_NUMBER, HOME_COMMUNE = "officer_name", "officer_id_no", "home_commune"
"""Settings: who sits at this desk, and where it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Begins dossiers for people who are known."""

    open_unit: OpenUnit
    catalogue: Catalogue
    drafting: Drafting

    def officer(self) -> Submitter | None:
        """Who submits from this desk; None until it was said once."""
        with self.open_unit() as uow:
            return officer_at(uow)

    def be_officer(self, name: str, number: str) -> Submitter:
        """Keep who sits at this desk; Refusal `resident.name-odd`, `resident.number`."""
        if not person_name(name):
            raise Refusal("resident.name-odd")
        if not citizen_id(number):
            raise Refusal("resident.number")
        with self.open_unit() as uow:
            uow.settings.put(OFFICER_NAME, name)
            uow.settings.put(OFFICER_NUMBER, number)
            uow.commit()
        return Submitter(Relation.OFFICER, name, number)

    def blocks(self, code: str, person_id: str) -> tuple[PersonBlock, ...]:
        """Where in the form the person may stand, the applicant's block first; Missing, Refusal as `begin`."""
        return blocks_for(self._pack(code), self._person(person_id).answers)

    def begin(self, code: str, person_id: str, pointers: Collection[str] = ()) -> Draft:
        """A new draft with what is known in the blocks at *pointers*, by default the first that fits.

        Missing `procedure.unknown`, `id.unknown`; Refusal `procedure.no-form`, `submitter.missing` without an officer.
        """
        officer = self.officer()
        if officer is None:
            raise Refusal("submitter.missing")
        pack, person = self._pack(code), self._person(person_id)
        fitting = blocks_for(pack, person.answers)
        chosen = [block for block in fitting if block.pointer in pointers] or list(fitting[:1])
        draft = self.drafting.start(code, answers=self._at_home(pack, filled(pack, person, chosen)))
        return self.drafting.file_for(draft.id, served(pack), officer)

    def _at_home(self, pack: ProcedurePack, answers: Answers) -> Answers:
        """The office that receives it, where that is the desk's own commune."""
        pointer = str(pack.procedure.get("dossier", {}).get("unit", ""))
        with self.open_unit() as uow:
            home = uow.settings.get(HOME_COMMUNE)
        schema = subschema(pack.schema, pointer) if pointer else None
        if not home or schema is None or schema.get("readOnly") or get(answers, pointer) or not takes(schema, home):
            return answers
        return put(answers, pointer, home)

    def _pack(self, code: str) -> ProcedurePack:
        try:
            return fillable(self.catalogue.get(code))
        except UnknownProcedure as error:
            raise Missing("procedure.unknown", procedure=code) from error

    def _person(self, person_id: str) -> Person:
        with self.open_unit() as uow:
            person = next((one for one in uow.persons.all() if one.id == person_id), None)
        if person is None:
            raise Missing("id.unknown", id=person_id)
        return person


def officer_at(uow: UnitOfWork) -> Submitter | None:
    """Who submits from this desk; None until it was said once."""
    name, number = uow.settings.get(OFFICER_NAME), uow.settings.get(OFFICER_NUMBER)
    return Submitter(Relation.OFFICER, name, number) if name and number else None


def served(pack: ProcedurePack) -> FilingFor:
    """Whom an officer files a procedure for."""
    return FilingFor.ORGANISATION if is_for_organisations(pack) else FilingFor.OTHER


def filled(pack: ProcedurePack, person: Person, blocks: Collection[PersonBlock]) -> Answers:
    """Answers with the person in each of *blocks*, and what one of them says of the others: that it is the same."""
    answers: Answers = {}
    for block in blocks:
        answers = laid(pack, answers, block, dict(person.answers))
    for block in blocks:
        pointer = f"{block.pointer}/{RELATION}"
        taken = (subschema(pack.schema, pointer) or {}).get("enum", ())
        for other in blocks:
            word = other.key if other.key in taken else ONESELF if other.pointer == subject_block(pack) else None
            if other is not block and word in taken:
                answers = put(answers, pointer, word)
    return answers
