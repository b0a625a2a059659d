"""A draft as it is shown, exported and scored: the problem, what is done about it, by whom, until when, on what basis."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.answer import Citation
from assistant.certificate import Certificate
from assistant.drafting.basis import Basis
from assistant.drafting.duties import DUTIES
from corpus.numerals import write_numeral


@dataclass(frozen=True)
class Measure:
    """One measure: its heading, its full text, who, until when, what proves it, what it rests on, what was checked."""

    heading: str
    text: str
    unit: str
    deadline: str
    evidence: str
    citations: tuple[Citation, ...]
    certificate: Certificate


@dataclass(frozen=True)
class Draft:
    """What is proposed for a problem. `missing` says why nothing is, None if something is; `doubtful` may be looked at.

    `composer` is "llm" where a language model rewrote any of it, "outline" where it rests on nothing, else "extractive"; `failure` says why a model that was
    to rewrite it did not, None if none was or it did.
    """

    issue: str
    unit: str
    deadline: str
    person: str
    cause: str | None
    measures: tuple[Measure, ...]
    citations: tuple[Citation, ...]
    basis: tuple[Basis, ...]
    doubtful: tuple[Basis, ...]
    warnings: tuple[str, ...]
    missing: str | None
    seconds: float
    composer: str
    failure: str | None

    @property
    def evidence(self) -> tuple[str, ...]:
        """What proves the measures, each thing once."""
        return tuple(dict.fromkeys(item for measure in self.measures for item in measure.evidence.split("、")))

    @property
    def support(self) -> tuple[str, ...]:
        """The kinds of body that measures ask for what is theirs to do."""
        said = "".join(measure.text for measure in self.measures)
        return tuple(duty.body for duty in DUTIES if duty.asks in said)

    @property
    def duties(self) -> list[str]:
        """Who leads and who supports, a line each."""
        support = [f"配合单位：{'、'.join(self.support)}"] if self.support else []
        return [f"责任单位：{self.unit}", *support]

    @property
    def text(self) -> str:
        """The draft in Markdown, with citation numbers and what they stand for."""
        if self.missing:
            return f"# 整改措施（未拟）\n\n## 一、问题描述\n\n{self.issue}\n\n## 二、说明\n\n{self.missing}\n"
        sections = [("问题描述", [self.issue])]
        if self.cause:
            sections.append(("原因分析", [self.cause]))
        measures = [
            f"（{write_numeral(number)}）{measure.text}{_marks(measure.citations)}"
            for number, measure in enumerate(self.measures, 1)
        ]
        sections.append(("整改措施", measures))
        sections.append(("责任和时限", [*self.duties, f"责任人：{self.person}", f"整改时限：{self.deadline}"]))
        sections.append(("佐证材料", ["、".join(self.evidence)]))
        if self.warnings:
            sections.append(("需核实补充的事项", [f"{n}. {warning}" for n, warning in enumerate(self.warnings, 1)]))
        if self.citations:
            sections.append(("依据", [describe(citation) for citation in self.citations]))
        body = [
            f"## {write_numeral(number)}、{title}\n\n" + "\n\n".join(lines)
            for number, (title, lines) in enumerate(sections, 1)
        ]
        return "\n\n".join(["# 问题整改措施", *body]) + "\n"

    def to_json(self, identifier: str | None = None) -> dict[str, Any]:
        """The line of the batch contract: text, measures with citations, warnings, seconds; and what else was found."""
        return {
            **({"id": identifier} if identifier is not None else {}),
            "issue": self.issue,
            "text": self.text,
            "unit": self.unit,
            "support": list(self.support),
            "person": self.person,
            "deadline": self.deadline,
            "cause": self.cause,
            "missing": self.missing,
            "measures": [
                {
                    "heading": measure.heading,
                    "text": measure.text,
                    "unit": measure.unit,
                    "deadline": measure.deadline,
                    "evidence": measure.evidence,
                    "citations": [asdict(citation) for citation in measure.citations],
                    "certificate": measure.certificate.summary,
                }
                for measure in self.measures
            ],
            "basis": [*map(_told, self.basis)],
            "doubtful": [*map(_told, self.doubtful)],
            "composer": self.composer,
            "warnings": list(self.warnings),
            "seconds": round(self.seconds, 4),
        }


def describe(citation: Citation) -> str:
    """A citation as a reader finds it: its number, the document, the clause, the words."""
    source = " ".join(part for part in (citation.title or citation.document, citation.document_number) if part)
    page = f"，第{citation.page}页" if citation.page else ""
    return f"[{citation.number}] {source} {citation.clause}{page}：“{' '.join(citation.quote.split())}”"


def _told(basis: Basis) -> dict[str, Any]:
    return {
        "id": basis.id,
        "kind": "先例" if basis.record else "国家规定" if basis.national else "规定",
        "problem": " ".join(basis.problem.split()),
        "why": basis.why,
        "probability": round(basis.probability, 3),
    }


def _marks(citations: Sequence[Citation]) -> str:
    return "".join(f"[{citation.number}]" for citation in citations)
