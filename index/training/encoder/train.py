"""One training of all heads in stages, within a time; a checkpoint is left every few minutes, and taken up again."""

import random
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import torch

from index.training.encoder.model import Feature, Reader, batch_of, loss_of, padded

TOKENS = 5_000
"""Tokens of a batch."""

WARM = 100
"""Steps after which the rate is whole; from then on it falls to nothing at the end of the time."""

KEPT = 300.0
"""Seconds between two checkpoints."""


@dataclass(frozen=True)
class Stage:
    """What is learnt from until a share of the time is spent."""

    features: Sequence[Feature]
    until: float


@dataclass
class Progress:
    """How far a training is: steps made and seconds spent, in all runs that it took."""

    steps: int = 0
    seconds: float = 0.0


def train(
    reader: Reader,
    stages: Sequence[Stage],
    rates: tuple[float, float],
    seconds: float,
    checkpoint: Path,
    seed: int,
    padding: int,
) -> None:
    """Train for so many seconds in all, the encoder and its heads by `rates`; what `checkpoint` holds of an earlier run goes on."""
    device = next(reader.parameters()).device
    heads = [*reader.span.parameters(), *reader.decision.parameters()]
    groups = [{"params": reader.encoder.parameters(), "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    progress = _resumed(reader, optimizer, checkpoint)
    began, kept = time.monotonic() - progress.seconds, progress.seconds
    losses: deque[float] = deque(maxlen=100)
    fast = device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()  # elsewhere bf16 is slower than what it saves
    reader.train()
    batches = [_batches(stage.features, seed + progress.steps) for stage in stages]
    while (spent := time.monotonic() - began) < seconds:
        progress.seconds = spent
        chosen = next(batches[next(i for i, stage in enumerate(stages) if spent <= stage.until * seconds)])
        share = min(1.0, (progress.steps + 1) / WARM) * (1 - progress.seconds / seconds)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        ids, mask = batch_of(chosen, padding)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=fast):
            spans, decisions = reader(ids.to(device), mask.to(device))
        loss = loss_of(spans, decisions, chosen)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        progress.steps += 1
        losses.append(loss.item())
        if progress.steps % 25 == 0:
            print(f"step {progress.steps} of {progress.seconds:.0f} s: loss {fmean(losses):.3f}", flush=True)
        if progress.seconds - kept > KEPT:
            kept = progress.seconds
            _keep(reader, optimizer, progress, checkpoint)
    _keep(reader, optimizer, progress, checkpoint)


def _batches(features: Sequence[Feature], seed: int) -> Iterator[list[Feature]]:
    """Batches of examples of one length, over and over, each time in another order. All of one length are of one size."""
    chance = random.Random(seed)
    waiting: dict[int, list[Feature]] = defaultdict(list)
    while True:
        for each in chance.sample(features, len(features)):
            length = padded(len(each.ids))
            waiting[length].append(each)
            if len(waiting[length]) * length >= TOKENS:
                yield waiting.pop(length)


def _keep(reader: Reader, optimizer: torch.optim.Optimizer, progress: Progress, checkpoint: Path) -> None:
    state = {"reader": reader.state_dict(), "optimizer": optimizer.state_dict(), "progress": vars(progress)}
    aside = checkpoint.with_suffix(".part")
    torch.save(state, aside)
    aside.replace(checkpoint)


def _resumed(reader: Reader, optimizer: torch.optim.Optimizer, checkpoint: Path) -> Progress:
    if not checkpoint.is_file():
        return Progress()
    state = torch.load(checkpoint, weights_only=True)
    reader.load_state_dict(state["reader"])
    optimizer.load_state_dict(state["optimizer"])
    return Progress(**state["progress"])
