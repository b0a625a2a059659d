"""A problem in, a draft out: the basis is found, its sentences chosen and made the unit's own, and everything is checked."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Statement, number_citations
from assistant.drafting.amounts import norms_of
from assistant.drafting.basis import Basis, Found, Searched, find_basis, general_basis
from assistant.drafting.case import BLANK, Case, blanks
from assistant.drafting.cause import Cause, find_cause
from assistant.drafting.choose import Piece, check, choose, supplement, whole
from assistant.drafting.corrections import corrections
from assistant.drafting.draft import Draft, Measure
from assistant.drafting.problem import read_problem, tells_money
from assistant.drafting.rewrite import Original, Rewriting, rewrite
from assistant.drafting.sorts import IMMEDIATE, NEEDED, RECOVERY, SORTS, Sort
from assistant.drafting.vague import vague_words
from assistant.llm import LanguageModel
from index import Generation
from index.encoder import Encoder

_LASTING = "总结同类问题的整改做法，形成工作制度并定期检查执行情况"
_NOTHING = (
    "库中没有与此同类的整改先例，也没有规定这一事项的条款。为免借用其他事项的措施，未拟写整改措施；"
    "请先收录相关办法或同类问题的整改材料，或指定可以参照的条款后再拟写。"
)
_NEAR = "可参考、但不能确认适用的有：{}。"
_QUOTED = re.compile(r"“[^”]*”")
"""The words of the problem and of rules, in a draft."""

_BARE = "先例 {} 是同类问题，但只写了当地的情况和数字，没有可以参照的具体做法，请补充本单位的措施"


@dataclass(frozen=True)
class _Part:
    """A measure in the making: its sort, whether an earlier one is of the same, how it opens, and its sentences."""

    sort: Sort
    again: bool
    opening: str
    original: Original


def draft_measures(
    case: Case,
    searched: Searched,
    reader: Encoder,
    without: Collection[str] = (),
    also: Collection[str] = (),
    model: LanguageModel | None = None,
) -> Draft:
    """Draft the measures for a problem; `without` and `also` are ids of bases that the user took out or put in.

    With a model the sentences are rewritten by it, where that passes the checks.
    """
    began = time.perf_counter()
    problem = read_problem(case.issue)
    found = find_basis(problem, searched, reader, without, also)
    chosen = choose(found.basis, problem, case, reader)
    bare = _bare_precedent(found.basis, chosen)
    if bare:
        chosen[IMMEDIATE.name].append(whole(bare))
    if not any(chosen.values()):
        return _nothing(case, found, time.perf_counter() - began)
    supplement(chosen, _general(chosen, searched.library))
    _share(chosen)
    parts = _parts(chosen, "；".join(corrections(problem, reader)))
    cause = find_cause(found.basis, case)
    rewriting = _rewriting(parts, cause, case, model)
    measures, citations = _measures(parts, rewriting, case, searched)
    return Draft(
        case.issue,
        case.unit or BLANK,
        case.deadline or BLANK,
        BLANK,
        cause.text(rewriting.texts.get(len(parts) + 1, cause.words)) if cause else None,
        measures,
        citations,
        found.basis,
        found.doubtful,
        (
            *filter(None, [rewriting.warning, _BARE.format(bare.id) if bare else None]),
            *_warnings(measures, chosen, case),
            *_elsewhere(found.basis, citations, case),
        ),
        None,
        time.perf_counter() - began,
        "llm" if rewriting.texts else "extractive",
        rewriting.warning if rewriting.failed else None,
    )


def _rewriting(parts: Sequence[_Part], cause: Cause | None, case: Case, model: LanguageModel | None) -> Rewriting:
    """The sentences of the measures, and those of the cause after them, in the words of a model."""
    told = [part.original for part in parts] + ([Original((cause.words,), (cause.quote,))] if cause else [])
    return rewrite(told, case, model) if model else Rewriting({})


def _bare_precedent(basis: Sequence[Basis], chosen: Mapping[str, list[Piece]]) -> Basis | None:
    """The best precedent, if nothing of any can be said: it only tells of its place, in its figures."""
    best = next((one for one in basis if one.record), None)
    used = {quote.node.node_id for pieces in chosen.values() for piece in pieces for quote in piece.quotes}
    return best if best and not any(one.id in used for one in basis) else None


def _nothing(case: Case, found: Found, seconds: float) -> Draft:
    told = "；".join(f"{one.id}（{' '.join(one.problem.split())}）" for one in found.doubtful)
    missing = f"{_NOTHING}{_NEAR.format(told) if told else ''}"
    return Draft(
        case.issue,
        case.unit or BLANK,
        case.deadline or BLANK,
        BLANK,
        None,
        (),
        (),
        found.basis,
        found.doubtful,
        (missing,),
        missing,
        seconds,
        "extractive",
        None,
    )


def _general(chosen: Mapping[str, list[Piece]], generation: Generation) -> list[Basis]:
    missing = [sort.query for sort in NEEDED if not chosen[sort.name]]
    return general_basis(missing, generation)


def _share(chosen: Mapping[str, list[Piece]]) -> None:
    """What every rectification has rests on the best precedent where nothing in the library says it in words."""
    best = next(pieces[0] for pieces in chosen.values() if pieces)
    for sort in NEEDED:
        if not chosen[sort.name]:
            chosen[sort.name].append(Piece("", sort, best.quotes))


def _parts(chosen: Mapping[str, list[Piece]], acts: str) -> list[_Part]:
    """The measures in the order of their sorts; the first tells what is done at once about each part of the problem."""
    return [
        _Part(sort, number > 0, acts if sort is IMMEDIATE else sort.opening, _original(group))
        for sort in SORTS
        for number, group in enumerate(_groups(chosen[sort.name], sort.takes))
    ]


def _original(pieces: Sequence[Piece]) -> Original:
    sentences = tuple(piece.text for piece in pieces if piece.text)
    return Original(sentences, tuple(quote for piece in pieces for quote in piece.quotes))


def _measures(
    parts: Sequence[_Part],
    rewriting: Rewriting,
    case: Case,
    searched: Searched,
) -> tuple[tuple[Measure, ...], tuple[Citation, ...]]:
    # Numbered without their words, for those are checked below, against the problem too.
    numbered, unstated = number_citations([Statement("", part.original.quotes) for part in parts])
    citations = searched.stated(unstated)
    measures = []
    for number, (part, statement) in enumerate(zip(parts, numbered, strict=True), 1):
        said = rewriting.texts.get(number, part.original.text)
        measures.append(
            Measure(
                _heading(part.sort, part.again),
                _text(part, said),
                case.unit or BLANK,
                case.deadline or BLANK,
                part.sort.evidence,
                tuple(citation for citation in citations if citation.number in statement.citations),
                check(said, part.original.quotes, case),
            )
        )
    return tuple(measures), citations


def _groups(pieces: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    """Pieces dealt out in order to measures of at most `size` each."""
    return [pieces[start : start + size] for start in range(0, len(pieces), size)]


def _heading(sort: Sort, again: bool) -> str:
    return sort.again or sort.heading if again else sort.heading


def _text(part: _Part, said: str) -> str:
    """A measure in official wording: its heading, how it opens, and what is done."""
    body = "；".join(filter(None, ["" if part.again else part.opening, said])) or _LASTING
    return f"{_heading(part.sort, part.again)}。{body}。"


def _warnings(measures: Sequence[Measure], chosen: Mapping[str, list[Piece]], case: Case) -> tuple[str, ...]:
    found = [] if case.unit else [f"没有给出责任单位，已写作{BLANK}"]
    found += [] if case.deadline else [f"没有给出整改时限，已写作{BLANK}"]
    found.append(f"责任人没有给出，已写作{BLANK}")
    for number, measure in enumerate(measures, 1):
        found += [
            f"第{number}条措施“…{around}…”：先例中的数字不适用于本单位，请按实际填写"
            for around in blanks(_said(measure))
        ]
        if norms := norms_of(_QUOTED.sub("", _said(measure))):
            found.append(f"第{number}条措施的“{'、'.join(norms)}”是先例的做法，请核对是否适合本单位")
        found += [f"第{number}条措施的“{word}”较笼统，请补充具体做法" for word in vague_words(_said(measure))]
        if not measure.certificate.holds:
            found.append(f"第{number}条措施{measure.certificate.summary}，请核对")
    if tells_money(case.issue) and not chosen[RECOVERY.name]:
        found.append("问题涉及资金，依据中没有写明收回办法，请核实是否需要收回、归垫或核销")
    return tuple(found)


def _elsewhere(basis: Sequence[Basis], citations: Sequence[Citation], case: Case) -> list[str]:
    """A rule of another place binds there; whether it may be followed here is for the user to say."""
    cited = {citation.document for citation in citations}
    found = []
    for one in basis:
        head, name = one.letterhead, one.node.metadata["document"]
        if one.prescribes and name in cited and head.region and head.region not in case.known:
            found.append(f"所引《{head.title or name}》是{head.region}的规定，其中的标准和期限请核对是否适用于本单位")
    return list(dict.fromkeys(found))


def _said(measure: Measure) -> str:
    return measure.text.removeprefix(f"{measure.heading}。")
