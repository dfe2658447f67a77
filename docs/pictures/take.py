"""Take the pictures of README and docs: `make demo`, then `python docs/pictures/take.py` (needs Debian's chromium)."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "output" / "demo" / "map.html"
STORY = """Heavy rain hit Springfield and the small towns around it on Monday, and the Sangamon River broke its banks.

Schools in Decatur and Peoria stayed closed. The governor, speaking in Springfield, asked Washington for help; crews
came from Columbia and from Georgia. In Cairo, where the Ohio meets the Mississippi, people filled sandbags all night.
"""


def main() -> None:
    """Write demo.png and review.png beside this file."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        story, review = Path(folder) / "flood.txt", Path(folder) / "review.html"
        story.write_text(STORY)
        command = [sys.executable, "-m", "geomap", "review", story, "-o", review, "--no-judgements"]
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        browser = tools.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for page_file, picture, entry in ((PAGE, "demo.png", None), (review, "review.png", "Springfield")):
            page = browser.new_page(viewport={"width": 1280, "height": 760}, color_scheme="light")
            page.goto(page_file.as_uri())
            page.locator("html[data-ready=yes]").wait_for(state="attached")
            if entry:
                page.locator("#queue button", has_text=entry).click()
            page.screenshot(path=HERE / picture)
        browser.close()


if __name__ == "__main__":
    main()
