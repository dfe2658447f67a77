"""Coarse outlines: what regions are cut from, the parts that people mean by a name and no corner smaller than needed.

Made once, when the gazetteer is built: a country's outline has up to twenty thousand corners, and "southern Italy" is
soft by a hundred kilometres.
"""

import math

import numpy as np
import shapely

from geomap.geodesy import RADIUS_M, Floats, bbox_area_m2, extent, gap_deg, ring_area_m2
from geomap.polylines import pack, unpack

DETAIL = 180  # corners are kept down to this share of the outline's size
PARTS_FROM = 0.3  # an island this large against the main part belongs to the place's own shape wherever it lies
PARTS_GAP_DEG = 4.0  # smaller ones, when they are no farther off than this (so no French Guiana in "northern France")
PARTS_AT_MOST = 40  # of a country of ten thousand islands the largest are enough to tell its extent

METRES_A_DEGREE = RADIUS_M * math.pi / 180.0

Polygon = list[Floats]  # rings [points, 2] in degrees, the outer one first


def coarse_lines(kind: str, text: str) -> str | None:
    """The coarse outline, packed like the whole one; None for what is no outline, and where it would be no shorter."""
    if kind not in {"Polygon", "MultiPolygon"}:
        return None
    parts = main_parts([part for part in unpack(text) if len(part[0]) > 3])  # a ring of fewer points encloses nothing
    packed = "/".join(pack(map(tuple, ring.tolist()) for ring in rings) for rings in _without_small_corners(parts))
    return packed if 0 < len(packed) < len(text) else None


def main_parts(parts: list[Polygon]) -> list[Polygon]:
    """The parts of an outline that people mean by its name: no far-off islands or overseas departments."""
    if len(parts) < 2:
        return parts
    boxed = sorted(
        ((extent(part[0][:, 0], part[0][:, 1]), part) for part in parts), key=lambda each: -bbox_area_m2(each[0])
    )
    sized = sorted(
        ((ring_area_m2(part[0]), box, part) for box, part in boxed[:PARTS_AT_MOST]), key=lambda each: -each[0]
    )
    largest, first, main = sized[0]
    kept, held = [main], [first]
    for area, box, part in sized[1:]:
        if area >= PARTS_FROM * largest or any(gap_deg(box, other) <= PARTS_GAP_DEG for other in held):
            kept.append(part)
            held.append(box)
    return kept


def _without_small_corners(parts: list[Polygon]) -> list[Polygon]:
    """The parts and holes that do not drown in what is left out, with the corners that do not.

    The corners left are some of those given, and no line crosses another that did not before.
    """
    size_m2 = sum(ring_area_m2(part[0]) for part in parts)
    least_deg = math.sqrt(size_m2) / DETAIL / METRES_A_DEGREE
    # degrees with longitudes made as long as latitudes are in the middle: a map of them, so that what fits there fits
    scale = np.array([math.cos(math.radians(_middle_lat(parts))), 1.0])
    whole = shapely.MultiPolygon([(part[0] * scale, [hole * scale for hole in part[1:]]) for part in parts])
    light = shapely.simplify(whole, least_deg, preserve_topology=True)

    def large(ring: shapely.LinearRing) -> bool:
        return bool(shapely.Polygon(ring).area >= least_deg**2)

    return [
        [shapely.get_coordinates(ring) / scale for ring in (part.exterior, *filter(large, part.interiors))]
        for part in shapely.get_parts(light)
        if large(part.exterior)
    ]


def _middle_lat(parts: list[Polygon]) -> float:
    lat = np.concatenate([part[0][:, 1] for part in parts])
    return float(lat.min() + lat.max()) / 2
