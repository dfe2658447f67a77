import base64
import hashlib
import json

import pytest

from geomap.export.page_safety import clean, json_block, policy, web_address


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--", "a\u2028b\u2029c", "${x}`", "&lt;", "\u202egnp"]
)
def test_a_json_block_cannot_end_its_script_and_reads_back_the_same(text: str) -> None:
    block = json_block({"text": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"text": text}


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb", "a\uffffb"])
def test_characters_that_html_cannot_hold_are_replaced_one_for_one(text: str) -> None:
    assert clean(text) == "a\ufffdb"
    assert json_block(clean(text)).encode() == '"a\ufffdb"'.encode()


def test_a_json_block_refuses_what_is_not_a_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_block([float("nan")])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("JavaScript://example.org/%0aalert(1)", None),
        ("data:text/html,hi", None),
        ("https://", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_only_ordinary_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected


def test_the_policy_names_each_script_and_style_by_its_hash() -> None:
    rules = policy('<style>b{}</style><script>go()</script><script type="application/json">{}</script>')
    script = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    assert f"script-src 'sha256-{script}';" in rules
    assert rules.count("sha256") == 2
    assert "unsafe" not in rules
    assert "default-src 'none'" in rules
