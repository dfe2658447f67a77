"""A small world for the tests of recognition: a gazetteer by hand, a tagger that says what it is told, short rules."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from geomap.names import key
from geomap.recognition.corrected import CorrectedRecognizer
from geomap.recognition.kinds.context import Context
from geomap.recognition.kinds.network import Floats
from geomap.recognition.page import Page
from geomap.recognition.rules import EVIDENCE, RecognitionRules, recognition_rules
from geomap.recognition.spans import ModelSpan
from geomap.recognition.standing import Names
from geomap.records import Article, BasemapShape, BBox, Candidate, Geometry, Match, Mention, Place, Point

WORLD = {
    # name: (population, feature class, code)
    "Oxford": (160_000, "P", "PPL"),
    "Columbia": (130_000, "P", "PPL"),
    "Alton": (27_000, "P", "PPL"),
    "Heath": (10_000, "P", "PPL"),
    "Hume": (380, "P", "PPL"),
    "Beirut": (1_900_000, "P", "PPLC"),
    "Zalin": (400, "P", "PPL"),
    "Cox's Bazar": (250_000, "P", "PPL"),
    "Rio Grande": (9_000, "P", "PPL"),
    "Rio Grande do Sul": (11_000_000, "A", "ADM1"),
    "Damascus": (1_500_000, "P", "PPLC"),
    "Paris": (2_100_000, "P", "PPLC"),
    "Philadelphia": (1_500_000, "P", "PPL"),
    "Dublin": (1_000_000, "P", "PPLC"),
    "Kansas City": (475_000, "P", "PPL"),
    "Kansas": (2_900_000, "A", "ADM1"),
    "Texas": (22_000_000, "A", "ADM1"),
    "Syria": (16_900_000, "A", "PCLI"),
    "Armenia": (2_900_000, "A", "PCLI"),
    "Georgia": (3_700_000, "A", "PCLI"),
    "Trinidad and Tobago": (1_300_000, "A", "PCLI"),
    "Trinidad": (110_000, "P", "PPL"),
    "Tobago": (60_000, "L", "ISL"),
    "South Korea": (51_000_000, "A", "PCLI"),
    "Korea Strait": (0, "H", "STRT"),
    "Korea University": (0, "S", "UNIV"),
    "Otter Tail County": (57_000, "A", "ADM2"),
    "Paris-Alton County": (9_000, "A", "ADM2"),
    "Reading": (318_000, "P", "PPL"),
    "Weston-on-the-Green": (520, "P", "PPL"),
    "United States": (327_000_000, "A", "PCLI"),
}
COUNTRIES = {"Syria": "SY", "Damascus": "SY", "Zalin": "SY", "Texas": "US", "Alton": "US", "Hume": "US"}
ALTERNATES = {"Some": "Syria", "Zara": "Georgia"}

WORDS = {
    "title": "Mayor Sgt Gov",
    "given": "George Mustafa Kelly",
    "office": "Police Council Department Fire City Times School High Board University Detention Center Jail",
    "municipal": "Police Council Fire City",
    "street": "Street Road Avenue St",
    "street_only": "Street Road Avenue",
    "highway": "Highway Route",
    "feature": "County River Creek Valley Parish",
    "lead": "St Lake",
    "plural": "counties streets",
    "direction": "south northern northwestern",
    "follower": "man woman police pocket",
    "locator": "in near between",
    "holder": "of in",
    "settlement": "town villages",
    "speaker": "said paid",
    "denier": "virus",
    "short": "St Ave Co",
    "article": "Hague",
}
SECOND_LOOK = {"constant": 1, "place": 1, "plain_word": -1}
BOILERPLATE = [
    ["inline", "copyright", r"(?i:copyright \d{4}[^\n]*)", ""],
    ["line", "", r"Related news$(?:\n[^\n]*){0,12}\Z", ""],
]


class HandGazetteer:
    """The world above."""

    fingerprint = "by hand"

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(place=place, matched_name=written, match=match)
            for written, place, match in _entries()
            if key(written) == key(name)
        )

    def max_population(self, name: str) -> int:
        return max((candidate.place.population for candidate in self.candidates(name)), default=-1)

    def place(self, place_id: str) -> Place | None:
        return next((place for _, place, _ in _entries() if place.id == place_id), None)

    def referenced(self, reference: str) -> Place | None:
        return self.place(reference)

    def geometry(self, place_id: str) -> Geometry | None:
        return None

    def coarse_geometry(self, place_id: str) -> Geometry | None:
        return self.geometry(place_id)

    def basemap(self, window: BBox, detail: str) -> tuple[BasemapShape, ...]:
        return ()


def _entries() -> list[tuple[str, Place, Match]]:
    places = {
        name: Place(
            id=name,
            name=name,
            point=Point(0, 0),
            population=people,
            feature_class=kind,
            feature_code=code,
            country_code=COUNTRIES.get(name),
        )
        for name, (people, kind, code) in WORLD.items()
    }
    entries = [(name, place, Match.EXACT) for name, place in places.items()]
    return entries + [(name, places[meant], Match.ALTERNATE) for name, meant in ALTERNATES.items()]


class ToldModel:
    """A tagger that finds the names it was told, where they stand first."""

    name = "told 1.0"
    short_name = "told"

    def __init__(self, labels: Mapping[str, str]) -> None:
        self._labels = labels

    def spans(self, texts: Sequence[str]) -> list[tuple[ModelSpan, ...]]:
        return [told(text, self._labels) for text in texts]


class ToldKinds:
    """Takes the names that it is told for metonyms, and all others literally."""

    def __init__(self, metonyms: Sequence[str] = ()) -> None:
        self._metonyms = metonyms

    def probabilities(self, seen: Sequence[Context]) -> Floats:
        rows = [[0.1, 0.9, 0, 0] if context.name in self._metonyms else [0.9, 0.1, 0, 0] for context in seen]
        return np.array(rows, dtype=np.float32).reshape(-1, 4)


def told(text: str, labels: Mapping[str, str]) -> tuple[ModelSpan, ...]:
    """Spans of the first occurrence of every name that the text holds."""
    found = {name: text.find(name) for name in labels}
    return tuple(sorted(ModelSpan(at, at + len(name), labels[name]) for name, at in found.items() if at >= 0))


def _rules() -> RecognitionRules:
    return recognition_rules(
        words=[[role, word, ""] for role, words in WORDS.items() for word in words.split()],
        common_words=[["reading", ""], ["new", ""], ["in", ""], ["the", ""], ["some", ""]],
        boilerplate=BOILERPLATE,
        never_places=[["Daesh", "armed_group", ""], ["May", "common_word", ""]],
        demonyms=[["Syrian", "SY", ""], ["Syrians", "SY", ""]],
        abbreviations=[["Ky.", "US.KY", "ap", ""], ["KY", "US.KY", "postal", ""], ["US", "US", "initialism", ""]],
        second_look=[[name, str(SECOND_LOOK.get(name, 0)), ""] for name in EVIDENCE],
    )


Labels = Mapping[str, str]


@pytest.fixture(scope="session")
def rules() -> RecognitionRules:
    return _rules()


@pytest.fixture
def gazetteer() -> HandGazetteer:
    return HandGazetteer()


@pytest.fixture
def page(rules: RecognitionRules) -> Callable[..., Page]:
    """page(text, {"Oxford": "ORG"}): the text on the desk, with what the tagger says of it."""

    def make(text: str, labels: Labels | None = None) -> Page:
        return Page(text, told(text, labels or {}), Names(HandGazetteer(), rules), rules)

    return make


@pytest.fixture
def recognize(rules: RecognitionRules) -> Callable[..., tuple[Mention, ...]]:
    """recognize(text, labels): what the whole recogniser finds; `metonyms` are names that it is told are."""

    def run(text: str, labels: Labels | None = None, metonyms: Sequence[str] = ()) -> tuple[Mention, ...]:
        recognizer = CorrectedRecognizer(ToldModel(labels or {}), HandGazetteer(), rules, ToldKinds(metonyms))
        return recognizer.recognize(Article(id="desk", text=text))

    return run


@pytest.fixture
def found(recognize: Callable[..., tuple[Mention, ...]]) -> Callable[..., list[tuple[str, str]]]:
    """found(text, labels): (name, kind) of every mention."""
    return lambda *told, **also: [(m.text, m.kind.value) for m in recognize(*told, **also)]
