"""From the words to a region on the map, with a note that says how its extent was made. This module loads shapely."""

from dataclasses import replace

from geomap.areas.drawing import DRAW, pocket
from geomap.areas.drawn import Drawn, Setting
from geomap.areas.parts import WINDS
from geomap.areas.phrase import Phrase
from geomap.areas.rivers import course
from geomap.areas.shapes import Shapes
from geomap.areas.surroundings import SMALL_M, Surroundings, guessed_radius_m
from geomap.geodesy import distance_m
from geomap.records import Place, Region, Span

_LONGEST_BETWEEN_M = 600_000.0
_COUNTRY = ("PCL", "TERR")


def region_of(phrase: Phrase, text: str, place: Place, shapes: Shapes, around: Surroundings) -> Region | None:
    """The region that the phrase makes of the place; None where it would narrow nothing or cannot be drawn."""
    if not _meaningful(phrase, place, around):
        return None
    base, phrase = shapes.of(place), _sided(phrase)
    mouth = shapes.ground.mouths.get(place.id or "") if base.is_line else None
    ends = [word for word in phrase.directions if word in {"upper", "lower"}]
    if phrase.feature is not None and phrase.feature.relation == "upper":  # "the headwaters of the Nile"
        ends = ["upper"]
    directions = phrase.directions
    if mouth is not None and ends:
        base = course(base, ends[0], mouth)
        directions = tuple(word for word in directions if word not in ends)
    drawn = DRAW[phrase.kind](Setting(phrase=phrase, place=place, base=base, shapes=shapes, around=around))
    if drawn is None:
        return None
    words = " and ".join(dict.fromkeys(phrase.directions))
    relation = " ".join(part for part in (words, drawn.relation) if part)
    span = phrase.span
    return _region(drawn, directions, relation, (span, text[span.start : span.end]), phrase.distance_m)


def pocket_region(
    span: Span, text: str, place: Place, shapes: Shapes, around: Surroundings, *, reach_m: float
) -> Region | None:
    """The region of an area named after a place ("Hajin pocket"), of which no outline is known."""
    drawn = pocket(shapes.of(place), place, around.sentence, reach_m, text.casefold().split()[-1])
    return _region(drawn, (), drawn.relation, (span, text))


def _region(
    drawn: Drawn, directions: tuple[str, ...], relation: str, words: tuple[Span, str], distance_m: float | None = None
) -> Region | None:
    """The record; None when nothing is left to draw."""
    told = drawn.shape.told(directions)
    if told is None:
        return None
    note, (span, text) = told.which + drawn.note, words
    return Region(
        relation=relation,
        span=span,
        text=text,
        bbox=told.box,
        distance_m=distance_m,
        geometry=told.geometry,
        doubt_m=drawn.doubt_m,
        note=note[:1].upper() + note[1:] + ".",
    )


def _sided(phrase: Phrase) -> Phrase:
    """Of "the west bank of X" the west is no part of X's own extent, but a side of it."""
    sides = [word for word in phrase.directions if word in WINDS]
    if phrase.feature is None or phrase.feature.relation not in {"bank", "shore"} or not sides:
        return phrase
    others = tuple(word for word in phrase.directions if word not in sides)
    return replace(phrase, directions=others, bank=(sides[0], WINDS[sides[0]]))


def _meaningful(phrase: Phrase, place: Place, around: Surroundings) -> bool:
    """No "outside Syria" (anywhere else) and no "between France and Germany" (talks, mostly)."""
    country = (place.feature_code or "").startswith(_COUNTRY) or place.feature_code == "CONT"
    if phrase.feature is not None and phrase.feature.relation in {"pocket", "near"}:
        small = guessed_radius_m(place) <= SMALL_M or place.bbox is not None
        return not country and (small or phrase.feature.relation == "near")
    if phrase.feature is not None and phrase.feature.relation == "bank":
        return place.feature_class in {"H", "R", None}
    if phrase.kind == "near" and place.feature_code == "ADM1" and phrase.words.casefold().startswith("outside"):
        return False
    if phrase.kind == "near" and country:
        return phrase.words.casefold().startswith(("near", "close", "next")) and place.feature_code != "CONT"
    if phrase.kind == "between":
        other = around.other
        divisions = "A" in {place.feature_class, other.feature_class if other else None}
        return other is not None and not divisions and distance_m(place.point, other.point) < _LONGEST_BETWEEN_M
    return True
