"""Evaluation as the page offers it: gold sets, runs and questions from the chat, kept under `evaluation/` of the data directory."""

import json
import queue
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.errors import InputError
from corpus import KnownError, content_hash
from eval import markdown, page
from eval.compare import compare
from eval.goldset import GoldQuestion, Passage, read_gold
from eval.report import Report
from eval.runs import FILE, read_run, run
from eval.wording import summary
from index import durable

SHIPPED = Path(__file__).parent / "gold" / "questions.jsonl"
OWN = "来自问答.jsonl"
"""The gold set that questions of the chat are put into."""

_NAMES = "names.json"


class Desk:
    """Runs a gold set with progress, keeps the runs, compares them, and gathers questions for the next."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._folder = assistant.settings.data / "evaluation"
        self._lock = threading.Lock()

    def gold_sets(self) -> list[str]:
        """Names of the sets that can be run, the one that ships with the product first."""
        return [SHIPPED.name, *sorted(self._sets())]

    def keep(self, path: Path, name: str) -> tuple[str, ...]:
        """Keep a gold set that was sent under this name; returns what is wrong with lines of it.

        Raises:
            InputError: if it has no usable question.
        """
        problems = read_gold(path).problems
        # A name that somebody sent is no path: the file is known by its content, and the name stands in a list.
        kept = self._folder / "gold" / f"{content_hash(path)[:16]}{path.suffix}"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(path.read_bytes())
        with self._lock:
            names = self._names() | {kept.name: name}
            durable.replace(self._folder / "gold" / _NAMES, lambda aside: aside.write_text(json.dumps(names)))
        return problems

    def start(self, gold: str) -> Iterator[tuple[int, int, str]]:
        """Run a gold set; yields how many of how many questions are answered, and the name of the run.

        Raises:
            InputError: if the set has no accepted question.
        """
        questions = [question for question in read_gold(self._path(gold)).questions if not question.proposed]
        if not questions:
            raise InputError(f"{gold} 中还没有已确认的题目，请先在下面逐题确认")
        name = f"{time.strftime('%Y-%m-%d %H.%M.%S')} {Path(gold).stem[:40]}"
        heard: queue.SimpleQueue[int | KnownError | None] = queue.SimpleQueue()

        def work() -> None:
            try:
                run(self._assistant, questions, self._folder / "runs" / name, heard.put)
                heard.put(None)
            except KnownError as error:
                heard.put(error)

        threading.Thread(target=work, daemon=True).start()
        while (said := heard.get()) is not None:
            if isinstance(said, KnownError):
                raise said
            yield said, len(questions), name

    def runs(self) -> list[tuple[str, str]]:
        """Name and summary of each finished run, the newest first."""
        found = sorted((self._folder / "runs").glob(f"*/{FILE}"), reverse=True)
        return [(path.parent.name, summary(Report.of(read_run(path)))) for path in found]

    def report(self, name: str) -> str:
        """The report of a run as an HTML page.

        Raises:
            InputError: if there is no such run.
        """
        return page.render(Report.of(self._run(name)))

    def compare(self, first: str, second: str) -> str:
        """What changed from one run to another, in Markdown.

        Raises:
            InputError: if they have no question in common.
        """
        return markdown.render_comparison(compare(self._run(first), self._run(second)))

    def propose(self, question: str, history: Sequence[str], answer: Mapping[str, Any]) -> str:
        """Put a question of the chat up for review, with what was cited as a first guess; returns its identifier."""
        with self._lock:
            kept = self._own()
            identifier = f"c{max((int(each.id[1:]) for each in kept), default=0) + 1:03d}"
            passages = tuple(Passage(c["document"], quote=c["quote"], address=c["clause"]) for c in answer["citations"])
            kind = "fact" if passages else "unanswerable"
            self._write([*kept, GoldQuestion(identifier, kind, question, tuple(history), passages, (), True)])
        return identifier

    def proposed(self) -> list[GoldQuestion]:
        """Questions of the chat that wait for a person."""
        return [question for question in self._own() if question.proposed]

    def accept(self, identifier: str, document: str, clause: str, points: Sequence[str]) -> None:
        """Accept a proposed question with the clause that a right answer rests on and what it must say; none: no answer.

        Raises:
            InputError: if the clause does not exist.
        """
        passages: tuple[Passage, ...] = ()
        if document.strip():
            addresses = {node.metadata["address"] for node in self._assistant.document(document.strip()).clauses}
            if clause.strip() not in addresses:
                raise InputError(f"{document} 中没有 {clause or '（空）'}，请照目录填写条款，如 {sorted(addresses)[0]}")
            passages = (Passage(document.strip(), address=clause.strip()),)
        with self._lock:
            self._write(
                [
                    GoldQuestion(
                        each.id,
                        ("fact" if each.kind == "unanswerable" else each.kind) if passages else "unanswerable",
                        each.question,
                        each.history,
                        passages,
                        tuple(point.strip() for point in points if point.strip()),
                    )
                    if each.id == identifier
                    else each
                    for each in self._own()
                ]
            )

    def discard(self, identifier: str) -> None:
        """Forget a question of the chat."""
        with self._lock:
            self._write([each for each in self._own() if each.id != identifier])

    def _own(self) -> list[GoldQuestion]:
        path = self._folder / "gold" / OWN
        if not path.is_file() or not path.read_text(encoding="utf-8").strip():
            return []
        return list(read_gold(path).questions)

    def _write(self, questions: Sequence[GoldQuestion]) -> None:
        path = self._folder / "gold" / OWN
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(question.to_json(), ensure_ascii=False) + "\n" for question in questions]
        path.write_text("".join(lines), encoding="utf-8")

    def _sets(self) -> dict[str, Path]:
        """The sets that were kept, by what they are called; of two sets of one name the one that came last."""
        files = sorted((self._folder / "gold").glob("*"), key=lambda path: path.stat().st_mtime)
        names = self._names()
        return {names.get(path.name, path.name): path for path in files if path.name != _NAMES and path.name[0] != "."}

    def _names(self) -> dict[str, str]:
        path = self._folder / "gold" / _NAMES
        names: dict[str, str] = json.loads(path.read_text()) if path.is_file() else {}
        return names

    def _path(self, gold: str) -> Path:
        path = SHIPPED if gold == SHIPPED.name else self._sets().get(gold)
        if path is None:
            raise InputError(f"没有评测集 {gold}，请从列表中选择")
        return path

    def _run(self, name: str) -> Any:
        found = {path.parent.name: path.parent for path in (self._folder / "runs").glob(f"*/{FILE}")}
        if name not in found:
            raise InputError(f"没有名为 {name} 的评测，请从列表中选择")
        return read_run(found[name])
