"""Nearest vectors by inner product. The only module that knows FAISS, so that a server can take its place."""

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray


class VectorIndex:
    """Unit vectors of all pieces, searched exactly. Positions are those of the matrix it was built from."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> "VectorIndex":
        """Index the rows of `vectors`, shape (n, d), each of length 1 or 0."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def search(
        self, query: NDArray[np.float32], top: int, allowed: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `top` nearest positions and their inner products, best first, among those that `allowed` marks (all if None)."""
        parameters = None
        if allowed is not None:
            bits = np.packbits(allowed, bitorder="little")
            # The stubs describe the C++ constructors; the Python ones take arrays and keywords.
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        scores, positions = self._index.search(query[None, :], min(top, max(1, self._index.ntotal)), params=parameters)
        found = positions[0] >= 0
        return positions[0][found], scores[0][found]

    def scores(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Inner products of the query with the vectors at `positions`."""
        if not len(positions):
            return np.zeros(0, dtype=np.float32)
        vectors: NDArray[np.float32] = self._index.reconstruct_batch(positions)
        return vectors @ query

    def save(self, path: Path) -> None:
        """Write the index to one file."""
        faiss.write_index(self._index, str(path))

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        """Map what `save` wrote: pages are read as they are searched."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
