"""An answer as it is shown, kept and scored: sentences, each with the quotes that it rests on, or an honest refusal."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from llama_index.core.schema import TextNode

from assistant.candidate import Candidate
from assistant.certificate import Certificate, certify, combine
from assistant.question import Question
from assistant.sentences import tidy
from corpus import Letterhead


@dataclass(frozen=True)
class Quote:
    """A verbatim stretch of a clause: `start` and `end` are offsets into the document."""

    node: TextNode
    letterhead: Letterhead
    start: int
    end: int

    @property
    def text(self) -> str:
        """The quoted words, as they stand in the document."""
        offset = self.node.start_char_idx or 0
        return self.node.text[self.start - offset : self.end - offset]

    @property
    def about(self) -> str:
        """What the citation itself says of the quote: file, title, 发文字号, issuing body, dates, address, headings, columns."""
        head, metadata = self.letterhead, self.node.metadata
        told = (metadata["document"], head.title, head.number, head.issuer, head.region, head.date, head.printed)
        above = (metadata["address"], *metadata["headings"], *metadata["columns"])
        return "\n".join(part for part in (*told, *above) if part)


@dataclass(frozen=True)
class Statement:
    """A sentence of an answer before its citations are numbered, with the quotes it rests on.

    `words` are the very words of the quotes that answer, where a reader told them. What is `computed` from them, and says so,
    is not looked for in them.
    """

    text: str
    quotes: tuple[Quote, ...]
    words: tuple[Quote, ...] = ()
    computed: bool = False


@dataclass(frozen=True)
class Citation:
    """A numbered citation: the file, its title and 发文字号, the clause, the page, and the verbatim quote at its offsets.

    `state` tells whether the clause is in force on the day asked about: 现行, 已废止 and so on.
    """

    number: int
    document: str
    title: str | None
    document_number: str | None
    clause: str
    page: int | None
    quote: str
    start: int
    end: int
    state: str = "不明"


@dataclass(frozen=True)
class AnswerSpan:
    """The very words that answer, as they stand in a document."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer with the numbers of its citations, what was checked of it, and the very words that answer."""

    text: str
    citations: tuple[int, ...]
    certificate: Certificate
    spans: tuple[AnswerSpan, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is shown for a question. `missing` says why nothing is answered, None if something is.

    `notice` is what the reader must know of how it came about, such as that a language model failed and quotes stand in;
    `probability` is how probably the evidence answers, by which it was decided whether to.
    """

    question: Question
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    candidates: tuple[Candidate, ...]
    missing: str | None
    composer: str
    seconds: float
    notice: str | None = None
    probability: float = 0.0

    @property
    def abstained(self) -> bool:
        """Whether the question was left unanswered."""
        return self.missing is not None

    @property
    def text(self) -> str:
        """The answer as text, each sentence followed by its citation numbers; or the reason why there is none."""
        if self.missing is not None:
            return f"{self.missing}。"
        marked = [
            sentence.text + "".join(f"[{number}]" for number in sentence.citations) for sentence in self.sentences
        ]
        return "\n".join(marked)

    @property
    def spans(self) -> tuple[AnswerSpan, ...]:
        """The very words of the documents that answer, in the order of the sentences; none of an answer that is none."""
        found = (span for sentence in self.sentences for span in sentence.spans)
        return () if self.abstained else tuple(dict.fromkeys(found))

    @property
    def certificate(self) -> Certificate:
        """What was checked in all sentences."""
        return combine([sentence.certificate for sentence in self.sentences])

    def to_json(self, identifier: str | None = None) -> dict[str, Any]:
        """The line of the batch contract: answer, citations, the ten best clauses, seconds."""
        return {
            **({"id": identifier} if identifier is not None else {}),
            "question": self.question.text,
            "answer": self.text,
            "abstained": self.abstained,
            "citations": [asdict(citation) for citation in self.citations],
            "spans": [asdict(span) for span in self.spans],
            "hits": [
                {"document": c.document, "clause": c.address, "text": c.node.text, "score": round(c.score, 4)}
                for c in self.candidates[:10]
            ],
            "certificate": {"holds": self.certificate.holds, "summary": self.certificate.summary},
            "composer": self.composer,
            "notice": self.notice,
            "seconds": round(self.seconds, 4),
        }


def number_citations(statements: Iterable[Statement]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Sentences and citations, numbered from 1 in the order in which they are first needed; each quote has one number."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    found = []
    for statement in statements:
        cited = []
        for quote in statement.quotes:
            key = (quote.node.node_id, quote.start, quote.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(_citation(numbers[key], quote))
            cited.append(numbers[key])
        sources = dict.fromkeys(text for quote in statement.quotes for text in (quote.text, quote.about))
        certificate = certify(statement.text, list(sources))
        if statement.computed:
            certificate = replace(certificate, missing=(), computed=1)
        words = statement.words or statement.quotes
        spans = tuple(AnswerSpan(str(w.node.metadata["document"]), w.start, w.end, w.text) for w in words)
        found.append(Sentence(statement.text, tuple(cited), certificate, spans))
    return tuple(found), tuple(citations)


def quote(candidate: Candidate, start: int, end: int) -> Quote:
    """The stretch `start:end` of a candidate's clause, counted from the beginning of the clause."""
    offset = candidate.node.start_char_idx or 0
    return Quote(candidate.node, candidate.letterhead, offset + start, offset + end)


def verbatim(candidate: Candidate, start: int, end: int) -> Statement:
    """A statement that says what the clause says, in its words."""
    words = quote(candidate, start, end)
    return Statement(tidy(words.text), (words,))


def _citation(number: int, words: Quote) -> Citation:
    metadata = words.node.metadata
    return Citation(
        number,
        metadata["document"],
        words.letterhead.title,
        words.letterhead.number,
        metadata["address"],
        metadata["page"],
        words.text,
        words.start,
        words.end,
    )
