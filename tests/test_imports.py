"""Imports go one way: corpus ← index ← assistant ← eval, and `app.py` knows the assistant alone."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "index", "assistant", "eval")


def imported(path: Path) -> set[str]:
    """The rooms that a source imports from, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        found |= {name.partition(".")[0] for name in names}
    return found & {*ROOMS, "app"}


def sources() -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        yield from ((room, path) for path in sorted((ROOT / room).rglob("*.py")))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_before_it(room: str) -> None:
    allowed = {*ROOMS[: ROOMS.index(room) + 1]}
    against = {
        str(path.relative_to(ROOT)): imported(path) - allowed
        for home, path in sources()
        if home == room and imported(path) - allowed
    }
    assert against == {}


def test_the_front_door_knows_the_assistant_alone() -> None:
    assert imported(ROOT / "app.py") == {"assistant"}


def test_no_relative_imports() -> None:
    """So that a line says where a name comes from."""
    relative = [
        str(path.relative_to(ROOT))
        for _, path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []
