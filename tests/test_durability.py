"""What a library withstands: power cuts at every step, kills, damage, a full disk."""

import errno
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index import DataDirectoryError, DiskFullError, Library, load_embedding
from index.checking import check

OTHER = "青山县关于闲置资产的通知\n\n各乡镇：\n\n扶贫车间闲置的，由乡镇出租。\n"


class PowerCut(BaseException):
    """The machine is off."""


class Disk:
    """Lets so many steps reach the disk and then cuts the power: what was written and not synced is lost."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, steps: int) -> None:
        self._folder = folder
        self._left = steps
        self._synced = {path.stat().st_ino for path in folder.rglob("*") if path.is_file()}
        self.is_off = False
        for name in ("replace", "rename", "unlink", "mkdir"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))
        monkeypatch.setattr(os, "fsync", self._sync)

    def _counted(self, step: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            self._count()
            return step(*arguments, **options)

        return counted

    def _sync(self, descriptor: int) -> None:
        self._count()
        self._synced.add(os.fstat(descriptor).st_ino)

    def _count(self) -> None:
        if self._left == 0:
            self.is_off = True
            raise PowerCut
        self._left -= 1

    def lose_what_was_not_synced(self) -> None:
        for path in self._folder.rglob("*"):
            if path.is_file() and path.stat().st_ino not in self._synced and "cache" not in path.parts:
                os.truncate(path, 0)


def names(library: Library) -> list[str]:
    return [document.name for document in library.documents()]


@pytest.fixture
def data(tmp_path: Path, documents: Path) -> Path:
    """A data directory with one document."""
    Library(tmp_path / "data", load_embedding()).add([documents / "办法.txt"])
    return tmp_path / "data"


def add(library: Library, documents: Path) -> None:
    library.add([documents / "方案.txt"])


def remove(library: Library, documents: Path) -> None:
    library.undo = 0
    library.remove("办法.txt")


def rebuild(library: Library, documents: Path) -> None:
    library.rebuild()


@pytest.mark.benchmark
@pytest.mark.parametrize(("change", "after"), [(add, ["办法.txt", "方案.txt"]), (remove, []), (rebuild, ["办法.txt"])])
def test_a_power_cut_at_any_step_leaves_the_old_library_or_the_new_one(
    tmp_path: Path, data: Path, documents: Path, change: Callable[[Library, Path], None], after: list[str]
) -> None:
    seen = set()
    for steps in range(1000):
        copy = shutil.copytree(data, tmp_path / f"copy{steps}")
        library = Library(copy, load_embedding())
        assert names(library) == ["办法.txt"]
        with pytest.MonkeyPatch.context() as patched:
            disk = Disk(patched, copy, steps)
            with suppress(PowerCut):
                change(library, documents)
        disk.lose_what_was_not_synced()
        again = Library(copy, load_embedding())
        found = names(again)
        seen.add(tuple(found))
        assert found in (["办法.txt"], after)
        assert [finding for finding in check(again) if finding.is_fault] == []
        again.add([documents / "方案.txt"])
        assert "方案.txt" in names(again)
        shutil.rmtree(copy)
        if not disk.is_off:
            assert found == after
            break
    assert seen == {("办法.txt",), tuple(after)}


def change_for_ever(data: Path, folder: Path) -> None:
    library = Library(data, load_embedding())
    chance = random.Random(os.getpid())
    while True:
        name = f"{chance.randrange(6)}.txt"
        (folder / name).write_text(f"{OTHER}{chance.random()}", encoding="utf-8")
        if chance.random() < 0.5:
            library.add([folder / name], on_same_name="replace")
        elif library.catalogue.named(name):
            library.remove(name)
        library.undo = chance.choice([0, 3600])
        library.purge()


def killed(data: Path, folder: Path, times: int, seed: int) -> None:
    """Kill what changes a library at random moments; after each the library is whole."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index", "tests.test_durability"])
    chance = random.Random(seed)
    for _ in range(times):
        process = context.Process(target=change_for_ever, args=(data, folder))
        process.start()
        time.sleep(0.3 + chance.random() * 0.7)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        library = Library(data, load_embedding())
        assert names(library) == sorted(entry.name for entry in library.catalogue.entries)
        assert [finding for finding in check(library) if finding.is_fault] == []


