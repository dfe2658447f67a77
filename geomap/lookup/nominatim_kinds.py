"""OpenStreetMap's classes and types as GeoNames feature classes and codes.

Both sides are facts of their own documentation: wiki.openstreetmap.org/wiki/Map_features and
geonames.org/export/codes.html. What is not listed is a spot ("S") without a code.
"""

Feature = tuple[str | None, str | None]

_PLACES: dict[str, Feature] = {
    "continent": ("L", "CONT"), "ocean": ("H", "OCN"), "sea": ("H", "SEA"), "country": ("A", "PCLI"),
    "state": ("A", "ADM1"), "province": ("A", "ADM1"), "state_district": ("A", "ADM2"), "region": ("L", "RGN"),
    "county": ("A", "ADM2"), "district": ("A", "ADM2"), "municipality": ("A", "ADM3"), "city": ("P", "PPL"),
    "town": ("P", "PPL"), "village": ("P", "PPL"), "hamlet": ("P", "PPL"), "isolated_dwelling": ("P", "PPL"),
    "city_district": ("P", "PPLX"), "borough": ("P", "PPLX"), "suburb": ("P", "PPLX"), "quarter": ("P", "PPLX"),
    "neighbourhood": ("P", "PPLX"), "locality": ("L", "LCTY"), "farm": ("S", "FRM"), "square": ("S", "SQR"),
    "island": ("T", "ISL"), "islet": ("T", "ISLT"), "archipelago": ("T", "ISLS"), "peninsula": ("T", "PEN"),
}  # fmt: skip

_OTHERS: dict[tuple[str, str], Feature] = {
    ("natural", "peak"): ("T", "PK"), ("natural", "volcano"): ("T", "VLC"), ("natural", "desert"): ("T", "DSRT"),
    ("natural", "mountain_range"): ("T", "MTS"), ("natural", "ridge"): ("T", "RDGE"),
    ("natural", "valley"): ("T", "VAL"), ("natural", "cape"): ("T", "CAPE"), ("natural", "peninsula"): ("T", "PEN"),
    ("natural", "beach"): ("T", "BCH"), ("natural", "cliff"): ("T", "CLF"), ("natural", "bay"): ("H", "BAY"),
    ("natural", "strait"): ("H", "STRT"), ("natural", "water"): ("H", "LK"), ("natural", "spring"): ("H", "SPNG"),
    ("natural", "glacier"): ("H", "GLCR"), ("natural", "reef"): ("H", "RF"), ("natural", "wetland"): ("H", "WTLD"),
    ("natural", "wood"): ("V", "FRST"), ("landuse", "forest"): ("V", "FRST"), ("landuse", "military"): ("L", "MILB"),
    ("waterway", "river"): ("H", "STM"), ("waterway", "stream"): ("H", "STM"), ("waterway", "canal"): ("H", "CNL"),
    ("waterway", "waterfall"): ("H", "FLLS"), ("waterway", "dam"): ("S", "DAM"),
    ("aeroway", "aerodrome"): ("S", "AIRP"), ("military", "base"): ("L", "MILB"),
    ("military", "airfield"): ("S", "AIRB"), ("railway", "station"): ("S", "RSTN"),
    ("boundary", "national_park"): ("L", "PRK"), ("boundary", "protected_area"): ("L", "PRK"),
    ("leisure", "park"): ("L", "PRK"), ("leisure", "nature_reserve"): ("L", "RESN"),
}  # fmt: skip

_CLASSES = {"natural": "T", "waterway": "H", "highway": "R", "boundary": "A", "place": "P", "landuse": "L"}

# Nominatim's ranks of administrative boundaries that carry no address type (nominatim.org, "Place ranking").
_RANKS: tuple[tuple[int, Feature], ...] = ((5, ("A", "PCLI")), (9, ("A", "ADM1")), (13, ("A", "ADM2")))


def feature(osm_class: str, osm_type: str, address_type: str | None, rank: int) -> Feature:
    """GeoNames feature class and code of an answer.

    Args:
        osm_class: "place", "boundary", "natural" ...
        osm_type: "city", "administrative", "peak" ...
        address_type: what the place is in an address: "city" for a city that is mapped as a boundary.
        rank: Nominatim's place rank, 0 (unknown) to 30.
    """
    if osm_class == "place":
        return _PLACES.get(osm_type, ("P", None))
    if (osm_class, osm_type) == ("boundary", "administrative"):
        if address_type in _PLACES:
            return _PLACES[address_type]
        return next((found for limit, found in _RANKS if 0 < rank < limit), ("A", None))
    return _OTHERS.get((osm_class, osm_type), (_CLASSES.get(osm_class, "S"), None))
