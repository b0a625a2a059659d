"""A problem in, a draft out: the basis is found, its sentences chosen and made the unit's own, and everything is checked."""

import re
import time
from collections.abc import Collection, Mapping, Sequence

from assistant.answer import Citation, Statement, number_citations
from assistant.drafting.adapt import adapt
from assistant.drafting.basis import Basis, find_basis, general_basis
from assistant.drafting.case import BLANK, Case, blanks
from assistant.drafting.choose import Piece, check, choose, supplement
from assistant.drafting.draft import Draft, Measure
from assistant.drafting.sorts import IMMEDIATE, NEEDED, RECOVERY, SORTS, Sort
from assistant.drafting.vague import vague_words
from assistant.question import Question
from assistant.terms import coverage
from index import Generation

_MONEY = re.compile(r"\d\s*(?:[万亿百千]?元)")
_CAUSE = re.compile(
    r"(?:原因是|由于|主要是因为|是因为|因(?!素)(?=[^此为而病故灾户]{2,14}(?:，|不|缺|未)))[^，。；]{4,40}"
)
_LASTING = "总结同类问题的整改做法，形成工作制度并定期检查执行情况"
_NOTHING = (
    "库中没有与此同类的整改先例，也没有规定这一事项的条款。为免借用其他事项的措施，未拟写整改措施；"
    "请先收录相关办法或同类问题的整改材料，或指定可以参照的条款后再拟写。"
)


def draft_measures(
    question: Question,
    case: Case,
    weights: Mapping[str, float],
    generation: Generation,
    without: Collection[str] = (),
    also: Collection[str] = (),
) -> Draft:
    """Draft the measures for a problem; `without` and `also` are ids of bases that the user took out or put in."""
    began = time.perf_counter()
    basis = find_basis(question, weights, generation, without, also)
    chosen = choose(basis, case, lambda text: coverage(question.terms, weights, text))
    if not any(chosen.values()):
        return _nothing(case, basis, time.perf_counter() - began)
    supplement(chosen, _general(chosen, generation), case)
    _share(chosen)
    measures, citations = _measures(chosen, case)
    return Draft(
        case.issue,
        case.unit or BLANK,
        case.deadline or BLANK,
        BLANK,
        _cause(basis, case),
        measures,
        citations,
        tuple(basis),
        (*_warnings(measures, chosen, case), *_elsewhere(basis, citations, case)),
        None,
        time.perf_counter() - began,
    )


def _nothing(case: Case, basis: Sequence[Basis], seconds: float) -> Draft:
    return Draft(
        case.issue,
        case.unit or BLANK,
        case.deadline or BLANK,
        BLANK,
        None,
        (),
        (),
        tuple(basis),
        (_NOTHING,),
        _NOTHING,
        seconds,
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


def _measures(chosen: Mapping[str, list[Piece]], case: Case) -> tuple[tuple[Measure, ...], tuple[Citation, ...]]:
    parts = [
        (sort, number, group) for sort in SORTS for number, group in enumerate(_groups(chosen[sort.name], sort.takes))
    ]
    cited = [tuple(quote for piece in group for quote in piece.quotes) for _, _, group in parts]
    # Numbered without their words, for those are checked below, against the problem too.
    sentences, citations = number_citations([Statement("", quotes) for quotes in cited])
    measures = []
    for (sort, number, group), quotes, sentence in zip(parts, cited, sentences, strict=True):
        measures.append(
            Measure(
                _heading(sort, number > 0),
                _text(sort, group, number > 0, case),
                case.unit or BLANK,
                case.deadline or BLANK,
                sort.evidence,
                tuple(citation for citation in citations if citation.number in sentence.citations),
                check("；".join(piece.text for piece in group), quotes, case),
            )
        )
    return tuple(measures), citations


def _groups(pieces: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    """Pieces dealt out evenly to measures of at most `size` each."""
    count = -(-len(pieces) // size)
    return [pieces[len(pieces) * i // count : len(pieces) * (i + 1) // count] for i in range(count)]


def _heading(sort: Sort, again: bool) -> str:
    return sort.again or sort.heading if again else sort.heading


def _text(sort: Sort, pieces: Sequence[Piece], again: bool, case: Case) -> str:
    """A measure in official wording: what, then who and until when, then what proves it."""
    said = [piece.text for piece in pieces if piece.text]
    opening = f"针对“{_matter(case.issue)}”的问题，{sort.opening}" if sort is IMMEDIATE else sort.opening
    body = "；".join([opening, *said] if opening and not again else said or [_LASTING])
    return f"{_heading(sort, again)}。{body}。由{case.unit or BLANK}负责，{_until(case)}。佐证材料：{sort.evidence}。"


def _until(case: Case) -> str:
    return f"{case.deadline or BLANK}完成"


def _matter(issue: str) -> str:
    """The problem in so few words that a measure can name it: its first parts up to about forty characters."""
    matter = ""
    for part in re.split(r"(?<=[，,；;。])", issue):
        if matter and len(matter) + len(part) > 40:
            break
        matter += part
    return matter.rstrip("，,；;。").replace("。", "，")


def _cause(basis: Sequence[Basis], case: Case) -> str | None:
    """What the best precedent says of the cause, marked as theirs: ours may be another."""
    for one in basis:
        description = one.record.description if one.record else None
        match = _CAUSE.search(description.text) if description else None
        source = f"{one.letterhead.title} {one.letterhead.region} {one.node.text}"
        words = adapt(match[0], source, case) if match else None
        if words and BLANK not in words:
            place = one.node.metadata
            source = f"{one.letterhead.title or place['document']} {place['address']}"
            return f"同类问题的原因为：{words}（{source}）。本单位的原因请核实：{BLANK}。"
    return None


def _warnings(measures: Sequence[Measure], chosen: Mapping[str, list[Piece]], case: Case) -> tuple[str, ...]:
    found = [] if case.unit else [f"没有给出责任单位，已写作{BLANK}"]
    found += [] if case.deadline else [f"没有给出整改时限，已写作{BLANK}"]
    found.append(f"责任人没有给出，已写作{BLANK}")
    for number, measure in enumerate(measures, 1):
        found += [
            f"第{number}条措施“…{around}…”：先例中的数字不适用于本单位，请按实际填写"
            for around in blanks(_said(measure))
        ]
        found += [f"第{number}条措施的“{word}”较笼统，请补充具体做法" for word in vague_words(_said(measure))]
        if not measure.certificate.holds:
            found.append(f"第{number}条措施{measure.certificate.summary}，请核对")
    if _MONEY.search(case.issue) and not chosen[RECOVERY.name]:
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
    return measure.text.removeprefix(f"{measure.heading}。").partition("。由")[0]
