"""Officer, payer and signer-in at the practice portal, in a real browser."""

import hashlib
import threading
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from tests.contract.practice.office import Filing, Running, device_poll, new_id, sign_in
from tests.e2e.chromium import SECONDS, click, fill, see


def act(browser: Chrome, action: str, said: str) -> None:
    click(browser, f"#act-{action} button[value={action}]")
    see(browser, f"Đã làm xong: {said}.")


def open_desk(browser: Chrome, portal: Running, filing: Filing) -> None:
    browser.get(f"{portal.url}/desk?token={portal.token}")
    assert browser.current_url == f"{portal.url}/desk"
    click(browser, f"a[href='/desk/dossiers/{filing.id}']")


def test_the_officer_carries_a_dossier_through(browser: Chrome, portal: Running) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    open_desk(browser, portal, filing)
    see(browser, "CHẾ ĐỘ TẬP – không gửi đến cơ quan nhà nước")
    see(browser, filing.manifest["data"]["con"]["ho_ten"])
    see(browser, "Giấy chứng sinh")
    act(browser, "receive", "Tiếp nhận")
    see(browser, "Được tiếp nhận")
    act(browser, "process", "Giao thụ lý")
    act(browser, "ask_confirmation", "Gửi bản dự thảo để kiểm tra")
    see(browser, "Bản dự thảo để kiểm tra")
    click(browser, "#act-finish button")
    see(browser, "Việc này không làm được lúc này")
    confirmation = citizen.dossier(filing)["confirmation"]
    body = {"answer": "correct", "fields": [], "draft_sha256": confirmation["sha256"]}
    assert (
        citizen.call("PUT", f"/dossiers/{filing.id}/confirmations/{confirmation['cid']}", json=body).status_code == 201
    )
    browser.get(f"{portal.url}/desk/dossiers/{filing.id}")
    act(browser, "finish", "Ký và phát hành kết quả")
    act(browser, "return", "Trả kết quả")
    see(browser, "Không còn việc gì phải làm")
    view = citizen.dossier(filing)
    assert view["status"]["enum"] == "returned"
    assert view["results"]


def test_the_officer_asks_for_papers_and_answers(browser: Chrome, portal: Running) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    open_desk(browser, portal, filing)
    fill(browser, "#f-text", "Ảnh mờ, <b>chụp lại</b>")
    click(browser, "#act-ask_supplement input[value=TP01]")
    click(browser, "#act-ask_supplement summary")
    click(browser, "#act-ask_supplement input[value='/con/ho_ten']")
    act(browser, "ask_supplement", "Yêu cầu bổ sung")
    see(browser, "Ảnh mờ, <b>chụp lại</b>")
    asked = citizen.dossier(filing)["supplement"]
    assert asked["slots"] == [{"slot": "TP01", "why": "Ảnh mờ, <b>chụp lại</b>"}]
    assert [field["pointer"] for field in asked["fields"]] == ["/con/ho_ten"]


def test_an_act_that_the_office_refuses_is_told_on_the_page(browser: Chrome, portal: Running) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    open_desk(browser, portal, filing)
    fill(browser, "#f-text", "Thiếu")
    click(browser, "#act-ask_supplement button")
    see(browser, "Nội dung chưa đúng")
    assert citizen.dossier(filing)["supplement"] is None


def test_a_slip_of_the_pen_stands_in_the_draft(browser: Chrome, portal: Running) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    for action in ("receive", "process"):
        portal.act(filing.id, action)
    open_desk(browser, portal, filing)
    click(browser, "#act-ask_confirmation summary")
    Select(browser.find_element(By.ID, "f-slip")).select_by_value("/con/ho_ten")
    fill(browser, "#f-slip_value", "Lò Văn Bão")
    act(browser, "ask_confirmation", "Gửi bản dự thảo để kiểm tra")
    assert citizen.dossier(filing)["confirmation"]["state"] == "open"


def test_the_payer_pays_once_and_what_comes_twice_goes_back(browser: Chrome, portal: Running) -> None:
    citizen = sign_in(portal, f"may-{new_id()}")
    filing = citizen.file()
    for action in ("receive", "process"):
        portal.act(filing.id, action)
    open_desk(browser, portal, filing)
    if browser.find_elements(By.CSS_SELECTOR, "#act-ask_payment input[name=fee_name]"):
        fill(browser, "#f-fee_name", "Bản sao")
        fill(browser, "#f-fee_amount", "16000")
    act(browser, "ask_payment", "Thông báo nộp phí, lệ phí")
    [notice] = citizen.dossier(filing)["fee_notices"]
    body = {"notice": notice["notice"], "method": "vietqr"}
    payment = citizen.call("PUT", f"/dossiers/{filing.id}/payments/{new_id()}", json=body).json()
    browser.get(payment["pay_url"])
    see(browser, "không có tiền thật nào được chuyển")
    see(browser, f"{notice['total']:,} đ".replace(",", "."))
    assert browser.find_element(By.CSS_SELECTOR, "img.qr").size["width"] > 150
    click(browser, "button")
    see(browser, "Đã ghi nhận là đã trả")
    assert citizen.dossier(filing)["fee_notices"][0]["state"] == "paid"
    click(browser, "button[value=again]")
    see(browser, "Đã ghi nhận. Bạn quay lại")
    open_desk(browser, portal, filing)
    see(browser, f"phải hoàn lại {notice['total']:,} đ".replace(",", "."))
    act(browser, "refund", "Hoàn lại tiền nộp thừa")
    [attempt] = citizen.dossier(filing)["fee_notices"][0]["payments"]
    assert [back["paid_back_at"] is not None for back in attempt["refunds"]] == [True]


