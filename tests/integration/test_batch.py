"""`geomap batch`: the same bytes whoever works on an archive, and however often it is interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zstandard

from geomap.batch.claim import claimed

TOWNS = ("Graz", "Linz", "Passau", "Mosul", "Raqqa", "Tripoli", "Lagos", "Quito", "Hanoi", "Perth")
SIZE, SHARD = 60, 6
RESULT = (
    "articles.jsonl.zst", "errors.jsonl", "mentions.parquet", "places.parquet", "places.geojson", "index.sqlite",
    "map.html",
)  # fmt: skip


def story(number: int) -> str:
    here, there = TOWNS[number % 10], TOWNS[(number * 3 + 1) % 10]
    return f"Floods reached {here} on Monday, officials said. The road to {there} was closed for {number} hours.\n" * 3


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "articles.jsonl"
    rows = [
        {"id": f"a{n}", "text": story(n), "date": f"2018-01-{n % 28 + 1:02d}", "domain": "x.example"}
        for n in range(SIZE)
    ]
    rows[7]["text"] = ""
    rows[20]["text"] = rows[3]["text"]
    rows[40] = {
        "id": "de",
        "text": "Der Fluss stieg am Montag in Passau weiter, und die Helfer kamen aus Linz und Wels.",
    }
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    data = os.environ.get("GEOMAP_DATA") or str(tmp_path_factory.getbasetemp().parent / "geomap-data")
    none = str(tmp_path_factory.mktemp("none") / "judgements.jsonl")
    return os.environ | {"GEOMAP_DATA": data, "GEOMAP_JUDGEMENTS": none, "OPENBLAS_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def start(archive: Path, environ: dict[str, str]) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start `geomap batch ARCHIVE -o folder ...`."""
    started = []

    def begin(folder: Path, *options: str, **more: Any) -> "subprocess.Popen[str]":
        command = [
            sys.executable,
            "-m",
            "geomap",
            "batch",
            str(archive),
            "-o",
            str(folder),
            "--shard",
            str(SHARD),
            *options,
        ]
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def finished(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=240)
    assert process.returncode == 1, err  # one article is empty
    return out + err


def result(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in RESULT}


@pytest.fixture(scope="module")
def undisturbed(start: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("run") / "whole"
    return folder, finished(start(folder, "--workers", "1"))


def test_every_article_has_its_line_and_what_failed_is_listed(undisturbed):
    folder, said = undisturbed
    lines = zstandard.ZstdDecompressor().stream_reader(
        (folder / "articles.jsonl.zst").read_bytes(), read_across_frames=True
    )
    ids = [json.loads(line)["id"] for line in lines.read().decode().splitlines()]
    assert ids == [f"a{n}" if n != 40 else "de" for n in range(SIZE) if n != 7]
    (failure,) = (json.loads(line) for line in (folder / "errors.jsonl").read_text().splitlines())
    assert (failure["id"], failure["line"]) == ("a7", 8)
    assert "59 articles" in said
    assert "1 article with a text that came before" in said
    assert "1 article not in English" in said
    manifest = json.loads((folder / "manifest.json").read_text())
    assert (manifest["articles"], manifest["failures"], manifest["copies"]) == (59, 1, 1)


def test_two_workers_give_the_same_bytes_as_one(undisturbed, start, tmp_path):
    finished(start(tmp_path / "two", "--workers", "2"))
    assert result(tmp_path / "two") == result(undisturbed[0])


def shards(folder: Path) -> int:
    return len(list((folder / "shards").glob("[0-9]*.zst"))) if (folder / "shards").is_dir() else 0


def children(process: "subprocess.Popen[str]") -> list[int]:
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(each) for each in found.read_text().split()] if found.exists() else []


def workers(process: "subprocess.Popen[str]") -> list[int]:
    """Those that have begun: what starts them is a child, too, but is no worker."""
    return [each for each in children(process) if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()]


@pytest.mark.parametrize("after", [1, 5])
@pytest.mark.parametrize("who", ["parent", "worker"])
def test_a_run_that_was_killed_is_taken_up_with_the_same_bytes(undisturbed, start, tmp_path, who, after):
    folder = tmp_path / "killed"
    process = start(folder, "--workers", "2")
    deadline = time.monotonic() + 120
    while shards(folder) < after and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    if who == "parent":
        process.kill()
        process.communicate()
        finished(start(folder, "--workers", "2", "--resume"))
    else:
        for child in children(process):
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        finished(process)  # its shards are tried again
    assert result(folder) == result(undisturbed[0])
    assert not list(folder.glob(".*"))


@pytest.mark.parametrize("moment", ["starting", "working"])
def test_ctrl_c_ends_with_one_line_and_what_is_done_stays(undisturbed, start, tmp_path, moment):
    folder = tmp_path / "interrupted"
    process = start(folder, "--workers", "2", start_new_session=True)
    while process.poll() is None and not (shards(folder) if moment == "working" else workers(process)):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == f"geomap: what was finished is kept in {folder}; go on with --resume\ngeomap: interrupted\n"
    finished(start(folder, "--workers", "1", "--resume"))
    assert result(folder) == result(undisturbed[0])


LIMITED = """
import resource, sys
from geomap.reading.languages import guessed_language
guessed_language("Whose model is unpacked in a file, so that it is done before files may not grow.")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = sys.argv[2:]
from geomap.cli.main import run
run()
"""


