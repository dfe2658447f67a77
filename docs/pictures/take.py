"""Take the pictures of README and docs: `make demo`, then `python docs/pictures/take.py` (needs Debian's chromium)."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
DEMO = HERE.parents[1] / "output" / "demo" / "map.html"
FLOOD = """Heavy rain hit Springfield and the small towns around it on Monday, and the Sangamon River broke its banks.

Schools in Decatur and Peoria stayed closed. The governor, speaking in Springfield, asked Washington for help; crews
came from Columbia and from Georgia. In Cairo, where the Ohio meets the Mississippi, people filled sandbags all night.
"""
TRUCE = """Guns fell silent near Uri and in Srinagar on Monday. In Muzaffarabad and Skardu the bazaars opened again,
and in Gilgit and Leh the roads were cleared.
"""
SIDE_BY_SIDE = """<!DOCTYPE html><title>Views</title><style>
body {{ margin: 0; width: 2008px; display: flex; gap: 8px; background: #888;
transform: scale(.5); transform-origin: 0 0; }}
iframe {{ border: 0; width: 1000px; height: 700px; }}
</style><iframe src="{}#picture"></iframe><iframe src="{}#picture"></iframe>
"""


def geomap(*words: object) -> None:
    """Call our own program, without anybody's corrections."""
    command = [sys.executable, "-m", "geomap", *words, "--no-judgements"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program


def opened(browser: Any, page_file: Path, width: int, height: int, *, dark: bool = False) -> Any:
    """A page in a window of this size, once it has drawn everything."""
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    page.goto(page_file.as_uri())
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    return page


def main() -> None:
    """Write the pictures beside this file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        here = Path(folder)
        (here / "flood.txt").write_text(FLOOD)
        (here / "truce.txt").write_text(TRUCE)
        geomap("review", here / "flood.txt", "-o", here / "review.html")
        geomap("map", here / "truce.txt", "-o", here / "neutral", "--title", "Neutral")
        geomap("map", here / "truce.txt", "-o", here / "india", "--title", "As India sees it", "--worldview", "IN")
        views = here / "views.html"
        views.write_text(SIDE_BY_SIDE.format(here / "neutral" / "map.html", here / "india" / "map.html"))
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])

        opened(browser, DEMO, 1160, 690).screenshot(path=HERE / "demo.png")

        page = opened(browser, DEMO, 1000, 620, dark=True)
        page.get_by_role("button", name="9,000 sq km").first.click()
        page.screenshot(path=HERE / "card.png")

        page = opened(browser, DEMO, 390, 760)
        page.get_by_role("button", name="Hawija").first.click()
        page.screenshot(path=HERE / "phone.png")

        page = opened(browser, here / "review.html", 1180, 700)
        page.locator("#queue button", has_text="Springfield").click()
        page.screenshot(path=HERE / "review.png")

        page = browser.new_page(viewport={"width": 1004, "height": 350})
        page.goto(views.as_uri())
        for frame in page.frames[1:]:
            frame.locator("html[data-ready=yes]").wait_for(state="attached")
        page.screenshot(path=HERE / "views.png")
        browser.close()


if __name__ == "__main__":
    main()
