import sqlite3
import struct
from contextlib import closing

import shapely

from geomap.gazetteers.harvest.geopackage import features


def test_shapes_are_read_behind_headers_with_and_without_envelope(tmp_path):
    path = tmp_path / "map.gpkg"
    plain = b"GP\x00\x01" + struct.pack("<i", 4326)
    with_envelope = b"GP\x00\x03" + struct.pack("<i4d", 4326, 0, 1, 0, 1)
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE lands (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT)")
        for header, point, name in ((plain, (1, 2), "A"), (with_envelope, (3, 4), "B")):
            file.execute("INSERT INTO lands (geom, name) VALUES (?, ?)", (header + shapely.Point(point).wkb, name))
        file.commit()
    assert [(name, shape.x, shape.y) for (name,), shape in features(path, "lands", ("name",))] == [
        ("A", 1.0, 2.0),
        ("B", 3.0, 4.0),
    ]
