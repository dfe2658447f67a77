"""A correction in the judgements file changes the next run, and the run says so."""

import os
from pathlib import Path

import pytest

from geomap.cli.main import execute
from geomap.cli.tools import Tools
from geomap.codec import dumps, to_dict
from geomap.judging.applying import text_id
from geomap.judging.json_form import from_dict
from geomap.judging.judgements_file import append
from geomap.records import Status
from geomap.settings import Settings, load
from geomap.wiring import Mapper

TEXT = "The mayor of Paris spoke on Monday. Later that day she left Paris by train for Lyon."
PARIS_IN_TEXAS = "geonames:4717560"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(os.environ.get("GEOMAP_DATA") or tmp_path_factory.getbasetemp().parent / "geomap-data")


def correction(**fields):
    start = TEXT.index("Paris")
    row = {
        "text_id": text_id(TEXT), "article": "a", "start": start, "end": start + 5, "name": "Paris",
        "verdict": "place", "scope": "article", "place_id": PARIS_IN_TEXAS, "place_name": "Paris", "reviewer": "Ana",
        "decided_at": "2026-05-04T10:00:00Z",
    }  # fmt: skip
    return from_dict({name: value for name, value in (row | fields).items() if value is not None})


def mapped(data, file, text=TEXT):
    return Mapper(Settings(data=data, judgements=file)).map(text).article


def test_a_corrected_place_is_used_and_the_result_says_so(data, tmp_path):
    file = tmp_path / "judgements.jsonl"
    before = mapped(data, file)
    append(file, [correction()])
    after = mapped(data, file)
    assert {each.place.id for each in before.resolutions if each.mention.text == "Paris"} == {"geonames:2988507"}
    corrected = [each for each in after.resolutions if each.mention.text == "Paris"]
    assert [each.place.id for each in corrected] == [PARIS_IN_TEXAS] * 2
    assert {each.status for each in corrected} == {Status.RESOLVED}
    assert "judgements" not in before.provenance.settings
    assert "judgements" in after.provenance.settings
    assert dumps(to_dict(after)) == dumps(to_dict(mapped(data, file)))


def test_the_gazetteers_own_candidate_keeps_its_reasons_below_the_judgement(data, tmp_path):
    file = tmp_path / "judgements.jsonl"
    append(file, [correction(scope="everywhere", place_id="geonames:2988507")])
    best = mapped(data, file).resolutions[0].best
    assert best.evidence[0].note == "Ana chose this place on 2026-05-04 for every mention of the name"
    assert len(best.evidence) > 1


@pytest.mark.parametrize(("options", "place", "said"), [
    ((), "Texas", "1 correction used, of Paris"),
    (("--no-judgements",), "France", ""),
])  # fmt: skip
def test_the_command_says_which_corrections_it_used(data, tmp_path, capfdbinary, options, place, said):
    file, story = tmp_path / "judgements.jsonl", tmp_path / "story.txt"
    story.write_text(TEXT)
    append(file, [correction()])
    tools = Tools(settings=lambda **given: load(environ={}, **{"data": data} | given))
    assert execute(["explain", str(story), "--mention", "Paris", "--judgements", str(file), *options], tools) == 0
    out, err = (stream.decode() for stream in capfdbinary.readouterr())
    assert place in out.split("Candidate", 1)[1].split("2 ", 1)[0]
    assert said in err
