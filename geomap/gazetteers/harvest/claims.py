"""Whose outline a disputed area is drawn in.

Natural Earth draws who holds an area. The gazetteer's places carry GeoNames' country codes, so its outlines follow
them: a town with the code UA lies in the outline of UA. Where GeoNames and Natural Earth differ the area is moved here;
the lines around it are drawn dashed by the basemap's layer "disputed" all the same.
"""

import shapely

from geomap.gazetteers.harvest.shaping import Shape, areas_of, union

# provinces of Natural Earth that stand under another country, or under none, in GeoNames
PROVINCES = {"Crimea": "UA", "Sevastopol": "UA", "Northern Cyprus": "CY", "Somaliland": "SO"}

# areas without a province of their own: from, to, and a box that holds them and nothing else of the first country
_BOXES = (
    ("MA", "EH", shapely.box(-18.0, 20.0, -8.0, 27.667)),  # Western Sahara: south of 27° 40' N
    ("IL", "SY", shapely.box(35.645, 32.69, 36.0, 33.5)),  # the Golan Heights: east of the Sea of Galilee
)
# overseas departments and islands with a code of their own that are drawn with their state
_APART = {"FR": ("GF", "GP", "MQ", "RE", "YT"), "NO": ("SJ", "BV"), "AU": ("CC", "CX")}


def with_claims(outlines: dict[str, Shape], provinces: dict[str, Shape]) -> dict[str, Shape]:
    """The countries' outlines with the disputed areas moved and the overseas parts cut off.

    Args:
        outlines: shape by ISO code.
        provinces: shape of each province named in PROVINCES, as far as the source has it.
    """
    moved = dict(outlines)
    for name, code in PROVINCES.items():
        if name in provinces:
            for holder in ("RU", "UA", "CY", "SO"):
                if holder in moved and holder != code:
                    moved[holder] = _without(moved[holder], provinces[name])
            moved[code] = union([moved[code], provinces[name]]) if code in moved else provinces[name]
    for holder, code, box in _BOXES:
        if holder in moved and code in moved:
            part = areas_of(shapely.intersection(moved[holder], box))
            moved[holder] = _without(moved[holder], part)
            moved[code] = union([moved[code], part])
    for state, parts in _APART.items():
        for code in parts:
            if state in moved and code in moved:
                moved[state] = _without(moved[state], moved[code])
    return moved


def _without(shape: Shape, part: Shape) -> Shape:
    return areas_of(shapely.difference(shapely.make_valid(shape), part)) if shape.intersects(part) else shape
