"""USB sticks: what is seen on them, what is not, and which drives they are."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from desktop.adapters.sticks import DEEPEST, MOST_FILES, UsbSticks, _on_linux, _papers, removable_roots
from desktop.domain.errors import Refusal


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    root = tmp_path / "media" / "TRANG"
    (root / "anh").mkdir(parents=True)
    (root / "anh" / "giay.jpg").write_bytes(b"x" * 9)
    (root / "don.PDF").write_bytes(b"x" * 5)
    for hidden in (".an.pdf", "nhac.mp3", "autorun.inf"):
        (root / hidden).write_bytes(b"x")
    (root / ".thung-rac").mkdir()
    (root / ".thung-rac" / "cu.pdf").write_bytes(b"x")
    return root


def test_papers_are_seen_and_nothing_else(stick: Path) -> None:
    found = UsbSticks(lambda: [stick]).files(stick)
    assert sorted((one.path.name, one.folder, one.size) for one in found) == [
        ("don.PDF", "", 5),
        ("giay.jpg", "anh", 9),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
def test_links_lead_nowhere(stick: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "mat.pdf").write_bytes(b"x")
    (stick / "mat.pdf").symlink_to(secret / "mat.pdf")
    (stick / "duong").symlink_to(secret, target_is_directory=True)
    sticks = UsbSticks(lambda: [stick])
    assert "mat.pdf" not in {one.path.name for one in sticks.files(stick)}
    for path in (stick / "mat.pdf", stick / "duong" / "mat.pdf", secret / "mat.pdf", stick / ".." / "mat.pdf"):
        with pytest.raises(Refusal, match=r"stick\.gone"):
            sticks.refuse_elsewhere(path)
    sticks.refuse_elsewhere(stick / "don.PDF")


def test_a_stick_that_was_pulled_out_gives_nothing(stick: Path) -> None:
    there = [stick]
    sticks = UsbSticks(lambda: there)
    there.clear()
    assert sticks.roots() == ()
    with pytest.raises(Refusal):
        sticks.refuse_elsewhere(stick / "don.PDF")


@pytest.mark.skipif(sys.platform == "win32", reason="there a listing holds all that is asked of an entry")
def test_a_stick_that_is_pulled_out_while_it_is_read_ends_the_list(stick: Path) -> None:
    papers = _papers(stick, stick, DEEPEST)
    next(papers)
    shutil.rmtree(stick)
    assert list(papers) == []


def test_the_newest_come_first_and_not_all_of_thousands(stick: Path) -> None:
    for number in range(MOST_FILES + 20):
        path = stick / f"anh-{number:04}.jpg"
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    found = UsbSticks(lambda: [stick]).files(stick)
    assert len(found) == MOST_FILES
    assert [one.changed for one in found] == sorted((one.changed for one in found), reverse=True)


def test_drives_that_can_be_pulled_out(tmp_path: Path) -> None:
    blocks, mounts = tmp_path / "block", tmp_path / "mounts"
    for disk, removable in (("sda", "0"), ("sdb", "1"), ("sdc", "0"), ("mmcblk0", "1")):
        (blocks / disk).mkdir(parents=True)
        (blocks / disk / "removable").write_text(f"{removable}\n")
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n/dev/sda2 /home ext4 rw 0 0\nproc /proc proc rw 0 0\n"
        "/dev/sdb1 /mnt/stick\\040cua\\040toi vfat rw 0 0\n/dev/sdc1 /media/kiosk/DIA vfat rw 0 0\n"
        "/dev/mmcblk0p1 /mnt/the vfat rw 0 0\n"
    )
    assert _on_linux(mounts, blocks) == (Path("/mnt/stick cua toi"), Path("/media/kiosk/DIA"), Path("/mnt/the"))
    assert _on_linux(tmp_path / "none", blocks) == ()
    assert all(isinstance(one, Path) for one in removable_roots())
