"""Texts into vectors: the embedded model, which needs numpy alone, or any other sentence-transformers model."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

EMBEDDED_MODEL = Path(__file__).parent / "model"
"""The directory of the model that ships with the product; its card is the README there."""

BGE_CHINESE_PROMPT = "为这个句子生成表示以用于检索相关文章："
"""What BAAI's Chinese models were trained to see before a query, and do not say in their configuration:
https://huggingface.co/BAAI/bge-small-zh-v1.5"""


class EmbeddingError(RuntimeError):
    """A model that cannot be loaded; the message says which, why and what to do."""


class Embedding(Protocol):
    """What turns texts into unit vectors whose inner product is their likeness."""

    @property
    def id(self) -> str:
        """A hash of the model's content: vectors under different ids must never be compared."""

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, one a row, (len(texts), dimensions), each of length 1, or 0 where nothing is known of a text."""

    def encode_query(self, text: str) -> Vectors:
        """A question's vector, (dimensions,), of length 1 or 0."""


@dataclass(frozen=True, slots=True)
class StaticEmbedding:
    """A table of vectors, one a piece of text; a text's vector is their mean. Half a millisecond a page, and no torch."""

    model: "StaticModel" = field(repr=False)
    id: str

    @classmethod
    def load(cls, directory: Path) -> "StaticEmbedding":
        """The model saved in `directory` by model2vec or by `index.training`."""
        from model2vec import StaticModel

        model = StaticModel.from_pretrained(directory, max_length=None)  # a long clause must be read to its end
        return cls(model, _hash_of_files([directory / "tokenizer.json", directory / "model.safetensors"]))

    @property
    def dimensions(self) -> int:
        return int(self.model.dim)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        # One thread: the tokenizer already uses every core, and model2vec's threads would switch that off for the process.
        return _unit(self.model.encode(list(texts), normalize=False, use_multiprocessing=False))

    def encode_query(self, text: str) -> Vectors:
        return self.encode([text])[0]


@dataclass(frozen=True, slots=True)
class TransformerEmbedding:
    """Any model that sentence-transformers can load. Slower, needs torch, and often better."""

    model: "SentenceTransformer" = field(repr=False)
    id: str
    query_prompt: str | None

    @classmethod
    def load(cls, name: str, query_prompt: str | None = None) -> "TransformerEmbedding":
        """The model of this name or in this directory.

        `query_prompt` is put before every question; by default what the model itself declares, or what BAAI's Chinese
        models are known to want. Raises `EmbeddingError` where the model is neither on this machine nor to be had.
        """
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(name, trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise EmbeddingError(
                f"embedding model {name!r} cannot be loaded ({type(error).__name__}): give the directory of a"
                " sentence-transformers model on this machine, or name none to use the embedded model"
            ) from error
        if query_prompt is None and "bge-" in name and "-zh" in name and not model.prompts.get("query"):
            query_prompt = BGE_CHINESE_PROMPT
        return cls(model, _hash_of_weights(model, query_prompt), query_prompt)

    @property
    def dimensions(self) -> int:
        return int(self.model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return _unit(self.model.encode_document(list(texts), show_progress_bar=False))

    def encode_query(self, text: str) -> Vectors:
        return _unit(self.model.encode_query([text], prompt=self.query_prompt, show_progress_bar=False))[0]


def load_embedding(model: str | Path | None = None, query_prompt: str | None = None) -> Embedding:
    """The embedded model where `model` is None, else the model in that directory or of that name.

    `query_prompt` is for transformer models alone: see `TransformerEmbedding.load`. Raises `EmbeddingError` with what
    to do where nothing can be loaded.
    """
    directory = EMBEDDED_MODEL if model is None else Path(model)
    if _is_static(directory):
        return StaticEmbedding.load(directory)
    if model is None:
        raise EmbeddingError(f"the embedded model is not in {directory}: install the product again")
    return TransformerEmbedding.load(str(model), query_prompt)


def _is_static(directory: Path) -> bool:
    """Whether model2vec can read the model, so that torch need not be imported."""
    modules = directory / "modules.json"
    if not (modules.is_file() and (directory / "tokenizer.json").is_file()):
        return False
    return str(json.loads(modules.read_text(encoding="utf-8"))[0]["type"]).endswith("StaticEmbedding")


def _unit(vectors: NDArray[np.generic]) -> Vectors:
    vectors = vectors.astype(np.float32)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(norms > 0, norms, 1)


def _hash_of_files(paths: Sequence[Path]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _hash_of_weights(model: "SentenceTransformer", query_prompt: str | None) -> str:
    """Of what was loaded and not of its name: the same name may give another model tomorrow."""
    digest = sha256((query_prompt or "").encode())
    for name, weights in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(weights.cpu().numpy().tobytes())
    return digest.hexdigest()[:16]
