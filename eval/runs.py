"""Runs: a folder with one file, `run.jsonl`, whose first line says what was measured and whose others are outcomes.

A line is written when its question is answered, so a run that was killed goes on where it stopped, and what it was measured
on is in the file, so it can be repeated. Only seconds differ between two runs of the same header.
"""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.errors import InputError
from eval.goldset import GoldQuestion
from eval.outcome import Outcome, ask, from_json

FILE = "run.jsonl"
_PACKAGES = ("zhenggai-assistant", "llama-index-core", "faiss-cpu", "jieba", "model2vec", "numpy")


@dataclass(frozen=True)
class Header:
    """What a run was measured on. `documents` gives year and format of each, for figures by them."""

    gold: str
    corpus: str
    generation: str
    model: str
    settings: dict[str, str]
    versions: dict[str, str]
    documents: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Run:
    """A header and the outcomes in the order of the gold set."""

    header: Header
    outcomes: tuple[Outcome, ...]


def run(
    assistant: Assistant,
    questions: Sequence[GoldQuestion],
    folder: Path,
    report: Callable[[int], None] = lambda done: None,
) -> Run:
    """Answer the questions that `folder` has no outcome of; `report` hears how many are done.

    Raises:
        InputError: if the folder holds a run over something else.
    """
    header = describe(assistant, questions)
    path = folder / FILE
    done = _resumed(path, header) if path.exists() else {}
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        if not file.tell():
            _append(file, asdict(header))
        for number, gold in enumerate(questions):
            report(number)
            if gold.id not in done:
                done[gold.id] = ask(assistant, gold)
                _append(file, done[gold.id].to_json())
    report(len(questions))
    return Run(header, tuple(done[gold.id] for gold in questions))


def read_run(folder: Path) -> Run:
    """The run in a folder, or in the file itself; of one that is still going on or was killed, what is there.

    Raises:
        InputError: if there is none.
    """
    path = folder / FILE if folder.is_dir() else folder
    if not path.is_file():
        raise InputError(f"{folder} 中没有评测记录 {FILE}，请先用 assistant evaluate --output {folder} 评测")
    try:
        header, *lines = [json.loads(line) for line in _whole(path).decode("utf-8").splitlines()]
        return Run(Header(**header), tuple(from_json(line) for line in lines))
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path} 不是完整的评测记录（{error}），请对原目录再运行一次 assistant evaluate 续评"
        ) from error


def describe(assistant: Assistant, questions: Sequence[GoldQuestion]) -> Header:
    """What answers depend on: the gold, the documents, the index, the settings, the software."""
    documents = assistant.documents()
    state, llm = assistant.state(), assistant.settings.llm
    return Header(
        gold=_digest([json.dumps(question.to_json(), ensure_ascii=False) for question in questions]),
        corpus=_digest([f"{document.name} {document.hash}" for document in documents]),
        generation=state["generation"],
        model=state["model"],
        settings={
            "embedding": assistant.settings.model or "随产品提供",
            "llm": f"{llm.model} {llm.base_url}" if llm else "不用",
        },
        versions={"python": platform.python_version(), **{name: _version(name) for name in _PACKAGES}},
        documents={
            document.name: {"year": document.letterhead.year, "format": Path(document.name).suffix.lstrip(".").lower()}
            for document in documents
        },
    )


def _resumed(path: Path, header: Header) -> dict[str, Outcome]:
    """Outcomes that are already there. A line that the end of the process cut short is taken off the file."""
    whole = _whole(path)
    with path.open("rb+") as file:
        file.truncate(len(whole))
    lines = [json.loads(line) for line in whole.decode("utf-8").splitlines()]
    if not lines:
        return {}
    if Header(**lines[0]) != header:
        changed = [name for name, value in asdict(header).items() if lines[0].get(name) != value]
        raise InputError(
            f"{path.parent} 中已有另一次评测的记录（{'、'.join(changed)} 不同），请用 --output 换一个目录，或先删除它"
        )
    return {outcome.gold.id: outcome for outcome in map(from_json, lines[1:])}


def _whole(path: Path) -> bytes:
    """The lines of a file that were written to their ends."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1]


def _append(file: Any, value: dict[str, Any]) -> None:
    file.write(json.dumps(value, ensure_ascii=False) + "\n")
    file.flush()
    os.fsync(file.fileno())


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "未安装"
