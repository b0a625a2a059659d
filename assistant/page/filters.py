"""Filters of the chat: which documents, regions, years, kinds and units an answer may rest on."""

from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.wording import Say
from index import Filter

_LISTS = (("document", "文件"), ("region", "地区"), ("year", "年份"), ("kind", "文种"), ("unit", "发文单位"))


class Filters:
    """Lists to choose from; nothing chosen means everything."""

    def __init__(self, assistant: Assistant, say: Say) -> None:
        """Lay them out, closed, in the open block."""
        self._assistant = assistant
        self._say = say
        with gr.Accordion(self._label(), open=False, elem_id="filters") as box, gr.Row():
            # Titles are long: the first list has a line of its own.
            self.inputs = [
                gr.Dropdown([], multiselect=True, label=say(name), min_width=140, elem_id=f"filter-{key}")
                for key, name in _LISTS
            ]
        box.expand(self._choices, None, self.inputs, show_progress="hidden")
        gr.on([one.change for one in self.inputs], self._chosen, self.inputs, [box], show_progress="hidden")

    def _chosen(self, *chosen: list[str]) -> gr.Accordion:
        return gr.Accordion(label=self._label(sum(map(len, chosen))))

    def _label(self, count: int = 0) -> str:
        """What can be chosen here, and how much is: a closed filter must not be forgotten."""
        chosen = self._say("（已选 {count} 项）").format(count=count) if count else ""
        return self._say("筛选：只在所选范围内查找") + chosen

    def _choices(self) -> list[Any]:
        """The lists as the library has them now."""
        documents = self._assistant.documents()
        heads = [document.letterhead for document in documents]
        columns = (
            [(document.letterhead.title or document.name, document.name) for document in documents],
            sorted({head.region for head in heads if head.region}),
            sorted({str(head.year) for head in heads if head.year}, reverse=True),
            sorted({head.kind for head in heads if head.kind}),
            sorted({unit for head in heads if head.issuer for unit in head.issuer.split("、")}),
        )
        return [gr.Dropdown(choices=column) for column in columns]

    def read(
        self, documents: list[str], regions: list[str], years: list[str], kinds: list[str], units: list[str]
    ) -> Filter:
        """What was chosen."""
        return Filter(
            frozenset(documents),
            frozenset(kinds),
            frozenset(regions),
            frozenset(int(year) for year in years),
            frozenset(units),
        )
