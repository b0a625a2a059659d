"""What the page links to: originals of documents, pictures of their pages, conversations to take along."""

from pathlib import PurePosixPath
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.requests import ClientDisconnect

from assistant.assistant import Assistant
from assistant.errors import KnownError
from assistant.page.evaluations import Evaluation
from assistant.page.visitor import reader
from assistant.transcript import markdown, word

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def routes(assistant: Assistant, evaluation: Evaluation) -> APIRouter:
    """The addresses of those files."""
    router = APIRouter()

    @router.get("/file")
    def file(name: str, version: int = 0) -> Response:
        # Always as a download: a page that someone uploaded must not run as a part of ours.
        try:
            path = assistant.original(name, version)
        except KnownError as error:
            return _missing(str(error))
        return (
            FileResponse(path, filename=PurePosixPath(name).name) if path.is_file() else _missing(f"{name} 的原件缺失")
        )

    @router.get("/picture")
    def picture(name: str, page: int, start: int = 0, end: int = 0) -> Response:
        try:
            shown = assistant.picture(name, page, start, end)
        except KnownError as error:
            return _missing(str(error))
        where = {} if shown.marked_at is None else {"X-Marked-At": f"{shown.marked_at:.4f}"}
        return Response(shown.png, media_type="image/png", headers=where)

    @router.get("/export")
    def export(chat: str, suffix: str = "md") -> Response:
        found = assistant.conversations.find(chat)
        if found is None:
            return _missing("没有这个对话，可能已被删除")
        turns = assistant.conversations.turns(chat)
        if suffix == "docx":
            return _download(word(found.title, turns), f"{found.title}.docx", _WORD)
        return _download(markdown(found.title, turns).encode(), f"{found.title}.md", "text/markdown; charset=utf-8")

    @router.get("/evaluation")
    def report(run: str) -> Response:
        try:
            # Questions and documents are shown in it; nothing of them may run.
            return HTMLResponse(evaluation.report(run), headers={"Content-Security-Policy": "sandbox allow-popups"})
        except KnownError as error:
            return _missing(str(error))

    @router.post("/upload")
    async def upload(request: Request, batch: str, name: str) -> Response:
        # Another site's page cannot set this header, so it cannot make a reader's browser upload anything.
        if "x-upload" not in request.headers:
            return PlainTextResponse("只能从本页面上传", status_code=403)
        try:
            await assistant.uploads.receive(reader(request.cookies), batch, name, request.stream())
        except KnownError as error:
            return PlainTextResponse(str(error), status_code=400)
        except ClientDisconnect:
            return PlainTextResponse("上传中断，请重新上传", status_code=400)
        return Response(status_code=204)

    return router


def _download(content: bytes, name: str, media_type: str) -> Response:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})


def _missing(reason: str) -> Response:
    return PlainTextResponse(reason, status_code=404)
