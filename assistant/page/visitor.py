"""Who is reading: a random name that each browser is given once, so that people find their own conversations and no others."""

import secrets
from collections.abc import Mapping
from http.cookies import SimpleCookie

import gradio as gr
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "reader"
_YEAR = 365 * 24 * 3600


class NameVisitors:
    """ASGI middleware: a browser that asks for the page without a name is given one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and set the cookie with the answer where it is missing."""
        headers = dict(scope.get("headers", []))
        known = COOKIE in SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
        if scope["type"] != "http" or known or b"text/html" not in headers.get(b"accept", b""):
            await self._app(scope, receive, send)
            return
        cookie = f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax"
        if scope.get("scheme") == "https":
            cookie += "; Secure"

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
            await send(message)

        await self._app(scope, receive, named)


def reader(cookies: Mapping[str, str]) -> str:
    """The name that a browser was given; one for all that keep no cookies."""
    return cookies.get(COOKIE, "")


def visitor(request: gr.Request) -> str:
    """The name of the browser that sent a request; its session where it keeps no cookies."""
    return reader(request.cookies) or str(request.session_hash)
