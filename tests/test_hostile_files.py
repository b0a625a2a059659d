"""Files that others made to break readers, and hundreds made of them by chance: clauses or one clear reason, on a busy machine.

`MUTATIONS=400 pytest -m benchmark tests/test_hostile_files.py` makes more of them than a run of all tests does.
"""

import io
import multiprocessing
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import KnownError, parse_file

TORTURE = Path(__file__).parents[2] / "shared/bench/torture"
MUTATIONS = int(os.environ.get("MUTATIONS", "40"))
BURNERS = 3
"""Processes that keep the processors busy meanwhile."""

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(
        not TORTURE.is_dir(), reason=f"{TORTURE} is not here: other projects' test files are not copied"
    ),
]

Mutation = Callable[[bytes, random.Random], bytes]


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: draw.randrange(len(content))]


def _dropped(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    return content[:start] + content[start + draw.randint(1, 4096) :]


def _repeated(content: bytes, draw: random.Random) -> bytes:
    start = draw.randrange(len(content))
    return content[:start] + content[start : start + 2000] * draw.randint(2, 50) + content[start:]


def _flipped(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.randint(1, 60)):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def _grown(content: bytes, draw: random.Random) -> bytes:
    """Numbers of the file made large: counts, sizes, offsets."""
    digits = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    if not digits:
        return _flipped(content, draw)
    at = draw.choice(digits)
    return content[:at] + b"9" * draw.randint(2, 12) + content[at + 1 :]


BYTES: tuple[Mutation, ...] = (_cut, _dropped, _repeated, _flipped, _grown)


def _inside(content: bytes, draw: random.Random) -> bytes:
    """One part of an archive changed, and the archive whole: the fault reaches what parses the part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    name = draw.choice(sorted(name for name, part in parts.items() if part))
    parts[name] = draw.choice(BYTES)(parts[name], draw)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return written.getvalue()


def mutated(path: Path, draw: random.Random) -> bytes:
    """A file changed by chance."""
    content = path.read_bytes()
    if path.suffix in (".docx", ".xlsx") and draw.random() < 0.6:
        try:
            return _inside(content, draw)
        except Exception:  # noqa: BLE001 - the archive is broken already, each in its own way
            return _flipped(content, draw)
    return draw.choice(BYTES)(content, draw)


def _burn() -> None:
    while True:
        pass


@pytest.fixture
def busy() -> Iterator[None]:
    """A machine with more to do than processors."""
    burners = [multiprocessing.get_context("spawn").Process(target=_burn, daemon=True) for _ in range(BURNERS)]
    for burner in burners:
        burner.start()
    yield
    for burner in burners:
        burner.kill()


def outcome(path: Path) -> str:
    """What is wrong with how a file was taken, "" if nothing; how long it took is told by the run's durations."""
    try:
        parsed = parse_file(path)
    except KnownError as error:
        reason = str(error)
        if "\n" in reason or len(reason) > 400 or path.name not in reason:
            return f"{path.name}: {reason}"
        return f"{path.name}: blamed for the time it took" if "已停止" in reason else ""
    return (
        ""
        if "".join(clause.text for clause in parsed.clauses) == parsed.text
        else f"{path.name}: clauses are not whole"
    )


def files() -> list[Path]:
    """The hostile files, in the order of their names."""
    return sorted(path for path in TORTURE.iterdir() if path.suffix != ".jsonl")


def test_every_hostile_file_gives_clauses_or_one_reason_on_a_busy_machine(busy: None) -> None:
    listed = (TORTURE / "MANIFEST.jsonl").read_text(encoding="utf-8").splitlines()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, files()))
    assert (len(outcomes), [each for each in outcomes if each]) == (len(listed), [])


def test_what_chance_makes_of_them_gives_clauses_or_one_reason_too(tmp_path: Path, busy: None) -> None:
    draw = random.Random(20260101)
    made = []
    for number in range(MUTATIONS):
        source = draw.choice(files())
        made.append(tmp_path / f"{number:03d}-{source.name}")
        made[-1].write_bytes(mutated(source, draw) or b"\0")
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, made))
    assert [each for each in outcomes if each] == []
