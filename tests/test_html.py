"""Web pages: the document alone."""

from pathlib import Path

import pytest

from corpus.readers import read

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某县审计局 - 公告</title><script>var a="脚本";</script></head>
<body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">机构概况</a></li><li><a href="/b">政务公开</a></li></ul></div>
<h1>青禾县审计局关于整改结果的公告</h1>
<div class="wrap"><div class="text"><p>　　现将整改结果公告如下：</p><p>一、整改情况</p><p>已收回资金<b>12</b>万元，<br>占比60%。</p>
<table><tr><th rowspan="2">序号</th><th colspan="2">问题</th></tr><tr><td>名称</td><td>措施</td></tr>
<tr><td>1</td><td>账目不清</td><td><p>补记</p><p>账目</p></td></tr></table>
<p style="display:none">隐藏的话</p><p>特此公告。</p></div></div>
<footer>版权所有 网站标识码</footer></body></html>"""

TEXT = """青禾县审计局关于整改结果的公告
　　现将整改结果公告如下：
一、整改情况
已收回资金12万元，
占比60%。
序号\t问题名称\t问题措施
1\t账目不清\t补记 账目
特此公告。"""


@pytest.mark.parametrize(("declared", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("nonsense", "utf-8")])
def test_a_page_without_what_is_around_it(tmp_path: Path, declared: str, encoding: str) -> None:
    path = tmp_path / "公告.html"
    path.write_bytes(PAGE.replace("{charset}", declared).encode(encoding))
    assert read(path).text.replace("　　", "") == TEXT.replace("　　", "")


def test_a_table_that_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_text("<table><tr><td><p>第一条 甲。</p><p>第二条 乙。</p></td></tr></table>", encoding="utf-8")
    assert [line for line in read(path).text.split("\n") if line] == ["第一条 甲。", "第二条 乙。"]


def test_broken_markup_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "甲.htm"
    path.write_text("<p>一、甲<p>二、乙<table><tr><td>序号<td>问题<tr><td>1<td>丙", encoding="utf-8")
    assert [line for line in read(path).text.split("\n") if line] == ["一、甲", "二、乙", "序号\t问题", "1\t丙"]
