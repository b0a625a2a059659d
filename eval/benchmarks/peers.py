"""What a user would otherwise have: stock llama-index and txtai over the same files, as their own documentation shows them.

Optional (`pip install '.[peers]'`); a peer that is not installed is left out of the table.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from eval.benchmarks.case import Benchmark, Case, Hit
from eval.benchmarks.ours import System
from index import Embedding

NAMES = ("llama-index-bm25", "llama-index-vectors", "txtai-bm25")

PATIENCE = 10_000_000
"""Texts times questions above which llama-index's own vector store, which compares in Python, would take an hour."""


def systems(benchmark: Benchmark, embedding: Embedding, chosen: Sequence[str]) -> Iterator[System]:
    """The peers that are installed, each built when its turn comes."""
    makers: dict[str, tuple[str, Callable[[], System]]] = {
        "llama-index-bm25": ("llama_index.retrievers.bm25", lambda: _llama_index_bm25(benchmark)),
        "llama-index-vectors": ("llama_index.core", lambda: _llama_index_vectors(benchmark, embedding)),
        "txtai-bm25": ("txtai", lambda: _txtai(benchmark)),
    }
    for name in chosen:
        package, make = makers[name]
        too_slow = name == "llama-index-vectors" and len(benchmark.units) * len(benchmark.cases) > PATIENCE
        if _installed(package) and not too_slow:
            yield make()


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def _chunks(benchmark: Benchmark, size: int) -> list[Any]:
    """The files as llama-index reads and splits them by default, in chunks of at most `size` tokens."""
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter

    documents = [Document(text=unit.text, metadata=_source(unit)) for unit in benchmark.units]
    own = [path for path in benchmark.documents if path.suffix != ".law"]
    documents += [Document(text=_plain_text(path), metadata={"document": path.name, "address": None}) for path in own]
    for document in documents:
        document.excluded_embed_metadata_keys = document.excluded_llm_metadata_keys = ["document", "address"]
    splitter = SentenceSplitter(chunk_size=size, chunk_overlap=size // 5)
    return splitter.get_nodes_from_documents(documents)


def _source(unit: Hit) -> dict[str, str | None]:
    return {"document": unit.document, "address": unit.address}


def _plain_text(path: Path) -> str:
    """A file's text as llama-index's default readers give it: pypdf for PDF, the text itself otherwise."""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _hit(node: Any) -> Hit:
    return Hit(node.metadata["document"], node.text, node.metadata["address"], node.start_char_idx)


def _llama_index_bm25(benchmark: Benchmark) -> System:
    """`BM25Retriever.from_defaults` over the chunks of the stock `SentenceSplitter`."""
    nodes = _chunks(benchmark, 1024)
    retriever = import_module("llama_index.retrievers.bm25").BM25Retriever.from_defaults(
        nodes=nodes, similarity_top_k=min(100, len(nodes))
    )
    return System("llama-index-bm25", partial(_retrieve, retriever))


def _llama_index_vectors(benchmark: Benchmark, embedding: Embedding) -> System:
    """`VectorStoreIndex` over chunks of 512 tokens, with the same embedding model as ours."""
    from llama_index.core import VectorStoreIndex
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Embedded(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return list(map(float, embedding.encode([text])[0]))

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in embedding.encode(texts)]

        def _get_query_embedding(self, query: str) -> list[float]:
            return list(map(float, embedding.encode_query(query)))

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    index = VectorStoreIndex(_chunks(benchmark, 512), embed_model=Embedded(embed_batch_size=256))
    return System("llama-index-vectors", partial(_retrieve, index.as_retriever(similarity_top_k=100)))


def _retrieve(retriever: Any, case: Case, top: int) -> list[Hit]:
    return [_hit(found.node) for found in retriever.retrieve(case.whole)[:top]]


def _txtai(benchmark: Benchmark) -> System:
    """txtai's keyword index with its own tokenizer over the same stock chunks."""
    nodes = _chunks(benchmark, 1024)
    embeddings = import_module("txtai").Embeddings(keyword=True)
    embeddings.index([(number, node.text, None) for number, node in enumerate(nodes)])

    def search(case: Case, top: int) -> list[Hit]:
        return [_hit(nodes[number]) for number, _ in embeddings.search(case.whole, top)]

    return System("txtai-bm25", search)
