"""Piece by piece: what a question names and what a text says of it."""

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.alignment import alignment
from index import StaticEmbedding

PIECES = ("甲", "乙", "近甲", "远", "的")
TABLE = np.array([[0, 0], [3, 0], [0, 3], [2.4, 1.8], [-3, 0], [0, 1]], np.float32)
"""The unknown, then the pieces: 近甲 is .8 like 甲 and .6 like 乙; 的 is as 乙 but weighs a third."""


def _model() -> StaticEmbedding:
    pieces = {piece: place for place, piece in enumerate(["[UNK]", *PIECES])}
    tokenizer = Tokenizer(models.WordLevel(pieces, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return StaticEmbedding.from_table(TABLE, tokenizer)


def test_each_piece_asked_for_is_set_beside_its_nearest() -> None:
    rows = alignment("甲 乙 的", ["甲 乙", "近甲", "远"], _model())
    expected = [
        [1.0, 1.0, 1.0, 1.0],  # both are there, and 的 is as 乙
        [
            (3 * 0.8 + 3 * 0.6 + 1 * 0.6) / 7,
            3 / 7,
            0.6,
            (9 * 0.8 + 9 * 0.6 + 1 * 0.6) / 19,
        ],  # 0.6 is not above the limit
        [0.0, 0.0, 0.0, 0.0],
    ]
    np.testing.assert_allclose(rows, expected, atol=0.02)


def test_nothing_asked_and_nothing_found_are_no_error() -> None:
    assert alignment("", ["甲"], _model()).tolist() == [[0.0, 0.0, 0.0, 0.0]]
    assert alignment("甲", [], _model()).shape == (0, 4)
    assert alignment("甲", [""], _model()).tolist() == [[0.0, 0.0, 0.0, 0.0]]
