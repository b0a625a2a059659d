"""What files are called in the library: by their own names, with as much of their folders as tells them apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Source:
    """A file to be added, and the name that it is to have: of what it is called, nothing else."""

    path: Path
    name: str


def sources(files: Iterable[Path | Source], known: Collection[str]) -> list[Source]:
    """Each file once, under a name of its own. `known` are the names of the documents that there are."""
    given = list({file if isinstance(file, Source) else file.absolute(): file for file in files}.values())
    paths = [PurePosixPath(file.absolute().as_posix()) for file in given if isinstance(file, Path)]
    names = iter(distinct_names(paths, known))
    return [file if isinstance(file, Source) else Source(file, next(names)) for file in given]


def distinct_names(paths: Sequence[PurePosixPath], known: Collection[str]) -> list[str]:
    """A name for each path: the file's own, unless another of them is named alike (2022/台账.xlsx and 2023/台账.xlsx).

    Who is already `known` by a longer name keeps it, so that a file added again is the same document.
    """
    tails = [_tails(path) for path in paths]
    seen = Counter(tail for each in tails for tail in each)
    return [
        next((tail for tail in reversed(each) if "/" in tail and tail in known), None)
        or next((tail for tail in each if seen[tail] == 1), each[-1])
        for each in tails
    ]


def _tails(path: PurePosixPath) -> list[str]:
    """The ends of a path, the shortest first: 台账.xlsx, 2023/台账.xlsx, 整改/2023/台账.xlsx."""
    parts = [part for part in path.parts if part not in ("/", "..")]
    return ["/".join(parts[-count:]) for count in range(1, len(parts) + 1)]
