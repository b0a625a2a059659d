"""Older and other office formats, turned by LibreOffice into ones that are read here."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus.errors import UnreadableFileError
from corpus.readers import sheet, word
from corpus.readers.reading import Reading

TEXTS = (".doc", ".wps", ".rtf", ".odt")
SHEETS = (".xls", ".et", ".ods")

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, no linked content: a document must not fetch or run anything while it is read."""


def read(path: Path) -> Reading:
    """Convert the file in a folder of its own and read the result.

    Raises:
        UnreadableFileError: if LibreOffice is not installed, or cannot convert the file.
    """
    program = find_libreoffice()
    is_sheet = path.suffix.lower() in SHEETS
    if program is None:
        saved_as = "用 Excel 或 WPS 另存为 .xlsx" if is_sheet else "用 Word 或 WPS 另存为 .docx"
        raise UnreadableFileError(
            f"{path.name} 是 {path.suffix} 格式，需要 LibreOffice 才能读取，请安装 LibreOffice，或{saved_as} 后再收录"
        )
    target = "xlsx" if is_sheet else "docx"
    with tempfile.TemporaryDirectory(prefix="convert-", ignore_cleanup_errors=True) as folder:
        converted = _convert(program, path, target, Path(folder))
        try:
            return sheet.read(converted) if is_sheet else word.read(converted)
        except UnreadableFileError as error:
            raise UnreadableFileError(str(error).replace(converted.name, path.name, 1)) from error


def find_libreoffice() -> str | None:
    """The LibreOffice program, where it is installed."""
    usual = [
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        r"C:\\Program Files\\LibreOffice\\program\\soffice.exe",
    ]
    found = (shutil.which(name) for name in ("soffice", "libreoffice", *usual))
    return next((program for program in found if program), None)


def _convert(program: str, path: Path, target: str, folder: Path) -> Path:
    """A copy under a plain name is converted: odd names must not become options or paths of the program."""
    source = folder / f"source{path.suffix.lower().replace('.et', '.xls').replace('.wps', '.doc')}"
    shutil.copyfile(path, source)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--convert-to", target, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    # A dead proxy keeps linked pictures from being fetched whatever the settings say.
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")
    # How long it may take is for the worker to say that this runs in, which is ended with all that it started.
    subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "LANG": "zh_CN.UTF-8", **proxies} if sys.platform != "win32" else None,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    converted = folder / "out" / f"source.{target}"
    if not converted.is_file():
        raise UnreadableFileError(
            f"{path.name} 无法转换，可能已损坏或有打开密码，请用 Word 或 WPS 另存为 .{target} 后再收录"
        )
    return converted
