"""A source as a page of a county's web site, with the navigation and footer that such pages carry around the text."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from corpus.samples.source import Line, blocks

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{title}_清岚县人民政府（示例网站）</title>
<style>body {{ font-family: sans-serif }} table {{ border-collapse: collapse }} td, th {{ border: 1px solid }}</style>
<script>window.visits = 1024;</script>
</head>
<body>
<header><nav><a href="#">首页</a> <a href="#">走进清岚</a> <a href="#">政务公开</a> <a href="#">办事服务</a></nav></header>
<div class="breadcrumb">当前位置：首页 &gt; 政务公开 &gt; 公示公告</div>
<main><article>
{body}
</article></main>
<aside><h3>相关链接</h3><ul><li><a href="#">网站地图</a></li><li><a href="#">联系我们</a></li></ul></aside>
<footer><p>主办单位：清岚县人民政府办公室　网站标识码：0000000000　版权所有，未经许可不得转载</p></footer>
</body>
</html>
"""
_TAGS = {"title": "h1", "chapter": "h2"}


def write_page(path: Path, lines: Sequence[Line]) -> None:
    """Write the lines as a web page."""
    title = next(line.text for line in lines if line.kind == "title")
    body = "\n".join(_block(block) for block in blocks(lines))
    path.write_text(_PAGE.format(title=escape(title), body=body), encoding="utf-8")


def _block(block: Sequence[Line]) -> str:
    if block[0].kind == "row":
        header, *rows = (line.cells for line in block)
        return "\n".join(
            ["<table>", f"<thead>{_row(header, 'th')}</thead>", *(_row(row, "td") for row in rows), "</table>"]
        )
    line = block[0]
    if line.kind == "signature":
        return f'<p style="text-align: right">{escape(line.text)}</p>'
    tag = _TAGS.get(line.kind, "p")
    return f"<{tag}>{escape(line.text)}</{tag}>"


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
