"""What is known of the ground beside the gazetteer: rough outlines of deserts, and where rivers end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geomap.errors import RecordError
from geomap.records import BBox, Point


@dataclass(frozen=True, slots=True)
class Landform:
    """A desert or the like.

    Attributes:
        name: as it is told in notes.
        ring: its rough outline, closed: (longitude, latitude).
    """

    name: str
    ring: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Sea:
    """Salt water whose outline the gazetteer holds under this id, and its extent."""

    id: str
    name: str
    box: BBox


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """Facts about the ground.

    Attributes:
        landforms: relation ("desert") → all that are known of the kind.
        mouths: a river's place id → its mouth.
        seas: salt water, to tell coasts from other borders.
    """

    landforms: Mapping[str, tuple[Landform, ...]] = field(default_factory=dict)
    mouths: Mapping[str, Point] = field(default_factory=dict)
    seas: tuple[Sea, ...] = ()

    @classmethod
    def from_rows(
        cls,
        landforms: Iterable[Mapping[str, str]],
        mouths: Iterable[Mapping[str, str]],
        seas: Iterable[Mapping[str, str]],
    ) -> "Ground":
        """From the rows of `areas_landforms.tsv`, `areas_mouths.tsv` and `areas_seas.tsv`.

        Raises:
            RecordError: an outline has fewer than three corners.
        """
        kinds: dict[str, list[Landform]] = {}
        for row in landforms:
            corners = [tuple(float(part) for part in corner.split()) for corner in row["outline"].split(",")]
            if len(corners) < 3 or any(len(corner) != 2 for corner in corners):
                raise RecordError(
                    f"areas_landforms: {row['name']!r} needs three corners, longitude first; mend its line"
                )
            ring = tuple((lon, lat) for lon, lat in (*corners, corners[0]))
            kinds.setdefault(row["relation"], []).append(Landform(row["name"], ring))
        return cls(
            landforms={kind: tuple(found) for kind, found in kinds.items()},
            mouths={row["id"]: Point(float(row["lon"]), float(row["lat"])) for row in mouths},
            seas=tuple(
                Sea(row["id"], row["name"], BBox(*(float(row[side]) for side in ("west", "south", "east", "north"))))
                for row in seas
            ),
        )
