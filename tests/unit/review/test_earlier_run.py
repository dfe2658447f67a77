import pytest
import zstandard
from map_stories import told

from geomap.codec import to_json
from geomap.errors import InputError
from geomap.review.earlier_run import articles_of_run

STORIES = [told("{Verun} fell.", id=str(n), probability=p) for n, p in enumerate((0.9, 0.2, 0.8, 0.5))]


def write(folder, packed, stories=STORIES, **options):
    content = "".join(to_json(one, **options) + "\n" for one in stories).encode()
    if packed:
        half = len(content) // 2
        frames = zstandard.compress(content[:half]) + zstandard.compress(content[half:])
        (folder / "articles.jsonl.zst").write_bytes(frames)
    else:
        (folder / "articles.jsonl").write_bytes(content)


@pytest.mark.parametrize("packed", [False, True])
def test_the_articles_come_as_they_were_mapped(tmp_path, packed):
    write(tmp_path, packed)
    assert [one.article.id for one in articles_of_run(tmp_path)] == ["0", "1", "2", "3"]
    assert articles_of_run(tmp_path)[1].resolutions[0].probability == 0.2


def test_of_too_many_those_with_most_doubt_come(tmp_path):
    write(tmp_path, packed=True)
    assert [one.article.id for one in articles_of_run(tmp_path, most=2)] == ["1", "3"]


@pytest.mark.parametrize(("content", "said"), [
    (b"", "holds no article"), (b"{", "cannot review"), (b'{"schema": 99}\n', "cannot review"),
    (b"\xff\n", "cannot review"),
])  # fmt: skip
def test_what_is_no_run_is_one_line(tmp_path, content, said):
    (tmp_path / "articles.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=said):
        articles_of_run(tmp_path)


def test_a_run_without_texts_cannot_be_reviewed(tmp_path):
    write(tmp_path, packed=False, with_text=False)
    with pytest.raises(InputError, match="--no-text"):
        articles_of_run(tmp_path)
