"""The i-th statement of each thing that a person does fails, for every i: nothing is half done, and again works."""

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, event

from desktop import assembly
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.errors import StillWaiting, StoreFault
from desktop.domain.submission import Kind, Mode, State
from desktop.services.leasing import LEASE
from tests.e2e.oracle import audit
from tests.fakes.time_and_chance import FakeClock
from tests.faults.kills.test_random_kills import paper
from tests.faults.schedules.office import Office

ROOT = Path(__file__).parents[3]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
ASKED = STORY["supplement"]
WANTED = {name: ASKED[name] for name in ("text", "fields", "slots")}
MOST_PASSES = 5
MOST_STATEMENTS = 400


@dataclass(frozen=True, slots=True)
class Begun:
    """A home that is copied for every try, and the portal that it sends to."""

    home: Path
    key: bytes
    url: str
    token: str

    def opened(self, home: Path, clock: FakeClock) -> assembly.Services:
        link = assembly.PortalLink(practice_data=self.home.with_name("none"), url=self.url)
        return assembly.open_services(home, self.key, link=link, clock=clock)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begun]:
    place = tmp_path_factory.mktemp("statements")
    portal = [sys.executable, "-m", "desktop", "portal", "--data", str(place / "portal")]
    with subprocess.Popen(portal, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        key = assembly.create_vault(place / "home", "mat khau tap").key
        made = Begun(place / "home", key, ready["ready"], ready["token"])
        services = made.opened(made.home, FakeClock(datetime.now(UTC)))
        services.signing_in.as_user("lo-van-tam", made.token)
        services.close()
        yield made
        process.terminate()
        process.wait(timeout=20)


class Failing:
    """The disk says no to statement number *nth*, and to nothing else; `seen` counts."""

    def __init__(self, services: assembly.Services, nth: int) -> None:
        self.nth = nth
        self.seen = 0
        for engine in (services.vault.engine, services.vault.papers_engine):
            event.listen(engine, "do_execute", self._statement)
            event.listen(engine, "commit", self._commit)

    def _statement(self, *_: object) -> None:
        self.seen += 1
        if self.seen == self.nth:
            raise sqlcipher.OperationalError("disk I/O error")

    def _commit(self, connection: Connection) -> None:
        """Counts as a statement, and fails as one."""
        connection.exec_driver_sql("SELECT 1")


def filled(_begun: Begun, services: assembly.Services, nth: int) -> str:
    name = f"Lò Văn {''.join('ABCDEGHIKL'[int(digit)] for digit in str(nth))}"
    answers = STORY["answers"] | {"con": STORY["answers"]["con"] | {"ho_ten": name}}
    draft = services.drafting.start(STORY["procedure"], answers=answers).id
    services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
    services.attaching.attach(draft, "TP01", "mot.pdf", paper(nth))
    services.attaching.attach(draft, CONSENT_SLOT, "dong-y.pdf", paper(1000 + nth))
    return draft


def queued(begun: Begun, services: assembly.Services, nth: int) -> str:
    return services.finalising.submit(filled(begun, services, nth), pledge=True, mode=Mode.PRACTICE).id


def sent(begun: Begun, services: assembly.Services, nth: int) -> str:
    services.signing_in.as_user("lo-van-tam", begun.token)  # another copy of this home may have renewed its sign-in
    submission = queued(begun, services, nth)
    for _ in range(MOST_PASSES):
        services.outbox.send_due()
        for item in services.outbox.items():  # a slow computer is no fault here
            services.outbox.retry(item.id)
    return submission


def dealt_with(last: str, **needs: object) -> Callable[[Begun, assembly.Services, int], str]:
    """Sent, and the office has got as far as this, of which the person has read."""

    def prepare(begun: Begun, services: assembly.Services, nth: int) -> str:
        submission = sent(begun, services, nth)
        office = Office(begun.url, begun.token)
        with office.session:
            assert all(office.act(submission, act) for act in ("receive", "process"))
            assert office.act(submission, last, **needs)
        services.tracking.refresh()
        return submission

    return prepare


def drain(services: assembly.Services, _about: str) -> None:
    for _ in range(MOST_PASSES):
        services.outbox.send_due()


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person does: what was there, the doing, and how one sees that it is done."""

    prepare: Callable[[Begun, assembly.Services, int], str]
    act: Callable[[assembly.Services, str], object]
    is_done: Callable[[assembly.Services, str], bool]
    some: tuple[int, ...]


def typed(services: assembly.Services, draft: str) -> object:
    return services.drafting.save(draft, STORY["answers"] | {"con": {"ho_ten": "Lò Văn Mới"}}, step="con")


def is_typed(services: assembly.Services, draft: str) -> bool:
    return bool(services.drafting.get(draft).answers["con"] == {"ho_ten": "Lò Văn Mới"})


def attached(services: assembly.Services, draft: str) -> object:
    return services.attaching.attach(draft, "TP08", "cu-tru.pdf", paper(5000))


def is_attached(services: assembly.Services, draft: str) -> bool:
    with services.open_unit() as uow:
        slots = [one.slot for one in uow.attachments.of_draft(draft)]
    return "TP08" in slots and services.vault.check() == ()


def submitted(services: assembly.Services, draft: str) -> object:
    return services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE)


def is_submitted(services: assembly.Services, draft: str) -> bool:
    found = services.drafting.get(draft).finalised_as
    return found is not None and services.outbox.item(found).state is State.QUEUED


def is_received(services: assembly.Services, submission: str) -> bool:
    return services.outbox.item(submission).state is State.RECEIPTED


def refreshed(services: assembly.Services, _submission: str) -> object:
    return services.tracking.refresh()


def is_followed(services: assembly.Services, submission: str) -> bool:
    return services.tracking.status(submission).dossier is not None


def items(services: assembly.Services, submission: str, kind: Kind) -> list[State]:
    with services.open_unit() as uow:
        return [item.state for item in uow.outbox.of_submission(submission) if item.kind is kind]


def answered(services: assembly.Services, submission: str) -> object:
    if not items(services, submission, Kind.SUPPLEMENT):
        papers = {"TP01": [("moi.pdf", paper(7000))]}
        services.answering.answer_supplement(submission, answers=ASKED["answers"], papers=papers)
    drain(services, submission)
    return submission


def is_answered(services: assembly.Services, submission: str) -> bool:
    return items(services, submission, Kind.SUPPLEMENT) == [State.RECEIPTED] and services.vault.check() == ()


def paid(services: assembly.Services, submission: str) -> object:
    return services.paying.open_payment(submission)


def is_paid(services: assembly.Services, submission: str) -> bool:
    """One try, whose code is shown."""
    with services.open_unit() as uow:
        codes = [payment.qr for payment in uow.dossiers.payments(submission)]
    return items(services, submission, Kind.PAYMENT) == [State.RECEIPTED] and len(codes) == 1 and bool(codes[0])


def fetched(services: assembly.Services, submission: str) -> object:
    return services.results.download(submission)


def is_fetched(services: assembly.Services, submission: str) -> bool:
    """The result, and the copies that were asked for."""
    kept, dossier = services.results.kept(submission), services.tracking.status(submission).dossier
    is_whole = all(services.vault.papers.is_intact(one.sha256) for one in kept) and services.vault.check() == ()
    return dossier is not None and 0 < len(kept) == len(dossier.results) and is_whole


def written(services: assembly.Services, submission: str) -> object:
    return services.talking.write(submission, "Bao giờ thì có kết quả?")


def is_written(services: assembly.Services, submission: str) -> bool:
    return items(services, submission, Kind.MESSAGE) == [State.QUEUED]


def asked_back(services: assembly.Services, submission: str) -> object:
    return services.answering.withdraw(submission, "Tôi xin rút hồ sơ")


def is_asked_back(services: assembly.Services, submission: str) -> bool:
    return items(services, submission, Kind.WITHDRAWAL) == [State.QUEUED]


# What is made of an older form is tried in tests/integration/services/test_half_done.py; an archive writes nothing.
# 23 is a commit of the sender, 67 its reading of a paper; each was once taken for something else.
DEEDS = {
    "autosave": Deed(filled, typed, is_typed, (2, 4, 5)),
    "attach": Deed(filled, attached, is_attached, (2, 9, 14)),
    "submit": Deed(filled, submitted, is_submitted, (2, 9, 18)),
    "send": Deed(queued, drain, is_received, (2, 23, 67, 120)),
    "refresh": Deed(sent, refreshed, is_followed, (2, 9, 23)),
    "answer": Deed(dealt_with("ask_supplement", **WANTED), answered, is_answered, (2, 14, 40)),
    "pay": Deed(dealt_with("ask_payment"), paid, is_paid, (2, 9, 30)),
    "fetch": Deed(dealt_with("finish"), fetched, is_fetched, (2, 6, 9)),
    "write": Deed(sent, written, is_written, (2, 5)),
    "ask back": Deed(sent, asked_back, is_asked_back, (2, 5)),
}


def one_try(begun: Begun, deed: Deed, home: Path, nth: int) -> int:
    """Do it with the *nth* statement failing, look, do it again; how many statements there were."""
    shutil.copytree(begun.home, home)
    clock = FakeClock(datetime.now(UTC))
    services = begun.opened(home, clock)
    services.signing_in.as_user("lo-van-tam", begun.token)  # the one in the copy was ended by the try before
    about = deed.prepare(begun, services, nth)
    failing = Failing(services, nth)
    with contextlib.suppress(StoreFault, StillWaiting):
        deed.act(services, about)
    seen, failing.nth = failing.seen, 0  # looking is not what is tried
    assert seen >= nth or deed.is_done(services, about), "nothing failed, and yet it is not done"
    services.close()
    clock.at += 2 * LEASE
    again = begun.opened(home, clock)
    again.signing_in.as_user("lo-van-tam", begun.token)
    assert again.vault.check() == ()
    if not deed.is_done(again, about):
        clock.at += timedelta(hours=1)
        again.signing_in.as_user("lo-van-tam", begun.token)
        deed.act(again, about)
    assert deed.is_done(again, about), f"statement {nth}"
    again.close()
    shutil.rmtree(home)
    return seen


@pytest.mark.parametrize("name", DEEDS)
def test_some_statements_fail(begun: Begun, tmp_path: Path, name: str) -> None:
    for nth in DEEDS[name].some:
        assert one_try(begun, DEEDS[name], tmp_path / str(nth), nth) >= nth, f"no statement {nth}"
    assert audit(begun.url, begun.token)["faults"] == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", DEEDS)
def test_every_statement_may_fail(begun: Begun, tmp_path: Path, name: str) -> None:
    tried = 0
    for nth in range(1, MOST_STATEMENTS):
        tried = nth
        if one_try(begun, DEEDS[name], tmp_path / str(nth), nth) < nth:
            break
    assert DEEDS[name].some[-1] < tried < MOST_STATEMENTS - 1, f"{tried} statements"
    assert audit(begun.url, begun.token)["faults"] == []
