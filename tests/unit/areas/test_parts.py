"""The parts of a shape that compass words mean."""

import pytest
import shapely

from geomap.areas.parts import part_of

SQUARE = shapely.box(10.0, 0.0, 14.0, 4.0)
#: A country with an island far to the south, as Costa Rica has one.
WITH_ISLAND = shapely.MultiPolygon([SQUARE, shapely.box(11.0, -6.0, 11.2, -5.8)])
RING = shapely.box(0, 0, 8, 8).difference(shapely.box(1, 1, 7, 7))


@pytest.mark.parametrize(
    ("words", "bounds", "told"),
    [
        (["north"], (10, 2, 14, 4), "the north half"),
        (["west"], (10, 0, 12, 4), "the west half"),
        (["southeast"], (11.77, 0, 14, 2.23), "the southeast corner (a little over half each way)"),
        (["central"], (11, 1, 13, 3), "the middle half each way"),
        (["south-central"], (11, 0, 13, 2), "the south-central corner (a little over half each way)"),
        (["north", "east"], (10, 0, 14, 4), "the north half and the east half"),
    ],
)
def test_a_part_is_cut_from_the_extent(words: list[str], bounds: tuple[float, ...], told: str) -> None:
    part, which = part_of(SQUARE, words)
    assert part.bounds == pytest.approx(bounds, abs=0.01)
    assert which == told


def test_two_directions_are_both_parts_together() -> None:
    part, _ = part_of(SQUARE, ["north", "east"])
    assert part.area == pytest.approx(0.75 * SQUARE.area)


@pytest.mark.parametrize("word", ["north", "south", "southwest", "south-central"])
def test_an_island_far_off_does_not_take_all_of_a_direction(word: str) -> None:
    part, which = part_of(WITH_ISLAND, [word])
    assert part.area == pytest.approx(WITH_ISLAND.area / 2, rel=0.02)
    assert which == f"the half that lies farthest to the {word.removesuffix('-central')}"


def test_a_diagonal_half_lies_towards_its_bearing() -> None:
    part, _ = part_of(WITH_ISLAND, ["southwest"])
    main = part.intersection(SQUARE)
    assert main.area > 0.9 * part.area
    assert main.centroid.x < SQUARE.centroid.x
    assert main.centroid.y < SQUARE.centroid.y


def test_parts_that_are_all_together_are_told_as_all() -> None:
    part, which = part_of(SQUARE, ["north", "south"])
    assert part.equals(SQUARE)
    assert which == "all, since the parts named are together nearly all,"


def test_of_a_sliver_a_part_is_cut_all_the_same() -> None:
    corners = [(112.53340855, 33.04995055), (112.46648849, 33.01145669), (112.45471381, 33.00468364)]
    sliver = shapely.Polygon([*corners, (112.47253366, 33.01493400)])
    part, _ = part_of(sliver, ["central"])
    assert 0 < part.area <= sliver.area


@pytest.mark.parametrize(("word", "why"), [("upper", "the upper part begins"), ("central", "the middle half")])
def test_what_cannot_be_cut_stays_whole_and_says_so(word: str, why: str) -> None:
    part, which = part_of(RING, [word])
    assert part.equals(RING)
    assert why in which
    assert which.startswith("all, since ")
