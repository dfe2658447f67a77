import pytest

from geomap.lookup.nominatim_kinds import feature


@pytest.mark.parametrize(
    ("osm_class", "osm_type", "address_type", "rank", "expected"),
    [
        ("place", "village", "village", 19, ("P", "PPL")),
        ("place", "ranch", None, 20, ("P", None)),
        ("boundary", "administrative", "city", 16, ("P", "PPL")),
        ("boundary", "administrative", "state", 8, ("A", "ADM1")),
        ("boundary", "administrative", None, 4, ("A", "PCLI")),
        ("boundary", "administrative", None, 12, ("A", "ADM2")),
        ("boundary", "administrative", None, 0, ("A", None)),
        ("natural", "peak", "peak", 18, ("T", "PK")),
        ("natural", "rock", None, 0, ("T", None)),
        ("waterway", "river", None, 19, ("H", "STM")),
        ("amenity", "school", None, 30, ("S", None)),
        ("", "", None, 0, ("S", None)),
    ],
)
def test_openstreetmap_kinds_as_geonames_features(
    osm_class: str, osm_type: str, address_type: str | None, rank: int, expected: tuple[str, str | None]
) -> None:
    assert feature(osm_class, osm_type, address_type, rank) == expected