def test_kills_at_random_moments_leave_a_whole_library(tmp_path: Path, data: Path) -> None:
    killed(data, tmp_path, 6, seed=1)


@pytest.mark.benchmark
def test_a_hundred_kills_leave_a_whole_library(tmp_path: Path, data: Path) -> None:
    killed(data, tmp_path, 100, seed=2)


@pytest.mark.parametrize("how", ["missing", "cut", "flipped"])
def test_damage_is_told_in_one_line_and_mended_by_a_rebuild(data: Path, how: str) -> None:
    (generation,) = [path for path in (data / "index").iterdir() if path.is_dir()]
    parts = [path.relative_to(generation) for path in sorted(generation.rglob("*")) if path.is_file()]
    for part in [*parts, None]:
        library = Library(data, load_embedding())
        folder = data / "index" / str(library.catalogue.generation)
        damage(folder / part if part else data / "documents" / "catalogue.json", how)
        with pytest.raises(DataDirectoryError, match="请运行 assistant rebuild"):
            names(Library(data, load_embedding()))
        library = Library(data, load_embedding())
        assert [finding.text for finding in check(library) if finding.is_fault] != []
        library.rebuild()
        assert names(library) == ["办法.txt"]
        assert [finding for finding in check(library) if finding.is_fault] == []


@pytest.mark.parametrize("how", ["cut", "flipped"])
def test_a_bad_cache_is_not_used(data: Path, how: str) -> None:
    for path in (data / "cache").rglob("*"):
        if path.is_file():
            damage(path, how)
    library = Library(data, load_embedding())
    library.rebuild()
    assert library.generation is not None
    assert [hit.node.metadata["address"] for hit in library.generation.search("村级资金公务接待", 1)] == ["第四条"]


def test_a_lost_original_is_told_and_the_others_are_kept(data: Path, documents: Path) -> None:
    library = Library(data, load_embedding())
    library.add([documents / "方案.txt"])
    damage(library.original("办法.txt"), "flipped")
    assert [finding.text for finding in check(library) if finding.is_fault] == [
        "办法.txt 的原件缺失或已损坏：请从备份恢复，或移除后重新收录"
    ]
    shutil.rmtree(data / "cache")
    again = Library(data, load_embedding())
    assert again.rebuild() == ["办法.txt"]
    assert names(again) == ["方案.txt"]
    again.remove("办法.txt")
    assert again.catalogue.named("办法.txt") is None


def damage(path: Path, how: str) -> None:
    if how == "missing":
        path.unlink()
    elif how == "cut":
        os.truncate(path, path.stat().st_size // 2)
    else:
        content = bytearray(path.read_bytes())
        for place in random.Random(3).sample(range(len(content)), min(200, len(content))):
            content[place] ^= 0xFF
        path.write_bytes(content)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("no disk can be mounted here: this needs root")
    yield disk
    # What is mapped of it is let go of later.
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_told_and_the_library_stays_whole(small_disk: Path, documents: Path, tmp_path: Path) -> None:
    library = Library(small_disk / "data", load_embedding())
    library.add([documents / "办法.txt"])
    large = tmp_path / "大.txt"
    large.write_text("".join(f"第{n}条 第{n}项资金的规定。\n\n" for n in range(1, 12_000)), encoding="utf-8")
    with pytest.raises(DiskFullError, match="磁盘已满"):
        library.add([large])
    assert names(library) == ["办法.txt"]
    assert [finding for finding in check(library) if finding.is_fault] == []
    fill(small_disk / "filling")
    library.remove("办法.txt")
    assert names(Library(small_disk / "data", load_embedding())) == []


def fill(path: Path) -> None:
    """Write until there is no room."""
    with pytest.raises(OSError) as raised, path.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 512)
    assert raised.value.errno == errno.ENOSPC
