"""A draft laid out for copying: as it would be filed, not as it was typed."""

from desktop.services.copying_across import CopySheet
from tests.fakes.world import World
from tests.unit.services.test_packages import handing_over


def sheet_of(world: World, draft_id: str, lang: str = "vi") -> CopySheet:
    return handing_over(world).copy_sheet(draft_id, lang)


def test_hidden_answers_are_left_out_and_calculated_ones_are_there() -> None:
    world = World()
    draft = world.draft()
    hidden = {"giay_to": {"loai": "ho_chieu", "so": "C7654321"}, "chua_co_so_dinh_danh": False}
    world.drafting.merge(draft.id, {"nguoi_yeu_cau": hidden})
    sheet = sheet_of(world, draft.id)
    values = [line.value for line in sheet.lines]
    assert "C7654321" not in values
    assert "Đã xác định được cả cha lẫn mẹ" in values
    assert any(value.startswith("Ngày ") for value in values), "the day in words"
    assert world.drafting.get(draft.id).answers["nguoi_yeu_cau"]["giay_to"]["so"] == "C7654321", "and it is kept"


def test_the_sheet_carries_papers_page_and_language() -> None:
    world = World()
    draft = world.draft(for_another=True)
    vietnamese, english = sheet_of(world, draft.id), sheet_of(world, draft.id, "en")
    assert [one.paper.slot for one in vietnamese.papers] == ["TP01", "CONSENT"]
    assert vietnamese.page == english.page != ""
    assert [line.value for line in english.lines] == [line.value for line in vietnamese.lines]
    assert [line.label for line in english.lines] != [line.label for line in vietnamese.lines]


def test_an_empty_draft_has_only_what_the_form_works_out_itself() -> None:
    world = World()
    sheet = sheet_of(world, world.drafting.start("1.001193").id)
    assert len(sheet.lines) <= 1
    assert sheet.papers == ()
