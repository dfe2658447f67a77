"""Take the README's picture: `make demo`, then `python docs/pictures/take.py` (needs Debian's chromium)."""

from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "output" / "demo" / "map.html"


def main() -> None:
    """Write demo.png beside this file."""
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 760}, color_scheme="light")
        page.goto(PAGE.as_uri())
        page.locator("html[data-ready=yes]").wait_for(state="attached")
        page.screenshot(path=HERE / "demo.png")
        browser.close()


if __name__ == "__main__":
    main()
