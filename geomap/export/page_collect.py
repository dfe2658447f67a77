"""From mapped articles to marks and links: mentions of one place, in one article or in several, share a mark."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from geomap.export.page_areas import area_geometry, area_notes, area_place
from geomap.export.page_mark import Mark, place_where
from geomap.export.page_outline import clipped, inner_point
from geomap.export.page_shapes import is_closed, rounded_box
from geomap.export.page_text import Link
from geomap.export.page_words import area_in_both, metres, place_words
from geomap.geodesy import circle
from geomap.ports import Gazetteer
from geomap.records import Geometry, Kind, MappedArticle, Place, QuotedArea, QuotedName, Region, Status

_OUTLINED_CODES = ("ADM1", "ADM2", "ADM1H", "ADM2H", "TERR")
_SPREAD_CLASSES = ("T", "L", "V")  # deserts, ranges, regions: an extent says more than a point
MISSING, UNPLACED = "missing", "unplaced"  # keys of links that lead nowhere: they only say why
_SHOUTED = 4  # letters from which a name in capitals is no abbreviation
_LEAST_EXTENT = 0.05  # degrees; a smaller extent is drawn as a point


@dataclass(slots=True)
class Collection:
    """Everything found in the articles, ready to be drawn."""

    marks: dict[str, Mark] = field(default_factory=dict)
    links: list[tuple[Link, ...]] = field(default_factory=list)  # one tuple for each article
    missing: list[str] = field(default_factory=list)  # names that are in no gazetteer
    unplaced: list[tuple[str, str]] = field(default_factory=list)  # quoted areas without a place: words, why
    countries: dict[str, str] = field(default_factory=dict)  # names by ISO code
    _numbers: dict[str, int] = field(default_factory=dict)

    def numbers(self) -> dict[str, int]:
        """Each mark's position in the page's data, by its key."""
        if len(self._numbers) != len(self.marks):
            self._numbers = {key: number for number, key in enumerate(self.marks)}
        return self._numbers


def collected(mapped: Sequence[MappedArticle], gazetteer: Gazetteer) -> Collection:
    """Marks by key, links for each article, and what could not be put on the map."""
    found = Collection()
    links = [_mention_links(one, gazetteer, found) for one in mapped]
    for mark in found.marks.values():
        mark.label = _own_spelling(mark)
    # Quoted names and areas refer to the marks of their places, so they come when all places are known.
    for number, one in enumerate(mapped):
        quoted, areas = _quoted_name_links(one, found), _area_links(number, one, found)
        found.links.append((*links[number], *quoted, *areas))
    return found


def _own_spelling(mark: Mark) -> str:
    """A country's usual name, any other place's name as the text most often writes it; none for several rough ones."""
    if mark.is_country or not mark.spellings:
        return mark.label
    if mark.layer == "soft" and len(mark.spellings) > 1:
        mark.note(f"In no gazetteer, and somewhere around here: {', '.join(mark.spellings)}.")
        return ""
    spelling = " ".join(mark.spellings.most_common(1)[0][0].split())
    if not spelling.isupper() or len(spelling) < _SHOUTED:
        return spelling
    calm = [each for each in mark.spellings if each.casefold() == spelling.casefold() and each != spelling]
    return calm[0] if calm else spelling.title()  # datelines and headlines are often in capitals


def _mention_links(one: MappedArticle, gazetteer: Gazetteer, found: Collection) -> list[Link]:
    links = []
    for resolution in one.resolutions:
        mention, place = resolution.mention, resolution.place
        if place is None:
            if mention.text not in found.missing:
                found.missing.append(mention.text)
            links.append(Link(mention.span, MISSING, "missing"))
            continue
        for scored in resolution.ranked[:2]:
            _name_country(scored.candidate.place.country_code, gazetteer, found)
        mark = _place_mark(place, mention.kind, gazetteer, found)
        mark.kinds[mention.kind] += 1
        if mention.kind is not Kind.NOMINAL:  # how sure "the city" is says nothing of the place itself
            mark.resolutions.append(resolution)
        if mention.kind is Kind.LITERAL:
            mark.weight += resolution.status is not Status.APPROXIMATE
            mark.spellings[mention.text] += 1
        links.append(Link(mention.span, mark.key, mention.kind.value))
        if resolution.region is not None and mention.kind is not Kind.DEMONYM:
            region = _region_mark(resolution.region, resolution.region.text, mark, found)
            links.append(Link(resolution.region.span, region.key, "region", (mark.key,)))
    return links


def _quoted_name_links(one: MappedArticle, found: Collection) -> list[Link]:
    links = []
    for quoted in one.quoted_names:
        resolution = one.resolutions[quoted.mention] if quoted.mention is not None else None
        place = resolution.place if resolution is not None else None
        if place is None:
            continue  # a figure of speech, or a name that is tied to nothing on the map
        base = found.marks[_key(place)]
        if quoted.region is None:
            base.label = f"“{quoted.text}”"
            links.append(Link(quoted.span, base.key, "quoted"))
            continue
        known = len(found.marks)
        mark = _region_mark(quoted.region, quoted.text, base, found)
        if len(found.marks) > known or mark.name == quoted.text:  # any other region of the text keeps its name
            mark.label, mark.words = f"“{quoted.text}”", "area named in the text, roughly drawn"
        links.append(Link(quoted.span, mark.key, "quoted", (base.key,)))
        if _only_within(one, place, quoted):
            base.label = ""  # the town lends its name to the area; the text does not speak of the town itself
    return links


def _area_links(number: int, one: MappedArticle, found: Collection) -> list[Link]:
    links = []
    for area in one.areas:
        place, region = area_place(area, one)
        if place is None:
            found.unplaced.append((area.text, area.note))
            links.append(Link(area.span, UNPLACED, "unplaced"))
            continue
        mark = _area_mark(f"area:{number}:{area.span.start}", area, place, region)
        found.marks[mark.key] = mark
        links.append(Link(area.span, mark.key, "area"))
    return links


def _name_country(code: str | None, gazetteer: Gazetteer, found: Collection) -> None:
    if code and code not in found.countries:
        country = gazetteer.referenced(code)
        found.countries[code] = country.name if country is not None else code


def _key(place: Place) -> str:
    return place.id or f"near:{place.name}:{place.point.lon:.3f},{place.point.lat:.3f}"


def _place_mark(place: Place, kind: Kind, gazetteer: Gazetteer, found: Collection) -> Mark:
    key = _key(place)
    mark = found.marks.get(key)
    if mark is None:
        mark = found.marks[key] = Mark(
            key=key,
            name=place.name,
            words=place_words(place),
            where=place_where(place, found.countries),
            layer="point",
            point=place.point,
            label=place.name,
            country_code=place.country_code,
            is_country=(place.feature_code or "").startswith("PCL") or place.feature_code == "CONT",
        )
    if kind is Kind.LITERAL and mark.layer == "point":
        mark.layer, mark.geometry = _place_shape(place, gazetteer)
    return mark


def _place_shape(place: Place, gazetteer: Gazetteer) -> tuple[str, Geometry | None]:
    """Layer and geometry of a place that is meant literally."""
    if place.id is None:
        return "soft", circle(place.point, place.radius_m or 10_000.0, points=64)
    code = place.feature_code or ""
    spread = place.feature_class in _SPREAD_CLASSES
    if place.feature_class == "H" or spread or code.startswith("PCL") or code in _OUTLINED_CODES:
        geometry = gazetteer.geometry(place.id)
        if geometry is not None and geometry.type not in ("Point", "MultiPoint"):
            if place.feature_class == "H":
                return ("water" if is_closed(geometry) else "line"), geometry
            return ("region" if spread else "outline"), geometry
    box = place.bbox
    if spread and box is not None and (box.crosses_antimeridian or box.east - box.west > _LEAST_EXTENT):
        return "region", rounded_box(box)
    return "point", None


def _region_mark(region: Region, name: str, base: Mark, found: Collection) -> Mark:
    """The mark of a region; the same extent around the same place is one mark."""
    box = region.bbox
    key = f"region:{base.key}:{box.west:.2f},{box.south:.2f},{box.east:.2f},{box.north:.2f}"
    mark = found.marks.get(key)
    if mark is None:
        geometry, note = _region_shape(region, base)
        mark = found.marks[key] = Mark(
            key=key,
            name=name,
            words="region, roughly drawn",
            where=base.name if base.name not in name else base.where,
            layer="region",
            point=inner_point(geometry),
            geometry=geometry,
            label="" if region.relation == "near" else name.removeprefix("the ").removeprefix("The "),
            country_code=base.country_code,
            parent=base.key,
        )
        mark.note(region.note)
        if region.doubt_m is not None:
            mark.note(f"Its edge may well be off by {metres(region.doubt_m)}.")
        mark.note(note)
    mark.kinds[Kind.LITERAL] += 1
    mark.weight += 1
    return mark


def _region_shape(region: Region, base: Mark) -> tuple[Geometry, str]:
    """The region's own geometry, or its extent without what lies outside its place; and how that was made."""
    if region.geometry is not None and is_closed(region.geometry):
        return region.geometry, ""
    rough = rounded_box(region.bbox)
    if base.geometry is None or base.layer not in ("outline", "line", "water", "region"):
        return rough, ""
    inside = clipped(rough, base.geometry)
    if inside is None:
        return rough, ""
    return inside, f"Drawn along {base.name}." if base.layer == "line" else f"Drawn inside {base.name}."


def _area_mark(key: str, area: QuotedArea, place: Place, region: Region | None) -> Mark:
    outer, inner, middle = area_geometry(area, place, region)
    mark = Mark(
        key=key,
        name=area.text,
        words=f"{area_in_both(area)}, drawn to scale",
        where=region.text if region is not None else place.name,
        layer="area",
        point=middle,
        geometry=outer,
        inner=inner,
        label=area.text,
        country_code=place.country_code,
        parent=_key(place),
        weight=2,
    )
    mark.kinds[Kind.LITERAL] += 1
    for note in area_notes(area, place, region):
        mark.note(note)
    return mark


def _only_within(one: MappedArticle, place: Place, quoted: QuotedName) -> bool:
    spans = [
        each.mention.span
        for each in one.resolutions
        if each.place is not None and _key(each.place) == _key(place) and each.mention.kind is Kind.LITERAL
    ]
    return all(quoted.span.contains(span) for span in spans)
