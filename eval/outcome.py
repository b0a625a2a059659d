"""What came of one gold question: the answer with its evidence, as a run file keeps it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant import Answer, Assistant
from eval.goldset import GoldQuestion, Passage


@dataclass(frozen=True)
class Retrieved:
    """A clause that was found."""

    document: str
    clause: str
    text: str


@dataclass(frozen=True)
class Cited:
    """A citation; `verbatim` tells whether its quote stands in the document at the offsets that it names.

    `named` is what the citation calls its document by, title and number: an answer that names it says no more than that.
    """

    number: int
    document: str
    clause: str
    quote: str
    verbatim: bool
    named: str = ""


@dataclass(frozen=True)
class Said:
    """A sentence of the answer with the numbers of its citations."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Outcome:
    """A question, its evidence and its answer. `confidence` is what declining was decided on, the higher the surer."""

    gold: GoldQuestion
    answer: str
    abstained: bool
    confidence: float
    sentences: tuple[Said, ...]
    citations: tuple[Cited, ...]
    hits: tuple[Retrieved, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """A line of a run file."""
        return asdict(self) | {"gold": self.gold.to_json()}


def ask(assistant: Assistant, gold: GoldQuestion) -> Outcome:
    """Ask one gold question as a user would."""
    answer = assistant.ask(gold.question, gold.history)
    return Outcome(
        gold=gold,
        answer=answer.text,
        abstained=answer.abstained,
        confidence=round(answer.probability, 4),
        sentences=tuple(Said(sentence.text, sentence.citations) for sentence in answer.sentences),
        citations=_citations(assistant, answer),
        hits=tuple(Retrieved(c.document, c.address, c.node.text) for c in answer.candidates[:10]),
        seconds=round(answer.seconds, 4),
    )


def from_json(line: Mapping[str, Any]) -> Outcome:
    """The outcome that `Outcome.to_json` wrote."""
    return Outcome(
        gold=gold_from_json(line["gold"]),
        answer=line["answer"],
        abstained=line["abstained"],
        confidence=line["confidence"],
        sentences=tuple(Said(said["text"], tuple(said["citations"])) for said in line["sentences"]),
        citations=tuple(Cited(**cited) for cited in line["citations"]),
        hits=tuple(Retrieved(**hit) for hit in line["hits"]),
        seconds=line["seconds"],
    )


def gold_from_json(line: Mapping[str, Any]) -> GoldQuestion:
    """The question that `GoldQuestion.to_json` wrote."""
    return GoldQuestion(
        line["id"],
        line["kind"],
        line["question"],
        tuple(line["history"]),
        tuple(Passage(p["doc"], p.get("quote"), p.get("clause")) for p in line["quotes"]),
        tuple(line["points"]),
        line.get("proposed", False),
    )


def _citations(assistant: Assistant, answer: Answer) -> tuple[Cited, ...]:
    texts = {name: assistant.document(name).text for name in {citation.document for citation in answer.citations}}
    return tuple(
        Cited(
            c.number,
            c.document,
            c.clause,
            c.quote,
            texts[c.document][c.start : c.end] == c.quote,
            " ".join(filter(None, (c.title, c.document_number))),
        )
        for c in answer.citations
    )
