"""Words for what a place is: GeoNames feature codes, mention kinds and areas, in plain English."""

from geomap.records import Bound, Kind, Place, QuotedArea, Status

# The codes that news meets; the meaning is GeoNames' own (geonames.org/export/codes.html), the words are ours.
_CODES = {
    "PCLI": "country", "PCLD": "dependent territory", "PCLF": "freely associated state", "PCLH": "former country",
    "PCLIX": "part of a country", "PCLS": "semi-independent territory", "PCL": "country", "TERR": "territory",
    "ADM1": "province or state", "ADM2": "district or county", "ADM3": "municipality", "ADM4": "municipality",
    "ADM1H": "former province", "ADM2H": "former district", "ADMD": "administrative area", "ZN": "zone",
    "PPLC": "capital", "PPLA": "regional capital", "PPLA2": "district capital", "PPLA3": "town", "PPLA4": "town",
    "PPLX": "part of a town", "PPLG": "seat of government", "PPLQ": "abandoned place", "PPLH": "former town",
    "PPLW": "destroyed place", "PPLL": "village", "PPLS": "settlements", "PPLF": "farm village", "STLMT": "settlement",
    "STM": "river", "STMI": "seasonal river", "STMS": "streams", "WAD": "wadi", "CNL": "canal", "LK": "lake",
    "LKS": "lakes", "RSV": "reservoir", "SEA": "sea", "OCN": "ocean", "GULF": "gulf", "BAY": "bay", "STRT": "strait",
    "CHN": "channel", "FJD": "fjord", "FLLS": "waterfall", "GLCR": "glacier", "DSRT": "desert", "MT": "mountain",
    "MTS": "mountains", "PK": "peak", "PLAT": "plateau", "PLN": "plain", "VAL": "valley", "VALS": "valleys",
    "ISL": "island", "ISLS": "islands", "PEN": "peninsula", "CAPE": "cape", "PASS": "mountain pass", "VLC": "volcano",
    "HLL": "hill", "HLLS": "hills", "DLTA": "delta", "BCH": "beach", "CST": "coast", "CONT": "continent",
    "RGN": "region", "RGNE": "economic region", "RGNH": "historical region", "RGNL": "lake region", "PRK": "park",
    "RES": "reserve", "RESN": "nature reserve", "FRST": "forest", "AREA": "area", "LCTY": "locality", "PRT": "port",
    "MILB": "military base", "AIRP": "airport", "AIRB": "air base", "AIRF": "airfield", "CMPRF": "refugee camp",
    "DAM": "dam", "BDG": "bridge", "HSP": "hospital", "PS": "power station", "PSN": "nuclear power station",
    "CTRB": "border post", "OILF": "oil field", "RLF": "landform", "BDRB": "border area", "RD": "road",
    "RSTN": "railway station", "PRN": "prison", "MN": "mine", "UNIV": "university", "STDM": "stadium",
}  # fmt: skip
_CLASSES = {
    "A": "administrative area", "P": "populated place", "H": "water", "L": "area", "T": "landform", "S": "site",
    "R": "road", "V": "vegetation", "U": "undersea feature",
}  # fmt: skip
_CITY, _TOWN = 100_000, 5_000  # inhabitants from which a populated place is called a city, a town

KIND_WORDS = {
    Kind.LITERAL: "the place itself",
    Kind.METONYM: "standing for its government or another body",
    Kind.DEMONYM: "its people, or what is theirs",
    Kind.EMBEDDED: "part of another name",
    Kind.NOMINAL: "a phrase without a name",
}
STATUS_WORDS = {
    Status.RESOLVED: "",
    Status.AMBIGUOUS: "a best guess: it may well be another place",
    Status.APPROXIMATE: "in no gazetteer: only roughly placed",
    Status.NOT_FOUND: "in no gazetteer",
}
_BOUNDS = {
    Bound.EXACT: "",
    Bound.ABOUT: "about",
    Bound.AT_LEAST: "at least",
    Bound.AT_MOST: "at most",
    Bound.RANGE: "between",
    Bound.VAGUE: "roughly",
}


def place_words(place: Place) -> str:
    """What the place is: "town", "river", "province or state"."""
    if place.id is None:
        return "roughly placed"
    code = place.feature_code or ""
    if code in _CODES:
        return _CODES[code]
    if place.feature_class == "P":
        if place.population >= _CITY:
            return "city"
        return "town" if place.population >= _TOWN else "village" if place.population else "populated place"
    return _CLASSES.get(place.feature_class or "", "place")


def square_metres(area_m2: float) -> str:
    """An area for people: "4,000 km²", "2.5 km²", "12 ha"."""
    if area_m2 >= 1e6:
        kilometres = area_m2 / 1e6
        return f"{kilometres:,.0f} km²" if kilometres >= 10 else f"{kilometres:.2g} km²"
    return f"{area_m2 / 1e4:,.3g} ha" if area_m2 >= 1e4 else f"{area_m2:,.0f} m²"


def metres(distance_m: float) -> str:
    """A distance for people: "36 km", "1.1 km", "250 m"."""
    if distance_m < 1_000:
        return f"{distance_m:.0f} m"
    return f"{distance_m / 1e3:,.0f} km" if distance_m >= 9_950 else f"{distance_m / 1e3:.1f} km"


def square_miles(area_m2: float) -> str:
    """An area in square miles, for people: "1,544 sq mi", "0.35 sq mi"."""
    miles = area_m2 / 2_589_988.110336  # the international mile of 1959
    if miles >= 10:
        return f"{miles:,.0f} sq mi"
    return f"{miles:.2g} sq mi" if miles >= 0.01 else f"{area_m2 / 0.09290304:,.0f} sq ft"


def area_in_both(area: QuotedArea) -> str:
    """A quoted area in square kilometres and in square miles: "at least 40 km² (15 sq mi)"."""
    low, high = area.low_m2, area.high_m2
    if low is not None and high is not None and low != high:
        return f"{area_words(area)} ({square_miles(low)} to {square_miles(high)})"
    return f"{area_words(area)} ({square_miles(high if low is None else low)})"  # type: ignore[arg-type]  # the record holds one of them


def area_words(area: QuotedArea) -> str:
    """A quoted area with how exactly it is meant: "at least 40 km²", "2 km² to 23 km²"."""
    low, high = area.low_m2, area.high_m2
    if low is not None and high is not None and low != high:
        amount = f"{square_metres(low)} to {square_metres(high)}"
    else:
        amount = square_metres(high if low is None else low)  # type: ignore[arg-type]  # the record holds one of them
    return f"{_BOUNDS[area.bound]} {amount}".strip() if area.bound is not Bound.RANGE else amount
