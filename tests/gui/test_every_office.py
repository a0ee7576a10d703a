"""One account, every office: two communes and the province with one sign-in and in one list.

No procedure of ours goes to the province by law, so a practice pack whose only office is `38` stands for those that do.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop import assembly
from desktop.cli.demo_papers import consent_paper
from desktop.domain.draft import FilingFor
from desktop.domain.submission import Mode, State
from forms.catalogue import PACKS, Catalogue
from forms.loader import load_pack
from forms.slots import missing_slots
from tests.contract.practice.office import Running, running
from tests.e2e.oracle import audit
from tests.gui.conftest import Start
from tests.gui.prepared import entered, queued

MUONG_LAT, HAM_RONG, PROVINCE = "14845", "14758", "38"
OF_PROVINCE = "1.999901"


def packs_with_province(folder: Path) -> Path:
    """The shipped packs, and the library's notice once more as something that goes to the province."""
    packs = folder / "packs"
    shutil.copytree(PACKS, packs)
    ours = packs / "culture" / OF_PROVINCE / "1"
    shutil.copytree(packs / "culture/1.008901/1", ours)
    procedure = json.loads((ours / "procedure.json").read_text(encoding="utf-8")) | {"code": OF_PROVINCE}
    schema = json.loads((ours / "schema.json").read_text(encoding="utf-8"))
    schema["properties"]["noi_nop"] = {"enum": [PROVINCE]}
    for name, content in (("procedure.json", procedure), ("schema.json", schema)):
        (ours / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return packs


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packs_with_province(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def portal(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("practice") / "data", "--packs", str(packs)) as one:
        yield one
        assert audit(one.url, one.token)["faults"] == []


def example_of(path: str) -> dict[str, Any]:
    answers: dict[str, Any] = json.loads((PACKS / path).read_text(encoding="utf-8"))["answers"]
    return answers


def filed(services: assembly.Services, code: str, answers: dict[str, Any]) -> str:
    """Filled for oneself with every paper that is asked for, and queued."""
    pack = services.catalogue.get(code)
    draft = services.drafting.start(code, answers=answers)
    services.drafting.file_for(draft.id, FilingFor.SELF, None)
    for slot in missing_slots(pack, answers, ()):
        services.attaching.attach(draft.id, slot, f"{slot}.pdf", consent_paper([pack.text(f"slot.{slot}.name")]))
    return services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE).id


def desk_of(portal: Running, unit: str) -> str:
    cookies = portal.call("GET", "/desk", params={"token": portal.token}).cookies
    return portal.call("GET", "/desk", params={"unit": unit}, cookies=dict(cookies)).text


@pytest.mark.timeout(180)
def test_two_communes_and_the_province_with_one_sign_in(start: Start, portal: Running, packs: Path) -> None:
    catalogue = Catalogue.of(load_pack(path.parent) for path in sorted(packs.glob("*/*/*/procedure.json")))
    person = start(url=portal.url, offline=False, catalogue=catalogue)
    services = entered(person)
    single = example_of("civil-status/1.004873/1/tests/accept-land-sale.json") | {"noi_dang_ky": HAM_RONG}
    library = example_of("culture/1.008901/1/tests/accept-many-librarians.json") | {
        "noi_nop": PROVINCE,
        "ngay_mo_cua": (date.today() + timedelta(days=60)).isoformat(),  # noqa: DTZ011 a notice goes 30 days ahead
    }
    ids = (queued(services), filed(services, "1.004873", single), filed(services, OF_PROVINCE, library))
    services.signing_in.as_user("lo-van-tam", portal.token)
    services.outbox.send_due()
    assert [services.outbox.item(one).state for one in ids] == [State.RECEIPTED] * 3
    assert {services.outbox.item(one).account for one in ids} == {"lo-van-tam"}
    for one in ids:
        portal.act(one, "receive")
    services.tracking.refresh()
    units = {services.tracking.status(one).submission.unit: one for one in ids}
    assert set(units) == {services.tracking.status(ids[0]).submission.unit, HAM_RONG, PROVINCE}
    person.program.navigator.go("dossiers")
    for unit, dossier in units.items():
        person.sees(f"open_{dossier}")
        page = desk_of(portal, unit)
        assert [one for one in ids if one in page] == [dossier]
    for office in ("xã Mường Lát, tỉnh Thanh Hóa", "phường Hàm Rồng, tỉnh Thanh Hóa", "tỉnh Thanh Hóa · "):
        person.reads(office)
    told = {unit: services.tracking.status(one).dossier for unit, one in units.items()}
    codes = {unit: dossier.code or "" for unit, dossier in told.items() if dossier is not None}
    assert [unit for unit, code in codes.items() if not code] == []
    assert codes[PROVINCE].startswith("H56.38-")
