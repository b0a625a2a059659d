"""What a problem is about: the kinds of fault, the objects and the fields that its words name.

Two problems are alike when the same thing went wrong with the same object, whatever words tell of it: 空置 and 没人用 are
one fault, 厂房 and 帮扶车间 one object. The words of the field stand in `taxonomy.tsv`, one kind or object a line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TAXONOMY = Path(__file__).with_name("taxonomy.tsv")


@dataclass(frozen=True)
class Profile:
    """Kinds of fault, objects with how much each tells (a general one such as 资金 tells less), and fields.

    `peculiar` are the kinds whose measures fit no other: who must pay back is no precedent for who was not paid.
    """

    kinds: frozenset[str]
    peculiar: frozenset[str]
    objects: Mapping[str, float]
    fields: frozenset[str]


@dataclass(frozen=True)
class _Entry:
    axis: str
    name: str
    field: str
    weight: float
    pattern: re.Pattern[str]


def profile(text: str) -> Profile:
    """The profile of a text: every kind and object whose words occur in it."""
    plain = re.sub(r"[\s*#“”‘’\"'「」『』]", "", text)
    found = [entry for entry in _entries() if entry.pattern.search(plain)]
    objects = {entry.name: entry.weight for entry in found if entry.axis == "object"}
    fields = frozenset(entry.field for entry in found if entry.axis == "object")
    kinds = [entry for entry in found if entry.axis == "kind"]
    peculiar = frozenset(entry.name for entry in kinds if entry.weight == 1)
    return Profile(frozenset(entry.name for entry in kinds), peculiar, objects, fields)


@cache
def _entries() -> tuple[_Entry, ...]:
    lines = _TAXONOMY.read_text(encoding="utf-8").splitlines()
    return tuple(_entry(line) for line in lines if line and not line.startswith("#"))


def _entry(line: str) -> _Entry:
    axis, name, field, weight, words = line.split("\t")
    return _Entry(axis, name, field, float(weight), re.compile("|".join(words.split())))
