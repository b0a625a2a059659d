"""The page as a whole: its tabs, its theme, and how it is served."""

import os

from assistant.assistant import Assistant

FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
"""Fonts of the reader's own machine: nothing is downloaded."""


def open_page(assistant: Assistant, host: str, port: int) -> None:
    """Serve the page until it is stopped."""
    # Gradio asks its own host for its newest version unless told not to, before it is imported.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr

    from assistant.page.chat import chat_tab

    with gr.Blocks(title="整改政策助手", analytics_enabled=False) as page:
        gr.Markdown("# 整改政策助手\n逐句注明出处；文件里没有的，不答。")
        chat_tab(assistant)
    theme = gr.themes.Default(font=FONTS, font_mono=("ui-monospace", "monospace"))
    page.launch(server_name=host, server_port=port, theme=theme, quiet=True)
