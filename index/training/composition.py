"""Pieces that share characters share meaning: what lets a rare piece learn from the common ones it looks like."""

import math

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import embedding_bag


class Composition(nn.Module):
    """A piece's vector is its own plus those of the characters and pairs of characters in it.

    A parametrization of the embedding's weight while it is trained (`torch.nn.utils.parametrize`), as fastText does with
    its n-grams (https://arxiv.org/abs/1607.04606); what ships is the sum, so answering costs nothing more.
    """

    grams: Tensor
    shares: Tensor
    starts: Tensor

    def __init__(self, tokenizer: Tokenizer, dimensions: int) -> None:
        super().__init__()
        vocabulary = tokenizer.get_vocab()
        grams = [_grams(piece) for piece in sorted(vocabulary, key=vocabulary.__getitem__)]
        known = {gram: place for place, gram in enumerate(sorted({gram for row in grams for gram in row}))}
        lengths = torch.tensor([len(row) for row in grams])
        self.register_buffer("grams", torch.tensor([known[gram] for row in grams for gram in row]))
        self.register_buffer("shares", torch.tensor([1 / math.sqrt(len(row)) for row in grams for _ in row]))
        self.register_buffer("starts", lengths.cumsum(0) - lengths)
        self.parts = nn.Parameter(torch.randn(len(known), dimensions))

    def forward(self, own: Tensor) -> Tensor:
        """`own` and the result: (pieces, dimensions)."""
        shared = embedding_bag(self.grams, self.parts, self.starts, mode="sum", per_sample_weights=self.shares)
        return own + shared


def _grams(piece: str) -> list[str]:
    if piece.startswith("["):  # a special token is no text
        return []
    pairs = [piece[place : place + 2] for place in range(len(piece) - 1)] if len(piece) > 2 else []
    return [*piece, *pairs]
