"""The encoder at work: windows of long passages, stretches that do not overlap, and the same numbers alone or in company."""

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from index.encoder import EXTRA, LONGEST, QUESTION, SPANS, Encoder, Passage, Read, Span

LETTERS = "谁何时由县局在三日内办理。，资金村级甲乙丙丁戊己庚辛"


class Scripted(Encoder):
    """An encoder whose model says where certain characters stand: the answer begins with 三 or 县 and ends with 内 or 局."""

    def __init__(self) -> None:
        pieces = ["<s>", "<pad>", "</s>", "<unk>", *LETTERS]
        tokenizer = Tokenizer(models.WordLevel({piece: i for i, piece in enumerate(pieces)}, unk_token="<unk>"))
        tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
        self._tokenizer = tokenizer
        self._open, self._pad, self._close = 0, 1, 2
        self._temperature = 2.0
        self._question = QUESTION
        self._session = self
        self.sizes: list[tuple[int, ...]] = []

    def run(self, names: None, inputs: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
        ids = inputs["input_ids"]
        self.sizes.append(ids.shape)
        scores = {"三": (4.0, 0.0), "县": (3.0, 0.0), "内": (0.0, 4.0), "局": (0.0, 3.0)}
        logits = np.zeros((*ids.shape, 2), np.float32)
        for piece, pair in scores.items():
            logits[ids == self._tokenizer.token_to_id(piece)] = pair
        logits[inputs["attention_mask"] == 0] = -1e4
        return logits, (ids == self._tokenizer.token_to_id("三")).sum(axis=1).astype(np.float32) * 2


def test_stretches_are_told_by_how_far_they_beat_none_and_do_not_overlap() -> None:
    (read,) = Scripted().read("何时", [Passage("由县局在三日内办理。")])
    assert read.spans[:2] == (Span(4, 7, 8.0), Span(1, 3, 6.0))
    assert read.probability == pytest.approx(1 / (1 + np.exp(-1.0)))
    assert len(read.spans) == SPANS
    places = [set(range(span.start, span.end)) for span in read.spans]
    assert all(not a & b for n, a in enumerate(places) for b in places[n + 1 :])


def test_a_long_passage_is_read_where_it_shares_most_with_the_question() -> None:
    for before in (0, 200, 290, 300, 310, 600, 1000):
        passage = "甲" * before + "三日内" + "乙" * 400
        encoder = Scripted()
        (read,) = encoder.read("三日何时", [Passage(passage, "甲局 乙县")])
        assert read.spans[0] == Span(before, before + 3, 8.0)
        assert all(tokens <= LONGEST for _, tokens in encoder.sizes)
        assert sum(pairs for pairs, _ in encoder.sizes) <= 1 + EXTRA


def test_passages_are_read_together_as_they_are_alone() -> None:
    texts = ["由县局在三日内办理。", "", "资金" * 40, "县局", *["村级资金。"] * 20]
    passages = [Passage(text, "甲乙" * (number % 3)) for number, text in enumerate(texts)]
    together = Scripted().read("谁", passages)
    assert together == [Scripted().read("谁", [passage])[0] for passage in passages]
    assert together[1] == Read(0.5, ())


def test_a_folder_without_a_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"encoder\.onnx"):
        Encoder(tmp_path)
