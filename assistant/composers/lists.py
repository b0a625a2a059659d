"""Lists: the whole enumeration, as one sentence that runs through its members or as the clauses under one heading."""

import math
import re
from collections.abc import Mapping, Sequence

from llama_index.core.schema import TextNode

from assistant.answer import Quote, Statement, verbatim
from assistant.candidate import Candidate
from assistant.composers.facts import state_facts
from assistant.composers.pointed import is_sure, pointed_at, points_into
from assistant.deadline import Deadline
from assistant.evidence import Evidence
from assistant.matching import plain
from assistant.question import Question
from assistant.sentences import Sentence, sentences, tidy, trimmed, unnumbered
from assistant.terms import coverage, headline
from corpus import ParsedDocument
from index import Generation

UNLIKE = 0.6
"""Taken off what is no list but announces one, or names the document."""

DIVIDES = 0.4
"""Gained by what says 分为 or 六类 where the question asks into how many."""

POINTED = 0.4
"""Gained by what holds the words that a reader points at."""

SHORT = 14
"""Characters up to which a heading only names what is told after it."""

UNDER = 500
"""Characters of the lines under a heading that are taken for a list that nothing numbers."""

NAMED = 0.3
"""Share of the question that a heading must hold for the clauses under it to be its list."""

READ = 5
"""Candidates whose enumerations are weighed."""

EACH_ANSWERS, NONE_ANSWERS = 0.6, 0.5
"""Probability of each clause where several answer, and of none of the others: between them it is not known which do."""

WHOLE = 160
"""Characters of a clause that is an item of a list, whole."""

_MEMBER = re.compile(
    r"(?:^|(?<=[。；;，,：:\s]))(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|[①-⑳]|第[一二三四五六七八九十][，、,步])"
)


_STEPS = re.compile(r"步骤|流程|程序|阶段|环节")
_PAPERS = re.compile(r"材料|资料|证件|凭证|票据")
_KINDS = re.compile(
    r"哪?几(?:种|类|个|方面|项)|哪些(?:主要|突出|具体)?(?:方式|类|种|方面|阶段|问题|环节|步骤|任务|措施)"
)
_DIVIDES = re.compile(r"分为|分成|划分|包括|[二三四五六七八九十\d]+(?:大?类|种|个(?:方面|阶段|步骤|环节))")
_EACH = re.compile(r"各|分别|多少|什么时|何时")

_LISTED = re.compile(
    r"(?:哪些|哪几(?:[个项条类种])?|什么)(?:主要|突出|具体|重大)?((?:重大|突出|重点)?(?:问题|隐患|任务|措施|要求|工作|事项|原则|目标|职责|情况|内容))"
    r"|([\u4e00-\u9fff]{0,2}(?:问题|隐患|任务|措施|要求|工作|事项|原则|目标|职责))(?:分别|主要|都|一共)?(?:有|是|包括|列了|为)?(?:哪些|哪几|什么)"
)
"""What is listed, behind the asking word or before it."""

_ITEMS = re.compile(
    r"步骤|流程|程序|阶段|环节|材料|资料|证件|凭证|条件|情形|情况下|原则|(?:哪|几)(?:[一二三四五六七八九十几]|个|类|种|项|条)|分哪|主要问题"
)
"""What comes as items; other questions for a list (如何, 哪些措施) are as often answered by a stretch of text."""

_ARTICLE = re.compile(r"第.+条")
"""Articles of a rule list in members and whole sentences whatever they are asked for; prose does not."""

_CHAIN = re.compile(r"(?:[^、，。；：\n]{1,14}(?<!\d)、)+")
"""Names in a row: 凭发票、合同、验收表 is a list even where nothing numbers it."""


