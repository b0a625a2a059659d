"""Which files are meant by the paths that a user names."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.readers import MODULES
from index import Added, Source


def files_of(paths: Iterable[Path | Source]) -> tuple[list[Path | Source], list[Added]]:
    """The files at the paths, and a refusal for each path that leads to none: one wrong path does not stop the others.

    A folder stands for its readable files, by name; files of other formats in it are passed over.
    """
    files: list[Path | Source] = []
    refused: list[Added] = []
    for path in paths:
        if isinstance(path, Source):
            files.append(path)
            continue
        try:
            found = list(_files(path))
            reason = None if found else f"{path} 中没有可收录的文件，可收录的格式：{' '.join(sorted(MODULES))}"
        except OSError as error:
            found, reason = [], f"{path} 无法读取（{error.strerror}），请检查路径和权限"
        if reason:
            refused.append(Added(path.name, refused=reason))
        files += found
    return files, refused


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        path.stat()
        yield path
        return
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in MODULES and not file.name.startswith((".", "~$")) and file.is_file():
            yield file
