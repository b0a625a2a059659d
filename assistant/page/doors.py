"""What the page lets in and what it lets out: hosts, origins, addresses, sizes, rates, and what each answer tells the browser.

The page is reached from browsers that also show other sites. A site whose name is made to lead to this machine (DNS rebinding)
is told by the host that it asks for, one that has a visitor's browser send requests by their origin. Gradio serves more than
this page needs; what it does not need is not served.
"""

import asyncio
import math
import re
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.visitor import COOKIE

SERVED = re.compile(
    r"(/en)?/("
    r"|file|picture|export|evaluation|upload"
    r"|config|theme\.css|favicon\.ico|manifest\.json|(assets|static|svelte)/[^?]*"
    r"|gradio_api/(startup-events|queue/(join|data)|cancel|theme\.css|file=[^?]*)"
    r")/?"
)
"""The addresses that the page needs; all others of Gradio's (uploads, proxy, API pages, monitoring) are closed."""

BODY = 2**20
"""Bytes of a request that is no upload: a whole audit report in a form is a tenth of it."""


@dataclass(frozen=True)
class Patience:
    """How long the body of a request is waited for: `seconds` at most, and anew as its bytes come, `pace` of them a second.

    So a sender may pause, but none holds a connection with a byte now and then.
    """

    seconds: float = 20.0
    pace: float = 1024.0


PER_VISITOR, PER_ADDRESS = (40, 4.0), (400, 40.0)
"""Events at once, and a second after that: far above what people press, far below what stops others. An office may have one
address for all."""

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)
# Gradio's page is a script in the page that makes functions of words: without the two `unsafe` it stays empty.

_TOLD = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


def hosts_of(bound: str, named: Iterable[str] = ()) -> frozenset[str]:
    """The hosts that a page bound to an address is asked for by: that address, what it is known by, and what a setting names."""
    found = {bound, *named}
    if bound in ("0.0.0.0", "::", ""):
        name = socket.gethostname()
        found |= {name, socket.getfqdn(), "localhost", "127.0.0.1", "::1"}
        found |= {str(information[4][0]) for information in _addresses(name)}
    elif bound == "localhost" or ip_address(bound).is_loopback:
        found |= {"localhost", "127.0.0.1", "::1"}
    return frozenset(host.lower().strip("[]") for host in found if host)


def _addresses(name: str) -> list[tuple[object, object, object, str, tuple[object, ...]]]:
    try:
        return list(socket.getaddrinfo(name, None))
    except OSError:
        return []


class Doors:
    """ASGI middleware around everything that the page serves."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], patience: Patience = Patience()) -> None:
        """Let in what asks for one of `hosts`."""
        self._app = app
        self._hosts = hosts
        self._patience = patience
        self._visitors = Buckets(*PER_VISITOR)
        self._addresses = Buckets(*PER_ADDRESS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on with its body watched and its answer's headers set."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, reason = refusal
            more = {"Retry-After": "10"} if status == 429 else {}
            await PlainTextResponse(reason, status, more)(scope, receive, _telling(send))
            return
        # How long an upload may be is for its quota to say.
        body = _Body(receive, self._patience, math.inf if scope["path"].endswith("/upload") else BODY)
        await self._app(scope, body.receive, _telling(send, body))

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if (urlsplit(f"//{host}").hostname or "") not in self._hosts:
            return 421, "本页面不以这个主机名提供服务：请用启动时显示的地址访问，或用 ASSISTANT_HOSTS 增加主机名"
        if _is_foreign(scope, headers, host):
            return 403, "不接受来自其他网站的请求"
        if not SERVED.fullmatch(scope["path"]):
            return 404, "没有这个地址"
        if not scope["path"].endswith("/upload") and int(headers.get("content-length") or 0) > BODY:
            return 413, f"请求超过 {BODY // 1024} KB，请缩短后再试；整份文件请到“文库”收录"
        if scope["method"] == "POST" and scope["path"].endswith("/queue/join"):
            address = str((scope.get("client") or ("",))[0])
            known = _cookie(headers) or address
            # The address first: what it is refused leaves no trace of the names that it makes up.
            if not (self._addresses.take(address) and self._visitors.take(known)):
                return 429, "操作过于频繁，请稍后再试"
        return None


class Buckets:
    """Token buckets by name: so many at once, and so many a second after that."""

    def __init__(self, burst: int, rate: float) -> None:
        self._burst = burst
        self._rate = rate
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, name: str) -> bool:
        """Take one token of this name, if there is one."""
        now = time.monotonic()
        left, since = self._left.get(name, (float(self._burst), now))
        left = min(self._burst, left + (now - since) * self._rate)
        if len(self._left) > 10_000:
            # Those that are full again need not be remembered.
            full = self._burst / self._rate
            self._left = {key: kept for key, kept in self._left.items() if now - kept[1] < full}
        self._left[name] = (left - 1, now) if left >= 1 else (left, now)
        return left >= 1


class _Body:
    """The body of a request, as far as it is no longer than it may be and does not keep us waiting."""

    def __init__(self, receive: Receive, patience: Patience, longest: float) -> None:
        self._receive = receive
        self._patience = patience
        self._longest = longest
        self._left = patience.seconds
        self._size = 0
        self._is_whole = False
        self.is_refused = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()  # the next is that the visitor has left
        began = time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), self._left)
        except TimeoutError:
            self.is_refused = True
            return {"type": "http.disconnect"}
        came = len(message.get("body", b""))
        self._left -= time.monotonic() - began
        self._left = min(self._left + came / self._patience.pace, self._patience.seconds)
        self._size += came
        self._is_whole = not message.get("more_body", False)
        self.is_refused = self._size > self._longest
        return {"type": "http.disconnect"} if self.is_refused else message


def _is_foreign(scope: Scope, headers: Mapping[str, str], host: str) -> bool:
    """Whether another site's page makes the request; to follow a link from there is allowed."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        # A page that is framed without rights (the evaluation's report) has no origin, and needs to send nothing.
        return True
    follows = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    return headers.get("sec-fetch-site") in ("cross-site", "same-site") and not follows


def _cookie(headers: Mapping[str, str]) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _telling(send: Send, body: _Body | None = None) -> Send:
    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value) for name, value in message["headers"] if not name.lower().startswith(b"access-control-")
            ]
            names = {name.lower() for name, _ in kept}
            told = [*kept, *(pair for pair in _TOLD if pair[0] not in names)]
            if body is not None and body.is_refused:
                told.append((b"connection", b"close"))  # or the rest would be read, and go on for ever
            message = {**message, "headers": told}
        await send(message)

    return send_on
