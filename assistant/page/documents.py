"""The library as HTML: what is in it, and what became of files that were added."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from html import escape

from assistant.apart import PagesRead
from assistant.page.markup import button
from assistant.page.wording import Say
from index import Added, IndexedDocument

SHOWN = 200
"""Documents listed at once; the search box finds the others."""


def listing(documents: Sequence[IndexedDocument], words: str, say: Say) -> str:
    """A table of the documents whose name or letterhead holds the words."""
    found = [document for document in documents if words.strip() in _searched(document)]
    if not found:
        return f'<p class="empty">{say("没有文件")}</p>'
    names = ("文件", "文种", "日期", "条款", "整改事项", "存疑", "")
    head = "".join(f'<th scope="col">{say(name) if name else ""}</th>' for name in names)
    rows = "".join(_row(document, say) for document in found[:SHOWN])
    count = say("共 {count} 个文件").format(count=len(found))
    more = say("，只列出前 {shown} 个").format(shown=SHOWN) if len(found) > SHOWN else ""
    return f'<p class="empty">{count}{more}</p><table class="documents"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


@dataclass(frozen=True)
class Adding:
    """How far a batch is: its files, what became of those that are known, those that were read, the pages of the next."""

    names: Sequence[str]
    known: Mapping[str, Added]
    read: Set[str]
    batch: str
    pages: PagesRead | None = None
    done: bool = False


def outcomes(adding: Adding, say: Say) -> str:
    """A bar for all, and a line a file: waiting, being read (and how far, by its pages), or what became of it."""
    known, pages = adding.known, adding.pages
    settled = known.keys() | adding.read
    reading = next((name for name in adding.names if name not in settled), None)
    # A file that was kept under another name than it came with is told under that one.
    names = list(dict.fromkeys([*adding.names, *known])) if not adding.done else list(known)
    lines = "".join(
        f'<li class="{"" if name in known else "waiting"}"><span>{escape(name)}</span>'
        f"{_outcome(known[name], say) if name in known else _stage(name, reading, adding, say)}</li>"
        for name in names
    )
    state = (
        say("已完成，可以提问了。")
        if adding.done
        else say("正在建立索引…")
        if reading is None
        else say("正在读取文件…")
    )
    label = f"{len(settled)}/{len(adding.names)}"
    part = pages.done / pages.of if pages else 0
    bar = _bar(len(settled) + adding.done + part, len(adding.names) + 1, label, say("收录进度"))
    same = any(added.same_name for added in known.values())
    decide = _decision(adding.batch, say) if adding.done and same else ""
    return f'<div class="adding" role="status"><p>{bar} {label} {state}</p><ol>{lines}</ol>{decide}</div>'


def _decision(batch: str, say: Say) -> str:
    """What to do with files whose names other documents have."""
    replaced = button(say("替换同名文件"), "resolve", "action", batch=batch, how="replace")
    return f'<p class="tools">{replaced}{button(say("两份都收录"), "resolve", "action", batch=batch, how="keep")}</p>'


def removed(document: str, identifier: str, say: Say) -> str:
    """Says that a document was removed, and offers to undo it by its id."""
    told = say("已移除 {name}").format(name=escape(document))
    return f'<p class="notice" role="status">{told} {button(say("撤销"), "restore", "action", id=identifier)}</p>'


def _stage(name: str, reading: str | None, adding: Adding, say: Say) -> str:
    pages = adding.pages
    if name in adding.read:
        return say("已读取")
    if name != reading:
        return say("等待")
    if pages is None:
        return say("正在读取…")
    label = say("第 {done}/{of} 页").format(done=pages.done, of=pages.of)
    return f"{_bar(pages.done, pages.of, label, say('读取进度'))} {label}"


def _bar(value: float, most: int, label: str, name: str) -> str:
    return f'<progress max="{most}" value="{value:g}" aria-label="{name}">{label}</progress>'


def _searched(document: IndexedDocument) -> str:
    head = document.letterhead
    return " ".join(part for part in (document.name, head.title, head.number, head.issuer, head.region) if part)


def _row(document: IndexedDocument, say: Say) -> str:
    head = document.letterhead
    title = button(escape(head.title or document.name), "look", "open", name=document.name)
    details = " ".join(part for part in (head.number, head.issuer, document.name) if part)
    doubts = say("{count} 处").format(count=document.warnings) if document.warnings else ""
    remove = button(say("移除"), "remove", "action", name=document.name).replace(
        "<button", f'<button aria-label="{say("移除")} {escape(document.name)}"', 1
    )
    cells = (head.kind or "", head.date or head.printed or "", document.clauses, document.records or "", doubts)
    return (
        f"<tr><td>{title}<small>{escape(details)}</small></td>"
        f"{''.join(f'<td>{cell}</td>' for cell in cells)}<td>{remove}</td></tr>"
    )


def _outcome(added: Added, say: Say) -> str:
    if added.refused:
        return f'<em class="refused">✗ {say("未收录")}：{escape(added.refused)}</em>'
    if added.same_as:
        return f"<em>= {say('与已收录的 {name} 内容相同，未重复收录').format(name=escape(added.same_as))}</em>"
    if added.same_name:
        return f'<em class="refused">? {say("库中有同名文件，内容不同，未收录")}</em>'
    counts = say("{clauses} 条，整改事项 {records} 项").format(clauses=added.clauses, records=added.records)
    again = say("，替换了同名文件") if added.replaced else ""
    doubts = "".join(f"<small>⚠ {escape(warning.text)}</small>" for warning in added.warnings)
    return f"<em>✓ {counts}{again}</em>{doubts}"
