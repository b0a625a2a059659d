"""Making a trained model small: one byte a number, in the layout that sentence-transformers and model2vec both read."""

from pathlib import Path

import numpy as np
from model2vec import StaticModel
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding


def ship(model: SentenceTransformer, directory: Path) -> None:
    """Write the model into `directory` as int8 rows, each with its own scale.

    One scale a row, not one for the whole table, since the rows' lengths are what weighs a piece: common ones are short,
    and a common scale would round them to nothing.
    """
    module = model[0]
    assert isinstance(module, StaticEmbedding)
    table = module.embedding.weight.detach().numpy()
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    shipped = StaticModel(
        vectors=np.rint(table / scales[:, None]).astype(np.int8),
        tokenizer=module.tokenizer,
        weights=scales.astype(np.float32),
        normalize=True,
        max_length=None,
    )
    shipped.save_pretrained(directory)
