"""How many made sentences the check shows: true rewordings and inventions, made of the clauses of a folder, by kind.

Run as `python -m eval.entailment [FOLDER]`. A sentence is reworded or altered by rules that know nothing of the check.
"""

import argparse
import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.candidate import Candidate
from assistant.composers.support import supported
from assistant.sentences import sentences
from corpus.parsed import parse_file

Change = Callable[[str, str], str | None]
"""Makes a new sentence of one and of another clause's; None where it does not apply."""


def _put(pattern: str, words: str) -> Change:
    return lambda text, _: re.sub(pattern, words, text, count=1) if re.search(pattern, text) else None


def _behind(words: str) -> Change:
    return lambda text, _: f"{text.rstrip('。；;')}{words}。"


def _fronted(text: str, _: str) -> str | None:
    """The parts of two sentences in the other order would mislead; the first part alone says what it said."""
    match = re.match(r"^([^，。]{2,12}前)，([^，。]+。?)$", text)
    return f"{match[2].rstrip('。')}，{match[1]}。" if match else None


def _swapped(text: str, _: str) -> str | None:
    match = re.match(r"^([^，。、向对报]{2,10})([向对报])([^，。、]{2,6})(支付|提交|备案|申请|报告|负责)(.*)$", text)
    return f"{match[3]}{match[2]}{match[1]}{match[4]}{match[5]}" if match else None


TRUE: Mapping[str, Change] = {
    "verbatim": lambda text, _: text,
    "introduced": lambda text, _: f"同时，{text}",
    "joined": lambda text, _: re.sub(r"，(?=[^，的]{4,}[。；]?$)", "，并", text) if "，" in text else None,
    "modal": _put(r"应当", "应"),
    "ban": _put(r"不得", "禁止"),
    "may": _put(r"可以", "可"),
    "fronted": _fronted,
}

FALSE: Mapping[str, Change] = {
    "exception": _behind("，但外商投资单位除外"),
    "repeal": _behind("，该规定自次年起停止执行"),
    "penalty": _behind("，违者移送司法机关处理"),
    "scope": _behind("，并适用于全省各市州"),
    "another clause": lambda text, other: f"{text.rstrip('。；;')}，{other}",
    "verb": _put(r"增加|提高|加强|支持", "削减"),
    "verb 2": _put(r"负责|审核|组织", "取消"),
    "negated": _put(r"(?<!不)(?:应当|应|负责|纳入)", "不得"),
    "ban lifted": _put(r"不得|禁止|严禁", "可以"),
    "modal strengthened": _put(r"可以", "必须"),
    "quantifier": _put(r"部分|个别|少数", "全部"),
    "bound": _put(r"以上", "以下"),
    "place": _put(r"[\u4e00-\u9fff]{2}县", "云梦县"),
    "parties": _swapped,
}


def clauses(folder: Path) -> Iterator[Candidate]:
    """The clauses of the readable files of a folder."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        parsed = parse_file(path)
        yield from (Candidate(node, parsed.letterhead, 0.0, {}) for node in parsed.clauses if "\t" not in node.text)


def made(found: Sequence[Candidate], changes: Mapping[str, Change]) -> Iterator[tuple[str, str, Candidate]]:
    """Kind, sentence and clause of each change that applies; the other clause is drawn by a fixed seed."""
    draw = random.Random(0)
    whole = [
        (re.sub(r"\s", "", sentence.text), clause)
        for clause in found
        for sentence in sentences(clause.node.text)
        if re.search(r"[。；;]$", sentence.text) and 12 <= len(sentence.text) <= 120
    ]
    for (text, clause), (kind, change) in itertools.product(whole, changes.items()):
        new = change(text, draw.choice([other for other, owner in whole if owner is not clause]))
        if new and (new != text or kind == "verbatim"):
            yield kind, new, clause


def shown(found: Sequence[Candidate], changes: Mapping[str, Change]) -> dict[str, tuple[int, int]]:
    """Of the sentences of each kind how many are shown, and how many there are."""
    total, passed = Counter[str](), Counter[str]()
    for kind, text, clause in made(found, changes):
        total[kind] += 1
        passed[kind] += supported(text, [clause]) is not None
    return {kind: (passed[kind], total[kind]) for kind in total}


def main() -> None:
    """Print both rates for a folder."""
    parser = argparse.ArgumentParser(description="How many true and invented sentences the check shows")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/documents"))
    found = list(clauses(parser.parse_args().folder))
    for name, changes in (("true", TRUE), ("invented", FALSE)):
        rates = shown(found, changes)
        for kind, (passed, total) in rates.items():
            print(f"{name}\t{kind}\t{passed}/{total}")
        passed, total = (sum(counts) for counts in zip(*rates.values(), strict=True))
        print(f"{name}\tall\t{passed}/{total} = {passed / total:.1%}")


if __name__ == "__main__":
    main()
