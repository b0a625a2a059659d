"""The encoder at work: a question and passages in; whether each answers, and where, out.

One model reads the question and a passage together, so that every word of one may look at every word of the other. It runs in
int8 on onnxruntime, without torch. How it is made: `index.training.encoder`; what it is good and bad at: `README.md` beside it.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).parent
"""Where the weights, the tokenizer and the card of the encoder that reads questions are."""

PROBLEMS = SHIPPED.parent / "problems"
"""Where those of the encoder are that reads problems: what follows from them."""

THREADS = 2
"""Threads that one batch is shared by; those who ask at once share them too."""

QUESTION, LONGEST = 64, 320
"""Tokens of a question where the card says nothing else, and of a question with its passage: what it was trained on."""

ABOVE = 64
"""Tokens of what stands above a passage: it is said again before each part of a long one."""

STRIDE = 64
"""Tokens that two windows of a passage share that does not fit into one."""

EXTRA = 2
"""Windows that are read beside one of each passage: a passage of ten would take the time of ten."""

BATCH = 4
"""Pairs that are read at once: more would wait for the longest of them."""

SPAN = 160
"""Tokens of an answer."""

SPANS = 5
"""Stretches of one passage that are told."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Passage:
    """A text that may answer, and what stands above it in its document: title, headings, column names."""

    text: str
    above: str = ""


@dataclass(frozen=True)
class Span:
    """A stretch of a passage's text that may be the answer; `margin` is by how much it beats that there is none."""

    start: int
    end: int
    margin: float


@dataclass(frozen=True)
class Read:
    """What was read of one passage: how probable it is that it answers, and where, the most probable stretch first."""

    probability: float
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class _Window:
    """A part of a passage in tokens, with what stands before it; `offsets` are those of the text's tokens in it."""

    passage: int
    ids: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]


class Encoder:
    """The model, ready to read. Safe to share between threads."""

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> "Encoder":
        """One that ships, as its card says."""
        card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        return cls(folder, THREADS, card["temperature"], card.get("question", QUESTION))

    def __init__(self, folder: Path, threads: int = 1, temperature: float = 1.0, question: int = QUESTION) -> None:
        """Load `encoder.onnx` and `tokenizer.json` of a folder; `temperature` softens its probabilities, and of a question so many tokens are read.

        Raises:
            OSError: if one of them is missing.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        model = (folder / "encoder.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text(encoding="utf-8"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        pieces = self._tokenizer.get_vocab()
        self._open, self._pad, self._close = pieces["<s>"], pieces["<pad>"], pieces["</s>"]
        self._temperature = temperature
        self._question = question

    def read(self, question: str, passages: Sequence[Passage]) -> list[Read]:
        """What each passage says to the question."""
        asked = self._ids(question)[: self._question]
        windows = [window for number, each in enumerate(passages) for window in self._windows(number, asked, each)]
        windows = _nearest(windows, asked, len(passages))
        windows.sort(key=lambda window: len(window.ids))
        found: dict[int, list[Read]] = {number: [] for number in range(len(passages))}
        for low in range(0, len(windows), BATCH):
            batch = windows[low : low + BATCH]
            for window, (spans, decision) in zip(batch, self._run(batch), strict=True):
                found[window.passage].append(self._read(window, spans, decision))
        return [_joined(reads) for reads in found.values()]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _windows(self, number: int, asked: Sequence[int], passage: Passage) -> Iterator[_Window]:
        """The passage in windows that overlap, each behind `<s> question </s></s> above`."""
        encoded = self._tokenizer.encode(passage.text, add_special_tokens=False)
        head = (self._open, *asked, self._close, self._close, *self._ids(passage.above)[:ABOVE])
        room = LONGEST - len(head) - 1
        for low in range(0, max(1, len(encoded.ids) - STRIDE), room - STRIDE):
            ids = (*head, *encoded.ids[low : low + room], self._close)
            yield _Window(number, ids, len(head), tuple(encoded.offsets[low : low + room]))

    def _run(self, batch: Sequence[_Window]) -> Iterator[tuple[Numbers, float]]:
        longest = max(len(window.ids) for window in batch)
        ids = np.full((len(batch), longest), self._pad, np.int64)
        mask = np.zeros((len(batch), longest), np.int64)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)] = window.ids
            mask[row, : len(window.ids)] = 1
        spans, decisions = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return zip(spans, map(float, decisions), strict=True)

    def _read(self, window: _Window, logits: Numbers, decision: float) -> Read:
        none = float(logits[0].sum())
        inside = logits[window.first : window.first + len(window.offsets)]
        spans = tuple(
            Span(window.offsets[start][0], window.offsets[end][1], score - none) for start, end, score in _best(inside)
        )
        return Read(1 / (1 + math.exp(-decision / self._temperature)), spans)


def _nearest(windows: Sequence[_Window], asked: Sequence[int], passages: int) -> list[_Window]:
    """The window of each passage that shares most tokens with the question, and `EXTRA` more that share most of all."""
    wanted = set(asked)
    ranked = sorted(windows, key=lambda window: -len(wanted.intersection(window.ids[window.first :])))
    first = {window.passage: window for window in reversed(ranked)}
    rest = [window for window in ranked if window is not first[window.passage]]
    assert len(first) == passages  # each has one at least
    return [*first.values(), *rest[:EXTRA]]


def _best(logits: Numbers) -> Iterator[tuple[int, int, float]]:
    """Start, end and score of the best stretches, none of which overlaps another."""
    if not len(logits):
        return
    scores = logits[:, 0][:, None] + logits[:, 1][None, :]
    allowed = np.triu(np.ones_like(scores, bool)) & ~np.triu(np.ones_like(scores, bool), SPAN)
    scores = np.where(allowed, scores, -np.inf)
    for _ in range(SPANS):
        start, end = divmod(int(scores.argmax()), len(scores))
        if not math.isfinite(scores[start, end]):
            return
        yield start, end, float(scores[start, end])
        scores[: end + 1, start:] = -np.inf  # whatever begins before this ends and ends behind where it begins


def _joined(reads: Sequence[Read]) -> Read:
    """A passage by its windows: the most probable decides, and each stretch is told once."""
    spans: list[Span] = []
    for span in sorted((span for read in reads for span in read.spans), key=lambda span: -span.margin):
        if all(span.end <= other.start or span.start >= other.end for other in spans):
            spans.append(span)
    return Read(max(read.probability for read in reads), tuple(spans[:SPANS]))
