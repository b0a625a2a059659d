"""Documents that are nearly the same as others: notices are reprinted, forwarded and quoted at length."""

from collections import Counter, defaultdict

from eval.benchmarks.case import Benchmark, Span
from eval.matching import plain

RUN = 8
"""Characters of a run that two documents may share: longer than any term of office."""

SHARE = 0.5
"""Share of a document's runs in another that makes it a near copy (resemblance by shingles, Broder 1997)."""

TELLING = 12
"""Characters above which the same answer in another document is no accident."""


def near_copies(benchmark: Benchmark) -> set[str]:
    """Ids of the questions whose document has a near copy, or whose answer stands word for word in another document."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in benchmark.documents}
    bare = {name: plain(text) for name, text in texts.items()}
    copied = _copied(bare)
    found = set()
    for case in benchmark.cases:
        gold = case.gold[0]
        assert isinstance(gold, Span)
        words = plain(texts[gold.document][gold.start : gold.end])
        elsewhere = len(words) >= TELLING and any(words in text for name, text in bare.items() if name != gold.document)
        if gold.document in copied or elsewhere:
            found.add(case.id)
    return found


def _copied(texts: dict[str, str]) -> set[str]:
    """Names of the documents of whose runs another document holds at least `SHARE`."""
    runs = {name: {text[i : i + RUN] for i in range(len(text) - RUN + 1)} for name, text in texts.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, own in runs.items():
        for run in own:
            holders[run].append(name)
    copied = set()
    for name, own in runs.items():
        shared = Counter(other for run in own for other in holders[run] if other != name)
        if own and max(shared.values(), default=0) >= SHARE * len(own):
            copied.add(name)
    return copied
