"""Files in, text out, or one clear reason."""

from pathlib import Path

import pytest

from corpus import UnreadableFileError
from corpus.readers import Reading, read

TEXT = "第一条　甲。\n第二条　乙。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    assert read(path) == Reading(TEXT)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.txt", b"", "空.txt 是空文件"),
        ("白.txt", b" \n\n", "白.txt 中没有读到文字"),
        ("二进制.txt", b"\x00\x01\x02", "二进制.txt 不是文本文件"),
        ("甲.xyz", b"a", r"甲.xyz 的格式 \.xyz 不支持"),
        ("甲", b"a", "甲 的格式 （无扩展名） 不支持"),
    ],
)
def test_a_file_without_text_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=message) as caught:
        read(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match=r"无\.txt 不存在"):
        read(tmp_path / "无.txt")


def test_tables_of_markdown_are_written_as_all_tables(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text(
        "# 台账\n\n| 序号 | 问题 | 措施 |\n|---|:---:|---|\n| 1 | 账目<br>不清 | 补记 |\n\na | b\n", encoding="utf-8"
    )
    assert read(path).text == "# 台账\n\n序号\t问题\t措施\n1\t账目 不清\t补记\n\na | b\n"


def test_a_table_that_cannot_be_divided_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_text('a,b\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"甲\.csv 的引号不成对"):
        read(path)
