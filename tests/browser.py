"""The browser that the page is tried in: Chromium or one of its kind, out of the system's packages.

It is the one of `PAPI_BROWSER`, else the first on the path. Without one the tests that want it are
passed by; `PAPI_REQUIRE_BROWSER=1` makes that a failure.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Playwright

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
_REQUIRED = os.environ.get("PAPI_REQUIRE_BROWSER", "") not in {"", "0"}
# A sandbox cannot be had as root; nothing is to be fetched or drawn by a graphics card.
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


BROWSER = os.environ.get("PAPI_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
"""The path of the browser, None where there is none."""


def pass_by_without_browser() -> None:
    """End a module of tests that want the browser where there is none: one line says so."""
    if BROWSER is None and not _REQUIRED:
        reason = "the page in a browser: no Chromium on the path, nor in PAPI_BROWSER"
        pytest.skip(reason, allow_module_level=True)


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Start the browser once for all tests of a process."""
    if BROWSER is None:
        pytest.fail("PAPI_REQUIRE_BROWSER is set, and there is no browser")
    playwright: Playwright = request.getfixturevalue("playwright")
    browser = playwright.chromium.launch(executable_path=Path(BROWSER), args=_ARGUMENTS)
    yield browser
    browser.close()


class Tab:
    """One tab, used for one page after another; `faults` is all that a page must never do."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.url = ""
        self.page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self.faults.append(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda asked: self._request(asked.url))

    def open(self, path: Path, address: str = "", width: int = 1280, scheme: str = "light") -> None:
        """Load a page anew, at an address within it, `width` pixels wide."""
        self.url = path.as_uri()
        self.page.goto("about:blank")
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(media="screen", color_scheme=scheme)  # type: ignore[arg-type]
        self.page.goto(f"{self.url}{address}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, url: str) -> None:
        if url.partition("#")[0] not in {self.url, "about:blank"}:
            self.faults.append(f"request: {url}")

    @property
    def count(self) -> str:
        """What the page says it shows."""
        return self.page.inner_text("#count")

    def follow(self, address: str) -> None:
        """Go to another address within the page, as a link on it would."""
        self.page.evaluate(
            "(address) => new Promise((done) => {"
            " addEventListener('hashchange', done, { once: true }); location.hash = address; })",
            address,
        )

    def shown(self) -> list[str]:
        """Return the ids of the tasks that are shown."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('#table .task')].filter((each) => each.offsetParent)"
            ".map((each) => each.querySelector('.id').textContent)"
        )
        return found


@pytest.fixture(scope="session")
def shared_tab(chromium: Browser) -> Iterator[Tab]:
    """Make the tab that tests share: one of its own for each would take most of the time."""
    context = chromium.new_context()
    yield Tab(context)
    context.close()


@pytest.fixture
def tab(shared_tab: Tab) -> Iterator[Tab]:
    """Lend the tab; whatever a test does to a page, the page does nothing that it must not."""
    shared_tab.faults.clear()
    yield shared_tab
    assert shared_tab.faults == []
