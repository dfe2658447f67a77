"""What makes text from anywhere harmless in the page: clean characters, JSON that cannot end its script, hashes."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# U+0000 and lone surrogates cannot stand in an HTML file; other control characters but tab and newline mean nothing.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def clean(text: str) -> str:
    """The text with U+FFFD for each character that HTML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def json_block(value: object) -> str:
    """JSON for inside a script element: `<`, `>`, `&` and the line separators are escaped, so nothing can end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _UNFIT.sub("\ufffd", text)


def web_address(url: str | None) -> str | None:
    """The address when it is an ordinary one (http, https), otherwise None: never javascript: or data:."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def policy(html: str, scripts: Iterable[str] = (), styles: Iterable[str] = (), *, opened: bool = False) -> str:
    """A Content-Security-Policy that allows this page's own scripts and styles by their hashes, and nothing else.

    Args:
        html: the finished page; every script and style element without attributes is allowed.
        scripts: addresses that further scripts come from, where somebody added layers that need them.
        styles: the same for style sheets.
        opened: somebody added layers of their own, which may load pictures and set style attributes.
    """
    script = " ".join([*_hashes(_SCRIPT, html), *scripts]) or "'none'"
    style = " ".join([*_hashes(_STYLE, html), *styles]) or "'none'"
    rules = ["default-src 'none'", f"script-src {script}", f"style-src {style}"]
    rules += ["base-uri 'none'", "form-action 'none'"]
    rules.append("img-src data: https: http:" if opened else "img-src data:")
    if opened:
        rules += ["style-src-attr 'unsafe-inline'", "connect-src https:", "font-src https: data:"]
    return "; ".join(rules)


def _hashes(pattern: re.Pattern[str], html: str) -> list[str]:
    found = dict.fromkeys(pattern.findall(html))
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in found]
