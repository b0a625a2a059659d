"""Training a static embedding model with sentence-transformers' own trainer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from datasets import Dataset
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from transformers import set_seed

from index.training.pairs import Pair


@dataclass(frozen=True, slots=True)
class Recipe:
    """What can be varied; the defaults are what the embedded model was made with."""

    pieces: int = 32_000
    dimensions: int = 512
    epochs: int = 3
    batch: int = 2_048
    learning_rate: float = 0.2
    question_weight: int = 6
    every: int = 7
    seed: int = 20


def train(tokenizer: Tokenizer, pairs: Sequence[Pair], recipe: Recipe) -> SentenceTransformer:
    """A model that puts the two texts of each pair close together and those of different pairs apart."""
    set_seed(recipe.seed)
    model = SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=recipe.dimensions)], device="cpu")
    columns = {"anchor": [pair.anchor for pair in pairs], "positive": [pair.positive for pair in pairs]}
    with TemporaryDirectory() as scratch:
        trainer = SentenceTransformerTrainer(
            model=model,
            args=_arguments(Path(scratch), recipe),
            train_dataset=Dataset.from_dict(columns),
            loss=MultipleNegativesRankingLoss(model),
        )
        trainer.train()
    return model


def _arguments(scratch: Path, recipe: Recipe) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=str(scratch),
        num_train_epochs=recipe.epochs,
        per_device_train_batch_size=recipe.batch,
        learning_rate=recipe.learning_rate,
        warmup_steps=0.1,
        seed=recipe.seed,
        use_cpu=not torch.cuda.is_available(),
        save_strategy="no",
        report_to="none",
        logging_steps=50,
    )
