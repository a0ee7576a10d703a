"""Who may send the forms of the practice portal's pages."""

import re
from pathlib import Path

import pytest

from tests.contract.practice.office import Filing, Running, new_id, running, sign_in


def desk_form(portal: Running, filing: Filing) -> dict[str, str]:
    portal.call("GET", f"/desk?token={portal.token}")
    page = portal.call("GET", f"/desk/dossiers/{filing.id}").text
    found = re.search(r'name="form_token" value="([0-9a-f]{64})"', page)
    assert found is not None
    return {"action": "receive", "form_token": found[1]}


def test_the_desk_is_closed_without_the_runs_token(portal: Running, tmp_path: Path) -> None:
    with running(tmp_path / "data") as other:
        assert other.call("GET", "/desk").status_code == 401
        assert other.call("GET", f"/desk?token={portal.token}").status_code == 401


@pytest.mark.parametrize(
    ("change", "headers"),
    [({"form_token": ""}, {}), ({"form_token": "0" * 64}, {}), ({}, {"Origin": "https://example.vn"})],
    ids=["no seal", "another seal", "another page"],
)
def test_a_form_of_another_page_does_nothing(portal: Running, change: dict[str, str], headers: dict[str, str]) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    form = desk_form(portal, filing) | change
    answer = portal.call("POST", f"/desk/dossiers/{filing.id}", data=form, headers=headers)
    assert answer.status_code == 403
    assert citizen.dossier(filing)["status"]["enum"] == "registered"
    assert portal.call("POST", f"/desk/dossiers/{filing.id}", data=desk_form(portal, filing)).status_code == 303
