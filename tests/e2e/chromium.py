"""The system's Chromium, headless, and what a person does on a page; every wait has an end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

SECONDS = 10
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,1000",
)


@contextmanager
def chrome_in(folder: Path) -> Iterator[Chrome]:
    """One browser with *folder* as its own."""
    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={folder}"):
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(SECONDS)
    try:
        yield driver
    finally:
        driver.quit()


def wait(browser: Chrome, happens: Callable[[Chrome], bool], why: str) -> None:
    # Between two pages the driver finds the old one gone, in more ways than one.
    WebDriverWait(browser, SECONDS, ignored_exceptions=[WebDriverException]).until(happens, why)


def see(browser: Chrome, words: str) -> None:
    wait(browser, lambda page: words in page.find_element(By.TAG_NAME, "body").text, f"“{words}” is not on the page")


def click(browser: Chrome, where: str) -> None:
    def clicked(page: Chrome) -> bool:
        page.find_element(By.CSS_SELECTOR, where).click()
        return True

    wait(browser, clicked, f"{where} cannot be clicked")


def fill(browser: Chrome, where: str, words: str) -> None:
    def filled(page: Chrome) -> bool:
        field = page.find_element(By.CSS_SELECTOR, where)
        field.clear()
        field.send_keys(words)
        return True

    wait(browser, filled, f"{where} cannot be filled")
