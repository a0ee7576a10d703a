"""A form of 1,000 fields and 200 rules: our page beside JSON Forms in Chromium over the very same files."""

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from selenium.webdriver import Chrome

from desktop.app.program import Program
from desktop.ui.form_entry.whole import WholeForm
from desktop.ui.widgets.face_switch import FACE, PAGE
from forms.lenient import read_pair
from forms.pack import ProcedurePack
from tests.bench.big_form import FIELDS, GROUPS, STEPS, TYPED, big_form, number_of
from tests.bench.chromium import Typing, bundled, chromium, served
from tests.bench.chromium import opened as opened_there
from tests.bench.measuring import Line, in_turn
from tests.bench.window import Form, form_shown, opened, services_of, until, until_nothing_waits

NAME = "big"
RUNS = 5
LETTERS = 100
WARM = 6
FIRST = "1"
BESIDE = "JSON Forms, Chromium"


def measured(folder: Path) -> Iterator[Line]:
    if not shutil.which("chromium") or not shutil.which("chromedriver"):
        print("big: left out, there is no Chromium with its driver here")
        return
    try:
        place = bundled()
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"big: left out, JSON Forms could not be bundled: {error}")
        return
    form = big_form()
    form.written(place)
    assert (number_of(form.ui, "scope"), number_of(form.ui, "rule")) == (STEPS * GROUPS * FIELDS, STEPS * GROUPS * 4)
    with (
        opened(folder, pack_of(place)) as program,
        served(place) as url,
        chromium(folder / "chromium") as driver,
    ):
        services = services_of(program)
        draft = services.drafting.start(services.catalogue.all()[0].code, answers=form.answers).id
        yield from in_steps(program, draft, driver, url)
        yield from on_one_page(program, draft, driver, url)


def pack_of(place: Path) -> ProcedurePack:
    """The pair as a pack that a draft can be made of."""
    pack = read_pair(place / "schema.json", place / "ui.json").pack
    named = {"procedure.name": "Biểu mẫu 1.000 mục", "procedure.alias": "1.000 mục"}
    return replace(pack, texts={lang: {**texts, **named} for lang, texts in pack.texts.items()})


def in_steps(program: Program, draft: str, driver: Chrome, url: str) -> Iterator[Line]:
    ours, theirs = in_turn(
        RUNS, lambda: our_page(program, draft), lambda: opened_there(driver, url, dense=False)["painted"]
    )
    yield Line(f"first step of {STEPS}, 100 of 1,000 fields, painted", ours, BESIDE, theirs)
    yield from letters("a field of the step", form_shown(program, draft, FIRST), driver)


def on_one_page(program: Program, draft: str, driver: Chrome, url: str) -> Iterator[Line]:
    """All steps under one another; ours lets one type in the first while it builds the others."""
    program.choices[FACE] = PAGE
    usable: list[float] = []
    whole, theirs = in_turn(
        RUNS,
        lambda: our_whole_page(program, draft, usable),
        lambda: opened_there(driver, url, dense=True)["painted"],
    )
    yield Line("all 1,000 fields on one page, first step usable", usable, BESIDE, theirs)
    yield Line("all 1,000 fields on one page, painted", whole, BESIDE, theirs)
    form = form_shown(program, draft, FIRST)
    until_whole(form)
    yield from letters("a field of the whole page", form, driver)


def our_page(program: Program, draft: str) -> float:
    """From leaving home until the step was painted."""
    program.navigator.go("home")
    until_nothing_waits(program)
    began = time.perf_counter()
    form_shown(program, draft, FIRST)
    return time.perf_counter() - began


def our_whole_page(program: Program, draft: str, usable: list[float]) -> float:
    """From leaving home until everything was built and painted; when the first step was goes into *usable*."""
    program.navigator.go("home")
    until_nothing_waits(program)
    began = time.perf_counter()
    form = form_shown(program, draft, FIRST)
    usable.append(time.perf_counter() - began)
    until_whole(form)
    return time.perf_counter() - began


def until_whole(form: Form) -> None:
    """Every section is built, laid out and painted where it is to be seen."""
    assert isinstance(form, WholeForm)
    until(lambda: len(form.fields) == STEPS * GROUPS * FIELDS)
    QApplication.processEvents()
    QApplication.processEvents()


def letters(where: str, form: Form, driver: Chrome) -> Iterator[Line]:
    """A letter that mends the error of the field and turns 100 rules, and one that undoes it."""
    mine, others = our_letters(form), Typing(driver)
    for _ in range(WARM):
        mine()
        others.letter()
    # not in turn: after its letter the browser goes on working, on the same two cores
    sides = [mine() for _ in range(LETTERS)], [others.letter() for _ in range(LETTERS)]
    for at, said in ((0.5, "p50"), (0.99, "p99")):
        for part, what in enumerate(("errors and rules", "painted")):
            ours, theirs = ([letter[part] for letter in side] for side in sides)
            yield Line(f"letter in {where} to {what}, {said}", ours, BESIDE, theirs, at=at)


def our_letters(form: Form) -> Callable[[], tuple[float, float]]:
    """Seconds until errors and rules are up to date, and until that is laid out and painted."""
    [line] = form.fields[TYPED].control.inputs()
    assert isinstance(line, QLineEdit)
    line.textChanged.connect(lambda _text: line.editingFinished.emit())
    typed = 0

    def letter() -> tuple[float, float]:
        nonlocal typed
        event = QInputMethodEvent()
        event.setCommitString("x" if typed % 2 == 0 else "", 0 if typed % 2 == 0 else -1, typed % 2)
        typed += 1
        began = time.perf_counter()
        QApplication.sendEvent(line, event)
        updated = time.perf_counter() - began
        QApplication.processEvents()
        assert bool(form.fields[TYPED].error) is (typed % 2 == 0)
        return updated, time.perf_counter() - began

    return letter
