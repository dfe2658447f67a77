import math
from typing import NamedTuple

import numpy as np
import pytest

from geomap.names import cached_key
from geomap.records import Place, Point
from geomap.resolution.known_home import Home
from geomap.resolution.near_model import FEATURES
from geomap.resolution.near_scene import OpenName, Pick, Scene

TEXT = "A fire on Wexler Street, Lamar County, was seen in Paris and Dallas, far from Idlib and from Texas."


def place(name, lon, lat, *, code="PPL", country="US", first="US.TX", feature_class="P"):
    return Place(
        id=f"test:{name}", name=name, point=Point(lon, lat), feature_class=feature_class, feature_code=code,
        country_code=country, admin1_code=first,
    )  # fmt: skip


PLACES = {
    "Lamar County": place("Lamar County", -95.57, 33.67, code="ADM2", feature_class="A"),
    "Paris": place("Paris", -95.56, 33.66),
    "Dallas": place("Dallas", -96.81, 32.78),
    "Idlib": place("Idlib", 36.63, 35.93, country="SY", first="SY.12"),
    "Texas": place("Texas", -99.25, 31.25, code="ADM1", feature_class="A"),
}


def picks(*names, text=TEXT, probability=0.9):
    starts = {name: text.index(name) for name in names}
    return tuple(
        Pick(
            start=start,
            end=start + len(name),
            key=cached_key(name),
            place=PLACES[name],
            probability=probability,
            asked=True,
        )
        for name, start in sorted(starts.items(), key=lambda item: item[1])
    )


class Found(NamedTuple):
    """A spot with what the scene tells of it."""

    row: np.ndarray
    gap: float
    names: int
    closest: str

    def value(self, feature):
        return self.row[FEATURES.index(feature)]


def spots(*names, home=None, text=TEXT, open_name="Wexler Street", probability=0.9):
    start = text.index(open_name)
    scene = Scene(text, picks(*names, text=text, probability=probability), home)
    return spots_of(scene, OpenName(start, start + len(open_name), 0.0))


def spots_of(scene, name):
    found = scene.spots(name)
    return {
        scene.places[place].name: Found(row, gap, scene.around(place, name), scene.closest(place, name))
        for place, row, gap in zip(found.places, found.rows, found.gaps, strict=True)
    }


def test_places_among_their_like_have_the_larger_share():
    found = spots("Paris", "Dallas", "Idlib", text=TEXT.replace("Lamar County, ", ""))
    assert set(found) == {"Paris", "Dallas", "Idlib"}
    assert found["Paris"].value("share_161") > found["Idlib"].value("share_161")
    assert found["Paris"].value("share_40") < found["Paris"].value("share_161")
    assert (found["Paris"].names, found["Idlib"].names) == (2, 1)


def test_states_and_countries_are_no_place_to_be_near_to_but_count_for_their_country():
    without, with_ = spots("Paris", "Idlib", text=TEXT), spots("Paris", "Idlib", "Texas", text=TEXT)
    assert "Texas" not in with_
    assert with_["Paris"].value("country") > without["Paris"].value("country")


def test_what_stands_behind_the_comma_leaves_only_places_in_it():
    found = spots("Lamar County", "Paris", "Idlib")
    assert set(found) == {"Lamar County", "Paris"}
    assert found["Lamar County"].value("comma") == 1
    assert found["Paris"].value("comma") == 0


def test_a_name_inside_the_name_counts():
    text = "The Dallas Flax Museum burned; Dallas mourned, Paris too."
    found = spots("Paris", text=text, open_name="Dallas Flax Museum")
    assert found["Paris"].value("inside_name") == 0
    dallas = text.index("Dallas mourned")
    scene = Scene(
        text,
        (
            Pick(
                start=dallas,
                end=dallas + 6,
                key="dallas",
                place=PLACES["Dallas"],
                probability=0.9,
                asked=True,
            ),
        ),
        None,
    )
    assert spots_of(scene, OpenName(4, 22, 0.0))["Dallas"].value("inside_name") == 1


def test_the_home_is_a_place_to_be_near_to():
    found = spots("Idlib", home=Home(PLACES["Paris"], 0.8))
    assert set(found) == {"Idlib", "Paris"}
    assert (found["Paris"].closest, found["Idlib"].closest) == ("", "Idlib")
    assert found["Paris"].value("home") == pytest.approx(1.6)


def test_the_open_name_is_not_near_itself():
    found = spots("Dallas", text="Dallas, the shop, is in Dallas.", open_name="Dallas")
    assert found == {}


def test_doubtful_names_are_no_place_to_be_near_to():
    assert spots("Paris", probability=0.1, text="Wexler Street is in Paris.") == {}


def test_without_any_place_there_is_none_to_be_near_to():
    assert spots_of(Scene("Wexler Street burned.", (), None), OpenName(0, 13, 0.0)) == {}


def test_a_home_alone_is_a_place_to_be_near_to():
    scene = Scene("Wexler Street burned.", (), Home(PLACES["Paris"]))
    found = spots_of(scene, OpenName(0, 13, 0.0))["Paris"]
    assert (found.value("home"), found.value("share_161"), found.gap) == (2.0, 0.0, math.inf)


def test_the_mentions_of_one_name_share_what_is_said_of_any_of_them():
    text = "Mill X burned near Dallas. Later, Mill X, Lamar County, burned again; Paris saw it."
    scene = Scene(text, picks("Dallas", "Lamar County", "Paris", text=text), None)
    names = [OpenName(start, start + 6, 0.0) for start in (0, text.rindex("Mill X"))]
    found = scene.common_spots(names)
    texan = {scene.places[place].name for place in found.places}
    assert texan == {"Dallas", "Lamar County", "Paris"}
    idlib = Scene(
        text.replace("Dallas", "Idlib"), picks("Idlib", "Lamar County", text=text.replace("Dallas", "Idlib")), None
    )
    later = text.replace("Dallas", "Idlib").rindex("Mill X")
    names = [OpenName(start, start + 6, 0.0) for start in (0, later)]
    assert {idlib.places[place].name for place in idlib.common_spots(names).places} == {"Lamar County"}
