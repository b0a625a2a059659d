"""Gold sets as spreadsheets: a question a row, further passages of a question in rows below that name no question."""

import contextlib
import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from corpus.readers.archive import check_archive
from corpus.sandbox import call

COLUMNS = {
    "编号": "id",
    "类型": "kind",
    "问题": "question",
    "上文": "history",
    "文件": "doc",
    "原文": "quote",
    "条款": "clause",
    "要点": "points",
    "待确认": "proposed",
}
"""Names of the columns and what they are called in jsonl; either may be used. Several 上文 or 要点 stand on lines of a cell."""


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The questions of an xlsx or csv file as jsonl would have them, each with the number of its row.

    Raises:
        InputError: if the format is another, or there is no column for the question.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise InputError(f"{path} 的格式不支持，评测集可以是 .jsonl、.xlsx 或 .csv")
    rows = call(sheet_rows, path) if path.suffix.lower() == ".xlsx" else list(_delimited(path))
    names = [COLUMNS.get(name, name) for name in rows[0]] if rows else []
    if "question" not in names:
        raise InputError(f"{path} 第 1 行没有“问题”一列，表头应为：{'、'.join(COLUMNS)}")
    return _questions(names, rows[1:])


def _questions(names: list[str], rows: Iterable[list[str]]) -> Iterator[tuple[int, dict[str, Any]]]:
    current: tuple[int, dict[str, Any]] | None = None
    for number, row in enumerate(rows, 2):
        cells: dict[str, Any] = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
        passage = {name: cells.pop(name) for name in ("doc", "quote", "clause") if name in cells}
        if cells or current is None:
            if current:
                yield current
            lists = {name: cells.pop(name).splitlines() for name in ("history", "points") if name in cells}
            current = (number, cells | lists | {"quotes": []}) if cells or lists or passage else None
        if passage and current:
            current[1]["quotes"].append(passage)
    if current:
        yield current


def sheet_rows(path: Path) -> list[list[str]]:
    """The cells of a workbook's first sheet as texts.

    Raises:
        UnreadableFileError: if it is no archive, or unpacks beyond the limits.
    """
    from openpyxl import load_workbook

    check_archive(path, "Excel")
    with contextlib.closing(load_workbook(path, read_only=True, data_only=True)) as workbook:
        rows = workbook.worksheets[0].iter_rows(values_only=True)
        return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _delimited(path: Path) -> Iterator[list[str]]:
    """Rows of a csv file in UTF-8, or in the encoding that Chinese Excel writes."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    yield from csv.reader(text.splitlines(keepends=True))