def state_list(
    question: Question, evidence: Evidence, generation: Generation, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The enumeration that answers; where there is none, the sentence that does."""
    best = evidence.candidates[0] if evidence.candidates else None
    if best is None:
        return []
    parsed = generation.document(best.document)
    return (
        _clauses_under(question, best, parsed, weights)
        or _section(question, best, parsed)
        or _clauses_that_answer(evidence)
        or _run_pointed_at(evidence)
        or _enumeration(question, evidence, weights, deadline)
        or state_facts(question, evidence, generation, deadline)
    )


def _run_pointed_at(evidence: Evidence) -> list[Statement]:
    """The enumeration that the words stand in which a reader is sure of, or their sentence where they stand in none."""
    pointed = pointed_at([one for one in evidence.candidates if is_sure(one)], 0)
    if pointed is None:
        return []
    candidate = pointed.candidate
    runs = [*_runs(candidate.node.text), *_lines_under_heading(candidate)]
    around = [run for run in runs if run.start <= pointed.start and pointed.end <= run.end]
    listed = [run for run in around if len(_MEMBER.findall(run.text)) > 1]
    run = unnumbered(
        max(listed, key=_length)
        if listed
        else min(
            around,
            key=_length,
            default=Sentence(pointed.sentence, pointed.first, pointed.last),
        )
    )
    return [verbatim(candidate, run.start, run.end)]


def _length(run: Sentence) -> int:
    return run.end - run.start


def _clauses_under(
    question: Question, best: Candidate, parsed: ParsedDocument, weights: Mapping[str, float]
) -> list[Statement]:
    """Headings of the clauses under the best one, or beside it under a heading that names what is asked for.

    分三个阶段 is answered by the three headings below it, 哪几种方式 by those under 发包方式.
    """
    own = best.node.metadata["headings"]
    below = _children(parsed, own)
    named = len(own) > 1 and coverage(question.terms, weights, own[-2]) >= NAMED
    asked = len(own) > 1 and plain(unnumbered(Sentence(own[-2], 0, len(own[-2]))).text) in plain(question.whole)
    if len(below) < 2 and (asked or (named and _KINDS.search(question.text))):
        below = _children(parsed, own[:-1])
    if len(below) < 2:
        return []
    lead = max(sentences(best.node.text), key=lambda s: coverage(question.terms, weights, s.text), default=None)
    statements = (
        [verbatim(best, lead.start, lead.end)] if lead and best.node not in below and len(lead.text) > 12 else []
    )
    return [*statements, *_heads(question, best, below)]


def _heads(question: Question, best: Candidate, clauses: Sequence[TextNode]) -> list[Statement]:
    """What each clause is headed by."""
    statements = []
    for node in clauses:
        told = sentences(node.text, semicolons=False)
        # 各适用多少 is not answered by the name of each: what stands after a short heading belongs to it.
        last = told[1] if len(told) > 1 and len(told[0].text) <= SHORT and _EACH.search(question.text) else told[0]
        start = node.start_char_idx or 0
        words = Quote(node, best.letterhead, start + told[0].start, start + last.end)
        statements.append(Statement(tidy(words.text), (words,)))
    return statements


def _section(question: Question, best: Candidate, parsed: ParsedDocument) -> list[Statement]:
    """The clauses of the section of the first document that is headed by what is listed: 列了哪些问题 by 二、问题及整改措施."""
    listed = _LISTED.search(question.text)
    named = next((each for each in listed.groups() if each), "") if listed else ""
    headed = [node for node in parsed.clauses if node.metadata["kind"] == "heading" and named]
    for node in headed:
        own = node.metadata["headings"]  # the title of a document is a heading that stands under none
        below = _children(parsed, own)
        if own and named in plain(own[-1]) and len(below) > 1:
            return _heads(question, best, below)
    return []


def _clauses_that_answer(evidence: Evidence) -> list[Statement]:
    """Several clauses of one section, where each answers by itself and the others do not: the items of one person, say."""
    read = [one for one in evidence.candidates if one.reads]
    sure = [one for one in read if one.reads[0].probability >= EACH_ANSWERS]
    doubtful = [one for one in read if NONE_ANSWERS < one.reads[0].probability < EACH_ANSWERS]
    levels = {(one.document, len(one.node.metadata["headings"]), one.node.metadata["kind"]) for one in sure}
    if len(sure) < 2 or doubtful or len(levels) > 1 or any(len(one.node.text) > WHOLE for one in sure):
        return []
    ordered = sorted(sure, key=lambda one: one.node.start_char_idx or 0)
    spans = [(one, unnumbered(trimmed(one.node.text, 0, len(one.node.text)))) for one in ordered]
    return [verbatim(one, words.start, words.end) for one, words in spans]


def _children(parsed: ParsedDocument, above: list[str]) -> list[TextNode]:
    """The clauses right under a heading."""
    return [
        node
        for node in parsed.clauses
        if above and node.metadata["headings"][:-1] == above and node.metadata["kind"] != "row"
    ]


def _enumeration(
    question: Question, evidence: Evidence, weights: Mapping[str, float], deadline: Deadline
) -> list[Statement]:
    """The sentence or run of members that holds most of the question, whole from its lead-in to its last member."""
    items = _ITEMS.search(question.text)
    scored = [
        (_fit(question, candidate, run, weights, evidence.candidates[0].score), -place, candidate, run)
        for place, candidate in enumerate(evidence.candidates[:READ])
        for run in deadline.each([*_runs(candidate.node.text), *_lines_under_heading(candidate)])
        if items or _ARTICLE.match(candidate.address)
    ]
    if not scored:
        return []
    _, _, candidate, run = max(scored, key=lambda item: item[:2])
    bare = unnumbered(run)
    return [verbatim(candidate, bare.start, bare.end)]


def _fit(question: Question, candidate: Candidate, run: Sentence, weights: Mapping[str, float], best: float) -> float:
    """How well a run answers: it holds the question in few words, and is a list of the kind asked for."""
    held = coverage(question.terms, weights, run.text)
    around = coverage(question.terms, weights, f"{headline(candidate.node, candidate.letterhead)} {run.text}")
    steps, names = len(_MEMBER.findall(run.text)), max((m[0].count("、") for m in _CHAIN.finditer(run.text)), default=0)
    wanted = steps if _STEPS.search(question.text) else names if _PAPERS.search(question.text) else max(steps, names)
    score = held + 0.4 * around + 0.15 * (candidate.score - best) + 0.12 * min(wanted, 10)
    score -= 0.25 * math.log(max(len(run.text), 60) / 60)
    score += POINTED * points_into(candidate, run.start, run.end)
    score += DIVIDES * bool(_KINDS.search(question.text) and _DIVIDES.search(run.text))
    return score - UNLIKE * (
        run.text.endswith(("：", ":")) or _names_its_document(candidate, run) or _is_heading(candidate, run)
    )


def _is_heading(candidate: Candidate, run: Sentence) -> bool:
    """Whether a run is only what heads its clause: it names the list and is none."""
    return any(plain(run.text) in plain(heading) for heading in candidate.node.metadata["headings"])


def _names_its_document(candidate: Candidate, run: Sentence) -> bool:
    """Whether a sentence is of the document and not of its matter: the title, or what announces it."""
    title = plain(candidate.letterhead.title or "")
    named = re.findall(r"《[^》]+》", title) or [title]
    return plain(run.text) in title or any(plain(name) in plain(run.text) for name in named if name)


def _runs(text: str) -> list[Sentence]:
    """Whole sentences, and the runs of sentences and lines that members of one enumeration make up."""
    whole = sentences(text, semicolons=False)
    runs: list[Sentence] = list(whole)
    for i, sentence in enumerate(whole):
        if not sentence.text.endswith(("：", ":")) and len(_MEMBER.findall(sentence.text)) == 0:
            continue
        last = _last_member(whole, i)
        if last > i:
            runs.append(Sentence(text[sentence.start : whole[last].end], sentence.start, whole[last].end))
    return runs


def _lines_under_heading(candidate: Candidate) -> list[Sentence]:
    """All that a clause tells under its heading, where that is several lines: steps that nobody numbered."""
    text = candidate.node.text
    heading, _, rest = text.partition("\n")
    lines = [line for line in rest.split("\n") if line.strip()]
    if len(lines) < 2 or len(rest) > UNDER or not _is_heading(candidate, trimmed(text, 0, len(heading))):
        return []
    return [trimmed(text, len(heading) + 1, len(text))]


def _last_member(whole: Sequence[Sentence], first: int) -> int:
    """Position of the last sentence that opens a member of the enumeration begun at `first`."""
    last = first
    for i in range(first + 1, len(whole)):
        if not _MEMBER.match(whole[i].text):
            break
        last = i
    return last
