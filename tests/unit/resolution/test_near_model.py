import pytest

from geomap.errors import GazetteerError
from geomap.resolution.near_model import CALIBRATION, FEATURES, SETTINGS, Radius, parse_near_model


def table(**changes: str) -> list[str]:
    rows = {("weight", name): "1.5" for name in FEATURES} | {("calibrate", name): "0.5" for name in CALIBRATION}
    rows |= {("set", name): "0.4" for name in SETTINGS}
    rows |= {("radius", "0"): "90000", ("radius", "0.6"): "30000"}
    lines = [f"{kind}\t{name}\t{changes.get(name, value)}\t" for (kind, name), value in rows.items()]
    return ["# comment", "kind\tname\tvalue\tmeaning", *lines]


def test_the_table_is_read():
    model = parse_near_model(table(home="-2", least_found="0.7"))
    assert model.weights[FEATURES.index("home")] == -2
    assert (model.open_below, model.least_found) == (0.4, 0.7)
    assert model.radii == (Radius(0.6, 30000.0), Radius(0.0, 90000.0))


@pytest.mark.parametrize(
    "lines",
    [
        table()[:-2],  # no radius
        table()[:3],
        table(home="much"),
        [*table(), "nonsense"],
        [*table(), "weight\tunknown thing\t1\t"],
    ],
)
def test_a_damaged_table_is_refused(lines):
    with pytest.raises(GazetteerError, match="near table"):
        parse_near_model(lines)
