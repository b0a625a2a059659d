"""The pages of a picture file, upright and of a size to be read."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import UnreadableFileError

LONG_SIDE = 2000
"""Pixels of a page's long side, 170 a running inch of A4: larger reads no better and takes longer."""

LARGEST = 120_000_000
"""Pixels of a picture that is opened: an A2 page scanned at 600 dots an inch."""


def frames(path: Path) -> Iterator[Image.Image]:
    """The picture, or every picture of a TIFF file.

    Raises:
        UnreadableFileError: if the file is damaged or too large.
    """
    Image.MAX_IMAGE_PIXELS = None  # sizes are checked below, with a reason that a person understands
    try:
        with Image.open(path) as image:
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > LARGEST:
                    raise UnreadableFileError(
                        f"{path.name} 有 {frame.width}×{frame.height} 像素，超过上限，请缩小后再收录"
                    )
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                upright.thumbnail((LONG_SIDE, LONG_SIDE))
                yield upright
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise UnreadableFileError(f"{path.name} 不是完好的图片，无法打开，请重新扫描或导出") from error


def count_frames(path: Path) -> int:
    """How many pages a picture file has, as far as it says."""
    try:
        with Image.open(path) as image:
            return int(getattr(image, "n_frames", 1))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return 1  # what is wrong with the file is said where it is read
