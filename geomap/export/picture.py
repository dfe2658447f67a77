"""The map as a picture: PNG at twice the size for social cards and print, SVG to go on drawing with.

A Chromium of the user's own draws the page without a window; it is started with a profile that is thrown away, and the
page lets nothing load.
"""

import os
import re
import shutil
import subprocess
import tempfile
from html import unescape
from pathlib import Path

from geomap.errors import InputError, SettingsError

WIDTH, HEIGHT = 1200, 675  # CSS pixels: 16 to 9, as social cards are
_SCALE = 2
_TIMEOUT_S = 120
_DRAWN_MS = 10_000  # of the page's own time, in which it draws everything

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--mute-audio",
    f"--force-device-scale-factor={_SCALE}", f"--window-size={WIDTH},{HEIGHT}", f"--virtual-time-budget={_DRAWN_MS}",
)  # fmt: skip
_SVG = re.compile(r'<pre id="picture-svg">(.*?)</pre>', re.DOTALL)


def browser(given: Path | None = None) -> Path:
    """The Chromium that draws pictures: the one given, or one that is installed.

    Raises:
        SettingsError: the one given is no program, or there is none.
    """
    if given is not None:
        found = shutil.which(given)
        if found is None:
            raise SettingsError(
                f"{given} is no program that can be started; set GEOMAP_BROWSER to a Chromium or Chrome"
            )
        return Path(found)
    for name in (*_NAMES, *_PLACES):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    raise SettingsError(
        "a picture needs a Chromium, Chrome or Edge, and none is installed; install one, or set GEOMAP_BROWSER to it"
    )


def write_png(page: Path, target: Path, program: Path) -> None:
    """Write the page's map as a PNG of 2,400 by 1,350 pixels.

    Raises:
        InputError: the browser failed.
    """
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        made = Path(folder) / "picture.png"
        _run(program, f"--screenshot={made}", f"{page.resolve().as_uri()}#picture", folder)
        if not made.is_file():
            raise InputError(f"{program} drew no picture of {page}; open the page in a browser to see whether it works")
        target.write_bytes(made.read_bytes())


def write_svg(page: Path, target: Path, program: Path) -> None:
    """Write the page's map as an SVG document.

    Raises:
        InputError: the browser failed.
    """
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        html = _run(program, "--dump-dom", f"{page.resolve().as_uri()}#picture-svg", folder)
    found = _SVG.search(html)
    if found is None:
        raise InputError(f"{program} drew no picture of {page}; open the page in a browser to see whether it works")
    target.write_text(unescape(found[1]) + "\n", encoding="utf-8")


def _run(program: Path, wanted: str, address: str, folder: str) -> str:
    command = [str(program), *_FLAGS, f"--user-data-dir={folder}/profile", wanted, address]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.insert(1, "--no-sandbox")  # Chromium's sandbox refuses root, as in most containers
    try:
        done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=True)  # noqa: S603 - see browser
    except subprocess.TimeoutExpired as error:
        raise InputError(f"{program} did not answer within {_TIMEOUT_S} seconds; try again, or another one") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise InputError(f"{program} failed ({error}); set GEOMAP_BROWSER to another Chromium or Chrome") from error
    return done.stdout.decode("utf-8", "replace")
