"""Whether what is asked about is in force: from when until when, what repealed or changed it, as the documents say."""

from collections.abc import Iterable, Sequence

from assistant.answer import Quote, Statement
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.scope import named_documents
from assistant.sentences import tidy
from assistant.validity import Basis, Validity, articles_of, is_in_force, is_partial, repeals_of_absent, validity_of
from corpus import Effect, Letterhead
from index import Generation, IndexedDocument


def state_force(question: Question, evidence: Evidence, generation: Generation) -> list[Statement]:
    """The state of each document that the question names, those in force first; of one that the library lacks, what repealed it.

    Where none is named and what answers is not in force, that is the answer: the subsidy ended.
    """
    documents = named_documents(question, generation.documents())
    absent = [] if documents else repeals_of_absent(question, generation)
    if absent:
        return [_of_absent(other, effect, generation) for other, effect in absent]
    if not documents and evidence.candidates:
        first = evidence.candidates[0].document
        documents = [] if is_in_force(first, generation, question.day) else [generation.entry(first)]
    stated = [(document, validity_of(document, generation, question.day)) for document in documents]
    stated.sort(key=lambda each: (each[1].state not in ("现行", "已修改"), each[0].letterhead.date or ""))
    return [
        _statement(document, validity, articles_of(document, generation, question.day), generation)
        for document, validity in stated
        if validity.state != "不明"
    ]


def _statement(
    document: IndexedDocument, validity: Validity, changed: dict[str, Validity], generation: Generation
) -> Statement:
    title = _shown(document.letterhead, document.name)
    others = [basis for basis in validity.by if basis.document != document.name]
    by = "、".join(dict.fromkeys(_shown(generation.letterhead(basis.document), basis.document) for basis in others))
    since = f"自{_date(validity.begins)}起施行" if validity.begins else ""
    until = f"有效期至{_date(validity.ends)}" if validity.ends else ""
    words = {
        "已废止": f"{title}已废止"
        + (f"，自{_date(validity.ends)}起" if validity.ends else "")
        + (f"，见{by}" if by else ""),
        "已过有效期": f"{title}已过有效期，{until}",
        "尚未施行": f"{title}尚未施行，{since}",
        "已修改": f"{title}现行有效，{'、'.join(changed) or '其中的条款'}已修改，见{by}",
    }.get(validity.state) or "，".join(filter(None, (f"{title}现行有效", since, until)))
    quotes = tuple(_quotes(validity.by, generation))
    return Statement(f"{words}。", quotes, computed=True)


def amending(statements: Sequence[Statement], question: Question, generation: Generation) -> Iterable[Statement]:
    """What a decision changed in the words of the clauses that are cited: they are not to be read without it."""
    told: dict[str, Statement] = {}
    for quote in (quote for statement in statements for quote in statement.quotes):
        entry = generation.entry(str(quote.node.metadata["document"]))
        own = articles_of(entry, generation, question.day).get(str(quote.node.metadata["address"]))
        if own and is_partial(own) and (quotes := tuple(_quotes(own.by, generation))):
            by = _shown(quotes[0].letterhead, own.by[0].document)
            told.setdefault(quotes[0].node.node_id, Statement(f"{by}：{tidy(quotes[0].text)}", quotes))
    return told.values()


def _of_absent(other: IndexedDocument, effect: Effect, generation: Generation) -> Statement:
    """What is known of a document that the library does not hold."""
    text = generation.document(other.name).text
    basis = Basis(other.name, effect.address, text[effect.start : effect.end])
    named = f"《{effect.title}》" if effect.title else effect.number
    when = f"，自{_date(effect.date)}起" if effect.date else ""
    words = f"{named}已废止{when}，见{_shown(other.letterhead, other.name)}（库中没有该文件原文）。"
    return Statement(words, tuple(_quotes((basis,), generation)), computed=True)


def _quotes(by: Iterable[Basis], generation: Generation) -> Iterable[Quote]:
    for basis in by:
        node = generation.find(basis.document, basis.clause)
        if node is not None:
            start = (node.start_char_idx or 0) + max(node.text.find(basis.quote), 0)
            yield Quote(node, generation.letterhead(basis.document), start, start + len(basis.quote))


def _shown(head: Letterhead, name: str) -> str:
    title = head.title or name
    marked = title if "《" in title else f"《{title}》"
    return f"{marked}（{head.number}）" if head.number else marked


def _date(iso: str | None) -> str:
    year, month, day = (iso or "0-0-0").split("-")
    return f"{int(year)}年{int(month)}月{int(day)}日"
