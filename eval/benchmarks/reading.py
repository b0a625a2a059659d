"""`python -m eval.benchmarks.reading [FOLDER]`: pages of PDF read in a second, beside plain pypdf over the same files.

Ours gives paragraphs, tables, pages and warnings, in a process of its own; pypdf gives what stands in the content stream.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.readers import read


def main() -> None:
    """Read every PDF of the folder both ways, one after the other, and print the pages a second and their ratio."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.reading", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/bench/nfra/documents"))
    files = sorted(parser.parse_args().folder.glob("*.pdf"))
    read(files[0])  # the worker starts and imports once for all files
    pages = sum(_pypdf_pages(file) for file in files)
    ours, plain = _seconds(_ours, files), _seconds(_pypdf_text, files)
    print(f"{len(files)} files, {pages} pages")
    print(f"ours  {pages / ours:6.1f} pages a second")
    print(f"pypdf {pages / plain:6.1f} pages a second, {plain / ours:.1f} times as long")


def _seconds(reader: Callable[[Path], object], files: Sequence[Path]) -> float:
    began = time.perf_counter()
    for file in files:
        reader(file)
    return time.perf_counter() - began


def _ours(file: Path) -> object:
    return read(file)


def _pypdf_pages(file: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(file).pages)


def _pypdf_text(file: Path) -> object:
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(file).pages]


if __name__ == "__main__":
    main()
