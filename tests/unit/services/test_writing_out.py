"""A file that was asked for is there whole, or not at all."""

import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from desktop.domain.errors import Refusal
from desktop.services.writing_out import new_folder, write_whole


def test_it_appears_whole(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "a" / "goi.zip", lambda target: _pieces(target, 3))
    assert path.read_bytes() == b"0\n1\n2\n"
    assert [one.name for one in path.parent.iterdir()] == ["goi.zip"]


def _pieces(target: BinaryIO, number: int) -> None:
    target.writelines(f"{place}\n".encode() for place in range(number))


def test_it_is_on_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[int, bool]] = []

    def sync(handle: int) -> None:
        synced.append((os.fstat(handle).st_size, (tmp_path / "the.pdf").exists()))

    monkeypatch.setattr(os, "fsync", sync)
    write_whole(tmp_path / "the.pdf", lambda target: target.write(b"whole"))
    assert synced[0] == (5, False)
    assert sys.platform == "win32" or [was_there for _size, was_there in synced] == [False, True]


def test_half_written_leaves_the_old_one(tmp_path: Path) -> None:
    def breaks(target: BinaryIO) -> None:
        target.write(b"half")
        raise OSError(28, "No space left on device")

    kept = tmp_path / "goi.zip"
    kept.write_bytes(b"old")
    with pytest.raises(Refusal, match=r"^file\.not-written$"):
        write_whole(kept, breaks)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("goi.zip", b"old")]


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refusal, match=r"^file\.not-written$"):
        write_whole(tmp_path / "file" / "goi.zip", lambda _target: None)
    with pytest.raises(Refusal, match=r"^file\.not-written$"):
        new_folder(tmp_path / "file", "ho-so")


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    assert [new_folder(tmp_path, "ho-so").name for _ in range(3)] == ["ho-so", "ho-so-2", "ho-so-3"]
