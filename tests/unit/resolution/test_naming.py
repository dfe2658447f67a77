"""From words to candidates, never by a part of a name."""

import pytest

from geomap.resolution.cues import Cues
from geomap.resolution.naming import candidates_for, unbroken


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Lamar", {"test:13"}),  # the county, without its word
        ("Lamar Co.", {"test:13"}),
        ("Euphrates River", {"test:16"}),
        ("northern Syria", {"test:11"}),
        ("Jordan River", set()),  # the country is no river
        ("Third Presbyterian Church", set()),
        ("Lamar Local Government Area", {"test:13"}),
        ("Dallasites", set()),  # no ending that English makes such words of
        ("Paris Park", set()),
        ("Nowhere", set()),
    ],
)
def test_kind_words_come_and_go_but_names_stay_whole(few, cues: Cues, name: str, ids: set[str]) -> None:
    assert {one.place.id for one in candidates_for(name, few, cues)} == ids


@pytest.mark.parametrize(
    ("name", "mended"),
    [
        ("Dama-\nscus", "Damascus"),
        ("Dama-\r\n  scus", "Damascus"),
        ("Lamar-\nCounty", "Lamar-County"),  # joined it is nothing, with its hyphen it is a county
        ("Euphra-\ntes River", "Euphrates River"),
        ("Now-\nhere", "Now-\nhere"),
        ("Damascus", "Damascus"),
    ],
)
def test_a_break_at_a_lines_end_is_mended_where_that_gives_a_name(few, cues: Cues, name: str, mended: str) -> None:
    assert unbroken(name, few, cues) == mended
