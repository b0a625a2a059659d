"""Texts into vectors: the embedded model, which needs numpy alone, or any other sentence-transformers model."""

import functools
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import KnownError

if TYPE_CHECKING:
    from model2vec import StaticModel
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]

EMBEDDED_MODEL = Path(__file__).parent / "model"
"""The directory of the model that ships with the product; its card is the README there."""

BGE_CHINESE_PROMPT = "为这个句子生成表示以用于检索相关文章："
"""What BAAI's Chinese models were trained to see before a query, and do not say in their configuration:
https://huggingface.co/BAAI/bge-small-zh-v1.5"""


class EmbeddingError(KnownError):
    """A model that cannot be loaded."""


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
        """The model saved in `directory` by `save`, by `index.training` or by model2vec."""
        from model2vec import StaticModel

        # A long clause must be read to its end: no greatest length.
        return cls._of(StaticModel.from_pretrained(directory, max_length=None))

    @classmethod
    def from_table(cls, table: Vectors, tokenizer: "Tokenizer") -> "StaticEmbedding":
        """A model of the vectors in `table`, (pieces, dimensions), kept as int8 rows, each with its own scale.

        One scale a row and not one for the whole table, since the rows' lengths are what weighs a piece: common ones are
        short, and a common scale would round them to nothing.
        """
        from model2vec import StaticModel

        scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
        rows = np.rint(table / scales[:, None]).astype(np.int8)
        return cls._of(StaticModel(rows, tokenizer, weights=scales.astype(np.float32), normalize=True, max_length=None))

    @classmethod
    def _of(cls, model: "StaticModel") -> "StaticEmbedding":
        parts = [model.embedding, model.weights, model.token_mapping]
        content = [part.tobytes() for part in parts if part is not None]
        return cls(model, _hash([*content, model.tokenizer.to_str().encode()]))

    def with_table(self, table: Vectors) -> "StaticEmbedding":
        """A model of the same pieces with other vectors."""
        return self.from_table(table, self.model.tokenizer)

    def table(self) -> Vectors:
        """The vector of every piece, (pieces, dimensions), as a copy."""
        return self.piece_vectors(np.arange(len(self.model.tokens)))

    def pieces(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The pieces of each text in order, as rows of the table."""
        return [np.asarray(ids, np.int64) for ids in self.model.tokenize(list(texts))]

    def piece_vectors(self, pieces: NDArray[np.int64]) -> Vectors:
        """The vectors of these pieces, (len(pieces), dimensions), each as long as the piece weighs."""
        rows = pieces if self.model.token_mapping is None else self.model.token_mapping[pieces]
        vectors = self.model.embedding[rows].astype(np.float32)
        return (
            vectors
            if self.model.weights is None
            else np.asarray(vectors * self.model.weights[pieces][:, None], np.float32)
        )

    def save(self, directory: Path) -> None:
        """Write the model where `load_embedding`, model2vec and sentence-transformers can read it."""
        self.model.save_pretrained(directory)

    @property
    def dimensions(self) -> int:
        return int(self.model.dim)

    def encode(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        # One thread: the tokenizer already uses every core, and model2vec's threads would switch that off for the process.
        return _unit(self.model.encode(list(texts), normalize=False, use_multiprocessing=False))

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self.encode([text])[0]
        return vector


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
        models are known to want. Nothing is downloaded: a name is looked up among the models already on this machine, and
        `EmbeddingError` is raised where it is not there.
        """
        from sentence_transformers import SentenceTransformer

        try:
            model = SentenceTransformer(name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise EmbeddingError(
                f"向量模型 {name!r} 无法加载（{type(error).__name__}）：本软件不联网下载模型，"
                "请先把 sentence-transformers 模型下载到本机并给出其目录，或不指定模型以使用自带模型"
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
        vector: Vectors = _unit(self.model.encode_query([text], prompt=self.query_prompt, show_progress_bar=False))[0]
        return vector


def load_embedding(model: str | Path | None = None, query_prompt: str | None = None) -> Embedding:
    """The embedded model where `model` is None, else the model in that directory or of that name.

    `query_prompt` is for transformer models alone: see `TransformerEmbedding.load`. Raises `EmbeddingError` with what
    to do where nothing can be loaded.
    """
    directory = EMBEDDED_MODEL if model is None else Path(model)
    if _is_static(directory):
        return _static(directory, max(path.stat().st_mtime_ns for path in directory.iterdir()))
    if model is None:
        raise EmbeddingError(f"自带向量模型不在 {directory}：请重新安装本软件")
    return TransformerEmbedding.load(str(model), query_prompt)


@functools.lru_cache(maxsize=2)
def _static(directory: Path, changed: int) -> StaticEmbedding:
    """The static model of a directory as it was `changed`: whoever opens it again in one process need not read it again."""
    return StaticEmbedding.load(directory)


def _is_static(directory: Path) -> bool:
    """Whether model2vec can read the model, so that torch need not be imported."""
    modules = directory / "modules.json"
    if not (modules.is_file() and (directory / "tokenizer.json").is_file()):
        return False
    return str(json.loads(modules.read_text(encoding="utf-8"))[0]["type"]).endswith("StaticEmbedding")


def _unit(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(norms > 0, norms, 1), np.float32)


def _hash_of_weights(model: "SentenceTransformer", query_prompt: str | None) -> str:
    """Of what was loaded and not of its name: the same name may give another model tomorrow."""
    content = [(query_prompt or "").encode()]
    for name, weights in sorted(model.state_dict().items()):
        content += [name.encode(), weights.cpu().numpy().tobytes()]
    return _hash(content)


def _hash(content: Iterable[bytes]) -> str:
    digest = sha256()
    for part in content:
        digest.update(part)
    return digest.hexdigest()[:16]
