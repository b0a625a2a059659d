"""Vectors in and out, exact while they are few and in lists when many."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import vectors
from index.vectors import VectorIndex


@pytest.fixture(params=["exact", "in lists"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which vectors are kept; the lists from fewer vectors on than in use."""
    if request.param == "in lists":
        monkeypatch.setattr(vectors, "FLAT_MOST", 100)
    return str(request.param)


def _units(count: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, 32))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _ids(*ids: int) -> NDArray[np.int64]:
    return np.array(ids, np.int64)


def _built(matrix: NDArray[np.float32]) -> VectorIndex:
    return VectorIndex.empty(32).changed(_ids(), _ids(), np.arange(len(matrix)), matrix)


def test_a_vector_is_nearest_to_itself(kind: str) -> None:
    matrix = _units(400, seed=1)
    index = _built(matrix)
    assert [index.search(row, 1).tolist() for row in matrix[:20]] == [[number] for number in range(20)]
    np.testing.assert_allclose(index.scores(matrix[7], _ids(7, 9)), matrix[[7, 9]] @ matrix[7], atol=0.02)


def test_lists_find_what_looking_at_every_vector_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, queries = _units(3000, seed=2), _units(50, seed=3)
    monkeypatch.setattr(vectors, "FLAT_MOST", 100)
    index = _built(matrix)
    exact = np.argsort(-(queries @ matrix.T), axis=1)[:, :10]
    shared = [
        len({*index.search(query, 10).tolist()} & {*best.tolist()}) for query, best in zip(queries, exact, strict=True)
    ]
    assert round(sum(shared) / 500, 2) >= 0.95


def test_a_change_takes_out_and_puts_in(kind: str, tmp_path: Path) -> None:
    matrix = _units(400, seed=4)
    _built(matrix).save(tmp_path / "vectors.faiss")
    more = _units(2, seed=5)
    opened = VectorIndex.load(tmp_path / "vectors.faiss", for_change=True)
    opened.changed(np.arange(10, 400), np.arange(10), _ids(400, 401), more).save(tmp_path / "changed.faiss")
    changed = VectorIndex.load(tmp_path / "changed.faiss")
    assert changed.size == 392
    assert [changed.search(row, 1).tolist() for row in (*more, matrix[10])] == [[400], [401], [10]]
    assert not {*range(10)} & {*changed.search(matrix[3], 392).tolist()}


def test_a_filter_is_kept_however_far_its_vectors_lie(kind: str) -> None:
    matrix = _units(400, seed=6)
    index = _built(matrix)
    far = np.argsort(matrix @ matrix[0])[:3]
    assert sorted(index.search(matrix[0], 10, np.sort(far)).tolist()) == sorted(far.tolist())


def test_lists_are_laid_out_anew_when_they_have_grown_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "FLAT_MOST", 100)
    few, many = _units(144, seed=7), _units(900, seed=8)
    index = _built(few)
    assert index.lists == 12
    grown = index.changed(np.arange(144), _ids(), np.arange(144, 1044), many)
    assert grown.lists == 32
    assert grown.search(few[5], 1).tolist() == [5]
