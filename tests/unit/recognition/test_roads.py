import pytest

from geomap.recognition.roads import roads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A lorry overturned on the A38 near Alton", ["A38"]),
        ("Leave the M5 at junction 22 for the A370", ["M5", "A370"]),
        ("the A1(M) southbound is shut", ["A1(M)"]),
        ("The M23 took the town on Friday", []),
        ("The A380 flew on with traffic below it, far away from any airport of that kind and its A4 pages", ["A380"]),
        ("vitamin B12 and an A4 sheet", []),
        ("the A38-class ships cause traffic", []),
    ],
)
def test_a_number_is_a_roads_where_roads_are_spoken_of(page, text, expected):
    assert [text[draft.start : draft.end] for draft in roads(page(text))] == expected


def test_a_roads_number_is_found_again_in_the_whole_text(found):
    text = "A lorry burned on the A38. " + "Nobody was hurt. " * 9 + "Later the A38 was opened again."
    assert found(text) == [("A38", "literal"), ("A38", "literal")]
