"""What a test needs behind it and is not about: filled, finalised or received through the services."""

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.domain.breaker import TRIPS_AFTER
from desktop.domain.submission import Kind, Mode, State
from desktop.services.ports import Answer, AnswerClass
from tests.gui.birth import STORY
from tests.gui.person import Person
from tests.screenshots.drafts import filled_draft
from tests.screenshots.scene import FIRST_RUN


def services_of(person: Person) -> assembly.Services:
    """What stands behind the window, once somebody has entered."""
    services = person.program.services
    assert services is not None
    return services


def entered(person: Person) -> assembly.Services:
    """First run without answers: no passphrase, no commune."""
    for name in FIRST_RUN:
        person.presses(name)
    person.sees(f"procedure_{STORY['procedure']}")
    return services_of(person)


def queued(services: assembly.Services, exemption: str | None = None) -> str:
    """Her submission, waiting to be sent."""
    draft = filled_draft(services)
    services.drafting.set_exemption(draft, exemption)
    return services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id


def received(person: Person, exemption: str | None = None) -> tuple[str, DemoOffice]:
    """Her submission at the portal, and the officer there."""
    services = services_of(person)
    submission, office = queued(services, exemption), DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    assert person.program.timer is not None
    person.program.timer.run_now()
    person.waits(lambda: services.outbox.item(submission).state is State.RECEIPTED, "it was not sent")
    return submission, office


def owing(person: Person) -> tuple[str, DemoOffice, assembly.Services]:
    """A fee is asked for, and its page is open."""
    services = entered(person)
    dossier, office = received(person)
    for action in ("receive", "process", "ask_payment"):
        office.act(dossier, action)
    services.tracking.refresh()
    person.program.navigator.go("fee", dossier)
    person.sees("payQr")
    return dossier, office, services


def is_confirmed(services: assembly.Services, dossier: str, kind: Kind) -> bool:
    """Whether the portal has confirmed an answer of this kind."""
    with services.open_unit() as uow:
        items = uow.outbox.of_submission(dossier)
    return any(item.kind is kind and item.state is State.RECEIPTED for item in items)


def left_in_peace(person: Person) -> assembly.Services:
    """What stands behind the window, with a portal that nobody asks for a minute."""
    services = services_of(person)
    person.waits(lambda: person.program.network.waiting == 0, "a round is still under way")
    for _ in range(TRIPS_AFTER):
        services.outbox._line.heard(Answer(AnswerClass.WAIT, "http-503", wrote=True))
    assert services.outbox.rests_until is not None
    return services
