"""Office files are zip archives that carry the hour of their making; written again without it they are the same each time."""

import io
import zipfile
from pathlib import Path

EPOCH = (2025, 1, 1, 0, 0, 0)


def write_archive(path: Path, archive: bytes) -> None:
    """Write a zip archive to `path` with fixed times and the members in their order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name), compresslevel=9)
