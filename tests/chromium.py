"""People in front of a real Chromium, each in a browser of their own."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.factories.people import PASSWORD
from tests.live_server import LiveServer

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PATIENCE = 20_000  # milliseconds, on a machine that does other things too
SCREENSHOTS = Path(__file__).parent / "screenshots"
INLINE = ("data", "blob", "about")


class Visitor:
    """One person's browser: its page, and what a person would have every right to complain of."""

    def __init__(self, live: LiveServer, browser: Browser, host: str, **options: Any) -> None:
        """`options` are those of a Playwright context, such as `java_script_enabled`."""
        self.live = live
        self.host = host
        options = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": DESK, **options}
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(PATIENCE)
        self.complaints: list[str] = []
        self.context.on("request", self.check_host)
        self.context.on("console", self.check_console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def check_host(self, request: Request) -> None:
        """No request leaves our hosts; what a page draws comes from its own."""
        target = urlsplit(request.url)
        if target.scheme in INLINE:
            return
        # A navigation in a new tab has no frame yet.
        own = target.netloc if request.is_navigation_request() else host_of(request.frame)
        if target.netloc != own:
            self.complaints.append(f"{request.frame.url} asked {request.url}")
        elif target.port != self.live.port or not str(target.hostname).endswith(".localhost"):
            self.complaints.append(f"{request.url} is not ours")

    def check_console(self, message: ConsoleMessage) -> None:
        """The browser refused nothing in the name of the content policy."""
        if "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def open(self, path: str, host: str = "") -> Any:
        """Go to an address of this host; Playwright's response."""
        return self.page.goto(self.live.address(host or self.host, path))

    @property
    def path(self) -> str:
        """Where this person is, host left out."""
        return urlsplit(self.page.url).path

    @property
    def hostname(self) -> str:
        """The host this person is on."""
        return str(urlsplit(self.page.url).hostname)

    def find(self, selector: str, **options: Any) -> Any:
        """What is on the page."""
        return self.page.locator(selector, **options)

    def sees(self, text: str, where: str = "body") -> None:
        """Wait until these words are on the page."""
        expect(self.find(where)).to_contain_text(text)

    def does_not_see(self, text: str, where: str = "body") -> None:
        """These words are not on the page, which has been drawn."""
        expect(self.find(where)).not_to_contain_text(text)

    def sign_in(self, user: Any) -> None:
        """Through the form of `/connexion/`, as somebody whose address is confirmed."""
        EmailAddress.objects.get_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        self.open("/connexion/")
        self.find("#id_email").fill(user.email)
        self.find("#id_password").fill(PASSWORD)
        self.find("form[data-action=login] button").click()
        self.page.wait_for_url(re.compile("/compte/$"))

    @staticmethod
    def sight(name: str) -> Path:
        """Where a screenshot is kept."""
        return SCREENSHOTS / f"{name}.png"

    def keep_sight(self, name: str) -> None:
        """Screenshots of the whole page as on a phone and on a desk."""
        before = self.page.viewport_size
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.screenshot(
                path=self.sight(f"{name}-{size['width']}"), full_page=True, animations="disabled"
            )
        if before:
            self.page.set_viewport_size(before)

    def leave(self) -> None:
        """Close the browser, and fail if there was anything to complain of."""
        self.context.close()
        assert not self.complaints, "\n".join(self.complaints)
        assert not self.live.errors, self.live.errors


def host_of(frame: Frame) -> str:
    """The host, with its port, of a frame; of the page around one that a script wrote."""
    while frame.parent_frame and not urlsplit(frame.url).netloc:
        frame = frame.parent_frame
    return urlsplit(frame.url).netloc


@pytest.fixture(scope="module")
def chromium(db: None) -> Iterator[Browser]:
    """Debian's Chromium, or the one that `CHROME_PATH` names."""
    expect.set_options(timeout=PATIENCE)
    # Playwright's loop runs in this thread: our queries beside it have a connection of their own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROME_PATH") or "/usr/bin/chromium",
            args=FLAGS.split(),
            headless=True,
        )
        yield browser
        browser.close()
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(
    request: pytest.FixtureRequest, live: LiveServer, chromium: Browser
) -> Iterator[Callable[..., Visitor]]:
    """`visit("a.localhost")`: a person with an empty browser, on that host.

    When the test fails, what each of them last saw is kept among the screenshots.
    """
    visitors: list[Visitor] = []
    failures = request.session.testsfailed
    live.errors.clear()

    def visit(host: str, **options: Any) -> Visitor:
        visitors.append(Visitor(live, chromium, host, **options))
        return visitors[-1]

    yield visit
    if request.session.testsfailed > failures:
        for number, visitor in enumerate(visitors, 1):
            name = f"failed-{request.node.name}-{number}"
            visitor.page.screenshot(path=visitor.sight(name), full_page=True)
    for visitor in visitors:
        visitor.leave()
