import multiprocessing
from dataclasses import replace

import pytest

from geomap.errors import InputError, RecordError
from geomap.judging.json_form import from_dict, made_id, to_dict
from geomap.judging.judgements_file import append, digest, read
from geomap.records import Judgement, Point, Scope, Span, Verdict


def judgement(number=0, **fields):
    made = Judgement(
        id="",
        text_id="0123456789abcdef",
        article="a",
        span=Span(number, number + 4),
        name="Ruha",
        **{"verdict": Verdict.PLACE, "scope": Scope.MENTION, "place_id": "geonames:1", "place_name": "Ruha"} | fields,
    )
    return replace(made, id=made_id(made))


BY_HAND = judgement(place_id=None, point=Point(10.5, -3.25), added=True, scope=Scope.EVERYWHERE, reviewer="Ana")
NOT_ONE = judgement(verdict=Verdict.NOT_A_PLACE, place_id=None, place_name="")
UNDONE = judgement(verdict=Verdict.WITHDRAWN, withdraws=NOT_ONE.id, place_id=None, place_name="")


@pytest.mark.parametrize("made", [judgement(), BY_HAND, NOT_ONE, UNDONE])
def test_a_judgement_survives_its_json_form(made):
    assert from_dict(to_dict(made)) == made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "4"),
        ("start", True),
        ("end", 0),
        ("verdict", "perhaps"),
        ("scope", None),
        ("name", " "),
        ("name", "x" * 501),
        ("reviewer", 7),
        ("reviewer", "\ud800"),
        ("place_id", None),
        ("lon", 10.0),
    ],
)
def test_what_is_no_judgement_is_refused(field, value):
    with pytest.raises(RecordError):
        from_dict(to_dict(judgement()) | {field: value})


@pytest.mark.parametrize("lat", [91.0, float("nan"), "50"])
def test_a_point_off_the_globe_is_refused(lat):
    with pytest.raises(RecordError):
        from_dict(to_dict(BY_HAND) | {"lat": lat})


def test_what_is_appended_is_read_in_order(tmp_path):
    path = tmp_path / "new" / "judgements.jsonl"
    assert read(path).judgements == ()
    append(path, [judgement(0)])
    append(path, [NOT_ONE, UNDONE])
    assert read(path).judgements == (judgement(0), NOT_ONE, UNDONE)


def test_a_judgement_kept_twice_counts_once(tmp_path):
    append(tmp_path / "j", [judgement(), judgement()])
    assert read(tmp_path / "j").judgements == (judgement(),)


def test_a_torn_last_line_is_told_and_the_next_judgement_is_whole(tmp_path):
    path = tmp_path / "j"
    append(path, [judgement(0)])
    path.write_bytes(path.read_bytes() + b'{"verdict": "pla')
    append(path, [judgement(9)])
    kept = read(path)
    assert kept.judgements == (judgement(0), judgement(9))
    assert len(kept.damaged) == 1
    assert "line 2" in kept.damaged[0]


@pytest.mark.parametrize("line", [b"[1]", b"\xff\xfe", b"[" * 100_000, b"null", b"{}"])
def test_lines_that_are_no_judgements_are_passed_over(tmp_path, line):
    path = tmp_path / "j"
    path.write_bytes(line + b"\n")
    append(path, [judgement()])
    kept = read(path)
    assert kept.judgements == (judgement(),)
    assert len(kept.damaged) == 1


def _append_fifty(path, first):
    for number in range(first, first + 50):
        append(path, [judgement(number)])


def test_two_processes_lose_nothing_of_each_other(tmp_path):
    path = tmp_path / "j"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_append_fifty, args=(path, first)) for first in (0, 1000)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    kept = read(path)
    assert len(kept.judgements) == 100
    assert kept.damaged == ()


def test_the_digest_tells_lists_apart():
    assert digest([]) is None
    assert digest([NOT_ONE]) != digest([NOT_ONE, UNDONE])


def test_a_folder_is_no_judgements_file(tmp_path):
    with pytest.raises(InputError, match="--no-judgements"):
        read(tmp_path)
    with pytest.raises(InputError, match="another file"):
        append(tmp_path, [judgement()])
