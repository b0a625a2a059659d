"""What is wrong with a gold set, before it is trusted: quotes that no document holds, duplicates, questions without a source."""

from collections.abc import Sequence

from assistant import Assistant
from eval.goldset import GoldQuestion, Passage
from eval.matching import plain


def check(assistant: Assistant, questions: Sequence[GoldQuestion]) -> list[str]:
    """Problems in words, in the order of the questions."""
    names = {document.name for document in assistant.documents()}
    texts = {
        name: plain(assistant.document(name).text)
        for name in sorted({passage.document for question in questions for passage in question.passages} & names)
    }
    problems: list[str] = []
    asked: dict[tuple[str, ...], str] = {}
    for question in questions:
        turns = (*map(plain, question.history), plain(question.question))
        if turns in asked:
            problems.append(f"{question.id}：与 {asked[turns]} 的问题相同，请删去一个")
        asked.setdefault(turns, question.id)
        problems += [f"{question.id}：{problem}" for problem in _problems(assistant, question, texts)]
    return problems


def _problems(assistant: Assistant, question: GoldQuestion, texts: dict[str, str]) -> list[str]:
    found = [problem for p in question.passages if (problem := _missing(assistant, p, texts))]
    if not question.passages and question.kind != "unanswerable":
        found.append("没有出处；请补上原文或条款，确无答案的请把类型写成 unanswerable")
    if question.passages and not question.points:
        found.append("没有要点，无法判断回答是否正确；请补上回答必须说到的原文词句")
    sources = "\n".join(texts.get(passage.document, "") for passage in question.passages)
    found += [f"要点“{point}”不在所引文件中" for point in question.points if sources and plain(point) not in sources]
    return found


def _missing(assistant: Assistant, passage: Passage, texts: dict[str, str]) -> str | None:
    if passage.document not in texts:
        return f"库中没有文件 {passage.document}，请先收录，或改正文件名"
    if passage.quote and plain(passage.quote) not in texts[passage.document]:
        return f"{passage.document} 中没有“{passage.quote}”，请从原文复制"
    if passage.address:
        addresses = {node.metadata["address"] for node in assistant.document(passage.document).clauses}
        if passage.address not in addresses:
            return f"{passage.document} 中没有 {passage.address}，可用 assistant show {passage.document} 查看地址"
    return None
