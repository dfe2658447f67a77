import json

from geomap.gazetteers.harvest.topojson import shapes


def test_arcs_are_unfolded_joined_and_turned_round(tmp_path):
    topology = {
        "transform": {"scale": [0.5, 0.25], "translate": [-100.0, 30.0]},
        "arcs": [[[0, 0], [2, 0]], [[0, 0], [0, 4], [2, 0]], [[2, 0], [0, 4]], [[9, 9], [0, 0]]],
        "objects": {
            "counties": {
                "geometries": [
                    # the second arc runs from the corner up and over; turned round it closes the ring
                    {"type": "Polygon", "id": "48001", "properties": {"name": "Alder"}, "arcs": [[0, 2, -2]]},
                    {
                        "type": "MultiPolygon",
                        "id": "48002",
                        "properties": {"name": "Birch"},
                        "arcs": [[[0, 2, -2]], [[3]]],
                    },
                ]
            }
        },
    }
    path = tmp_path / "counties.json"
    path.write_text(json.dumps(topology))
    found = shapes(path, "counties")
    assert found["48001"][0] == "Alder"
    assert found["48001"][1].bounds == (-100.0, 30.0, -99.0, 31.0)
    assert found["48002"][1].area == found["48001"][1].area == 1.0
