"""问答: the chat, with the cited clauses beside it."""

from html import escape
from typing import Any

import gradio as gr

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.errors import KnownError

Messages = list[dict[str, Any]]


def chat_tab(assistant: Assistant) -> None:
    """Lay out the chat and connect it."""

    def reply(text: str, messages: Messages) -> tuple[str, Messages, str]:
        history = [_words(message) for message in messages if message["role"] == "user"]
        asked = [*messages, {"role": "user", "content": text}]
        try:
            answer = assistant.ask(text, history)
        except KnownError as error:
            return "", [*asked, {"role": "assistant", "content": str(error)}], ""
        return "", [*asked, {"role": "assistant", "content": answer.text}], sources(answer)

    with gr.Row():
        with gr.Column(scale=3):
            chat = gr.Chatbot(label="问答", height=560, elem_id="chat")
            question = gr.Textbox(
                label="问题", placeholder="例如：……的责任单位是谁？", autofocus=True, submit_btn="提问"
            )
        with gr.Column(scale=2):
            shown = gr.HTML(label="出处", elem_id="sources")
    question.submit(reply, [question, chat], [question, chat, shown])


def sources(answer: Answer) -> str:
    """The cited clauses with the quoted words marked; for an abstention the nearest clauses, as such."""
    if answer.abstained:
        nearest = "".join(_clause(c.document, c.address, escape(c.node.text)) for c in answer.candidates[:3])
        return f"<h3>最接近的条款（不是答案）</h3>{nearest}" if nearest else ""
    clauses = {candidate.node.node_id: candidate.node for candidate in answer.candidates}
    shown = []
    for citation in answer.citations:
        node = clauses.get(f"{citation.document}#{citation.clause}")
        text = node.text if node else citation.quote
        marked = escape(text).replace(escape(citation.quote), f"<mark>{escape(citation.quote)}</mark>", 1)
        name = " ".join(part for part in (citation.title or citation.document, citation.document_number) if part)
        shown.append(_clause(f"[{citation.number}] {name}", citation.clause, marked))
    return f"<p>{escape(answer.certificate.summary)}</p>{''.join(shown)}"


def _clause(name: str, address: str, text: str) -> str:
    return f"<section><h4>{escape(name)} · {escape(address)}</h4><p style='white-space:pre-wrap'>{text}</p></section>"


def _words(message: dict[str, Any]) -> str:
    content = message["content"]
    return content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
