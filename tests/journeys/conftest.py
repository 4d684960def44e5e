"""Journeys walk the real product: `tinhso up` and its demonstration, a browser, two screens."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
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
SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a journey; without Chromium it is left out, and says so."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.enable_socket)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not on this machine"))


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Start the product as a newcomer would and give its address; stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="tinhso-journey-", dir="/var/tmp"))
    folder.chmod(0o755)
    port = free_port()
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("TINHSO_", "DATABASE_"))
    }
    environment |= {"TINHSO_VAR": str(folder), "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tinhso.cli", "up", "--port", str(port)],
        cwd=ROOT / "src",
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            break
    else:
        pytest.fail("tinhso up ended before it was up:\n" + "".join(said))
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    process.communicate()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(params=list(SCREENS))
def screen(request: pytest.FixtureRequest) -> str:
    """Name the screen a journey is walked on."""
    name: str = request.param
    return name


@pytest.fixture
def context(browser: Browser, screen: str, address: str) -> Iterator[BrowserContext]:
    """Give a browser's window of one size, with nobody signed in."""
    window = browser.new_context(
        base_url=address,
        viewport={**SCREENS[screen]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        is_mobile=screen == "phone",
        reduced_motion="reduce",
    )
    window.set_default_timeout(15_000)
    yield window
    window.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Give a page; an error in its console fails the journey."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type == "error" else None,
    )
    yield page
    unexpected = [e for e in errors if not re.search(r"status of (403|404|422|429)|WebGL", e)]
    assert not unexpected, unexpected


class Eye:
    """Looks at a page: nothing for axe to find, nothing wider than the screen; keeps pictures."""

    def __init__(self, page: Page, screen: str) -> None:
        self.page = page
        self.screen = screen

    def look(self, name: str, *, keep: bool = False) -> None:
        """Check the page as it stands; `keep` makes the README's picture of it."""
        self.page.wait_for_load_state("networkidle")
        found = Axe().run(self.page).response["violations"]
        assert not found, [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} is {wide} px wider than the screen"
        if keep and os.environ.get("TINHSO_PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=PICTURES / f"{name}-{self.screen}.png")


@pytest.fixture
def eye(page: Page, screen: str) -> Eye:
    """Give the eye for the journey's page."""
    return Eye(page, screen)
