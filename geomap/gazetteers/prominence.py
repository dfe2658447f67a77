"""How prominent a place is among its namesakes: one number, for ordering only.

Ten times the decimal logarithm of its people (or of its area, for what has no inhabitants), and a bonus for what its
feature code says of its rank. Choices, not measurements; the resolver weighs population and code anew.
"""

import math

from geomap.gazetteers.rows import PlaceRow
from geomap.geodesy import bbox_area_m2
from geomap.records import BBox

_BONUS = {
    "CONT": 45,
    "PCLI": 40,
    "PCL": 40,
    "PCLD": 25,
    "PCLS": 25,
    "OCN": 30,
    "SEA": 20,
    "PPLC": 15,
    "ADM1": 10,
    "STM": 8,
    "GULF": 10,
    "STRT": 10,
    "RGN": 5,
    "PPLA": 6,
    "PPLA2": 2,
    "ADM2": -4,
    "ADM3": -8,
    "ADM4": -10,
    "ADM5": -12,
    "ADMD": -10,
    "PPLX": -8,
    "AIRP": -5,
    "LK": 5,
    # landmarks have no inhabitants, yet they are better known than the hamlets named after them
    "BLDG": 25,
    "PAL": 25,
    "PSN": 25,
    "DAM": 25,
    "AIRB": 25,
    "CMPRF": 25,
    "PSTB": 25,
    "INSM": 25,
}
PEOPLE_PER_KM2 = 0.1  # a desert of 1,000,000 km² stands beside a town of 100,000


def prominence(row: PlaceRow) -> int:
    """A whole number, mostly from 0 to 130."""
    people = float(max(0, row.population))
    if row.extent is not None and not people:
        people = bbox_area_m2(BBox(*row.extent)) / 1e6 * PEOPLE_PER_KM2
    known = min(row.known, 60) / 10  # places with many names in many languages are better known
    return max(0, round(10 * math.log10(people + 1) + known + _BONUS.get(row.feature_code, 0)))
