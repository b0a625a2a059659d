"""`python -m eval.benchmarks.nearest [--bench DIR]`: every vector, inverted lists or a graph, over the statutes.

What `index.vectors` rests on: for each way and each number of articles, how long it takes to lay out and to search on one
thread, and how many of the 200 nearest it finds.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from eval.metrics.latency import percentile
from index import load_embedding
from index.hybrid import POOL
from index.training.pairs import rows
from index.vectors import inverted_lists

COUNTS = (1_000, 5_000, 20_000, 57_903)
QUESTIONS = 200

Vectors = NDArray[np.float32]


def flat(vectors: Vectors) -> faiss.Index:
    """Every vector is looked at."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def lists(vectors: Vectors) -> faiss.Index:
    """Inverted lists as the product lays them out."""
    index = inverted_lists(vectors)
    index.add(vectors)
    return index


def graph(vectors: Vectors) -> faiss.Index:
    """HNSW of 32 neighbours, 64 candidates while it is laid out and 256 while it is searched."""
    index = faiss.IndexHNSWFlat(vectors.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = 64, 256
    index.add(vectors)
    return index


def main() -> None:
    """Measure each way at each size; two threads lay out, one searches."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.nearest", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures too")
    options = parser.parse_args()
    embedding = load_embedding()
    texts = [f"{row['title']} {row['text']}" for row in rows(options.bench / "statutes" / "articles.jsonl.gz")]
    asked = [row["question"] for row in rows(options.bench / "statutes" / "questions.jsonl")][:QUESTIONS]
    queries, vectors = embedding.encode(asked), embedding.encode(texts)
    print("| vectors | way | laid out s | p50 ms | p95 ms | of the 200 nearest |\n" + "| --- " * 6 + "|", flush=True)
    found = []
    for count in COUNTS:
        best: list[set[int]] = []
        for lay_out in (flat, lists, graph):
            figures = _measured(lay_out, vectors[:count], queries, best)
            found.append({"vectors": count, "way": lay_out.__name__, **figures})
            print(
                f"| {count} | {lay_out.__name__} | " + " | ".join(f"{v:.2f}" for v in figures.values()) + " |",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _measured(
    lay_out: Callable[[Vectors], faiss.Index], vectors: Vectors, queries: Vectors, best: list[set[int]]
) -> dict[str, float]:
    """Seconds, milliseconds and the share found of `best`, which the first way, that looks at all, fills."""
    faiss.omp_set_num_threads(2)
    began = time.perf_counter()
    index = lay_out(vectors)
    seconds = time.perf_counter() - began
    faiss.omp_set_num_threads(1)
    took, near = [], []
    for query in queries:
        began = time.perf_counter()
        near.append({*index.search(query[None, :], POOL)[1][0].tolist()})
        took.append(1000 * (time.perf_counter() - began))
    best += near if not best else []
    shared = float(np.mean([len(one & other) / len(other) for one, other in zip(near, best, strict=True)]))
    return {"laid out s": seconds, "p50 ms": percentile(took, 0.5), "p95 ms": percentile(took, 0.95), "found": shared}


if __name__ == "__main__":
    main()
