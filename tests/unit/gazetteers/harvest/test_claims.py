import shapely

from geomap.gazetteers.harvest.claims import with_claims


def test_a_disputed_province_goes_where_geonames_puts_its_towns():
    outlines = {"RU": shapely.box(30, 40, 60, 60), "UA": shapely.box(20, 46, 30, 52)}
    moved = with_claims(outlines, {"Crimea": shapely.box(32, 44, 36, 46)})
    town = shapely.Point(34, 45)
    assert moved["UA"].contains(town)
    assert not moved["RU"].contains(town)
    assert outlines["RU"].contains(town)  # what was handed in is left as it was


def test_a_province_of_no_state_joins_its_own_even_where_that_is_not_drawn():
    moved = with_claims(
        {"CY": shapely.box(32, 34, 34, 35)},
        {
            "Northern Cyprus": shapely.box(33, 35, 34, 36),
            "Somaliland": shapely.box(43, 9, 48, 11),
        },
    )
    assert moved["CY"].bounds == (32, 34, 34, 36)
    assert moved["SO"].bounds == (43, 9, 48, 11)


def test_areas_without_a_province_are_cut_along_their_box():
    moved = with_claims({"MA": shapely.box(-17, 21, -2, 35), "EH": shapely.box(-12, 21, -8.7, 27)}, {})
    assert moved["EH"].contains(shapely.Point(-15, 24))
    assert moved["MA"].contains(shapely.Point(-7, 31))
    assert moved["MA"].intersection(moved["EH"]).area < 1e-9


def test_overseas_parts_with_a_code_of_their_own_are_cut_off():
    france = shapely.MultiPolygon([shapely.box(-5, 42, 8, 51), shapely.box(-54, 2, -52, 5)])
    moved = with_claims({"FR": france, "GF": shapely.box(-54, 2, -52, 5)}, {})
    assert moved["FR"].bounds == (-5, 42, 8, 51)
