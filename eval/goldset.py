"""Gold sets: questions with what a right answer rests on and must say, as jsonl, xlsx or csv that a person can write.

A jsonl line: {"id", "kind", "question", "history": [earlier user messages], "quotes": [{"doc", "quote"} or
{"doc", "clause"}], "points": [...], "proposed": true until a person has accepted it}. No quotes: it has no answer.
A spreadsheet has a column for each, with the names in `COLUMNS`; see `eval.spreadsheet`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError


@dataclass(frozen=True)
class Passage:
    """What a right answer rests on: a verbatim quote of a document, or a clause of it by its address."""

    document: str
    quote: str | None = None
    address: str | None = None

    def to_json(self) -> dict[str, str]:
        """As in a gold file."""
        named = {"doc": self.document, "quote": self.quote, "clause": self.address}
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True)
class GoldQuestion:
    """A question with its gold. `proposed` ones were drafted by the machine and wait for a person."""

    id: str
    kind: str
    question: str
    history: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    points: tuple[str, ...] = ()
    proposed: bool = False

    @property
    def answerable(self) -> bool:
        """Whether the corpus has an answer."""
        return bool(self.passages)

    def to_json(self) -> dict[str, Any]:
        """A line of a gold file."""
        line = {
            "id": self.id,
            "kind": self.kind,
            "question": self.question,
            "history": list(self.history),
            "quotes": [passage.to_json() for passage in self.passages],
            "points": list(self.points),
        }
        return {**line, "proposed": True} if self.proposed else line


@dataclass(frozen=True)
class GoldSet:
    """The questions of a file that can be used, and what is wrong with the lines that cannot, by line number."""

    questions: tuple[GoldQuestion, ...]
    problems: tuple[str, ...]


class _LineError(Exception):
    """What is wrong with one line, in words for the reader."""


def read_gold(path: Path) -> GoldSet:
    """Read a gold set by its suffix. A malformed line is a problem of that line alone.

    Raises:
        InputError: if the file is missing, of another format, or has not one usable question.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    if path.suffix.lower() == ".jsonl":
        lines = _json_lines(path)
    else:
        from eval.spreadsheet import read_rows

        lines = read_rows(path)
    gold = _gather(path.name, lines)
    if not gold.questions:
        first = f"：{gold.problems[0]}" if gold.problems else ""
        raise InputError(f"{path} 中没有可用的题目{first}；请对照 eval/gold/questions.jsonl 的写法改正")
    return gold


def _json_lines(path: Path) -> Iterable[tuple[int, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                yield number, f"不是 JSON（第 {error.colno} 个字符：{error.msg}）"


def _gather(name: str, lines: Iterable[tuple[int, Any]]) -> GoldSet:
    questions: dict[str, GoldQuestion] = {}
    problems = []
    for number, line in lines:
        try:
            question = _question(line)
            if question.id in questions:
                raise _LineError(f"编号 {question.id} 与前面的题目重复")
            questions[question.id] = question
        except _LineError as error:
            problems.append(f"{name} 第 {number} 行：{error}，已跳过，请改正")
    return GoldSet(tuple(questions.values()), tuple(problems))


def _question(line: Any) -> GoldQuestion:
    if isinstance(line, str):
        raise _LineError(line)
    if not isinstance(line, dict):
        raise _LineError("应为一个 JSON 对象")
    for name in ("id", "question"):
        if not isinstance(line.get(name), str) or not line[name].strip():
            raise _LineError(f"缺少 {name}")
    passages = tuple(_passage(value) for value in _list(line, "quotes"))
    texts = {name: tuple(map(_text, _list(line, name))) for name in ("history", "points")}
    kind = line.get("kind") or ("fact" if passages else "unanswerable")
    if not isinstance(kind, str):
        raise _LineError(f"kind 应为文字，而不是 {kind!r}")
    return GoldQuestion(
        line["id"], kind, line["question"], texts["history"], passages, texts["points"], bool(line.get("proposed"))
    )


def _list(line: dict[str, Any], name: str) -> list[Any]:
    value = line.get(name) or []
    if not isinstance(value, list):
        raise _LineError(f"{name} 应为列表，而不是 {value!r}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _LineError(f"{value!r} 应为文字")
    return value


def _passage(value: Any) -> Passage:
    if not isinstance(value, dict) or not value.get("doc") or not (value.get("quote") or value.get("clause")):
        raise _LineError('quotes 的每一项应为 {"doc": 文件名, "quote": 原文} 或 {"doc": 文件名, "clause": 条款地址}')
    quote, address = value.get("quote"), value.get("clause")
    return Passage(_text(value["doc"]), _text(quote) if quote else None, _text(address) if address else None)