@pytest.mark.parametrize(("most", "kept"), [(1_000, 0), (60_000, SIZE // SHARD)])
def test_a_full_disk_is_one_line_and_what_is_done_stays(undisturbed, start, archive, environ, tmp_path, most, kept):
    folder = tmp_path / "full"
    call = ["batch", str(archive), "-o", str(folder), "--workers", "1", "--shard", str(SHARD)]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(most), *call], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"geomap: cannot write into {folder}")
    assert done.stderr.endswith("and use --resume\n")
    assert done.stderr.count("\n") == 1
    assert shards(folder) == kept
    assert not [path.name for path in folder.rglob("*") if path.name.startswith(".")]
    assert not (folder / "manifest.json").exists()
    for path in (folder / "shards").glob("*.zst"):
        assert zstandard.ZstdDecompressor().stream_reader(path.read_bytes(), read_across_frames=True).read()
    finished(start(folder, "--workers", "1", "--resume"))
    assert result(folder) == result(undisturbed[0])


@pytest.mark.parametrize("beside", ["archive", "/proc/version"])
def test_where_nothing_can_be_written_no_work_is_begun(start, archive, beside):
    folder = (archive if beside == "archive" else Path(beside)) / "out"  # below a file: for root, too
    process = start(folder, "--workers", "1")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (2, "")
    assert err == f"geomap: cannot write into {folder}: Not a directory; choose another place with -o\n"


def test_a_run_that_reads_nothing_leaves_what_an_earlier_one_made(undisturbed, start, archive, environ, tmp_path):
    folder = tmp_path / "kept"
    finished(start(folder, "--workers", "1"))
    before = [(path, path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
    empty = tmp_path / "empty.jsonl"
    empty.write_text('{"text": ""}\n')
    for inputs, said in (
        ([tmp_path / "nowhere.jsonl"], "nowhere.jsonl: no such file or folder; check its name"),
        ([empty], "empty.jsonl, line 1: has an empty `text`"),
        ([folder], f"{folder} is an input of this call and would be overwritten; choose another -o"),
        ([folder / "articles.jsonl.zst"], "articles.jsonl.zst is an input of this call"),
    ):
        call = [sys.executable, "-m", "geomap", "batch", *map(str, inputs), "-o", str(folder), "--workers", "1"]
        done = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
        assert [path for path, content in before if path.read_bytes() != content] == []


def test_several_that_fail_are_kept_in_a_file_where_no_article_is_left(environ, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"text": ""}\n' * 3)
    call = [sys.executable, "-m", "geomap", "batch", str(bad), "-o", str(tmp_path / "out"), "--workers", "1"]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "bad.jsonl, line 1: has an empty `text` (and 2 more, see " in done.stderr
    assert (tmp_path / "out" / "errors.jsonl").read_text().count("\n") == 3
    assert not (tmp_path / "out" / "map.html").exists()


def test_a_second_run_into_the_folder_of_one_that_goes_on_is_refused(start, archive, tmp_path):
    folder = tmp_path / "shared"
    with claimed(folder):
        process = start(folder, "--workers", "1")
        _, err = process.communicate(timeout=120)
        assert process.returncode == 2
        assert err.startswith(f"geomap: another run is writing into {folder}: ")
        assert not list(folder.iterdir())
    finished(start(folder, "--workers", "1"))


def test_another_archive_in_the_same_folder_starts_anew(undisturbed, start, tmp_path):
    folder = tmp_path / "again"
    (folder / "shards").mkdir(parents=True)
    (folder / "shards" / "0000000-0123456789abcdef.jsonl.zst").write_bytes(b"of another run")
    for name in ("shards/.0000001-0123456789abcdef.jsonl.zst.q7x", ".errors.jsonl.k2_", ".map.html.new"):
        (folder / name).write_bytes(b"half a file of a run that was killed")
    finished(start(folder, "--workers", "1", "--resume"))
    assert result(folder) == result(undisturbed[0])
    assert shards(folder) == SIZE // SHARD
    assert not [path.name for path in folder.rglob("*") if path.name.startswith(".")]


def test_a_dask_cluster_gives_the_same_bytes_though_a_worker_is_killed(undisturbed, start, environ, tmp_path):
    file = ["--scheduler-file", str(tmp_path / "scheduler.json")]
    dask = (
        [sys.executable, "-m", "distributed.cli.dask_scheduler"],
        [sys.executable, "-m", "distributed.cli.dask_worker"],
    )
    cluster = [*dask[0], *file, "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [*dask[1], *file, "--nworkers", "1", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    worker += ["--local-directory", str(tmp_path)]
    quiet = {"env": environ, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    running = [subprocess.Popen(cluster, **quiet)]
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / "scheduler.json").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads((tmp_path / "scheduler.json").read_text())["address"]
        folder = tmp_path / "cluster"
        process = start(folder, "--scheduler", address)  # waits for the workers
        running += [subprocess.Popen(worker, **quiet) for _ in range(2)]
        while shards(folder) < 1 and process.poll() is None:
            time.sleep(0.05)
        running[1].kill()
        finished(process)
        assert result(folder) == result(undisturbed[0])
    finally:
        for each in running:
            each.kill()
            each.wait()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"), "give one of them"),
        (("--workers", "0"), "--workers"),
        (("--scheduler", "nonsense"), "no Dask scheduler"),
    ],
)
def test_a_wrong_call_is_one_line(start, tmp_path, options, said):
    process = start(tmp_path / "x", *options)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert said in err
    assert "Traceback" not in err
