"""The product's own configurations: each side of the search alone, both, and what is shown after the evidence was weighed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from llama_index.core.schema import BaseNode, TextNode

from assistant import Assistant, Settings
from eval.benchmarks.case import Benchmark, Case, Hit
from index import Generation, Library, load_embedding
from index.hybrid import Side

SIDES: dict[str, Side] = {"bm25": "lexical", "vectors": "dense", "hybrid": "both"}
"""Configurations of the search alone."""

UNADAPTED: dict[str, Side] = {"vectors-unadapted": "dense", "hybrid-unadapted": "both"}
"""The same by the model as it ships, where it was adapted to the documents: what adapting is worth."""

NAMES = (*SIDES, *UNADAPTED, "assistant")
"""All configurations; differences are to the first."""


@dataclass(frozen=True)
class System:
    """Something that searches; `search` gives hits for a question, best first."""

    name: str
    search: Callable[[Case, int], list[Hit]]


def build(
    benchmark: Benchmark, folder: Path, model: str | None = None, adapts: bool = True
) -> tuple[Library, list[str]]:
    """The documents of a benchmark indexed in `folder` as for any user, and why files were refused."""
    library = Library(folder, load_embedding(model), benchmark.parse, adapts)
    return library, [added.refused for added in library.add(benchmark.documents) if added.refused]


def systems(library: Library, model: str | None = None) -> Iterator[System]:
    """The configurations over a built index."""
    generation = library.generation
    assert generation is not None
    for name, side in SIDES.items():
        yield System(name, partial(_hits, generation, side))
    yield System("assistant", partial(_shown, Assistant(Settings(library.folder, model))))


def unadapted(benchmark: Benchmark, folder: Path, model: str | None = None) -> Iterator[System]:
    """The configurations over an index of its own in `folder`, whose model learnt nothing of the documents."""
    generation = build(benchmark, folder, model, adapts=False)[0].generation
    assert generation is not None
    for name, side in UNADAPTED.items():
        yield System(name, partial(_hits, generation, side))


def _hits(generation: Generation, side: Side, case: Case, top: int) -> list[Hit]:
    return [_hit(found.node) for found in generation.hits(case.whole, top, side=side)]


def _shown(assistant: Assistant, case: Case, top: int) -> list[Hit]:
    return [_hit(found.node) for found in assistant.search(case.whole, top)]


def _hit(node: BaseNode) -> Hit:
    assert isinstance(node, TextNode)
    return Hit(str(node.metadata["document"]), node.text, str(node.metadata["address"]), node.start_char_idx)
