"""The page as a whole: its tabs in each language, its looks, and how it is served."""

import contextlib
import os
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.errors import InputError, KnownError

if TYPE_CHECKING:
    import fastapi

    from assistant.page.evaluations import Evaluation

FONTS = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "sans-serif",
)
"""Fonts of the reader's own machine: nothing is downloaded."""

ASKERS = 20
"""Questions answered at once; more wait in turn."""


TIDIED = 3600.0
"""Seconds between two times that what is due is let go."""

CONNECTIONS = 500
"""Connections at once. Who comes after is told to try again."""


def open_page(assistant: Assistant, evaluation: "Evaluation", host: str, port: int) -> None:
    """Serve the page until it is stopped.

    Raises:
        InputError: if the port is taken.
        KnownError: if the library cannot be read.
    """
    from assistant.page.doors import hosts_of

    assistant.documents()  # what keeps it from being read is said now and not to every reader
    listening = _listen(host, port)
    assistant.uploads.forget()
    threading.Thread(target=keep_tidy, args=(assistant,), daemon=True).start()
    app = create_app(assistant, evaluation, hosts_of(host, assistant.settings.hosts))
    import uvicorn

    # The dictionary and the index are loaded by their first use: let that not be the first reader's.
    threading.Thread(target=assistant.suggestions, daemon=True).start()

    print(f"页面已打开：http://{host}:{listening.getsockname()[1]}（按 Ctrl+C 停止）", flush=True)
    from assistant.page.connection import Connection

    config = uvicorn.Config(app, http=Connection, log_level="warning", limit_concurrency=CONNECTIONS)
    uvicorn.Server(config).run(sockets=[listening])


def keep_tidy(assistant: Assistant, every: float = TIDIED) -> None:
    """Let go of what is due, now and as long as the program runs: removed documents, uploads that nobody took."""
    while True:
        # What keeps it from being done is told to whoever next changes the library.
        with contextlib.suppress(KnownError, OSError):
            assistant.purge()
            assistant.uploads.forget_old()
        time.sleep(every)


def create_app(assistant: Assistant, evaluation: "Evaluation", hosts: frozenset[str]) -> "fastapi.FastAPI":
    """The web application: the page in Chinese at /, in English at /en, and the files that it links to.

    It answers requests for `hosts` alone.
    """
    # Gradio asks its own host for its newest version unless told not to, before it is imported.
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    # Nobody looks at its statistics of all events, which it would draw up anew after each.
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", "1000000")
    import fastapi
    import gradio as gr

    from assistant.page.doors import Doors
    from assistant.page.files import routes
    from assistant.page.layout import build
    from assistant.page.leaving import Leaving
    from assistant.page.turnstile import Turnstile
    from assistant.page.visitor import NameVisitors

    app = fastapi.FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(NameVisitors)
    turnstile = Turnstile(assistant.deadline)
    app.add_middleware(Leaving, turnstile=turnstile)
    app.add_middleware(Doors, hosts=hosts)
    # The longer path first: what is mounted at / answers for everything below it.
    for path, language in (("/en/", "en"), ("/", "zh")):
        app.include_router(routes(assistant, evaluation), prefix=path.rstrip("/"))
        page = build(assistant, evaluation, turnstile, "en" if language == "en" else "zh")
        page.queue(default_concurrency_limit=ASKERS)
        gr.mount_gradio_app(app, page, path, **_looks(language))
    return app


def _looks(language: str) -> dict[str, object]:
    import gradio as gr

    here = Path(__file__).parent
    style = (here / "narrow.css").read_text(encoding="utf-8")
    script = "".join((here / name).read_text(encoding="utf-8") for name in ("stream.js", "page.js"))
    # Gradio's own words follow the browser; here they follow the page.
    locale = "zh-CN" if language == "zh" else "en"
    speak = (
        f"Object.defineProperty(navigator,'language',{{get:()=>'{locale}'}});document.documentElement.lang='{locale}';"
    )
    return {
        "theme": gr.themes.Default(
            primary_hue="blue", neutral_hue="slate", font=FONTS, font_mono=("ui-monospace", "monospace")
        ),
        "css": (here / "page.css").read_text(encoding="utf-8"),
        # Not as `css`, which Gradio rewrites and in doing so breaks what stands in media queries.
        "head": f"<style>{style}</style><script>{speak}{script}</script>",
        "footer_links": [],
        "show_error": True,
    }


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise InputError(f"{host}:{port} 不能监听（{error.strerror}），请用 --port 换一个端口") from error
    # From here on who follows the printed address is kept waiting, not refused, until the server takes over.
    listening.listen()
    return listening
