"""The same figures for parts of the mentions: by kind, class of place, country, ambiguity, new pairs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geomap.evaluation.folds import IsNew
from geomap.evaluation.gold import GoldToponym, NameTables, is_right
from geomap.evaluation.matching import Outcome, Prediction, probability_of
from geomap.ports import Gazetteer
from geomap.records import Kind, Place

COUNTRIES = 12  # named one by one, those with most mentions
UNKNOWN = "not in the gazetteer"
_CLASSES = {
    "A": "A countries, divisions",
    "P": "P towns, villages",
    "H": "H waters",
    "L": "L regions, areas",
    "S": "S buildings, spots",
    "T": "T mountains, islands",
    "R": "R roads, railways",
    "V": "V woods",
    "U": "U under the sea",
}
_AMBIGUITIES = ((0, "none"), (1, "1"), (5, "2 to 5"), (20, "6 to 20"))
_MANY = "over 20"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row of a slice.

    Attributes:
        name: of the part.
        mentions: how many it holds.
        answered: share that got a place.
        right: share right.
        in_reach: share for which the gazetteer holds a right place under that name; None where that was not asked.
        believed: mean probability of the answers; None without answers.
    """

    name: str
    mentions: int
    answered: float
    right: float
    in_reach: float | None
    believed: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Parts that together hold every mention of which the question makes sense."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A gold mention with what the gazetteer knows of its name.

    Attributes:
        outcome: the mention and its answer.
        candidates: different places that bear the name, those of the answer included.
        place: the gold's own place, or the first right candidate; None: the gazetteer has none.
        in_reach: whether a candidate is right.
    """

    outcome: Outcome
    candidates: int
    place: Place | None
    in_reach: bool


def known(outcomes: Iterable[Outcome], gazetteer: Gazetteer, tables: NameTables) -> list[Known]:
    """Look the mentions up."""
    return [_known(outcome, gazetteer, tables) for outcome in outcomes]


def _known(outcome: Outcome, gazetteer: Gazetteer, tables: NameTables) -> Known:
    ranked = outcome.answer.ranked if outcome.answer else ()
    found = {scored.candidate.place.id: scored.candidate.place for scored in ranked if scored.candidate.place.id}
    found |= {one.place.id: one.place for one in gazetteer.candidates(outcome.gold.name) if one.place.id}
    right = next((place for place in found.values() if is_right(outcome.gold, place, tables)), None)
    return Known(
        outcome=outcome,
        candidates=len(found),
        place=_own_place(outcome.gold, gazetteer) or right,
        in_reach=right is not None,
    )


def _own_place(gold: GoldToponym, gazetteer: Gazetteer) -> Place | None:
    return None if gold.geoname_id is None else gazetteer.place(f"geonames:{gold.geoname_id}")


def slices_of(mentions: Sequence[Known], is_new: IsNew | None = None) -> tuple[Slice, ...]:
    """All slices of the mentions; by the gold's class and by new pairs only where these are known."""
    found = [
        _by_size("kind, as the gold has it", mentions, lambda one: one.outcome.gold.type),
        _by_size("class of place", mentions, _class),
        _by_size("country", mentions, _country, most=COUNTRIES),
        _by_order("places of that name", mentions, _ambiguity, [*(name for _, name in _AMBIGUITIES), _MANY]),
    ]
    if is_new is not None:

        def newness(one: Known) -> str:
            return "new" if is_new(one.outcome.article, one.outcome.gold) else "seen"

        found.append(_by_order("name and place, in other folds", mentions, newness, ["seen", "new"]))
        in_reach = [one for one in mentions if one.in_reach]
        found.append(_by_order("the same, where in reach", in_reach, newness, ["seen", "new"]))
    return tuple(one for one in found if one.parts)


def kinds_of(predictions: Sequence[Prediction]) -> Slice:
    """Predictions from the raw text by our kind: `answered` is the share that overlaps a gold mention."""
    parts = []
    for kind in Kind:
        rows = [one for one in predictions if one.answer.mention.kind is kind]
        if rows:
            parts.append(
                Part(
                    name=kind.value,
                    mentions=len(rows),
                    answered=sum(one.annotated for one in rows) / len(rows),
                    right=sum(one.right for one in rows) / len(rows),
                    in_reach=None,
                    believed=_mean([probability_of(one.answer) for one in rows]),
                )
            )
    return Slice(title="our kind, of what was found", parts=tuple(parts))


def _class(one: Known) -> str:
    return UNKNOWN if one.place is None else _CLASSES.get(one.place.feature_class or "", "no class")


def _country(one: Known) -> str:
    return UNKNOWN if one.place is None else one.place.country_code or "no country"


def _ambiguity(one: Known) -> str:
    return next((name for most, name in _AMBIGUITIES if one.candidates <= most), _MANY)


Label = Callable[[Known], str | None]


def _grouped(mentions: Iterable[Known], label: Label) -> dict[str, list[Known]]:
    groups: dict[str, list[Known]] = {}
    for one in mentions:
        name = label(one)
        if name is not None:
            groups.setdefault(name, []).append(one)
    return groups


def _by_order(title: str, mentions: Iterable[Known], label: Label, order: Sequence[str]) -> Slice:
    groups = _grouped(mentions, label)
    return Slice(title=title, parts=tuple(_part(name, groups[name]) for name in order if name in groups))


def _by_size(title: str, mentions: Iterable[Known], label: Label, most: int | None = None) -> Slice:
    """Largest part first; parts beyond the `most` largest become one."""
    groups = sorted(_grouped(mentions, label).items(), key=lambda group: (-len(group[1]), group[0]))
    parts = [_part(name, rows) for name, rows in groups[:most]]
    rest = [one for _, rows in groups[len(parts) :] for one in rows]
    if rest:
        parts.append(_part(f"{len(groups) - len(parts)} others", rest))
    return Slice(title=title, parts=tuple(parts))


def _part(name: str, rows: Sequence[Known]) -> Part:
    outcomes = [one.outcome for one in rows]
    return Part(
        name=name,
        mentions=len(rows),
        answered=sum(one.place is not None for one in outcomes) / len(rows),
        right=sum(one.right for one in outcomes) / len(rows),
        in_reach=sum(one.in_reach for one in rows) / len(rows),
        believed=_mean([one.probability for one in outcomes]),
    )


def _mean(probabilities: Iterable[float | None]) -> float | None:
    given = [one for one in probabilities if one is not None]
    return sum(given) / len(given) if given else None
