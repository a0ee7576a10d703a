"""JSON Forms in headless Chromium, over files served from this machine."""

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from tests.bench.place import ROOT

SCRIPT = Path(__file__).parent / "json_forms"
CACHE = ROOT / "build" / "json-forms"
DEFINE = '--define:process.env.NODE_ENV="production"'
SECONDS = 60
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,800",
)  # fmt: skip


def bundled() -> Path:
    """Node's packages, fetched once, and the page made of them; CalledProcessError when npm or esbuild fails."""
    shutil.copytree(SCRIPT, CACHE, dirs_exist_ok=True)
    npm = shutil.which("npm") or "npm"
    if not (CACHE / "node_modules/@jsonforms/core").is_dir():
        home = os.path.expanduser(f"~{getpass.getuser()}")  # noqa: PTH111 Path has no way to another user's home
        install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"]
        subprocess.run(install, cwd=CACHE, env={**os.environ, "HOME": home}, check=True, capture_output=True)
    esbuild = ["node", "node_modules/esbuild/bin/esbuild", "main.jsx", "--bundle", "--minify", "--log-level=error"]
    subprocess.run([*esbuild, DEFINE, "--outfile=bundle.js"], cwd=CACHE, check=True)
    return CACHE


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def chromium(profile: Path) -> Iterator[Chrome]:
    """A browser that ends with the block."""
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
    driver.set_script_timeout(SECONDS)
    yield driver
    driver.quit()


def opened(driver: Chrome, url: str, *, dense: bool) -> dict[str, Any]:
    """The form in a fresh page: `there` and `painted` in seconds, `controls` in number."""
    driver.get(url)
    told: dict[str, Any] = driver.execute_async_script(
        "const done = arguments[1]; window.open_form(arguments[0]).then(done)", dense
    )
    return told


class Typing:
    """A letter into the first field of the open page, which mends its error, and away again, which brings it back."""

    def __init__(self, driver: Chrome) -> None:
        self._driver = driver
        self._typed = 0
        self.began: dict[str, Any] = driver.execute_script("return window.watch_keys()")
        assert self.began["wrong"], "the field begins with an error"

    def letter(self) -> tuple[float, float]:
        """Seconds from the key until errors and rules are up to date, and until that is painted."""
        key = "x" if self._typed % 2 == 0 else Keys.BACKSPACE
        self._typed += 1
        ActionChains(self._driver, duration=0).send_keys(key).perform()
        WebDriverWait(self._driver, SECONDS, poll_frequency=0.02).until(
            lambda driver: driver.execute_script("return window.keys.length") == self._typed
        )
        told: dict[str, Any] = self._driver.execute_script("return window.keys.at(-1)")
        assert told["wrong"] is (self._typed % 2 == 0)
        return told["updated"], told["painted"]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nothing."""
