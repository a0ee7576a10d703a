"""Signing in as people do: our window on a screen, the system's Chromium opened by it, and back again."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from desktop import assembly
from tests.contract.practice.office import until
from tests.e2e.chromium import SECONDS, fill, see
from tests.gui.conftest import ends_portal

ROOT = Path(__file__).parents[2]
LONGEST = 90
pytestmark = pytest.mark.skipif(os.name != "posix", reason="Xvfb is a screen for X11")
# What `webbrowser` runs for BROWSER: it comes back at once, the browser stays; the test ends it by its id.
OPENER = """#!/bin/sh
setsid /usr/bin/chromium --no-sandbox --disable-gpu --no-first-run --disable-background-networking \\
  --disable-component-update --disable-sync --disable-dev-shm-usage --no-default-browser-check --password-store=basic \\
  --user-data-dir="{folder}/chromium" --remote-debugging-port={port} --window-size=1000,800 "$1" \\
  >"{folder}/chromium.log" 2>&1 &
echo $! >"{folder}/chromium.pid"
"""


@contextmanager
def screen() -> Iterator[str]:
    """A screen of our own; its number is the server's choice."""
    reads, writes = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writes)
    try:
        with os.fdopen(reads) as number:
            yield f":{number.readline().strip()}"
    finally:
        server.terminate()
        server.wait(SECONDS)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_listening(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def opened_browser(port: int) -> Iterator[Chrome]:
    """The Chromium that the program has opened, as it stands there."""
    until(lambda: is_listening(port), LONGEST)
    options = ChromeOptions()
    options.debugger_address = f"127.0.0.1:{port}"
    driver = Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def window(folder: Path, port: int, display: str) -> Iterator["subprocess.Popen[str]"]:
    opener = folder / "opener"
    opener.write_text(OPENER.format(folder=folder, port=port), encoding="utf-8")
    opener.chmod(0o755)
    environment = os.environ | {
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "BROWSER": str(opener), "PYTHONPATH": str(ROOT),
        "HOSO_HOME": str(folder / "hoso"),
    }  # fmt: skip
    command = [sys.executable, str(ROOT / "tests/e2e/walk_window.py"), "--home", str(folder / "hoso")]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
        if (noted := folder / "chromium.pid").exists():
            subprocess.run(["kill", noted.read_text(encoding="utf-8").strip()], check=False, stderr=subprocess.DEVNULL)
        ends_portal(assembly.practice_folder(folder / "hoso"))


@pytest.mark.timeout(240)
def test_the_window_opens_the_browser_and_comes_back_signed_in(tmp_path: Path) -> None:
    port = free_port()
    with screen() as display, window(tmp_path, port, display) as process:
        with opened_browser(port) as browser:
            see(browser, "Đây là cổng tập trên máy này")
            assert browser.current_url.startswith("http://127.0.0.1:")
            fill(browser, "#f-account", "ha-thi-net")
            fill(browser, "#f-name", "Hà Thị Nết")
            browser.find_element(By.ID, "f-name").submit()
            see(browser, "quay lại chương trình Hồ Sơ")
        said, wrong = process.communicate(timeout=LONGEST)
    assert (process.returncode, said.splitlines()) == (0, ["xcb", "Đã đăng nhập: Hà Thị Nết"]), wrong
    key = assembly.unlock(tmp_path / "hoso")
    link = assembly.PortalLink(practice_data=tmp_path / "practice", offline=True)
    services = assembly.open_services(tmp_path / "hoso", key, link=link)
    account = services.signing_in.whoami()
    services.close()
    assert account is not None
    assert (account.id, account.name) == ("ha-thi-net", "Hà Thị Nết")
