import itertools
import re
from zlib import crc32

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geomap.recognition.tagger.features import features_of, shape_of

NOWHERE = (0, 0, 0)


@pytest.mark.parametrize(
    ("form", "shape"),
    [
        ("Oslo", "Xxxx"),
        ("BEIRUT", "XXX"),
        ("McDonald's", "XxXxxx'x"),
        ("A120", "Xddd"),
        ("12", "dd"),
        ("", ""),
        ("ñandú", "xxx"),
    ],
)
def test_shape(form, shape):
    assert shape_of(form) == shape


def rows(form, sizes=NOWHERE, buckets=10_000):
    return features_of([form], [sizes], buckets).rows.tolist()


def one_by_one(form, sizes, buckets):
    """The same features, each computed for itself."""
    if len(form) > 24:
        form = form[:20] + form[-4:]
    lower = form.lower() if form.isalpha() else re.sub(r"\d", "0", form.lower())
    named = (lower, lower, form[:1], lower[:3], lower[-2:], lower[-3:], lower[-4:], shape_of(form))
    found = [crc32(part.encode(errors="surrogatepass"), kind) for kind, part in enumerate(named, 1)]
    framed = f"<{lower}>".encode(errors="surrogatepass")
    found += [crc32(framed[at : at + 3], 9) for at in range(len(framed) - 2)]
    found += [(kind * 7 + size) * 7919 for kind, size in enumerate(sizes, 1)]
    found += [crc32(framed[at : at + 4], 10) for at in range(len(framed) - 3)]
    return [number % buckets for number in found]


STRANGE = ["Oslo", "", "\0", "\ud800", "x" * 10_000, "\n\n", "😀", "İ"]


@pytest.mark.parametrize("form", STRANGE)
def test_features_lie_in_the_table(form):
    assert all(0 <= row < 100 for row in rows(form, buckets=100))


@given(st.lists(st.tuples(st.text(max_size=30), st.tuples(*[st.integers(0, 6)] * 3)), max_size=6))
@example([(form, (0, 1, 2)) for form in STRANGE])
def test_many_forms_at_once_are_each_for_itself(asked):
    found = features_of([form for form, _ in asked], [sizes for _, sizes in asked], 16_384)
    ends = [*found.starts.tolist(), len(found.rows)]
    parts = [found.rows[start:end].tolist() for start, end in itertools.pairwise(ends)]
    assert parts == [one_by_one(form, sizes, 16_384) for form, sizes in asked]


def test_long_forms_have_bounded_features():
    assert len(rows("x" * 10_000)) < 70


def test_what_differs_in_nothing_looked_at_is_alike():
    assert rows("1984")[:2] == rows("2026")[:2]  # digits are all alike
    assert rows("Oslo") != rows("oslo")
    assert rows("Oslo") != rows("Oslo", (5, 0, 0))


def test_the_same_form_has_the_same_features_in_every_process():
    assert rows("Oslo", buckets=16_384)[:4] == [4423, 16041, 8758, 14997]
