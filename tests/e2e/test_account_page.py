"""A person's own page at the practice portal: a device that is revoked there waits for sign-in and loses nothing."""

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from desktop import assembly
from desktop.domain.errors import StillWaiting
from desktop.domain.submission import State
from tests.contract.practice.office import Running, new_id, sign_in
from tests.e2e.chromium import click, fill, see, wait
from tests.gui.prepared import queued


def open_page(browser: Chrome, address: str, account: str, **more: str) -> None:
    """As somebody who signs in on the page itself."""
    browser.get(address)
    see(browser, "Đăng nhập cổng tập")
    if known := browser.find_elements(By.CSS_SELECTOR, f"input[type=radio][value='{account}']"):
        known[0].click()
        click(browser, "form:has(input[type=radio]) button")
    else:
        fill(browser, "#f-account", account)
        fill(browser, "#f-name", more.get("name", "Hà Thị Nết"))
        fill(browser, "#f-id_no", more.get("id_no", ""))
        browser.find_element(By.ID, "f-name").submit()
    see(browser, "Tài khoản của bạn")


def devices(browser: Chrome) -> int:
    return len(browser.find_elements(By.CSS_SELECTOR, ".act-end"))


def test_a_device_that_was_revoked_waits_for_sign_in_and_loses_nothing(
    browser: Chrome, portal: Running, program: assembly.Services
) -> None:
    account = f"net-{new_id()}"
    program.signing_in.as_user(account, portal.token)
    sign_in(portal, account)
    first = queued(program)
    assert program.outbox.send_due().sent
    open_page(browser, program.signing_in.devices_page(), account)
    see(browser, "Chương trình Hồ Sơ trên máy tính")
    see(browser, "chính máy này")
    assert devices(browser) == 2
    second = queued(program)
    click(browser, ".act-end_all button")
    see(browser, "Đã thu hồi tất cả")
    see(browser, "Không có thiết bị nào đang đăng nhập")
    assert second in program.outbox.send_due().needs_person
    with program.open_unit() as uow:
        stopped = [item for item in uow.outbox.of_submission(second) if item.state is State.NEEDS_LOGIN]
    assert [item.reason for item in stopped] == ["sign-in.ended"]
    with pytest.raises(StillWaiting):
        program.tracking.refresh()
    assert program.outbox.item(first).state is State.RECEIPTED
    program.signing_in.as_user(account, portal.token)
    assert second in program.outbox.send_due().sent


def test_one_device_goes_and_the_others_stay(browser: Chrome, portal: Running) -> None:
    account = f"tam-{new_id()}"
    here, lost = sign_in(portal, account), sign_in(portal, account)
    lost.call("GET", "/me")
    open_page(browser, f"{portal.url}/account", account)
    assert devices(browser) == 2
    click(browser, ".act-end button")  # the one that was used last
    see(browser, "Đã thu hồi. Thiết bị đó phải đăng nhập lại.")
    assert devices(browser) == 1
    assert [one.call("GET", "/me").status_code for one in (here, lost)].count(401) == 1


def test_nobody_sees_or_ends_what_is_anothers(browser: Chrome, portal: Running) -> None:
    theirs = sign_in(portal, f"lan-{new_id()}")
    open_page(browser, f"{portal.url}/account", f"may-{new_id()}")
    see(browser, "Không có thiết bị nào đang đăng nhập")
    cookie = browser.get_cookie("hoso_account")
    assert cookie is not None
    for path in ("/desk", "/api/v1/me"):
        refused = portal.call("GET", path, cookies={"hoso_account": cookie["value"]})
        assert refused.status_code == 401, path
    forged = cookie["value"].replace(f"may-{''}".encode().hex()[:6], b"lan".hex(), 1)
    for value in (forged, "1.00.x", "", "9999999999..", cookie["value"] + "0"):
        page = portal.call("GET", "/account", cookies={"hoso_account": value})
        assert "Đăng nhập cổng tập" in page.text
    assert theirs.call("GET", "/me").status_code == 200


def test_a_form_that_another_page_made_ends_nothing(browser: Chrome, portal: Running) -> None:
    account = f"ha-{new_id()}"
    device = sign_in(portal, account)
    open_page(browser, f"{portal.url}/account", account)
    cookie = browser.get_cookie("hoso_account")
    assert cookie is not None
    form = {"action": "end_all", "about": "", "form_token": "made-up"}
    answer = portal.call("POST", "/account", data=form, cookies={"hoso_account": cookie["value"]})
    assert answer.status_code == 403
    assert device.call("GET", "/me").status_code == 200
    assert portal.call("POST", "/account/sign-in", data={"ticket": "made-up", "account": account}).status_code == 403


def test_a_consent_in_my_name_can_be_taken_back(browser: Chrome, portal: Running) -> None:
    helper, number = sign_in(portal, f"cuong-{new_id()}"), "038058000123"
    consent = new_id()
    body = {
        "applicant": {"name": "Hà Thị Nết", "id_type": "personal_id", "id_no": number, "phone": None},
        "procedure": "1.001193",
        "dossier": new_id(),
        "evidence": {"kind": "paper", "sha256": "ab" * 32},
        "valid_days": 30,
    }
    assert helper.call("PUT", f"/consents/{consent}", json=body).status_code == 201
    open_page(browser, f"{portal.url}/account", f"net-{new_id()}", id_no=number)
    see(browser, "Đồng ý nộp thay đang có hiệu lực")
    see(browser, helper.account)
    click(browser, ".act-take_back button")
    see(browser, "Đã rút lại sự đồng ý")
    assert helper.call("GET", f"/consents/{consent}").json()["state"] == "revoked"
    wait(browser, lambda page: not page.find_elements(By.CSS_SELECTOR, ".act-take_back"), "it is still there")


def test_the_page_is_left_and_whole_in_english(browser: Chrome, portal: Running) -> None:
    account = f"en-{new_id()}"
    sign_in(portal, account)
    open_page(browser, f"{portal.url}/account", account)
    click(browser, "a[hreflang=en]")
    see(browser, "Devices that are signed in")
    for control in browser.find_elements(By.CSS_SELECTOR, "button"):
        assert control.accessible_name
        assert control.size["height"] >= 44
    click(browser, ".act-leave button")
    see(browser, "Sign in to the practice portal")
