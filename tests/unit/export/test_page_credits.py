from dataclasses import dataclass, replace

import pytest
from map_stories import PLACES, StoryGazetteer

from geomap.export.page_credits import credits_line
from geomap.records import Place


@dataclass
class OneCountry(StoryGazetteer):
    """Knows one country, whatever its code."""

    name: str = ""

    def referenced(self, reference: str) -> Place | None:
        return replace(PLACES["ardelia"], name=self.name)


@pytest.mark.parametrize(
    ("name", "said"),
    [("India", "India"), ("United States", "the United States"), ("The Netherlands", "the Netherlands")],
)
def test_the_country_whose_view_is_drawn_is_named(name: str, said: str) -> None:
    line = credits_line(OneCountry(name=name), "XX")
    assert f"Natural Earth, borders in the view of {said} · " in line


def test_the_neutral_view_needs_no_name() -> None:
    assert "view" not in credits_line(StoryGazetteer(), None)
