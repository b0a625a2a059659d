"""A conversation as text to take along: one answer with its sources for the clipboard, the whole as Markdown or Word."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.conversations import Turn


def source_line(citation: Mapping[str, Any]) -> str:
    """A citation as one writes it: title, 发文字号, clause."""
    title = citation["title"]
    number = f"（{citation['document_number']}）" if citation["document_number"] else ""
    return f"{f'《{title}》' if title else citation['document']}{number}{citation['clause']}"


def cited(answer: Mapping[str, Any]) -> str:
    """An answer and, under it, each source with the words it rests on."""
    sources = [f"[{c['number']}] {source_line(c)}：“{_one_line(c['quote'])}”" for c in answer["citations"]]
    return "\n".join([answer["answer"], *(["", "依据：", *sources] if sources else [])])


def markdown(title: str, turns: Sequence[Turn]) -> str:
    """A conversation as Markdown."""
    parts = [f"# {title}"]
    for turn in turns:
        sources = [f"> [{c['number']}] {source_line(c)}：{_one_line(c['quote'])}" for c in turn.answer["citations"]]
        parts += [f"## {turn.question}", turn.answer["answer"].replace("\n", "\n\n")]
        parts += ["\n>\n".join(sources)] if sources else []
    return "\n\n".join(parts) + "\n"


def word(title: str, turns: Sequence[Turn]) -> bytes:
    """A conversation as a Word document."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.add_heading(title, level=1)
    for turn in turns:
        document.add_heading(turn.question, level=2)
        for line in turn.answer["answer"].splitlines():
            document.add_paragraph(line)
        for citation in turn.answer["citations"]:
            run = document.add_paragraph().add_run(
                f"[{citation['number']}] {source_line(citation)}：{_one_line(citation['quote'])}"
            )
            run.font.size = Pt(9)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _one_line(text: str) -> str:
    return " ".join(text.split())
