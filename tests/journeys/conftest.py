"""Journeys walk the real product: `tinhso up` and its demonstration, a browser, two screens."""

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FloatRect,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from .deployments import ROOT, Deployment, running, started
from .outside import Outside, outside

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENS: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "desktop": {"width": 1280, "height": 900},
}
# How much of a page the README's pictures show: more than one screen of it.
TALL = {"phone": 1320, "desktop": 1180}
# A4 at 96 dots an inch, less a margin of 15 mm on either side.
PAPER: ViewportSize = {"width": 680, "height": 1000}
PATIENCE = 15_000
# What a browser says to its console although nothing is wrong with the page.
EXPECTED = re.compile(
    r"status of (403|404|409|422|429)|WebGL|ERR_INTERNET_DISCONNECTED"
    r"|^htmx:(afterRequest|sendAbort),"  # a question that leaving the page broke off
)
COLOURS = 256


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey; without Chromium it is left out, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not on this machine"))


@pytest.fixture(scope="session")
def around() -> Iterator[Outside]:
    """Start the mail house and the provider of text messages that the product is connected with."""
    with outside() as found:
        yield found


@pytest.fixture(scope="session")
def deployment(around: Outside) -> Iterator[Deployment]:
    """Start the product once for all journeys; stop it at the end."""
    if by_hand := running():
        yield by_hand
        return
    with started(settings=around.settings) as ours:
        yield ours


@pytest.fixture(scope="session")
def address(deployment: Deployment) -> str:
    """Give the product's address."""
    return deployment.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    """Name the screen a journey is walked on."""
    name: str = request.param
    return name


@pytest.fixture
def mark(screen: str) -> str:
    """Give a word that no other walk uses, so that a journey may be walked again."""
    return f"{screen}-{uuid.uuid4().hex[:6]}"


Opener = Callable[..., Page]


@pytest.fixture
def open_window(browser: Browser, screen: str, address: str) -> Iterator[Opener]:
    """Give what opens a window of this size with nobody signed in; `javascript=False` without.

    An error in the console of any of them fails the journey.
    """
    windows: list[BrowserContext] = []
    errors: list[str] = []

    def opened(*, base: str = address, javascript: bool = True) -> Page:
        window = browser.new_context(
            base_url=base,
            viewport=SCREENS[screen],
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            is_mobile=screen == "phone",
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        windows.append(window)
        window.set_default_timeout(PATIENCE)
        page = window.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        return page

    yield opened
    for window in windows:
        window.close()
    unexpected = [error for error in errors if not EXPECTED.search(error)]
    assert not unexpected, unexpected


@pytest.fixture
def page(open_window: Opener) -> Page:
    """Give the page of a visitor whom nobody knows."""
    return open_window()


@pytest.fixture
def enter(open_window: Opener) -> Callable[[str], Page]:
    """Give what opens a window and enters by the demonstration's strip, under a role's title."""

    def entered(title: str) -> Page:
        page = open_window()
        page.goto("/")
        page.get_by_role("button", name=title, exact=True).click()
        page.wait_for_url(lambda url: not url.endswith("/demo/enter"))
        return page

    return entered


class Eye:
    """Looks at a page: nothing for axe to find, nothing wider than the screen; keeps pictures.

    TINHSO_PICTURES=1 makes the README's; TINHSO_SEEN names a folder for the whole of every page
    that was looked at, for a person to look at too.
    """

    def __init__(self, page: Page, screen: str) -> None:
        self.page = page
        self.screen = screen

    def of(self, page: Page) -> "Eye":
        """Give the eye for another window of the same journey."""
        return Eye(page, self.screen)

    def look(self, name: str, *, keep: bool = False) -> None:
        """Check the page as it stands; `keep` makes the README's picture of it."""
        self.page.wait_for_load_state("networkidle")
        if seen := os.environ.get("TINHSO_SEEN"):
            path = Path(seen) / f"{name}-{self.screen}.png"
            # Hiding the caret would take a style of its own, which the page forbids.
            self.page.screenshot(path=path, full_page=True, caret="initial")
        found = Axe().run(self.page).response["violations"]
        assert not found, (name, [(v["id"], [n["target"] for n in v["nodes"]]) for v in found])
        assert self.overhang() <= 0, f"{name} is {self.overhang()} px wider than the screen"
        if keep and os.environ.get("TINHSO_PICTURES"):
            self.keep(name)

    def look_in_the_dark(self, name: str) -> None:
        """Check the contrast of the page in its dark colours."""
        self.page.emulate_media(color_scheme="dark")
        only = {"runOnly": ["color-contrast"]}
        found = Axe().run(self.page, options=only).response["violations"]
        self.page.emulate_media(color_scheme="light")
        assert not found, (name, [(v["id"], [n["target"] for n in v["nodes"]]) for v in found])

    def look_at_paper(self, name: str) -> None:
        """Check that the page, printed on A4, loses nothing at its right edge."""
        self.page.set_viewport_size(PAPER)
        self.page.emulate_media(media="print")
        overhang = self.overhang()
        self.page.emulate_media(media="screen")
        self.page.set_viewport_size(SCREENS[self.screen])
        assert overhang <= 0, f"{name} is {overhang} px wider than A4"

    def overhang(self) -> int:
        """Return by how many pixels the page is wider than its window."""
        wide: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return wide

    def keep(self, name: str) -> None:
        """Make the README's picture of the page, in few colours so that it is small."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}-{self.screen}.png"
        width = SCREENS[self.screen]["width"]
        top = FloatRect(x=0, y=0, width=width, height=TALL[self.screen])
        self.page.screenshot(path=path, full_page=True, clip=top)
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
                path, optimize=True
            )


@pytest.fixture
def eye(page: Page, screen: str) -> Eye:
    """Give the eye for the visitor's page."""
    return Eye(page, screen)
