"""Training a static embedding model with sentence-transformers' own trainer: first on statutes, then on questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.base.sampler import BatchSamplers, MultiDatasetBatchSamplers
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from torch.nn.utils import parametrize
from transformers import set_seed

from index.training.composition import Composition
from index.training.pairs import Example

OWN_SPREAD = 0.3
"""Standard deviation of a piece's own vector at the start, below that of its characters: first it is what it is made of."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one stage of the training goes."""

    steps: int
    batch: int
    learning_rate: float
    seed: int = 20


READING = Course(steps=450, batch=2048, learning_rate=0.2)
"""Learning from statutes alone which words keep company."""

ANSWERING = Course(steps=140, batch=384, learning_rate=0.1)
"""Learning from questions, with articles among them so that the rest is not forgotten."""


def new_model(tokenizer: Tokenizer, dimensions: int, seed: int) -> SentenceTransformer:
    """An untrained model over the tokenizer's pieces."""
    set_seed(seed)
    module = StaticEmbedding(tokenizer, embedding_dim=dimensions)
    with torch.no_grad():
        module.embedding.weight.mul_(OWN_SPREAD)
    parametrize.register_parametrization(module.embedding, "weight", Composition(tokenizer, dimensions))
    return SentenceTransformer(modules=[module], device="cpu")


def train(model: SentenceTransformer, parts: Sequence[Sequence[Example]], course: Course) -> None:
    """Put the two texts of each example close together, and those of different examples apart.

    A batch comes from one part, and parts take turns, so that in each the examples have the same number of negatives.
    """
    with TemporaryDirectory() as scratch:
        _Trainer(
            model=model,
            args=_arguments(Path(scratch), course),
            train_dataset=DatasetDict({str(place): _dataset(part) for place, part in enumerate(parts)}),
            loss=MultipleNegativesRankingLoss(model),
        ).train()


def train_and_average(
    model: SentenceTransformer, parts: Sequence[Sequence[Example]], course: Course, seeds: Sequence[int]
) -> torch.Tensor:
    """The mean of the tables of pieces, (pieces, dimensions), that training from `model` gives with each seed.

    What one order of the examples taught by chance is averaged out (Wortsman et al. 2022, "Model soups"). The model is left
    as the last seed made it.
    """
    start = {name: values.clone() for name, values in model.state_dict().items()}
    tables = []
    for seed in seeds:
        model.load_state_dict(start)
        train(model, parts, replace(course, seed=seed))
        tables.append(table_of(model).clone())
    return torch.stack(tables).mean(dim=0)


def _dataset(examples: Sequence[Example]) -> Dataset:
    return Dataset.from_dict(
        {
            "anchor": [example.anchor for example in examples],
            "positive": [example.positive for example in examples],
        }
        | {
            f"negative_{place}": [example.negatives[place] for example in examples]
            for place in range(len(examples[0].negatives))
        }
    )


def table_of(model: SentenceTransformer) -> torch.Tensor:
    """The vector of every piece, (pieces, dimensions), composed."""
    module = model[0]
    assert isinstance(module, StaticEmbedding)
    return module.embedding.weight.detach()


class _Trainer(SentenceTransformerTrainer):
    """Composes the pieces' vectors once a step, and not once for each column of the batch."""

    def compute_loss(self, *args: Any, **kwargs: Any) -> Any:
        with parametrize.cached():
            return super().compute_loss(*args, **kwargs)


def _arguments(scratch: Path, course: Course) -> SentenceTransformerTrainingArguments:
    return SentenceTransformerTrainingArguments(
        output_dir=str(scratch),
        max_steps=course.steps,
        per_device_train_batch_size=course.batch,
        learning_rate=course.learning_rate,
        warmup_steps=0.1,
        max_grad_norm=0,
        seed=course.seed,
        batch_sampler=BatchSamplers.NO_DUPLICATES,  # a question's other article would count as wrong
        multi_dataset_batch_sampler=MultiDatasetBatchSamplers.ROUND_ROBIN,
        use_cpu=True,
        save_strategy="no",
        report_to="none",
        logging_steps=50,
    )
