"""An officer's day, from the first card to the report: what it costs, that all arrive, and that the page says so."""

import base64
import json
import re
from statistics import median

import pytest

from desktop.assembly.documents import read_text
from desktop.cli.demo_office import DemoOffice
from tests.e2e.oracle import audit, claims_of, public_keys
from tests.gui.birth import ROOT, Papers
from tests.gui.officer import OFFICER, sits_down
from tests.gui.officers_cast import CODES, GROUPS, cast, leaves
from tests.gui.officers_day import Day
from tests.gui.person import Effort, Person

SEED = 4
ROW = re.compile(r"^\| (\d+) dossiers, (.+?) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\| +(\d+) +\|", re.MULTILINE)
Numbers = tuple[int, int, int, int]
"""Keys and clicks of the median dossier, keys and clicks of all."""


@pytest.mark.timeout(300)
def test_a_short_day(person: Person, papers: Papers) -> None:
    a_day(person, papers, of_each=1)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_whole_day(person: Person, papers: Papers) -> None:
    day = a_day(person, papers, of_each=GROUPS)
    assert len(day.cases) == 50
    assert len({case.resident for case in day.cases.values()}) == 30


def a_day(person: Person, papers: Papers, *, of_each: int) -> Day:
    """Through the window, then at the portal, on paper and on the page of the benchmarks."""
    services = sits_down(person)
    day = Day(person, services, papers)
    day.works_through(cast(SEED, of_each))
    day.mends_all()
    day.sends_all()
    day.closes()
    all_arrived(day)
    all_on_paper(day)
    assert on_the_page(len(day.cases)) == counted(day), counted(day)
    return day


def all_arrived(day: Day) -> None:
    """Each once, with its consent."""
    office = DemoOffice.at(day.services)
    found = audit(office.url, office.token)
    assert found["faults"] == []
    assert sorted(found["dossiers"]) == sorted(day.services.many.batching.round.sent)
    assert len(found["dossiers"]) == len(day.cases)
    due = {(case.code, case.resident.number): case.answers for case in day.cases.values()}
    for entry in office.ledger()["dossiers"]:
        manifest = json.loads(base64.b64decode(entry["manifest"]))
        assert [one["kind"] for one in entry["items"]] == ["consent"], entry["id"]
        assert manifest["submitter"] == {"name": OFFICER[0], "id_no": OFFICER[1], "relation": "officer"}
        said = dict(leaves(manifest["data"]))
        answers = due.pop((manifest["procedure"], manifest["applicant"]["id_no"]))
        assert {name: said.get(name) for name, _ in leaves(answers)} == dict(leaves(answers))
    assert due == {}, "somebody's dossier is not there"


def all_on_paper(day: Day) -> None:
    """Every dossier on a slip of its resident, and the report counts them all."""
    count = len(day.cases)
    for act in ("made", "sent", "held"):
        assert day.person.told(f"sum_{act}").split()[-1] == str(count), day.person.told(f"sum_{act}")
    office = DemoOffice.at(day.services)
    keys = public_keys(office.url)
    codes = {claims_of(entry["receipt"], keys)["code"] for entry in office.ledger()["dossiers"]}
    assert len(codes) == count
    slips, report = ("".join(read_text(path.read_bytes()).split()) for path in (day.slips, day.report))
    assert {code for code in codes if code not in slips} == set()
    names = {case.resident.name for case in day.cases.values()}
    for paper in (slips, report):
        assert {name for name in names if "".join(name.split()) not in paper} == set()


def counted(day: Day) -> dict[str, Numbers]:
    """The rows of the table; the batch's own keys and clicks count for all, and a share of them for each."""
    count, shared, nothing = len(day.cases), day.shared, Effort()
    share = Effort(round(shared.keys / count), round(shared.clicks / count))
    whole = [
        Effort(one.keys + day.form[key].keys, one.clicks + day.form[key].clicks) for key, one in day.around.items()
    ]
    return {
        "all fields typed": _numbers(list(day.typed.values()), nothing, nothing),
        "the form, faults mended": _numbers(list(day.form.values()), nothing, nothing),
        "all, from card to slips": _numbers(whole, share, shared),
    }


def _numbers(each: list[Effort], share: Effort, more: Effort) -> Numbers:
    return (
        round(median(one.keys for one in each)) + share.keys,
        round(median(one.clicks for one in each)) + share.clicks,
        sum(one.keys for one in each) + more.keys,
        sum(one.clicks for one in each) + more.clicks,
    )


def on_the_page(count: int) -> dict[str, Numbers]:
    """What docs/benchmarks.md says of a day of so many dossiers."""
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    table = page.partition("## An officer's day")[2].partition("\n## ")[0]
    rows = ROW.findall(table)
    return {name: (int(a), int(b), int(c), int(d)) for of, name, a, b, c, d in rows if int(of) == count}


def test_everybody_of_the_cast_comes_and_each_dossier_has_three_faults() -> None:
    cases = cast(SEED)
    assert {case.code: sum(one.code == case.code for one in cases) for case in cases} == dict.fromkeys(CODES, GROUPS)
    assert all(len(case.faults) == 3 for case in cases)
    assert cases == cast(SEED)
