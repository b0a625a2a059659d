"""The page's tabs under its name, in one language."""

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.chat import ChatTab
from assistant.page.drafting import DraftingTab
from assistant.page.evaluating import EvaluationTab
from assistant.page.evaluations import Evaluation
from assistant.page.ledgers import LedgerTab
from assistant.page.library import LibraryTab
from assistant.page.plans import PlanTab
from assistant.page.turnstile import Turnstile
from assistant.page.verifying import VerifyTab
from assistant.page.wording import Language, speaker


def build(assistant: Assistant, evaluation: Evaluation, turnstile: Turnstile, language: Language) -> gr.Blocks:
    """The page. Whoever asks goes through the turnstile."""
    say = speaker(language)
    other = '<a href="/en/" lang="en">English</a>' if language == "zh" else '<a href="/" lang="zh-CN">中文</a>'
    shade = f'<button type="button" onclick="toggleShade()">{say("深色/浅色")}</button>'
    page = gr.Blocks(title=say("整改政策助手"), analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400))
    with page:
        gr.HTML(
            f'<h1>{say("整改政策助手")}</h1><p>{say("逐句注明出处；文件里没有的，不答。")}</p><div class="tools">{shade}{other}</div>',
            elem_id="banner",
            apply_default_css=False,
        )
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(say("问答"), id="chat"):
                ChatTab(page, assistant, evaluation, turnstile, say)
            with gr.Tab(say("拟稿"), id="drafting"), gr.Tabs(elem_id="drafting-tabs"):
                with gr.Tab(say("单个问题"), id="problem"):
                    DraftingTab(page, assistant, say)
                with gr.Tab(say("整改方案"), id="plan"):
                    PlanTab(assistant, say)
                with gr.Tab(say("台账"), id="ledger"):
                    LedgerTab(assistant, say)
            with gr.Tab(say("核对"), id="verify"):
                VerifyTab(assistant, say)
            with gr.Tab(say("文库"), id="library") as library:
                LibraryTab(library, assistant, say)
            with gr.Tab(say("评测"), id="evaluation") as evaluating:
                EvaluationTab(evaluating, assistant, evaluation, say)
    return page
