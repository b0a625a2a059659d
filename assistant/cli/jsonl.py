"""Batches: a file of JSON Lines in, one out. A line that cannot be used is named before anything is written."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.errors import InputError


def read_rows(path: Path, needed: str, form: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, each with an `id` and a text under the key `needed`.

    Raises:
        InputError: if there is no such file, or a line is no such object; `form` shows what one looks like.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [_row(path, number, line, needed, form) for number, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, number: int, line: str, needed: str, form: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path} 第 {number} 行不是 JSON（{error.msg}），请改正后再试") from error
    if not isinstance(row, dict) or "id" not in row or not str(row.get(needed) or "").strip():
        raise InputError(f"{path} 第 {number} 行缺少 id 或 {needed}，应为 {form}")
    return row


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write objects as JSON Lines as they come; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count
