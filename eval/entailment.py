"""How many sentences the check shows of true rewordings and of inventions, by kind: hand-written ones and made ones.

Run as `python -m eval.entailment [FOLDER]`. Made sentences are reworded or altered from the clauses of a folder by rules that
know nothing of the check; those that mix two clauses cite both. The hand-written held-out ones come first: the check's rules
were never fitted on them.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.candidate import Candidate
from assistant.composers.support import bears, supported
from assistant.sentences import sentences
from assistant.tagging import tagged
from corpus.parsed import parse_file

GOLD = Path(__file__).with_name("gold") / "entailment.jsonl"

Change = Callable[[str, str], str | None]
"""Makes a new sentence of one and of another clause's; None where it does not apply."""

Rates = Mapping[str, tuple[int, int]]
"""Of the sentences of each kind how many are shown, and how many there are."""

_ACT = r"应当|应(?![急用])|必须|不得|可以|要(?!求)|负责|会同|牵头|组织|督促"
_SUBJECT = rf"(?:[^，。]*?(?:：|[一二三四五六]是|第[^条]*条))?(?P<subject>[^，。、；：]{{2,14}}?)(?P<act>{_ACT})(?P<rest>[^，。；]{{3,}}(?:[，；].*)?。)$"
_ROLE = r"(?P<giver>[^，。、；：]{2,12}?)(?P<role>[向对为给由将把])(?P<taker>[^，。、；：]{2,8}?)(?=支付|提交|备案|申请|报告|负责|拨付|发放|开展|进行|组织|给予|收取|作出|予以)"
_OPPOSITES = (
    "增加/减少", "延长/缩短", "免征/征收", "企业/个人", "提高/降低", "上升/下降", "扩大/缩小", "公开/保密", "有偿/无偿", "自愿/强制",
    "发放/收回", "合格/不合格", "定期/不定期", "完成/未完成", "专款专用/统筹使用", "优先/最后", "全额/半额", "县级/市级", "加强/放松",
    "建立/撤销", "规范/放宽", "落实/搁置", "支付/收取", "纳入/移出", "开展/停止", "同意/反对", "审核/免于审核", "整改/维持", "集体/个人",
    "使用/停用", "公示/隐去", "核实/忽略", "及时/延后", "村/户", "年度/月度",
)  # fmt: skip


def _put(pattern: str, words: str) -> Change:
    return lambda text, _: re.sub(pattern, words, text, count=1) if re.search(pattern, text) else None


def _behind(words: str) -> Change:
    return lambda text, _: f"{text.rstrip('。；;')}{words}。"


def _fronted(text: str, _: str) -> str | None:
    """The parts of two sentences in the other order would mislead; the first part alone says what it said."""
    match = re.match(r"^([^，。]{2,12}前)，([^，。]+。?)$", text)
    return f"{match[2].rstrip('。')}，{match[1]}。" if match else None


def _first_part(text: str, _: str) -> str | None:
    match = re.match(r"^((?![为根按对如经因除在若凡])[^，。：；]{8,})(?<![的后时前下外])，(?!但|除|不含|不包括)", text)
    return f"{match[1]}。" if match else None


def _same_subject(text: str, _: str) -> str | None:
    match = re.match(
        rf"^(?P<who>[^，。、；：]{{2,14}}?)(?:{_ACT})[^，。；：]+，并?(?P<then>(?:{_ACT})[^，。；]+。)$", text
    )
    return f"{match['who']}{match['then']}" if match else None


def _passive(text: str, _: str) -> str | None:
    match = re.match(r"^(?P<who>[^，。、；：由]{2,12})负责(?P<what>[^，。；]{3,24})。$", text)
    return f"{match['what']}由{match['who']}负责。" if match else None


def _swapped(text: str, _: str) -> str | None:
    match = re.match(r"^([^，。、向对报]{2,10})([向对报])([^，。、]{2,6})(支付|提交|备案|申请|报告|负责)(.*)$", text)
    return f"{match[3]}{match[2]}{match[1]}{match[4]}{match[5]}" if match else None


def _recipient(text: str, _: str) -> str | None:
    match = re.search(rf"^{_ROLE}", text)
    return text[match.start("taker") :] if match else None


def _role_lost(text: str, _: str) -> str | None:
    match = re.search(rf"^{_ROLE}", text)
    return text[: match.start("role")] + text[match.end("role") :] if match else None


def _dropped_condition(text: str, _: str) -> str | None:
    match = re.match(r"^[^，。；：]*(?:[^目是]的|同意后?|批准后?)，(?P<rest>[^，。；]{6,}.*)$", text)
    return match["rest"] if match else None


def _opposite(text: str, _: str) -> str | None:
    for pair in _OPPOSITES:
        one, other = pair.split("/")
        for word, turned in ((other, one), (one, other)):
            if word in text and not re.search(rf"[不未]{word}", text):
                return text.replace(word, turned, 1)
    return None


def _other_subject(text: str, other: str) -> str | None:
    mine, theirs = re.match(_SUBJECT, text), re.match(_SUBJECT, other)
    if not mine or not theirs or mine["subject"] in other or theirs["subject"] in text:
        return None
    return f"{theirs['subject']}{mine['act']}{mine['rest']}"


def _joined_subjects(text: str, other: str) -> str | None:
    mine, theirs = re.match(_SUBJECT, text), re.match(_SUBJECT, other)
    if not mine or not theirs or mine["subject"] in other or theirs["subject"] in text:
        return None
    return f"{mine['subject']}、{theirs['subject']}{mine['act']}{mine['rest']}"


