"""What ports.Gazetteer promises, asked of the SQLite file and of a gazetteer written by hand over the same places."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from geomap.gazetteers.build import build
from geomap.lookup.sqlite_gazetteer import SqliteGazetteer
from geomap.names import key
from geomap.ports import Gazetteer
from geomap.records import BasemapShape, BBox, Candidate, Geometry, Match, Place, Point

SMALL = Path(__file__).parents[1] / "unit" / "gazetteers" / "small"  # a made-up country, see there

COUNTRY, DIVISION, LARGE_TOWN, SMALL_TOWN, RIVER = (
    "geonames:1", "geonames:2", "geonames:4", "geonames:5", "naturalearth:river-lume",
)  # fmt: skip
NAMES = ("Lumeria", "Lumerian", "Ostmark", "Tarn", "al-Tarn", "TARNSTADT", "Lume", "Midgard", "Otherland")
STRANGE = ("Atlantis", "", " ", "?!", "\x00", "x" * 10_000, "Tarn'; DROP TABLE names;--", "%", "😀", "\ud800")


class HandGazetteer:
    """The same places in dictionaries."""

    fingerprint = "by hand"

    def __init__(self) -> None:
        country = Place(id=COUNTRY, name="Lumeria", point=Point(10, 50), country_code="LU", population=4_000_000)
        division = Place(id=DIVISION, name="Ostmark", point=Point(11, 51), admin1_code="LU.OM", population=900_000)
        large = Place(id=LARGE_TOWN, name="Al-Tarn", point=Point(11.15, 51.12), population=60_000)
        small = Place(id=SMALL_TOWN, name="Tarn", point=Point(9.5, 49.5), population=700)
        river = Place(id=RIVER, name="Lume", point=Point(10.5, 50.5))
        midgard = Place(id="geonames:9", name="Midgard", point=Point(10, 45))
        other = Place(id="geonames:6", name="Otherland", point=Point(13, 50), population=1_000_000)
        self._places = {place.id: place for place in (country, division, large, small, river, midgard, other)}
        self._codes = {"LU": country, "LU.OM": division}
        self._names = {
            "lumeria": [(country, Match.EXACT)],
            "lumerian": [(country, Match.DEMONYM)],
            "ostmark": [(division, Match.EXACT)],
            "tarn": [(large, Match.ARTICLE), (small, Match.EXACT)],
            "al tarn": [(large, Match.EXACT)],
            "tarnstadt": [(large, Match.ALTERNATE)],
            "lume": [(river, Match.EXACT)],
            "midgard": [(midgard, Match.EXACT)],
            "otherland": [(other, Match.EXACT)],
        }
        self._shapes = {
            COUNTRY: Geometry("Polygon", (((8.0, 48.0), (12.0, 48.0), (12.0, 52.0), (8.0, 52.0), (8.0, 48.0)),)),
            RIVER: Geometry("LineString", ((9.0, 49.0), (10.5, 50.5), (12.0, 52.0))),
        }

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        found = self._names.get(key(name), [])
        return tuple(Candidate(place=place, matched_name=place.name, match=match) for place, match in found)

    def max_population(self, name: str) -> int:
        return max((candidate.place.population for candidate in self.candidates(name)), default=-1)

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)

    def referenced(self, reference: str) -> Place | None:
        return self._codes.get(reference) or self.place(reference)

    def geometry(self, place_id: str) -> Geometry | None:
        return self._shapes.get(place_id)

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        west, north = 0.0, 60.0
        ring = ((west, 0.0), (20.0, 0.0), (20.0, north), (west, north), (west, 0.0))
        land = BasemapShape(layer="land", name="", rank=0, geometry=Geometry("Polygon", (ring,)))
        return (land,) if window.west <= 20.0 and window.east >= west and window.south <= north else ()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    build(SMALL, path)
    return path


@pytest.fixture(params=["sqlite", "hand"])
def make(request: pytest.FixtureRequest, built: Path) -> Callable[[], Gazetteer]:
    return (lambda: SqliteGazetteer(built)) if request.param == "sqlite" else HandGazetteer


@pytest.fixture
def gazetteer(make: Callable[[], Gazetteer]) -> Gazetteer:
    return make()


def test_the_fingerprint_is_that_of_the_tables(make: Callable[[], Gazetteer]) -> None:
    assert make().fingerprint
    assert make().fingerprint == make().fingerprint


def test_namesakes_come_most_prominent_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Tarn")
    assert [candidate.place.id for candidate in found] == [LARGE_TOWN, SMALL_TOWN]


@pytest.mark.parametrize("name", NAMES)
def test_a_place_is_a_candidate_once_and_found_again_by_its_id(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.candidates(name)
    ids = [candidate.place.id for candidate in found]
    assert found
    assert len(set(ids)) == len(ids)
    for candidate in found:
        assert candidate.place.id is not None
        assert gazetteer.place(candidate.place.id) == candidate.place
        assert candidate.matched_name
        assert candidate.match is not Match.GEOCODED  # nobody was asked online


@pytest.mark.parametrize("name", [*NAMES, *STRANGE])
def test_the_largest_population_is_that_of_the_candidates(gazetteer: Gazetteer, name: str) -> None:
    populations = [candidate.place.population for candidate in gazetteer.candidates(name)]
    assert gazetteer.max_population(name) == max(populations, default=-1)


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_name_finds_nothing_and_breaks_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()
    assert gazetteer.place(name) is None
    assert gazetteer.referenced(name) is None
    assert gazetteer.geometry(name) is None
    assert gazetteer.coarse_geometry(name) is None


@pytest.mark.parametrize(("reference", "place_id"), [("LU", COUNTRY), ("LU.OM", DIVISION), (LARGE_TOWN, LARGE_TOWN)])
def test_a_reference_is_a_country_a_division_or_an_id(gazetteer: Gazetteer, reference: str, place_id: str) -> None:
    place = gazetteer.referenced(reference)
    assert place is not None
    assert place.id == place_id
    assert place == gazetteer.place(place_id)


def test_shapes_are_lines_or_outlines_and_longitude_comes_first(gazetteer: Gazetteer) -> None:
    outline, line = gazetteer.geometry(COUNTRY), gazetteer.geometry(RIVER)
    assert outline is not None
    assert line is not None
    assert (outline.type, line.type) == ("Polygon", "LineString")
    ring = outline.coordinates[0]
    assert ring[0] == ring[-1]
    assert (min(lon for lon, _ in ring), max(lat for _, lat in ring)) == (8.0, 52.0)
    assert line.coordinates[0] == (9.0, 49.0)


@pytest.mark.parametrize("place_id", [COUNTRY, RIVER])
def test_a_shape_without_small_corners_is_its_own_coarse_one(gazetteer: Gazetteer, place_id: str) -> None:
    coarse, whole = gazetteer.coarse_geometry(place_id), gazetteer.geometry(place_id)
    assert coarse is not None
    assert whole is not None
    assert coarse.type == whole.type
    assert np.array_equal(np.array(coarse.coordinates), np.array(whole.coordinates))


def test_a_place_of_which_only_the_point_is_known_has_no_shape(gazetteer: Gazetteer) -> None:
    assert gazetteer.geometry(SMALL_TOWN) is None
    assert gazetteer.coarse_geometry(SMALL_TOWN) is None


@pytest.mark.parametrize("detail", ["world", "region"])
def test_the_background_is_what_touches_the_window(gazetteer: Gazetteer, detail: str) -> None:
    here = gazetteer.basemap(BBox(5.0, 5.0, 6.0, 6.0), detail)
    assert [shape.layer for shape in here] == ["land"]
    assert here[0].geometry.type == "Polygon"
    assert gazetteer.basemap(BBox(-90.0, 70.0, -80.0, 80.0), detail) == ()


def test_equal_questions_get_equal_answers(make: Callable[[], Gazetteer]) -> None:
    one, other = make(), make()
    assert [one.candidates(name) for name in NAMES] == [other.candidates(name) for name in reversed(NAMES)][::-1]


def test_threads_get_the_answers_that_one_alone_gets(make: Callable[[], Gazetteer]) -> None:
    alone, shared = make(), make()
    expected = [(alone.candidates(name), alone.max_population(name)) for name in NAMES]
    answers: list[list[tuple[tuple[Candidate, ...], int]]] = []
    gate = threading.Barrier(4)

    def ask() -> None:
        gate.wait()
        answers.append([(shared.candidates(name), shared.max_population(name)) for name in NAMES])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4
