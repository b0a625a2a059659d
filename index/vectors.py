"""Nearest vectors by inner product. The only module that knows FAISS, so that a server can take its place."""

import errno
import os
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

FLAT_MOST = 20_000
"""Vectors up to which every one is looked at; `eval.benchmarks.nearest` compares what that and lists cost and find."""

PROBED = 48
"""Lists that a search looks into."""

GROWN = 4
"""Times as many vectors as its lists were laid out for that an index may hold before they are laid out anew."""

_ROUNDS, _SAMPLE = 10, 64
"""Rounds of k-means and vectors a list to learn the lists from: more of either finds nothing more."""

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class VectorIndex:
    """Unit vectors of pieces, known by the ids of the pieces: exact while they are few, in inverted lists when many.

    Inverted lists (IVF) and no graph (HNSW): they are laid out ten times as fast, and vectors can be taken out.
    """

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        if isinstance(index, faiss.IndexIVF):
            index.nprobe = PROBED

    @classmethod
    def empty(cls, dimensions: int) -> "VectorIndex":
        """An index of no vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions)))

    def changed(self, kept: Ids, removed: Ids, added: Ids, vectors: Vectors) -> "VectorIndex":
        """The index without the vectors under `removed`, and with `vectors`, (added, d), each of length 1 or 0.

        `kept` are the ids of all others. This index is used up: it must be one read for change, and not be used again.
        """
        if len(removed):
            self._index.remove_ids(faiss.IDSelectorArray(removed))
        if len(kept) + len(added) > max(FLAT_MOST, GROWN * self.lists**2):
            old = self._index.reconstruct_batch(kept) if len(kept) else np.zeros((0, self._index.d), np.float32)
            return _in_lists(np.concatenate([kept, added]), np.concatenate([old, vectors]))
        if len(added):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), added)
        return self

    @property
    def lists(self) -> int:
        """Number of inverted lists, the square root of the number of vectors that they were laid out for; 0: exact."""
        return int(self._index.nlist) if isinstance(self._index, faiss.IndexIVF) else 0

    @property
    def size(self) -> int:
        """Number of vectors."""
        return int(self._index.ntotal)

    def search(self, query: Vectors, top: int, allowed: Ids | None = None) -> Ids:
        """Ids of the `top` nearest, best first, among those allowed (all if None; at least one if given)."""
        parameters = None if allowed is None else self._within(allowed)
        _, ids = self._index.search(query[None, :], min(top, max(1, self.size)), params=parameters)
        found: Ids = ids[0][ids[0] >= 0]
        return found

    def _within(self, allowed: Ids) -> faiss.SearchParameters:
        """Look at these ids alone, in all lists: what a filter leaves over may lie in lists far from the query."""
        marks = np.zeros(int(allowed.max()) + 1, np.bool_)
        marks[allowed] = True
        # The stubs describe the C++ constructors; the Python ones take arrays and keywords.
        selector = faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))  # type: ignore[call-arg, arg-type]
        if isinstance(self._index, faiss.IndexIVF):
            return faiss.SearchParametersIVF(sel=selector, nprobe=self._index.nlist)  # type: ignore[call-arg]
        return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]

    def scores(self, query: Vectors, ids: Ids) -> Vectors:
        """Inner products of the query with the vectors under `ids`."""
        if not len(ids):
            return np.zeros(0, np.float32)
        vectors: Vectors = self._index.reconstruct_batch(ids)
        return vectors @ query

    def save(self, path: Path) -> None:
        """Write the index to one file.

        Raises:
            OSError: if there is no room for it.
        """
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            if os.strerror(errno.ENOSPC) in str(error):  # which FAISS tells in words alone
                raise OSError(errno.ENOSPC, str(error)) from error
            raise

    @classmethod
    def load(cls, path: Path, for_change: bool = False) -> "VectorIndex":
        """What `save` wrote, mapped, so that pages are read as they are searched; or in memory where it is to be changed."""
        return cls(faiss.read_index(str(path), 0 if for_change else faiss.IO_FLAG_MMAP_IFC))


def inverted_lists(vectors: Vectors) -> faiss.IndexIVF:
    """Empty lists laid out for these vectors at one byte a number, as many as the square root of their count."""
    lists = round(len(vectors) ** 0.5)
    index = faiss.index_factory(vectors.shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
    assert isinstance(index, faiss.IndexIVF)
    index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _SAMPLE
    index.nprobe = PROBED
    index.train(vectors)
    return index


def _in_lists(ids: Ids, vectors: Vectors) -> VectorIndex:
    index = inverted_lists(vectors)
    index.set_direct_map_type(faiss.DirectMap.Hashtable)  # type: ignore[attr-defined]  # vectors are asked for by their ids
    index.add_with_ids(vectors, ids)
    return VectorIndex(index)
