"""Polygons of a TopoJSON file."""

import json
from pathlib import Path
from typing import Any

from geomap.gazetteers.harvest.shaping import Shape, polygon, union

Ring = list[tuple[float, float]]


def shapes(path: Path, layer: str) -> dict[str, tuple[str, Shape]]:
    """Name and shape of each object of the layer by the object's id."""
    topology = json.loads(path.read_bytes())
    arcs = _arcs(topology)
    found = {}
    for geometry in topology["objects"][layer]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        drawn = [[_ring(arcs, ring) for ring in rings] for rings in polygons]
        # quantised coordinates shrink tiny islands to a line
        shape = union(polygon([ring for ring in rings if len(ring) > 3]) for rings in drawn if len(rings[0]) > 3)
        found[str(geometry["id"])] = geometry["properties"]["name"], shape
    return found


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def _ring(arcs: list[Ring], indices: list[int]) -> Ring:
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc if not ring else arc[1:])
    return ring
