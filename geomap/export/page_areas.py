"""Quoted areas as rings of equal area: where they go, how large they are, and what their card says."""

import math

from geomap.export.page_outline import inner_point
from geomap.export.page_words import metres, square_metres
from geomap.geodesy import SPHERE_M2, cap_radius_m, centre, equal_area_ring
from geomap.records import Geometry, Kind, MappedArticle, Place, Point, QuotedArea, Region, Relation

_LARGEST_M2 = SPHERE_M2 / 4  # a larger circle cannot be drawn on a flat map


def area_place(area: QuotedArea, one: MappedArticle) -> tuple[Place | None, Region | None]:
    """The place and the region that an area is tied to; no place, when the text names none or it was not found.

    The region is that of the mention, or that of an area in quotation marks which the mention lends its name.
    """
    if area.mention is None or one.resolutions[area.mention].mention.kind is Kind.DEMONYM:
        return None, None
    if not 0 < outer_m2(area) <= _LARGEST_M2:
        return None, None
    resolution = one.resolutions[area.mention]
    region = resolution.region
    if region is None:
        named = [each.region for each in one.quoted_names if each.mention == area.mention and each.region is not None]
        region = named[0] if named else None
    return resolution.place, region


def area_geometry(area: QuotedArea, place: Place, region: Region | None) -> tuple[Geometry, Geometry | None, Point]:
    """The ring of the upper amount, that of a smaller lower one, and their common centre.

    The centre is the middle of the region's extent, on its inside; without a region it is the place itself.
    """
    middle = place.point
    if region is not None:
        middle = inner_point(region.geometry) if region.geometry is not None else centre(region.bbox)
    low = area.low_m2
    inner = equal_area_ring(middle, low) if low and low < outer_m2(area) else None
    return equal_area_ring(middle, outer_m2(area)), inner, middle


def area_notes(area: QuotedArea, place: Place, region: Region | None) -> list[str]:
    """What the ring is, and how far to trust where it lies."""
    size = outer_m2(area)
    notes = [f"The circle has an area of {square_metres(size)}: its radius is {metres(cap_radius_m(size))}."]
    if region is not None:
        notes.append(f"It shows how much, not where: the text only says “{region.text}”.")
    elif area.relation is Relation.EXTENT:
        notes.append(f"It shows how large {place.name} is in the text, not its outline.")
    else:
        notes.append(f"It shows how much, not where: the text only ties it to {place.name}.")
    notes += [f"{part[:1].upper()}{part[1:]}." for part in area.note.split("; ") if part]
    return notes


def outer_m2(area: QuotedArea) -> float:
    """The larger amount of the two, in square metres."""
    return max(amount for amount in (area.low_m2, area.high_m2, -math.inf) if amount is not None)
