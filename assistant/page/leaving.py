"""Who closes a tab no longer waits: the stream over which its answers were to come breaks off, and what is asked there stops."""

from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.turnstile import Turnstile


class Leaving:
    """ASGI middleware that sees streams of answers break off.

    Gradio has a way of its own to hear of it, which holds a connection open for each tab. A browser has six for all its tabs
    of one host, so that a sixth tab would stay empty; `stream.js` keeps that connection from being opened.
    """

    def __init__(self, app: ASGIApp, turnstile: Turnstile) -> None:
        self._app = app
        self._turnstile = turnstile

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where it is for a tab's answers and ends before they do, let the tab leave."""
        if scope["type"] != "http" or not scope["path"].endswith("/queue/data"):
            await self._app(scope, receive, send)
            return
        is_whole = False

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect" and not is_whole:
                (tab,) = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[:1]
                self._turnstile.leave(tab)
            return message

        async def sent(message: Message) -> None:
            nonlocal is_whole
            is_whole = message["type"] == "http.response.body" and not message.get("more_body", False)
            await send(message)

        await self._app(scope, heard, sent)
