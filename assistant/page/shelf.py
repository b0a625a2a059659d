"""The list of conversations, and the bar above the open one with what can be done with it."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from assistant.conversations import Conversation
from assistant.page.markup import button, script_button
from assistant.page.wording import Say


def listing(conversations: Sequence[Conversation], current: str, say: Say) -> str:
    """The conversations by name, newest first; the open one is marked."""
    if not conversations:
        return f'<p class="empty">{say("没有对话")}</p>'
    items = "".join(f"<li>{_item(each, each.id == current)}</li>" for each in conversations)
    return f'<nav aria-label="{say("对话")}"><ul>{items}</ul></nav>'


def bar(open_one: Conversation, mine: bool, say: Say) -> str:
    """The name of the open conversation; renaming, links, export and deletion."""
    export = "".join(
        f'<a class="action" href="export?chat={open_one.id}&suffix={suffix}" download>{label}</a>'
        for suffix, label in (("docx", "Word"), ("md", "Markdown"))
    )
    link = script_button(say("复制链接"), "action", link=f"chat={open_one.id}", done=say("已复制"))
    own = _renaming(open_one, say) + _deletion(say) if mine else ""
    return (
        f'<h2 data-address="chat={open_one.id}">{escape(open_one.title)}</h2>'
        f'<div class="tools">{link}<span class="label">{say("导出")}</span>{export}{own}</div>'
    )


def _item(conversation: Conversation, is_open: bool) -> str:
    day = datetime.fromtimestamp(conversation.updated).strftime("%m-%d %H:%M")
    label = f"<span>{escape(conversation.title)}</span><time>{day}</time>"
    return button(label, "open", "conversation current" if is_open else "conversation", chat=conversation.id)


def _renaming(open_one: Conversation, say: Say) -> str:
    field = f'<input type="text" name="title" aria-label="{say("名称")}" value="{escape(open_one.title)}">'
    return (
        f'<details><summary class="action">{say("改名")}</summary>'
        f"<form>{field}{button(say('保存'), 'rename', 'reason')}</form></details>"
    )


def _deletion(say: Say) -> str:
    """Deleting asks once more in place: what is gone cannot be had back."""
    sure = f"<span>{say('删除后不能恢复。')}</span>{button(say('确认删除'), 'delete', 'reason danger')}"
    return f'<details><summary class="action">{say("删除")}</summary><form>{sure}</form></details>'
