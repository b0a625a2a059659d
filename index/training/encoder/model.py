"""The encoder with its heads: where the answer stands in a passage, and whether it stands there at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel, PreTrainedTokenizerFast

from index.training.encoder.examples import Example

QUESTION, LONGEST = 64, 320
"""Tokens of a question where nothing else is said, and of a question with its passage."""

STEP = 64
"""Tokens by which batches grow in length: each shape that a processor's library has not seen costs it time and memory."""


@dataclass(frozen=True, slots=True)
class Feature:
    """An example in tokens. `starts` and `ends` are places of tokens; place 0 stands for no answer, no place for unknown."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    answers: bool


class Reader(nn.Module):
    """A BERT with two heads: start and end at each token, and one number for the pair of question and passage."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.span = nn.Linear(encoder.config.hidden_size, 2)
        self.decision = nn.Linear(encoder.config.hidden_size, 1)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of (batch, tokens, 2) and of (batch,) for ids and mask of (batch, tokens)."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        # fp16 and int8 know no larger number that is safe to add to.
        hidden = (1 - attention_mask[..., None]) * -1e4
        return self.span(states).float() + hidden, self.decision(states[:, 0]).float()[:, 0]


def feature(example: Example, tokenizer: PreTrainedTokenizerFast, question: int = QUESTION) -> Feature:
    """The example in tokens, of the question so many at most; an answer that was cut off is one that is not there."""
    said = tokenizer(
        example.question, truncation=True, max_length=question, add_special_tokens=False, return_offsets_mapping=True
    )
    asked = example.question[: said["offset_mapping"][-1][1]]
    encoded = tokenizer(
        asked, example.passage, truncation="only_second", max_length=LONGEST, return_offsets_mapping=True
    )
    second = [place for place, part in enumerate(encoded.sequence_ids()) if part == 1]
    offsets = encoded["offset_mapping"]
    starts, ends = [], []
    for start, end in example.spans:
        first = next((i for i in second if offsets[i][0] <= start < offsets[i][1]), None)
        last = next((i for i in second if offsets[i][0] < end <= offsets[i][1]), None)
        if first is not None and last is not None and first <= last:
            starts.append(first)
            ends.append(last)
    answers = example.answers and (bool(starts) or not example.spans)
    if not answers:
        starts, ends = [0], [0]
    return Feature(tuple(encoded["input_ids"]), tuple(starts), tuple(ends), answers)


def padded(tokens: int) -> int:
    """The length of a batch that holds so many tokens."""
    return -(-tokens // STEP) * STEP


def batch_of(features: Sequence[Feature], padding: int) -> tuple[Tensor, Tensor]:
    """Ids and mask, both of (batch, tokens), the tokens a multiple of `STEP`."""
    longest = padded(max(len(each.ids) for each in features))
    ids = torch.full((len(features), longest), padding)
    mask = torch.zeros((len(features), longest), dtype=torch.long)
    for row, each in enumerate(features):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    return ids, mask


def loss_of(spans: Tensor, decisions: Tensor, features: Sequence[Feature]) -> Tensor:
    """Cross-entropy of starts and ends, shared evenly by several answers, and of the decision."""
    wanted = torch.zeros_like(spans)
    for row, each in enumerate(features):
        for column, places in enumerate((each.starts, each.ends)):
            for place in places:
                wanted[row, place, column] += 1 / len(places)
    known = torch.tensor([bool(each.starts) for each in features], device=spans.device)
    read = -(wanted * functional.log_softmax(spans, dim=1)).sum(dim=1).mean(dim=1)
    answers = torch.tensor([float(each.answers) for each in features], device=spans.device)
    decided = functional.binary_cross_entropy_with_logits(decisions, answers)
    return (read * known).sum() / known.sum().clamp(min=1) + decided
