"""A conversation as HTML: questions, answers with their marks and citation chips, the certificate, what can be done with each."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from assistant.conversations import Turn
from assistant.page.markup import button, script_button
from assistant.page.wording import Say
from assistant.sentences import tidy
from assistant.transcript import cited
from assistant.validity import OUT_OF_FORCE, UNKNOWN

NEAREST = 3
"""Clauses offered where nothing is answered."""

REASONS = ("答非所问", "出处不对", "不完整", "已经过时", "库中有而没有找到")

_MARKS = re.compile(r"(?:\[\d+\])+$")


def conversation(turns: Sequence[Turn], say: Say, pending: str = "", mine: bool = True) -> str:
    """All turns, and below them the question that is being answered, if one is."""
    shown = [turn(each, say, mine) for each in turns]
    return "".join(shown) + (waiting(pending, say) if pending else "")


def turn(kept: Turn, say: Say, mine: bool = True) -> str:
    """One question with its answer."""
    return _turn(kept.question, reply(kept.answer, kept.id, say) + (_actions(kept, say) if mine else ""))


def waiting(question: str, say: Say) -> str:
    """A question without its answer yet."""
    return _turn(question, f'<p class="waiting" role="status">{say("正在查找依据")}<span>…</span></p>')


def failed(question: str, reason: str) -> str:
    """A question that could not be asked."""
    return _turn(question, f'<p class="refusal" role="alert">{escape(reason)}</p>')


def notice(text: str) -> str:
    """Something to know that is neither question nor answer."""
    return f'<p class="notice" role="status">{escape(text)}</p>'


def partial(question: str, said: Sequence[str], say: Say) -> str:
    """A question with the first sentences of its answer, while the rest is on its way."""
    sentences = "".join(f'<p class="sentence">{escape(sentence)}</p>' for sentence in said)
    return _turn(question, f'{sentences}<p class="waiting" role="status">{say("正在写")}<span>…</span></p>')


def welcome(suggestions: Sequence[str], say: Say) -> str:
    """What an empty conversation shows: what this is, and questions that the library answers."""
    offers = "".join(f"<li>{button(escape(text), 'suggest', 'suggestion', text=text)}</li>" for text in suggestions)
    lead = say("每句话都注明出处，点出处可看原文；文件里没有的，不答。")
    offered = (
        f"<h3>{say('可以这样问')}</h3><ul>{offers}</ul>"
        if offers
        else f"<p>{say('库中还没有文件，请先到“文库”收录。')}</p>"
    )
    return f'<div class="welcome"><p>{lead}</p>{offered}</div>'


def reply(answer: Mapping[str, Any], identifier: int, say: Say) -> str:
    """An answer with its chips and certificate, or an abstention with the nearest clauses."""
    if answer["abstained"]:
        return _abstention(answer, identifier, say)
    spans = [tidy(span["text"]) for span in answer.get("spans", ())]  # answers kept from before have none
    lines = "".join(_sentence(line, spans, identifier, say) for line in answer["answer"].split("\n"))
    holds = answer["certificate"]["holds"]
    certificate = f'<p class="certificate {"" if holds else "broken"}">{"✓" if holds else "⚠"} {escape(answer["certificate"]["summary"])}</p>'
    told = f'<p class="notice">{escape(answer["notice"])}</p>' if answer.get("notice") else ""
    return lines + chips(answer["citations"], identifier) + certificate + told


def _turn(question: str, answer: str) -> str:
    return (
        f'<article class="turn"><h3 class="asked">{escape(question)}</h3><div class="answer">{answer}</div></article>'
    )


def _sentence(line: str, spans: Sequence[str], identifier: int, say: Say) -> str:
    marks = _MARKS.search(line)
    words = line[: marks.start()] if marks else line
    numbers = re.findall(r"\d+", marks.group()) if marks else []
    shown = "".join(
        button(number, "cite", "mark", turn=identifier, number=number).replace(
            "<button", f'<button aria-label="{say("出处")} {number}"', 1
        )
        for number in numbers
    )
    return f'<p class="sentence">{_emphasised(words, spans)}{shown}</p>'


def _emphasised(words: str, spans: Sequence[str]) -> str:
    """A sentence with the very words that answer standing out, where they are not all of it."""
    inside = [span for span in spans if span in words and len(span) < len(words) - 1]
    if not inside:
        return escape(words)
    before, span, after = words.partition(max(inside, key=len))
    return f"{escape(before)}<em>{escape(span)}</em>{escape(after)}"


def chips(citations: Sequence[Mapping[str, Any]], identifier: int) -> str:
    """Citations to press, each with title, 发文字号 and clause."""
    chips = "".join(
        f"<li>{button(_chip(citation), 'cite', 'chip', turn=identifier, number=citation['number'])}</li>"
        for citation in citations
    )
    return f'<ul class="chips">{chips}</ul>'


def _chip(citation: Mapping[str, Any]) -> str:
    page = f' <span class="page">P{citation["page"]}</span>' if citation["page"] else ""
    number = (
        f' <span class="number">{escape(citation["document_number"])}</span>' if citation["document_number"] else ""
    )
    title = escape(citation["title"] or citation["document"])
    return (
        f'<b>{citation["number"]}</b> <span class="title">{title}</span>{number}'
        f' <span class="address">{escape(citation["clause"])}</span>{page}{_state(citation)}'
    )


def _state(citation: Mapping[str, Any]) -> str:
    """Whether what is cited is in force, where that is known; answers kept from before do not tell."""
    state = citation.get("state", UNKNOWN)
    if state == UNKNOWN:
        return ""
    return f' <span class="state {"repealed" if state in OUT_OF_FORCE else "found"}">{escape(state)}</span>'


def _abstention(answer: Mapping[str, Any], identifier: int, say: Say) -> str:
    refusal = f'<p class="refusal">{escape(answer["answer"])}</p>'
    refusal += f'<p class="notice">{escape(answer["notice"])}</p>' if answer.get("notice") else ""
    nearest = "".join(
        f"<li>{button(_nearest(hit), 'near', 'nearest', turn=identifier, number=position)}</li>"
        for position, hit in enumerate(answer["hits"][:NEAREST])
    )
    return refusal + (f'<h4>{say("最接近的条款（不是答案）")}</h4><ul class="nearby">{nearest}</ul>' if nearest else "")


def _nearest(hit: Mapping[str, Any]) -> str:
    words = " ".join(hit["text"].split())
    return (
        f'<span class="title">{escape(hit["document"])}</span> <span class="address">{escape(hit["clause"])}</span>'
        f'<span class="words">{escape(words[:90])}{"…" if len(words) > 90 else ""}</span>'
    )


def _actions(kept: Turn, say: Say) -> str:
    parts = [
        script_button(say("复制（含出处）"), "action", copy=cited(kept.answer), done=say("已复制")),
        _pressed(button(say("有用"), "rate", "action", turn=kept.id, useful=1), kept.useful is True),
        _reasons(kept, say),
        button(say("重新回答"), "again", "action", turn=kept.id),
        button(say("加入评测"), "gold", "action", turn=kept.id),
    ]
    return f'<div class="actions">{"".join(parts)}</div>'


def _reasons(kept: Turn, say: Say) -> str:
    """没用 opens the reasons; one press sends one, or the reader's own words."""
    offered = "".join(
        button(say(reason), "rate", "reason", turn=kept.id, useful=0, reason=reason) for reason in REASONS
    )
    own = f'<input type="text" name="reason" aria-label="{say("其他原因")}" placeholder="{say("其他原因")}">' + button(
        say("提交"), "rate", "reason", turn=kept.id, useful=0
    )
    chosen = f"：{escape(kept.reason)}" if kept.reason else ""
    label = _pressed(f'<summary class="action">{say("没用")}{chosen}</summary>', kept.useful is False)
    return f'<details class="reasons">{label}<form>{offered}{own}</form></details>'


def _pressed(control: str, pressed: bool) -> str:
    return control.replace(' class="', f' aria-pressed="{str(pressed).lower()}" class="', 1)
