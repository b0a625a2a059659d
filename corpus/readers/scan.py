"""Lines drawn on a scanned page, found in its pixels."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from corpus.readers.rulings import Ruling

_SHORTEST_ACROSS, _SHORTEST_DOWN = 14, 40
"""A ruling is at least one part in so many of the page's side: across, longer than any stroke of a large character;
down, as long as the sides of a small table, for strokes alone make no grid."""


def drawn_lines(picture: npt.NDArray[Any]) -> tuple[list[Ruling], list[Ruling]]:
    """Horizontal and vertical rulings of a page."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 15)
    height, width = ink.shape
    across = _boxes(ink, (max(width // _SHORTEST_ACROSS, 20), 1))
    down = _boxes(ink, (1, max(height // _SHORTEST_DOWN, 20)))
    return (
        [Ruling(y + h / 2, x, x + w) for x, y, w, h in across if h < 12],
        [Ruling(x + w / 2, y, y + h) for x, y, w, h in down if w < 12],
    )


def _boxes(ink: npt.NDArray[Any], kernel: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Places where ink runs at least as long as the kernel; gaps of a few pixels are closed first."""
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
    joined = cv2.dilate(opened, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [(x, y, w, h) for x, y, w, h in map(cv2.boundingRect, contours)]
