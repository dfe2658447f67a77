"""One Chromium for all browser tests; they are skipped, with the reason, where there is none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Seen:
    """What a page did that it should not: requests, console messages, errors."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@dataclass
class Opened:
    """A page in the browser."""

    page: Any
    seen: Seen


@pytest.fixture
def program() -> Path:
    """The browser as a program."""
    if not CHROMIUM.exists():
        pytest.skip(f"needs Debian's chromium at {CHROMIUM}")
    return CHROMIUM


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if not CHROMIUM.exists():
        pytest.skip(f"needs Debian's chromium at {CHROMIUM}")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def show(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open HTML from a file: `show(html, width=1280, dark=False, script=True, at="#place=...")`."""
    contexts = []

    def opened(
        html: str, *, width: int = 1280, dark: bool = False, script: bool = True, at: str = "", calm: bool = True
    ) -> Opened:
        file = tmp_path / "map.html"
        file.write_text(html, "utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": 760 if width > 700 else 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce" if calm else "no-preference",
        )
        contexts.append(context)
        page, seen = context.new_page(), Seen()
        page.set_default_timeout(10_000)
        page.on("request", lambda each: seen.requests.append(each.url))
        page.on("console", lambda each: seen.messages.append(each.text))
        page.on("pageerror", lambda each: seen.messages.append(str(each)))
        page.on("dialog", lambda each: (seen.messages.append(f"dialog: {each.message}"), each.dismiss()))
        page.goto(f"file://{file}{at}")
        if script:
            page.locator("html[data-ready=yes]").wait_for(
                state="attached"
            )  # a polled expression would break the page's policy
        return Opened(page, seen)

    yield opened
    for context in contexts:
        context.close()
