"""How much of two sentences is the same, by their pairs of characters: what was said already need not be said again."""


def bigrams(text: str) -> set[str]:
    """The pairs of neighbouring characters of a text."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def contained(one: str, other: str) -> float:
    """Share of the bigrams of the shorter text that the longer has too, from 0 to 1."""
    first, second = bigrams(one), bigrams(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def alike(one: str, other: str) -> float:
    """Share of the bigrams of two texts that both have, from 0 to 1 (Jaccard)."""
    first, second = bigrams(one), bigrams(other)
    return len(first & second) / max(1, len(first | second))