def _two_halves(text: str, other: str) -> str | None:
    """The subject and act of one, and what the subject of the other does besides."""
    mine, theirs = (
        re.match(_SUBJECT, text),
        re.search(r"，(?P<then>(?:并|不得|应当|可以|及时|[追收清退补建完取公核][^，。；]?)[^，。；]+。)$", other),
    )
    if not mine or not theirs or mine["subject"] in other:
        return None
    return f"{mine['subject']}{mine['act']}{re.split('[，。；]', mine['rest'])[0]}，{theirs['then']}"


def _word_of_other(text: str, other: str) -> str | None:
    """A word of the other sentence in the place of one of the same part of speech."""
    theirs = [(word, flag) for word, flag in tagged(other) if flag in ("v", "n", "vn") and len(word) == 2]
    for word, flag in reversed(tagged(text)):
        new = next((w for w, f in theirs if f == flag and w not in text and len(word) == 2), None)
        if new:
            return new.join(text.rsplit(word, 1))
    return None


TRUE: Mapping[str, Change] = {
    "verbatim": lambda text, _: text,
    "introduced": lambda text, _: f"同时，{text}",
    "by the rules": lambda text, _: f"根据规定，{text}",
    "joined": lambda text, _: re.sub(r"，(?=[^，的]{4,}[。；]?$)", "，并", text) if "，" in text else None,
    "modal": _put(r"应当", "应"),
    "ban": _put(r"不得", "禁止"),
    "may": _put(r"可以", "可"),
    "fronted": _fronted,
    "first part": _first_part,
    "same subject": _same_subject,
    "passive": _passive,
    "list shortened": _put(r"、[^、，。；和及不除（）“”由对向]{2,8}(?=、)", ""),
    "and": _put(r"(?<=[\u4e00-\u9fff]{2})和(?=[\u4e00-\u9fff]{2})", "及"),
    "adverb": _put(r"及时|认真|切实|严格(?!按)|进一步", ""),
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
    "recipient": _recipient,
    "role lost": _role_lost,
    "condition dropped": _dropped_condition,
    "opposite": _opposite,
}

MIXED: Mapping[str, Change] = {
    "other subject": _other_subject,
    "joined subjects": _joined_subjects,
    "two halves": _two_halves,
    "word of other": _word_of_other,
}
"""Inventions made of two clauses, both of which are cited."""


@dataclass(frozen=True)
class Made:
    """A sentence that was made of clauses, which it cites."""

    kind: str
    text: str
    cited: tuple[Candidate, ...]


def clauses(folder: Path) -> Iterator[Candidate]:
    """The clauses of the readable files of a folder."""
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        parsed = parse_file(path)
        yield from (Candidate(node, parsed.letterhead, 0.0, {}) for node in parsed.clauses if "\t" not in node.text)


def made(found: Sequence[Candidate], changes: Mapping[str, Change], mixed: bool = False) -> Iterator[Made]:
    """A sentence for each change that applies to a sentence of a clause; the other clause is drawn by a fixed seed."""
    draw = random.Random(0)
    whole = [
        (re.sub(r"\s", "", sentence.text), clause)
        for clause in found
        for sentence in sentences(clause.node.text)
        if re.search(r"[。；;]$", sentence.text) and 12 <= len(sentence.text) <= 120
    ]
    for text, clause in whole:
        others = draw.sample(whole, 12 if mixed else 4)
        others = [pair for pair in others if mixed or pair[0] not in re.sub(r"\s", "", clause.node.text)]
        for kind, change in changes.items():
            news = ((new, owner) for other, owner in others if other != text and (new := change(text, other)))
            new, owner = next(news, (text if kind == "verbatim" else "", clause))
            if new and (new != text or kind == "verbatim"):
                yield Made(kind, new, (clause, owner) if mixed and owner is not clause else (clause,))


def shown(sentences: Sequence[Made]) -> Rates:
    """How many made sentences are shown, by kind."""
    return _rates((sentence.kind, supported(sentence.text, sentence.cited) is not None) for sentence in sentences)


def gold(split: str, holds: bool) -> Rates:
    """How many hand-written sentences of a split are borne by their source, by kind."""
    rows: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    chosen = [row for row in rows if row["split"] == split and row["holds"] is holds]
    return _rates((row["kind"], bears(row["sentence"], [row["source"]])) for row in chosen)


def overall(rates: Rates) -> tuple[int, int]:
    """How many are shown of all kinds, and how many there are."""
    return sum(passed for passed, _ in rates.values()), sum(total for _, total in rates.values())


def _rates(outcomes: Iterator[tuple[str, bool]]) -> Rates:
    total, passed = Counter[str](), Counter[str]()
    for kind, is_shown in outcomes:
        total[kind] += 1
        passed[kind] += is_shown
    return {kind: (passed[kind], total[kind]) for kind in total}


def _report(name: str, rates: Rates) -> None:
    for kind, (passed, total) in rates.items():
        print(f"{name}\t{kind}\t{passed}/{total}")
    passed, total = overall(rates)
    print(f"{name}\tall\t{passed}/{total} = {passed / max(total, 1):.1%}", flush=True)


def main() -> None:
    """Print both rates: hand-written held-out and development sentences, then those made of a folder's clauses."""
    parser = argparse.ArgumentParser(description="How many true and invented sentences the check shows")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("corpus/documents"))
    found = list(clauses(parser.parse_args().folder))
    for split in ("held", "dev"):
        _report(f"written, {split}, true", gold(split, True))
        _report(f"written, {split}, invented", gold(split, False))
    _report("made, true", shown(list(made(found, TRUE))))
    _report("made, invented", shown([*made(found, FALSE), *made(found, MIXED, mixed=True)]))


if __name__ == "__main__":
    main()
