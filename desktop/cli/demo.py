"""`demo`: the whole main job with made-up people against the practice portal, offline part included."""

import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop import assembly, config
from desktop.cli.context import Context
from desktop.cli.demo_office import DemoOffice
from desktop.cli.demo_papers import birth_paper, consent_paper
from desktop.cli.parser import Commands, add
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.errors import StillWaiting
from desktop.domain.fee import Payment
from desktop.domain.submission import Mode, State
from forms.deadlines import ICT
from forms.pointers import dotted

PATIENCE = 20.0
"""Seconds that one step may wait for the practice portal."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the story: what was done and what is to be seen."""

    code: str
    parameters: dict[str, Any]


def add_to(commands: Commands) -> None:
    """Place the command."""
    add(commands, "demo", run_demo)


def run_demo(context: Context) -> int:
    """One line a step, as it happens; a home of its own unless --home names one."""
    story = json.loads(config.resource("demo/birth.json").read_text(encoding="utf-8"))
    if context.options.home is None:
        context.home = Path(tempfile.mkdtemp(prefix="hoso-demo-")) / "home"
    began = time.monotonic()
    steps: list[dict[str, Any]] = []
    for number, step in enumerate(Demo(context, story).steps(), start=1):
        sentence = context.say(step.code, **step.parameters)
        steps.append({**step.parameters, "step": step.code.removeprefix("demo."), "text": sentence})
        if not context.options.json:
            print(f"{number:2}. {sentence}", flush=True)
    seconds = round(time.monotonic() - began, 1)
    context.emit({"steps": steps, "seconds": seconds}, [context.say("demo.over", seconds=seconds)])
    return 0


