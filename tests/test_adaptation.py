"""A static model that reads the documents at hand: the arithmetic, what is learnt, and that it is learnt twice alike."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from tokenizers import Tokenizer, models, pre_tokenizers

from index.adaptation import Pair, Schedule, _slope, adapt, sentence_pairs
from index.embedding import StaticEmbedding, load_embedding

SUBJECTS = "甲乙丙丁戊己庚辛"
TRADES = "金木水火土石草竹"
QUICK = Schedule(fewest_pairs=10, steps=60, batch=32, learning_rate=0.1)


def _model() -> StaticEmbedding:
    pieces = {piece: place for place, piece in enumerate(["[UNK]", *SUBJECTS, *TRADES, "。"])}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    return StaticEmbedding.from_table(np.random.default_rng(1).normal(size=(18, 16)).astype(np.float32), tokenizer)


def _documents() -> list[list[str]]:
    """A document a subject, in which it always stands beside its trade."""
    return [[s, *[f"{s * 7}{t}。{t * 7}{s}。"] * 4] for s, t in zip(SUBJECTS, TRADES, strict=True)]


def _pairs() -> list[Pair]:
    return sentence_pairs(_documents(), QUICK)


def test_words_that_keep_company_come_together() -> None:
    before = _model()
    after = adapt(before, _pairs(), QUICK)
    subjects, trades = list(SUBJECTS), list(TRADES)
    own = np.diagonal(before.encode(subjects) @ before.encode(trades).T)
    assert abs(float(own.mean())) < 0.3
    scores = after.encode(subjects) @ after.encode(trades).T
    assert scores.argmax(axis=1).tolist() == list(range(8))
    assert float(np.diagonal(scores).min()) > 0.5


def test_the_same_documents_give_the_same_model_and_the_given_one_stays_as_it_was() -> None:
    given = _model()
    first, second = adapt(given, _pairs(), QUICK), adapt(given, _pairs(), QUICK)
    assert first.id == second.id
    assert first.id != given.id
    assert given.id == _model().id


def test_too_little_text_leaves_the_model_as_it_is() -> None:
    model = _model()
    assert adapt(model, sentence_pairs(_documents()[:1])) is model
    assert adapt(model, []) is model


def test_what_the_model_knows_already_leaves_it_as_it_is() -> None:
    adapted = adapt(_model(), _pairs(), QUICK)
    assert adapted.id != _model().id
    assert adapt(adapted, _pairs(), replace(QUICK, known=0.2)) is adapted


def test_progress_tells_every_step() -> None:
    steps: list[tuple[int, int]] = []
    adapt(
        _model(),
        _pairs(),
        Schedule(fewest_pairs=10, known=2.0, steps=3, batch=8),
        lambda done, all_: steps.append((done, all_)),
    )
    assert steps == [(1, 3), (2, 3), (3, 3)]


def test_an_adapted_model_is_saved_and_loaded_like_any_other(tmp_path: Path) -> None:
    adapted = adapt(_model(), _pairs(), QUICK)
    adapted.save(tmp_path)
    loaded = load_embedding(tmp_path)
    assert loaded.id == adapted.id
    np.testing.assert_array_equal(loaded.encode(["甲金", "乙"]), adapted.encode(["甲金", "乙"]))


def test_the_slope_is_that_of_the_cross_entropy() -> None:
    chance = np.random.default_rng(3)
    table: Any = chance.normal(size=(5, 3))
    anchors, positives = (csr_matrix(chance.dirichlet(np.ones(5), size=4)) for _ in range(2))

    def loss(values: Any) -> float:
        left, right = anchors @ values, positives @ values
        left, right = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (left, right))
        scores = 4 * left @ right.T
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - np.diagonal(scores)))

    expected: Any = np.zeros_like(table)
    for place in np.ndindex(*table.shape):
        nudge = np.zeros_like(table)
        nudge[place] = 1e-6
        expected[place] = (loss(table + nudge) - loss(table - nudge)) / 2e-6
    np.testing.assert_allclose(_slope(table, anchors, positives, 4), expected, atol=1e-6)
