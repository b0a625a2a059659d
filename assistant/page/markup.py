"""HTML as the page writes it: escaped text, and buttons that tell the server or the script what was pressed."""

from html import escape

import gradio as gr


def button(label: str, event: str, classes: str = "", **data: object) -> str:
    """A button that sends `event` with its data to the server; `label` is HTML."""
    return f'<button type="button" class="{classes}" data-event="{event}" {_data(data)}>{label}</button>'


def script_button(label: str, classes: str = "", **data: object) -> str:
    """A button that the page's own script acts on; `label` is HTML."""
    return f'<button type="button" class="{classes}" {_data(data)}>{label}</button>'


def area(name: str, events: tuple[str, ...], **options: object) -> gr.HTML:
    """A part of the page whose buttons send `events`; `name` is its identifier in the page."""
    # Gradio learns from the quoted names in this script which events the component has.
    script = f"window.connectArea(element, trigger, watch, {list(events)!r});"
    return gr.HTML(elem_id=name, js_on_load=script, apply_default_css=False, **options)  # type: ignore[arg-type]


def _data(data: dict[str, object]) -> str:
    return " ".join(f'data-{name}="{escape(str(value))}"' for name, value in data.items())
