"""Whether the cited text supports a sentence: every number, document number, title and modal word of it is found there.

A sentence that says 应当 where the clause says 可以, or 50万元 where it says 5万元, is worse than none, and it is what readers
check by hand. These checks are exact; they do not judge meaning.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.figures import Figure, document_numbers, figures, modalities, titles

_MODAL_NAMES = {"prohibition": "不得", "obligation": "应当", "permission": "可以"}


@dataclass(frozen=True)
class Certificate:
    """What was checked in one sentence, and what was not found in the text it cites (`missing`, as written)."""

    figures: int
    names: int
    modalities: int
    missing: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything was found."""
        return not self.missing

    @property
    def summary(self) -> str:
        """In plain words, for the reader."""
        if self.missing:
            return f"引用原文中未见：{'、'.join(self.missing)}"
        parts = [
            f"{count} 处{what}"
            for count, what in (
                (self.figures, "数字"),
                (self.names, "文号或文件名"),
                (self.modalities, "应当、可以、不得等表述"),
            )
            if count
        ]
        return f"{'、'.join(parts)}均与原文一致" if parts else "逐字引自原文"


def certify(sentence: str, sources: Sequence[str]) -> Certificate:
    """Check a sentence against the texts it cites, taken together."""
    source = "\n".join(sources)
    known = figures(source)
    stated = figures(sentence)
    named = sorted(document_numbers(sentence)) + sorted(titles(sentence))
    known_names = document_numbers(source) | titles(source)
    modal = sorted(modalities(sentence))
    known_modal = modalities(source)
    missing = [figure.text for figure in stated if not _known(figure, known)]
    missing += [name for name in named if name not in known_names]
    missing += [_MODAL_NAMES[name] for name in modal if name not in known_modal]
    return Certificate(len(stated), len(named), len(modal), tuple(dict.fromkeys(missing)))


def combine(certificates: Sequence[Certificate]) -> Certificate:
    """One certificate for several sentences."""
    return Certificate(
        sum(c.figures for c in certificates),
        sum(c.names for c in certificates),
        sum(c.modalities for c in certificates),
        tuple(dict.fromkeys(name for c in certificates for name in c.missing)),
    )


def _known(figure: Figure, known: Sequence[Figure]) -> bool:
    """Same value, and the same unit unless one of the two states none."""
    return any(
        figure.value == other.value and (figure.unit == other.unit or not figure.unit or not other.unit)
        for other in known
    )
