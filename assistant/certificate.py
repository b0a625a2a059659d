"""Whether the cited text supports a sentence: every number, date, name and modal word of it is found there.

A sentence that says 应当 where the clause says 可以, or 50万元 where it says 5万元, is worse than none, and it is what readers
check by hand. These checks are exact; they do not judge meaning.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.dates import Date, dates, without_dates
from assistant.figures import Figure, ordinals_and_figures, plain, with_column_units
from assistant.modality import SPOKEN, forces, missing_forces
from assistant.names import count_names, missing_names, without_titles
from assistant.places import displaced, words_after, words_before
from assistant.sentences import tidy


@dataclass(frozen=True)
class Certificate:
    """What was checked in one sentence, and what was not found in the text it cites (`missing`, as written).

    `computed` counts what no source says since it was computed from what they say.
    """

    figures: int
    names: int
    modalities: int
    missing: tuple[str, ...]
    computed: int = 0

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
                (self.figures, "数字、日期"),
                (self.names, "文号、机构或地名"),
                (self.modalities, "应当、可以、不得等表述"),
            )
            if count
        ]
        told = f"{'、'.join(parts)}均与原文一致" if parts else "没有需要核对的数字、日期、名称和应当、不得等表述"
        return f"{told}；{self.computed} 处由所引各行计算得出" if self.computed else told


def certify(sentence: str, sources: Sequence[str]) -> Certificate:
    """Check a sentence against the texts it cites, taken together.

    Words copied whole need no reading: they say what the source says.
    """
    stated = plain(tidy(sentence))
    read = without_titles(stated)
    told, counted = dates(read), ordinals_and_figures(without_dates(read))
    modal = sum(1 for force in forces(read) if force.name in SPOKEN)
    counts = (
        len([date for date in told if date.year or date.month or date.day]) + len(counted),
        count_names(stated),
        modal,
    )
    if any(_copied(stated, source) for source in sources):
        return Certificate(*counts, ())
    source = _readings(sources)
    known_dates, known_figures = _known(source)
    missing = [date.text for date in told if not _dated(date, read, known_dates, source)]
    missing += [figure.text for figure in counted if not _counted(figure, known_figures)]
    missing += _mispaired(read, source)
    missing += missing_names(stated, source)
    missing += missing_forces(read, source)
    return Certificate(*counts, tuple(dict.fromkeys(missing)))


def combine(certificates: Sequence[Certificate]) -> Certificate:
    """One certificate for several sentences."""
    return Certificate(
        sum(c.figures for c in certificates),
        sum(c.names for c in certificates),
        sum(c.modalities for c in certificates),
        tuple(dict.fromkeys(name for c in certificates for name in c.missing)),
        sum(c.computed for c in certificates),
    )


def _copied(sentence: str, source: str) -> bool:
    """Whether a sentence stands in a source whole, from a mark or a beginning: cut off before it, 不 would be lost."""
    text = plain(tidy(source))
    at = text.find(sentence) if sentence else -1
    if at < 0:
        return False
    whole_start = at == 0 or not re.match(r"[\w.,%]", text[at - 1]) or bool(re.match(r"[第（(]", sentence))
    end = at + len(sentence)
    return whole_start and (end == len(text) or not re.match(r"[\w.,%]", text[end]) or not sentence[-1].isdigit())


def _readings(sources: Sequence[str]) -> str:
    """The sources as one plain text, read twice where they have cells or lines: a break may part a number or end it."""
    joined = [plain(tidy(source)) for source in sources]
    cells = [plain(cell) for source in sources for cell in re.split(r"[\t\n]+", source) if re.search(r"[\t\n]", source)]
    return "\n".join(joined + [cell for cell in cells if cell])


def _dated(stated: Date, text: str, known: Sequence[Date], source: str) -> bool:
    """Whether a source gives a date, and gives no other where it says the words before it or behind it."""
    alike = [
        date for date in known if (date.year is None, date.day is None) == (stated.year is None, stated.day is None)
    ]
    before = [(words_before(source, date.start), date) for date in alike]
    after = [(words_after(source, date.end), date) for date in alike]
    return (
        any(date.supports(stated) for date in known)
        and not displaced(words_before(text, stated.start), before, lambda date: date.supports(stated))
        and not displaced(words_after(text, stated.end), after, lambda date: date.supports(stated))
    )


def _mispaired(sentence: str, source: str) -> list[str]:
    """Figures that a phrase gives for a date for which the source's phrases give others of their unit."""
    known = _phrases(source)
    found = []
    for told, counted in _phrases(sentence):
        for date, figure in itertools.product(told, counted):
            same = [
                [other for other in figures if other.unit == figure.unit]
                for times, figures in known
                if any(time.supports(date) for time in times)
            ]
            beside = [figures for figures in same if figures]
            if beside and not any(other.supports(figure) for figures in beside for other in figures):
                found.append(figure.text)
    return found


@lru_cache(maxsize=64)
def _phrases(text: str) -> tuple[tuple[tuple[Date, ...], tuple[Figure, ...]], ...]:
    """Dates and figures of each phrase that has both."""
    read = ((dates(part), ordinals_and_figures(without_dates(part))) for part in re.split(r"[,，。;；\n]", text))
    return tuple((tuple(told), tuple(counted)) for told, counted in read if told and counted)


def _counted(stated: Figure, known: Sequence[Figure]) -> bool:
    """Whether a source gives a figure, and gives no other of its unit where it says the words before it."""
    alike = [(figure.before, figure) for figure in known if figure.unit == stated.unit]
    found = any(figure.supports(stated) for figure in known)
    return found and not displaced(stated.before, alike, lambda figure: figure.supports(stated))


@lru_cache(maxsize=64)
def _known(source: str) -> tuple[tuple[Date, ...], tuple[Figure, ...]]:
    """Dates and figures of a source, kept for the next sentence that cites it."""
    found = ordinals_and_figures(without_dates(source))
    return tuple(dates(source)), (*found, *with_column_units(source, found))
