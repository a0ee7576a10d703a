"""A child that does the main job: a vault, drafts, papers, receipts; strace writes down what it asks of the disk.

After each thing that a person may rely on it says so on stdout: the write itself stands in the log, in its place.
"""

import json
import os
import sys
from pathlib import Path

from desktop import assembly
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.submission import Mode, State
from tests.faults.kills.test_random_kills import paper

ROOT = Path(__file__).parents[3]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
WORDS = "mat khau tap"
DOSSIERS = 2
MOST_PASSES = 50


def say(what: str, about: str) -> None:
    """In one write of its own."""
    os.write(1, f"SAID {what} {about}\n".encode())


def prepare(services: assembly.Services, number: int) -> str:
    """One draft, typed in three goes, its papers, and the click on *Gửi*."""
    answers = STORY["answers"] | {"con": STORY["answers"]["con"] | {"ho_ten": f"Lò Văn {'AB'[number]}"}}
    draft = services.drafting.start(STORY["procedure"]).id
    say("typed", f"{draft} 0")
    for count, block in enumerate(answers, start=1):
        typed = {name: answers[name] for name in list(answers)[:count]}
        services.drafting.save(draft, typed, step=block)
        say("typed", f"{draft} {count}")
    services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.RELATIVE, "Lò Văn Tâm", "038204003456"))
    for slot, mark in (("TP01", number), (CONSENT_SLOT, 100 + number)):
        kept = services.attaching.attach(draft, slot, "giay.pdf", paper(mark))
        say("attached", kept.sha256)
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
    say("queued", submission)
    return submission


def main(home: str, url: str, token: str) -> None:
    key = assembly.create_vault(Path(home), WORDS).key
    say("keyed", key.hex())
    link = assembly.PortalLink(practice_data=Path(home).with_name("none"), url=url)
    services = assembly.open_services(Path(home), key, link=link)
    say("made", home)
    services.signing_in.as_user("lo-van-tam", token)
    for number in range(DOSSIERS):
        submission = prepare(services, number)
        for _ in range(MOST_PASSES):
            if services.outbox.item(submission).state is State.RECEIPTED:
                break
            services.outbox.send_due()
        say("receipted", submission)
        services.tracking.refresh()
        say("followed", submission)
    services.close()
    say("closed", home)


if __name__ == "__main__":
    main(*sys.argv[1:])
