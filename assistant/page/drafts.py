"""A draft as HTML: what it rests on, with boxes to tick, and its measures to edit, each with its sources and certificate."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from llama_index.core.schema import NodeWithScore

from assistant.drafting import Draft, Measure
from assistant.drafting.plan import Entry
from assistant.kept_drafts import KeptDraft
from assistant.page.markup import button
from assistant.page.turns import chips, notice
from assistant.page.wording import Say


def bases(kept: KeptDraft, say: Say) -> str:
    """The precedents and rules that the draft rests on, those that it might, and those taken out, to be put in again."""
    known = [basis for basis in kept.bases if basis["id"] not in kept.without]
    found = "".join(_basis(basis, basis.get("used", True), say) for basis in known)
    out = "".join(_removed(identifier, say) for identifier in sorted(kept.without))
    lost = say("重新拟写会丢弃您修改的内容，继续吗？")
    return (
        f'<ul class="bases" data-lost="{escape(lost)}">{found}{out}</ul>'
        if found or out
        else notice(say("没有找到可以参照的依据"))
    )


def listing(kept: Sequence[KeptDraft], current: str, say: Say) -> str:
    """The drafts that are kept, the newest first, each to be opened again or deleted."""
    if not kept:
        return f'<p class="empty">{say("还没有拟过稿")}</p>'
    return f'<ul class="kept">{"".join(_kept(each, each.id == current, say) for each in kept)}</ul>'


def finds(hits: Sequence[NodeWithScore], say: Say) -> str:
    """Clauses that could be put in."""
    items = "".join(f"<li>{button(_hit(hit), 'also', 'nearest', id=hit.node.node_id)}</li>" for hit in hits)
    return f'<ul class="nearby">{items}</ul>' if items else notice(say("没有找到"))


def draft(made: Draft, say: Say) -> str:
    """The draft."""
    if made.missing:
        return f"{notice(made.missing)}<form>{button(say('给出提纲（不引出处）'), 'outline', 'reason')}</form>"
    shown = made.to_json()
    cause = f"<h4>{say('原因分析')}</h4><p>{escape(made.cause)}</p>" if made.cause else ""
    pairs = zip(made.measures, shown["measures"], strict=True)
    measures = "".join(_measure(number, *pair, say) for number, pair in enumerate(pairs, 1))
    tools = f'<div class="tools">{button(say("核对修改"), "edit", "reason")}<span class="unsaved">{say("有修改尚未核对，核对后才能下载")}</span></div>'
    warnings = "".join(f"<li>{escape(warning)}</li>" for warning in made.warnings)
    doubts = f'<h4>{say("需核实补充的事项")}</h4><ul class="warnings">{warnings}</ul>' if warnings else ""
    facts = f"{say('责任单位')}：{escape(made.unit)}　{say('整改时限')}：{escape(made.deadline)}"
    return f'<div class="draft">{doubts}{cause}<h4>{say("整改措施")}</h4><p class="empty">{facts}</p><form>{tools}{measures}</form></div>'


def findings(found: Sequence[Any], say: Say) -> str:
    """What is doubtful in a ledger, cell by cell."""
    if not found:
        return notice(say("没有发现问题"))
    rows = "".join(
        f"<tr><td>{escape(one.cell)}</td><td>{escape(one.kind)}</td><td>{escape(one.text)}</td></tr>" for one in found
    )
    return _table((say("单元格"), say("类别"), say("说明")), rows)


def changes(written: Sequence[Any], say: Say) -> str:
    """What was written into a ledger, cell by cell, with its basis and what is to be verified."""
    if not written:
        return notice(say("没有需要填写的空白措施"))
    rows = "".join(
        f"<tr><td>{escape(one.cell)}</td><td class='long'>{escape(one.text)}</td>"
        f"<td>{'<br>'.join(map(escape, one.warnings))}</td></tr>"
        for one in written
    )
    return _table((say("单元格"), say("填写内容"), say("需核实补充的事项")), rows)


def planned(entries: Sequence[Entry], say: Say) -> str:
    """The problems of a plan, each with its measures and what is to be verified."""
    rows = "".join(_planned(number, entry, say) for number, entry in enumerate(entries, 1))
    return _table(("", say("问题描述"), say("整改措施"), say("责任单位"), say("需核实补充的事项")), rows)


def _planned(number: int, entry: Entry, say: Say) -> str:
    made = entry.draft
    measures = "<br>".join(escape(measure.text) for measure in made.measures) or escape(say("没有依据，未拟写"))
    doubts = "<br>".join(map(escape, made.warnings))
    return (
        f"<tr><td>{number}</td><td class='long'>{escape(entry.finding.text)}</td><td class='long'>{measures}</td>"
        f"<td>{escape(made.unit)}</td><td class='long'>{doubts}</td></tr>"
    )


def _kept(kept: KeptDraft, is_open: bool, say: Say) -> str:
    day = datetime.fromtimestamp(kept.updated).strftime("%m-%d %H:%M")
    facts = " · ".join(part for part in (kept.asked.unit, day) if part)
    label = f"<span>{escape(kept.asked.issue)}</span><time>{escape(facts)}</time>"
    opened = button(label, "reopen", "conversation current" if is_open else "conversation", id=kept.id)
    sure = f"<span>{say('删除后不能恢复。')}</span>{button(say('确认删除'), 'delete', 'reason danger', id=kept.id)}"
    return f'<li>{opened}<details><summary class="action">{say("删除")}</summary><form>{sure}</form></details></li>'


def _basis(basis: Mapping[str, Any], used: bool, say: Say) -> str:
    document, _, clause = basis["id"].partition("#")
    box = _box(basis["id"], used, f"{basis['kind']}：{basis['problem']}")
    read = button(f"{escape(document)} {escape(clause)}", "read", "open", id=basis["id"])
    return f"<li>{box}<small>{read}</small><small>{escape(basis['why'])}</small></li>"


def _removed(identifier: str, say: Say) -> str:
    return f'<li class="out">{_box(identifier, False, identifier.replace("#", " "))}<small>{say("已去掉")}</small></li>'


def _box(identifier: str, used: bool, label: str) -> str:
    checked = " checked" if used else ""
    return (
        f'<label><input type="checkbox" data-event="use" data-id="{escape(identifier)}"{checked}>'
        f" <span>{escape(label)}</span></label>"
    )


def _hit(hit: NodeWithScore) -> str:
    metadata, words = hit.node.metadata, " ".join(hit.node.get_content().split())
    return (
        f'<span class="title">{escape(metadata["document"])}</span> <span class="address">{escape(metadata["address"])}</span>'
        f'<span class="words">{escape(words[:80])}</span>'
    )


def _measure(number: int, made: Measure, shown: Mapping[str, Any], say: Say) -> str:
    label = say("第 {number} 条措施").format(number=number)
    doubt = "" if made.certificate.holds else " broken"
    return (
        f'<section class="measure"><h5>{number}. {escape(made.heading)}</h5>'
        f'<textarea name="text-{number}" rows="{len(made.text) // 50 + 2}" aria-label="{label}">{escape(made.text)}</textarea>'
        f'<p class="certificate{doubt}">{"⚠" if doubt else "✓"} {escape(made.certificate.summary)}</p>'
        f"{chips(shown['citations'], number)}</section>"
    )


def _table(names: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f'<table class="documents"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
