"""How like a problem a clause is: the same fault, the same objects, the same field, and why a reader may think so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.profile import Profile, profile

TELLS = (1.0, 0.8, 0.5)
"""How much the name of a matter, its description and what is done about it tell of what it is about."""

NAMED = 0.5
"""Share of the objects that a clause must name to be about them."""


@dataclass(frozen=True)
class Likeness:
    """`share`, `told` and `named` are the shares of the objects found anywhere, before the measures, and in the name.

    `central` says whether one of the particular objects, if the problem has any, is found before the measures: who is to
    plan 家庭农场 learns nothing from another plan.
    """

    score: float
    share: float
    told: float
    named: float
    central: bool
    kinds: tuple[str, ...]
    objects: tuple[str, ...]
    same_fault: bool
    other_fault: bool


def likeness(about: Profile, told: tuple[str, str, str]) -> Likeness:
    """How like a problem (`about`) a matter is that is told by a name, a description and what is done about it."""
    parts = [(profile(text), weight) for text, weight in zip(told, TELLS, strict=True)]
    name = parts[0][0]
    objects = {o: max((weight for part, weight in parts if o in part.objects), default=0.0) for o in about.objects}
    kinds = {k: max((weight for part, weight in parts if k in part.kinds), default=0.0) for k in about.kinds}
    share = _weighted(about.objects, objects)
    same_field = any(about.fields & part.fields for part, _ in parts)
    particular = [held for o, held in objects.items() if about.objects[o] == 1]
    # A peculiar fault is the one to share, whatever else the problem tells.
    faults = about.peculiar or about.kinds
    # A problem that is named and is of none of these kinds is another problem, though it be about the same object.
    other = bool(kinds) and not any(kinds.values()) and bool(name.kinds)
    return Likeness(
        score=share + 0.8 * _best_and_mean(list(kinds.values())) + 0.2 * same_field - 0.3 * other,
        share=share,
        told=_weighted(about.objects, {o: float(held >= TELLS[1]) for o, held in objects.items()}),
        named=_weighted(about.objects, {o: float(o in name.objects) for o in objects}),
        central=not particular or max(particular) >= TELLS[1],
        kinds=tuple(sorted(k for k, held in kinds.items() if held)),
        objects=tuple(o for o, held in objects.items() if held),
        same_fault=bool(faults & name.kinds)
        or (any(held >= TELLS[1] for k, held in kinds.items() if k in faults) and share > NAMED),
        other_fault=bool(name.peculiar) and not about.kinds & name.kinds,
    )


def why(found: Likeness, words: float) -> str:
    """Why a clause fits, for the user who may take it out; `words` is the share of the problem's words that it holds."""
    parts = []
    if found.kinds:
        parts.append(f"同类问题（{'、'.join(found.kinds)}）")
    if found.objects:
        parts.append(f"同一对象（{'、'.join(found.objects)}）")
    return "，".join(parts) or f"用语相近（{round(100 * words)}%）"


def _weighted(objects: Mapping[str, float], held: Mapping[str, float]) -> float:
    total = sum(objects.values())
    return sum(objects[o] * share for o, share in held.items()) / total if total else 0.0


def _best_and_mean(held: Sequence[float]) -> float:
    """The best of them and their mean: one kind in common is much, all of them is everything."""
    return 0.6 * max(held) + 0.4 * sum(held) / len(held) if held else 0.0
