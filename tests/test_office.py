"""Older formats, by LibreOffice where it is installed."""

from pathlib import Path

import pytest

from corpus import UnreadableFileError
from corpus.readers import office, read

RTF = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}\f0 \u31532?\u19968?\u26465? \u20026?\u20102?\u35268?\u33539?\u12290?\par \u31532?\u20108?\u26465? \u26045?\u34892?\u12290?\par}"

needs_libreoffice = pytest.mark.skipif(
    office.find_libreoffice() is None,
    reason="LibreOffice is not installed: apt-get install libreoffice-writer libreoffice-calc",
)


@needs_libreoffice
def test_rich_text_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "-甲 乙.rtf"
    path.write_bytes(RTF)
    assert read(path).text == "第一条 为了规范。\n第二条 施行。"


@needs_libreoffice
def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    with pytest.raises(UnreadableFileError, match=r"坏\.doc "):
        read(path)


@pytest.mark.parametrize(
    ("name", "saved_as"), [("甲.wps", "用 Word 或 WPS 另存为 .docx"), ("甲.xls", "用 Excel 或 WPS 另存为 .xlsx")]
)
def test_without_libreoffice_the_reason_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, saved_as: str
) -> None:
    monkeypatch.setattr(office, "find_libreoffice", lambda: None)
    path = tmp_path / name
    path.write_bytes(RTF)
    with pytest.raises(UnreadableFileError) as caught:
        office.read(path)
    expected = f"{name} 是 {path.suffix} 格式，需要 LibreOffice 才能读取，请安装 LibreOffice，或{saved_as} 后再收录"
    assert str(caught.value) == expected
