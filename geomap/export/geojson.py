"""places.geojson: a feature for each place, narrowed region, quoted name and quoted area (RFC 7946)."""

from collections.abc import Callable, Iterable
from typing import Any

from geomap.codec import geometry_to_dict, place_to_dict
from geomap.export.found_places import FoundPlace, found_places
from geomap.export.page_areas import area_geometry, area_place
from geomap.export.rfc7946 import box_geometry, repaired, rfc7946
from geomap.records import Geometry, MappedArticle, Place, QuotedArea, QuotedName, Region, Resolution

Json = dict[str, Any]
GeometryOf = Callable[[str], Geometry | None]

ATTRIBUTION = "GeoNames, CC BY 4.0; Natural Earth"
_OF_PLACE = (  # of what the codec writes of a place; its extent is the feature's geometry here
    "id",
    "name",
    "lon",
    "lat",
    "country_code",
    "admin1",
    "feature_class",
    "feature_code",
    "population",
)


def places_geojson(mapped: Iterable[MappedArticle], geometry: GeometryOf | None) -> Json:
    """A FeatureCollection; `properties.feature` says what each feature is.

    "place": one a place, in the order of the first mentions; its line or outline where one is known, else its point.
    "region": a narrowed place such as "northwestern Syria". "quoted_name": an area named in quotation marks.
    "area": a quoted area as a ring of equal area; without geometry where the text ties it to no place.

    Args:
        mapped: articles; a name that was not found makes no feature.
        geometry: lines and outlines by place id; None draws points only.
    """
    articles = list(mapped)
    features = [_place_feature(found, geometry) for found in found_places(articles)]
    for one in articles:
        features += [_region_feature(one, resolution) for resolution in one.resolutions if resolution.region]
        features += [_quoted_name_feature(one, name) for name in one.quoted_names]
        features += [_area_feature(one, area) for area in one.areas]
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}


def _feature(shape: Geometry | None, properties: Json, feature_id: str | None = None) -> Json:
    head: Json = {"type": "Feature"} | ({} if feature_id is None else {"id": feature_id})
    return head | {
        "geometry": None if shape is None else geometry_to_dict(rfc7946(shape)),
        "properties": properties,
    }


def _point(place: Place) -> Geometry:
    return Geometry("Point", (place.point.lon, place.point.lat))


def _place_feature(found: FoundPlace, geometry: GeometryOf | None) -> Json:
    place = found.place
    outline = geometry(place.id) if geometry is not None and place.id is not None else None
    known = place_to_dict(place)
    properties: Json = {
        "feature": "place",
        **{name: known[name] for name in _OF_PLACE},
        "mentions": found.mentions,
        "kinds": {kind.value: count for kind, count in sorted(found.kinds.items())},
        "statuses": {status.value: count for status, count in sorted(found.statuses.items())},
        "names": sorted(found.names),
        "articles": list(found.articles),
        "probability": round(found.probability, 4),
    }
    if place.radius_m is not None:
        properties["radius_m"] = round(place.radius_m, 1)
    return _feature(repaired(outline) if outline else _point(place), properties, place.id)


def _region_shape(region: Region) -> Geometry:
    return region.geometry or box_geometry(region.bbox)


def _region_properties(region: Region) -> Json:
    distance = None if region.distance_m is None else round(region.distance_m, 1)
    doubt = None if region.doubt_m is None else round(region.doubt_m)
    return {"relation": region.relation, "distance_m": distance, "doubt_m": doubt, "note": region.note}


def _region_feature(one: MappedArticle, resolution: Resolution) -> Json:
    region, place = resolution.region, resolution.place
    assert region is not None, "the caller passes by mentions without a region"
    properties = {
        "feature": "region",
        "name": region.text,
        "article": one.article.id,
        "start": region.span.start,
        "end": region.span.end,
        "place": None if place is None else place.id,
    }
    return _feature(_region_shape(region), properties | _region_properties(region))


def _quoted_name_feature(one: MappedArticle, name: QuotedName) -> Json:
    place = None if name.mention is None else one.resolutions[name.mention].place
    shape = None if place is None else _point(place)
    properties: Json = {
        "feature": "quoted_name",
        "name": name.text,
        "article": one.article.id,
        "start": name.span.start,
        "end": name.span.end,
        "place": None if place is None else place.id,
    }
    if name.region is not None:
        shape = _region_shape(name.region)
        properties |= _region_properties(name.region)
    return _feature(shape, properties)


def _area_feature(one: MappedArticle, area: QuotedArea) -> Json:
    place, region = area_place(area, one)
    ring = None if place is None else area_geometry(area, place, region)[0]
    properties = {
        "feature": "area",
        "name": area.text,
        "article": one.article.id,
        "start": area.span.start,
        "end": area.span.end,
        "place": None if place is None else place.id,
        "bound": area.bound.value,
        "low_m2": None if area.low_m2 is None else round(area.low_m2, 2),
        "high_m2": None if area.high_m2 is None else round(area.high_m2, 2),
        "relation": area.relation.value,
        "basis": area.basis.value,
        "action": None if area.action is None else area.action.value,
        "probability": None if area.probability is None else round(area.probability, 4),
        "note": area.note,
    }
    return _feature(ring, properties)