@pytest.fixture
def caught() -> Iterator[Callable[[], dict[str, list[str]]]]:
    """A listener as the program opens one: it keeps the query that the browser brings back."""
    queries: list[str] = []

    class Catch(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/cb"):
                queries.append(urlsplit(self.path).query)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Catch)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/cb"
    yield lambda: {"address": [address], **(parse_qs(queries[-1]) if queries else {})}
    server.shutdown()
    thread.join()
    server.server_close()


def authorize_url(portal: Running, redirect_uri: str) -> str:
    challenge = urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).decode().rstrip("=")
    query = {
        "response_type": "code",
        "client_id": "hoso-desktop",
        "redirect_uri": redirect_uri,
        "state": "s-1",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{portal.url}/oauth/authorize?{urlencode(query)}"


def test_signing_in_registers_and_comes_back_with_a_code(
    browser: Chrome, portal: Running, caught: Callable[[], dict[str, list[str]]]
) -> None:
    [address] = caught()["address"]
    browser.get(authorize_url(portal, address))
    see(browser, "Đừng nhập mật khẩu hay thông tin thật")
    fill(browser, "#f-account", f"net-{new_id()}")
    fill(browser, "#f-name", "Hà Thị Nết")
    browser.find_element(By.ID, "f-name").submit()
    WebDriverWait(browser, SECONDS).until(lambda driver: driver.current_url.startswith(address))
    answer = caught()
    assert answer["state"] == ["s-1"]
    form = {
        "grant_type": "authorization_code",
        "client_id": "hoso-desktop",
        "code": answer["code"][0],
        "redirect_uri": address,
        "code_verifier": "v" * 43,
    }
    tokens = portal.call("POST", "/oauth/token", data=form).json()
    assert tokens["token_type"] == "Bearer"


@pytest.mark.parametrize(
    ("button", "said", "outcome"),
    [("yes", "Đã cho phép", "access_token"), ("no", "Đã từ chối", "access_denied")],
    ids=["approved", "refused"],
)
def test_a_device_is_approved_or_refused(
    browser: Chrome, portal: Running, button: str, said: str, outcome: str
) -> None:
    sign_in(portal, "tam")
    codes = portal.call("POST", "/oauth/device_authorization", data={"client_id": "hoso-kiosk"}).json()
    browser.get(codes["verification_uri_complete"])
    see(browser, "Gõ lại mã đang hiện trên màn hình kia")
    box = browser.find_element(By.NAME, "user_code")
    assert not box.get_attribute("value")
    if button == "yes":
        box.send_keys(codes["user_code"])
    click(browser, f"button[value={button}]")
    see(browser, said)
    assert outcome in device_poll(portal, codes["device_code"], "hoso-kiosk").text


def test_every_input_has_a_label_and_the_page_is_whole_in_english(browser: Chrome, portal: Running) -> None:
    filing = sign_in(portal, f"may-{new_id()}").file()
    open_desk(browser, portal, filing)
    browser.execute_script("for (const part of document.querySelectorAll('details')) part.open = true")
    for control in browser.find_elements(By.CSS_SELECTOR, "input:not([type=hidden]),select,textarea"):
        assert control.accessible_name, control.get_attribute("outerHTML")
    click(browser, "a[hreflang=en]")
    see(browser, "Take in")
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    browser.get(f"{portal.url}/desk")
    see(browser, "The officer's desk (practice)")


def test_the_language_may_change_in_the_middle_of_signing_in(browser: Chrome, portal: Running) -> None:
    address = authorize_url(portal, "http://127.0.0.1:9/cb")
    browser.get(address)
    click(browser, "a[hreflang=en]")
    see(browser, "Sign in to the practice portal")
    assert browser.current_url == address


def test_the_pages_fit_a_telephone(browser: Chrome, portal: Running) -> None:
    filing = sign_in(portal, f"may-{new_id()}").file()
    open_desk(browser, portal, filing)
    size = browser.get_window_size()
    browser.set_window_size(500, 900)
    wide = browser.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    browser.set_window_size(size["width"], size["height"])
    assert wide <= 0
