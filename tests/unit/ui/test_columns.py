"""Layouts that keep what they worked out: they must notice when it no longer holds."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.widgets.arrangement import FlowLayout
from desktop.ui.widgets.columns import Columns

GAP, LEAST = 10, 100


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    assert qapp is not None
    made = QWidget()
    yield made
    made.deleteLater()


def brick(height: int) -> QWidget:
    made = QWidget()
    made.setFixedHeight(height)
    return made


def laid(page: QWidget, *bricks: tuple[QWidget, bool], width: int) -> Columns:
    layout = Columns(least=LEAST, gap=GAP)
    page.setLayout(layout)
    for one, wide in bricks:
        layout.add(one, wide=wide)
    page.resize(width, 400)
    page.show()
    layout.activate()
    return layout


def places(*bricks: QWidget) -> list[tuple[int, int]]:
    return [(one.x(), one.y()) for one in bricks]


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_narrow_things_stand_beside_each_other_and_wide_ones_alone(page: QWidget) -> None:
    first, second, wide, last = (brick(height) for height in (20, 30, 40, 50))
    laid(page, (first, False), (second, False), (wide, True), (last, False), width=2 * LEAST + GAP)
    assert places(first, second, wide, last) == [(0, 0), (LEAST + GAP, 0), (0, 40), (0, 90)]
    assert (first.width(), wide.width()) == (LEAST, 2 * LEAST + GAP)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_what_is_hidden_leaves_no_hole(page: QWidget) -> None:
    first, second, third = (brick(20) for _ in range(3))
    layout = laid(page, (first, False), (second, False), (third, False), width=2 * LEAST + GAP)
    assert layout.heightForWidth(page.width()) == 50
    second.hide()
    layout.activate()
    assert places(first, third) == [(0, 0), (LEAST + GAP, 0)]
    assert layout.heightForWidth(page.width()) == 20


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_there_is_one_column_where_two_have_no_room(page: QWidget) -> None:
    first, second = brick(20), brick(30)
    laid(page, (first, False), (second, False), width=2 * LEAST + GAP - 1)
    assert places(first, second) == [(0, 0), (0, 30)]


@pytest.mark.parametrize("kind", [Columns, FlowLayout])
@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_height_that_grew_is_noticed(page: QWidget, kind: type[Columns | FlowLayout]) -> None:
    layout = Columns(least=LEAST, gap=GAP) if kind is Columns else FlowLayout(gap=GAP)
    page.setLayout(layout)
    label = QLabel("Lò")
    layout.addWidget(label)
    page.show()
    before = layout.heightForWidth(300)
    label.setMinimumHeight(before + 70)
    assert layout.heightForWidth(300) == before + 70
