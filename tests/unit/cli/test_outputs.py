import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.cli.outputs import FileSink, make_folder, refuse_overwriting
from geomap.errors import InputError


def test_a_file_appears_whole_at_the_end(tmp_path: Path) -> None:
    with FileSink(tmp_path / "a.txt") as sink:
        sink.write("Żabno\r\n")
        assert not (tmp_path / "a.txt").exists()
        sink.write("x")
    assert (tmp_path / "a.txt").read_bytes() == "Żabno\r\nx".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(ZeroDivisionError), FileSink(tmp_path / "a.txt") as sink:
        sink.write("new" + str(1 // 0))
    assert (tmp_path / "a.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_rights_are_those_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "old.txt").chmod(0o640)
    for name in ("old.txt", "new.txt"):
        with FileSink(tmp_path / name) as sink:
            sink.write("x")
    (tmp_path / "plain.txt").write_text("x")
    assert stat.S_IMODE((tmp_path / "old.txt").stat().st_mode) == 0o640
    assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "plain.txt").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "deep" / "a.txt")
    with FileSink(tmp_path / "link.txt") as sink:
        sink.write("x")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "deep" / "a.txt").read_text() == "x"


def test_a_device_is_written_and_never_replaced() -> None:
    with FileSink(Path("/dev/null")) as sink:
        sink.write("x")
    assert Path("/dev/null").is_char_device()


def test_what_cannot_be_written_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="it is a folder; choose another place with -o"), FileSink(tmp_path):
        pass
    with pytest.raises(InputError, match="No such file or directory"), FileSink(tmp_path / "none" / "a.txt"):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot make the folder"):
        make_folder(tmp_path / "file" / "below")


def test_an_input_is_not_overwritten_by_any_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    with pytest.raises(InputError, match="would be overwritten"):
        refuse_overwriting(tmp_path / "b.txt", ("-", str(tmp_path / "gone.txt"), str(tmp_path / "a.txt")))
    refuse_overwriting(tmp_path / "c.txt", (str(tmp_path / "a.txt"),))


def test_data_on_a_terminal_cannot_steer_it_and_means_the_same() -> None:
    code = r"""
from geomap.cli.standard_output import StandardOutput
with StandardOutput() as out:
    out.write('{"x":"\u009b31m\u202e\x7f"}\n')
"""
    master, slave = pty.openpty()
    subprocess.run([sys.executable, "-c", code], stdout=slave, check=True, timeout=60)
    os.close(slave)
    shown = os.read(master, 1000)
    os.close(master)
    assert shown == rb'{"x":"\u009b31m\u202e\u007f"}' + b"\r\n"