class Demo:
    """The story of one birth; each part yields what it did."""

    def __init__(self, context: Context, story: dict[str, Any]) -> None:
        self._context = context
        self._story = story
        self._submission = ""
        self._link = assembly.PortalLink(practice_data=assembly.practice_folder(context.home), offline=True)

    def steps(self) -> Iterator[Step]:
        """Offline first, then the portal, the office, the fee and the result."""
        services = self._open(offline=True)
        yield from self._write(services)
        services.close()
        services = self._open(offline=False)
        try:
            office = DemoOffice.at(services)
            yield Step("demo.portal", {"url": office.url})
            yield from self._send(services, office)
            yield from self._supplement(services, office)
            yield from self._draft(services, office)
            yield from self._pay(services, office)
            yield from self._result(services, office)
            yield self._proof(office)
            yield Step("demo.where", {"home": str(self._context.home), "practice": str(self._link.practice_data)})
        finally:
            services.close()

    def _open(self, *, offline: bool) -> assembly.Services:
        self._link = replace(self._link, offline=offline)
        return assembly.open_services(self._context.home, self._context.key(), link=self._link)

    def _write(self, services: assembly.Services) -> Iterator[Step]:
        """Fill, attach, check, finalise and queue, without a network."""
        story = self._story
        yield Step("demo.offline", {"home": str(self._context.home)})
        draft = services.drafting.start(story["procedure"], answers=story["answers"])
        who = story["submitter"]
        submitter = Submitter(Relation(who["relation"]), who["name"], who["id_no"])
        services.drafting.file_for(draft.id, FilingFor.OTHER, submitter)
        yield Step(
            "demo.filled", {"applicant": story["answers"]["nguoi_yeu_cau"]["ho_ten"], "submitter": submitter.name}
        )
        photo = birth_paper(self._birth_lines())
        services.attaching.attach(draft.id, "TP01", "giay-chung-sinh.jpg", photo)
        signed = consent_paper(
            [f"Tôi là {story['answers']['nguoi_yeu_cau']['ho_ten']},", f"đồng ý để {submitter.name} nộp thay."]
        )
        services.attaching.attach(draft.id, CONSENT_SLOT, "giay-dong-y.pdf", signed)
        yield Step("demo.attached", {"photo": len(photo), "pdf": len(signed)})
        check = services.drafting.check(draft.id)
        yield Step(
            "demo.checked", {"errors": len(check.errors) + len(check.missing_slots), "warnings": len(check.warnings)}
        )
        submission = services.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
        self._submission = submission.id
        yield Step("demo.queued", {"submission": submission.id, "fingerprint": submission.fingerprint})
        report = services.outbox.send_due()
        yield Step("demo.no-network", {"waiting": len(report.waiting)})

    def _birth_lines(self) -> list[str]:
        answers = self._story["answers"]
        child = answers["con"]
        return [
            f"Họ và tên mẹ: {answers['me']['ho_ten']}",
            f"Sinh con ngày: {child['ngay_sinh']}",
            f"Tại: {child['noi_sinh']}",
        ]

    def _send(self, services: assembly.Services, office: DemoOffice) -> Iterator[Step]:
        """The portal takes it, its reply is lost, and asking brings the receipt: one dossier, never two."""
        account = services.signing_in.as_user(self._story["user"], office.token)
        yield Step("demo.signed-in", {"name": account.name})
        office.lose_next_replies(f"/api/v1/dossiers/{self._submission}")
        services.outbox.send_due()
        lost = services.outbox.item(self._submission)
        yield Step("demo.reply-lost", {"state": self._context.say(f"state.{lost.resume_state or lost.state}")})
        self._send_until(services, self._submission)
        item = services.outbox.item(self._submission)
        when = item.receipted_at.astimezone(ICT) if item.receipted_at else None
        at = f"{when:%H:%M:%S %d/%m/%Y}" if when else "–"
        yield Step("demo.receipt", {"attempts": len(services.outbox.attempts(item.id)), "at": at})

    def _send_until(self, services: assembly.Services, item_id: str) -> None:
        """Send until this item has its receipt; what must wait a little is tried now."""
        until = time.monotonic() + PATIENCE
        while services.outbox.item(item_id).state is not State.RECEIPTED:
            if time.monotonic() > until:
                raise StillWaiting("demo.stuck", state=services.outbox.item(item_id).state)
            services.outbox.retry(item_id)
            services.outbox.send_due()
        services.tracking.refresh()

    def _supplement(self, services: assembly.Services, office: DemoOffice) -> Iterator[Step]:
        """Taken in, assigned; a blurred photograph is asked for again and answered."""
        asked = self._story["supplement"]
        office.act(self._submission, "receive")
        office.act(self._submission, "process")
        services.tracking.refresh()
        view = services.tracking.status(self._submission)
        dossier = assembly.told(view)
        step = dossier.step
        yield Step(
            "demo.taken-in",
            {"code": dossier.code, "step": step.name if step else "–", "handler": step.handler if step else "–"},
        )
        office.act(self._submission, "ask_supplement", text=asked["text"], slots=asked["slots"], fields=asked["fields"])
        services.tracking.refresh()
        yield Step("demo.asked", {"text": asked["text"]})
        better = birth_paper(self._birth_lines(), seed=2)
        item = services.answering.answer_supplement(
            self._submission, answers=asked["answers"], papers={"TP01": [("giay-chung-sinh-ro.jpg", better)]}
        )
        self._send_until(services, item.id)
        yield Step("demo.answered", {})

    def _draft(self, services: assembly.Services, office: DemoOffice) -> Iterator[Step]:
        """The draft certificate comes with one wrong letter, is compared with what was typed, and comes again."""
        slip = self._story["slip_of_the_pen"]
        office.act(self._submission, "ask_confirmation", slips={slip["pointer"]: slip["written"]})
        services.tracking.refresh()
        wrong = services.draft_reading.compare(self._submission)
        pack = services.catalogue.get(self._story["procedure"])
        labels = [pack.text(f"{dotted(pointer)}.label", self._context.lang) for pointer in wrong]
        said = {"pointers": ", ".join(wrong), "labels": ", ".join(labels), "should_be": ", ".join(wrong.values())}
        yield Step("demo.wrong-letter", said)
        item = services.answering.confirm(self._submission, wrong=wrong)
        self._send_until(services, item.id)
        office.act(self._submission, "ask_confirmation")
        services.tracking.refresh()
        still = services.draft_reading.compare(self._submission)
        item = services.answering.confirm(self._submission, wrong=still or None)
        self._send_until(services, item.id)
        yield Step("demo.corrected", {"left": len(still)})

    def _pay(self, services: assembly.Services, office: DemoOffice) -> Iterator[Step]:
        """Birth is free; the copies cost."""
        office.act(self._submission, "ask_payment")
        services.tracking.refresh()
        payment = services.paying.open_payment(self._submission, method="vietqr")
        if not isinstance(payment, Payment):
            raise StillWaiting("demo.stuck", state=payment.state)
        yield Step("demo.fee", {"amount": f"{payment.amount:,}".replace(",", "."), "memo": payment.memo})
        office.act(self._submission, "pay", payment=payment.id)
        paid = services.paying.look(self._submission)
        yield Step("demo.paid", {"state": self._context.say(f"payment.{paid.state}") if paid else "–"})

    def _result(self, services: assembly.Services, office: DemoOffice) -> Iterator[Step]:
        """Signed, downloaded, compared with its digest, verified without a network."""
        office.act(self._submission, "finish")
        services.tracking.refresh()
        for kept in services.results.download(self._submission):
            verdict = kept.verdict
            found = self._context.say("demo.intact" if verdict.intact else "demo.not-intact")
            said = {"name": kept.name, "sha256": kept.sha256[:16], "signer": verdict.signer, "intact": verdict.intact}
            yield Step("demo.result", {**said, "verdict": found})

    def _proof(self, office: DemoOffice) -> Step:
        """What the portal's own ledger says."""
        held = [entry for entry in office.ledger()["dossiers"] if entry["id"] == self._submission]
        return Step("demo.ledger", {"held": len(held), "papers": len(held[0]["attachments"]) if held else 0})
