from typing import Any

import pytest

from geomap.errors import InputError
from geomap.reading.fields import article_of, parse
from geomap.records import Span


def ignore(_: str) -> None:
    """Take a warning that the test does not look at."""


def test_fields_come_from_the_top_level_and_then_from_meta() -> None:
    article = article_of(
        {
            "text": "Rain in Oslo.",
            "title": "Top",
            "language": None,
            "unknown": [1],
            "meta": {"title": "Below", "date": "2001-02-03", "language": "en", "domain": "a.example", "home": "Oslo"},
        },
        "file.json",
        warn=ignore,
    )
    assert (article.id, article.title, article.published) == ("file.json", "Top", "2001-02-03")
    assert (article.language, article.domain, article.home) == ("en", "a.example", "Oslo")
    assert article.toponyms is None


@pytest.mark.parametrize(("given", "kept"), [("a/b ü\n", "a/b ü\n"), (17, "17"), ("", ""), (None, "f")])
def test_ids_come_back_unchanged(given: object, kept: str) -> None:
    assert article_of({"id": given, "text": "x"}, "f", warn=ignore).id == kept


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ([1], "a list where an article should be"),
        ("x", "a string where"),
        (None, "null where"),
        ({}, "no `text`"),
        ({"text": None}, "no `text`"),
        ({"text": 5}, "a number, not a string"),
        ({"text": " \n"}, "empty `text`"),
        ({"text": "x", "id": True}, "`id` that is true or false"),
        ({"text": "x", "id": {"a": 1}}, "`id` that is an object"),
    ],
)
def test_what_is_no_article_is_refused(value: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        article_of(value, "f", warn=ignore)


def test_a_field_of_the_wrong_type_is_left_out_with_a_warning() -> None:
    warnings: list[str] = []
    assert article_of({"text": "x", "title": 5}, "f", warn=warnings.append).title is None
    assert warnings == ["`title` is a number, not a string, and was left out"]


def test_lone_surrogates_are_replaced_one_for_one_so_that_offsets_hold() -> None:
    warnings: list[str] = []
    value = parse(r'{"text": "\ud800 in \ud83d\ude00 Oslo \udc00", "title": "\ud800"}')
    article = article_of(value, "f", warn=warnings.append)
    assert article.text == "\ufffd in 😀 Oslo \ufffd"
    assert article.title == "\ufffd"
    assert sorted(warnings) == [
        "`text` held 2 lone surrogates, replaced by U+FFFD",
        "`title` held 1 lone surrogate, replaced by U+FFFD",
    ]


def test_toponyms_keep_their_order_and_may_overlap() -> None:
    spans = [{"start": 4, "end": 8, "name": "x"}, {"start": 0, "end": 8}]
    article = article_of({"text": "New York", "toponyms": spans}, "f", with_toponyms=True, warn=ignore)
    assert article.toponyms == (Span(4, 8), Span(0, 8))


@pytest.mark.parametrize(
    ("toponyms", "reason"),
    [
        (None, "no `toponyms`"),
        ({"start": 0}, "an object, not a list"),
        ([{"start": 0, "end": 2}, {"start": 1, "end": 99}], "toponym 1 .*end 99, is not inside the text of 4"),
        ([{"start": -1, "end": 2}], "toponym 0 .*start -1"),
        ([{"start": 2, "end": 2}], "toponym 0"),
        ([{"start": "0", "end": 2}], "no whole numbers"),
        ([{"start": True, "end": 2}], "no whole numbers"),
        ([{"start": 0.0, "end": 2}], "no whole numbers"),
        ([[0, 2]], r"no whole numbers `start` and `end`: \[0, 2\]"),
        ([{"start": 0, "end": 10**5000}], "a huge number"),
    ],
)
def test_a_toponym_that_cannot_be_is_named(toponyms: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        article_of({"text": "Oslo", "toponyms": toponyms}, "f", with_toponyms=True, warn=ignore)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"a": }', "not JSON: Expecting value at column 7"),
        ('{"a":\n1,,}', "line 2, column 3"),
        ("[" * 100_000, "cannot be read"),
        ("9" * 5000, "cannot be read"),
    ],
)
def test_broken_json_says_where(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        parse(text)
