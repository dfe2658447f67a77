"""A gazetteer of a few dozen real places, chosen for ambiguity, and the shipped rules."""

from pathlib import Path

import pytest

from geomap.names import key
from geomap.records import BasemapShape, BBox, Candidate, Geometry, Match, Place, Point
from geomap.resolution.cues import Cues, parse_cues
from geomap.resolution.model import ResolutionModel, parse_model

RULES = Path(__file__).parents[3] / "gazetteer" / "rules"

# id, name, other names, lon, lat, class, code, country, first-level code, second-level code, population
ROWS = """
1|Paris||2.35|48.85|P|PPLC|FR|FR.11||2138551
2|Paris||-95.56|33.66|P|PPLA2|US|US.TX|US.TX.277|24782
3|Paris||-88.33|36.30|P|PPLA2|US|US.TN|US.TN.079|10150
4|Texas|Tex.|-99.25|31.25|A|ADM1|US|US.TX||29145505
5|Tennessee|Tenn.|-86.25|35.75|A|ADM1|US|US.TN||6910840
6|France||2.0|46.0|A|PCLI|FR|||67000000
7|United States|US,U.S.,America|-98.5|39.8|A|PCLI|US|||331000000
8|Dallas||-96.81|32.78|P|PPLA2|US|US.TX|US.TX.113|1304379
9|Idlib||36.63|35.93|P|PPLA|SY|SY.12||128840
10|Idlib||36.67|35.77|A|ADM1|SY|SY.12||1501000
11|Syria||38.0|35.0|A|PCLI|SY|||22125249
12|Iraq||44.0|33.0|A|PCLI|IQ|||40222503
13|Lamar County||-95.57|33.67|A|ADM2|US|US.TX|US.TX.277|50088
14|Jordan||36.0|31.0|A|PCLI|JO|||10000000
15|Jordan||-93.63|44.67|P|PPL|US|US.MN|US.MN.139|6076
16|Euphrates||42.3|34.4|H|STM||||0
17|Third||10.0|50.0|P|PPL|DE|DE.01||700
18|Damascus||36.29|33.51|P|PPLC|SY|SY.13||1569394
"""


class FewPlaces:
    """A gazetteer port over ROWS; counts its look-ups."""

    fingerprint = "few"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._places: dict[str, Place] = {}
        self._names: dict[str, list[Candidate]] = {}
        for row in ROWS.strip().splitlines():
            number, name, others, lon, lat, kind, code, country, first, second, people = row.split("|")
            place = Place(
                id=f"test:{number}",
                name=name,
                point=Point(float(lon), float(lat)),
                feature_class=kind,
                feature_code=code,
                country_code=country or None,
                admin1_code=first or None,
                admin2_code=second or None,
                population=int(people),
            )
            self._places[f"test:{number}"] = place
            self._add(name, place, Match.EXACT)
            for other in filter(None, others.split(",")):
                self._add(other, place, Match.ALTERNATE)
        self._add("Syrian", self._places["test:11"], Match.DEMONYM)
        for found in self._names.values():
            found.sort(key=lambda one: -one.place.population)

    def _add(self, name: str, place: Place, match: Match) -> None:
        self._names.setdefault(key(name), []).append(Candidate(place=place, matched_name=name, match=match))

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        self.asked.append(name)
        return tuple(self._names.get(key(name), ()))

    def max_population(self, name: str) -> int:
        return max((one.place.population for one in self._names.get(key(name), ())), default=-1)

    def place(self, place_id: str) -> Place | None:
        return self._places.get(place_id)

    def referenced(self, reference: str) -> Place | None:
        return self._places.get(reference)

    def geometry(self, place_id: str) -> Geometry | None:
        return None

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        return ()


def _lines(name: str) -> list[str]:
    return (RULES / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def few() -> FewPlaces:
    return FewPlaces()


@pytest.fixture(scope="session")
def cues() -> Cues:
    return parse_cues(_lines("resolution_cues.tsv"))


@pytest.fixture(scope="session")
def model() -> ResolutionModel:
    return parse_model(_lines("resolution_weights.tsv"), _lines("resolution_trees.tsv"))
