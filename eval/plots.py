"""Plots as SVG text, drawn by hand: no library, no script, nothing to fetch, legible in print."""

from collections.abc import Sequence
from html import escape

from eval.metrics.abstention import Operating
from eval.report import Group

_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 460, 250, 52, 42
_INNER_WIDTH, _INNER_HEIGHT = _WIDTH - _LEFT - 16, _HEIGHT - _BOTTOM - 16


def bars(groups: Sequence[Group], figure: str, title: str) -> str:
    """A bar a group with its interval as a whisker, and the number of questions behind it."""
    shown = [(group, group.figures[figure]) for group in groups if figure in group.figures]
    if not shown:
        return ""
    step = _INNER_WIDTH / len(shown)
    parts = [_axis_y()]
    for number, (group, estimate) in enumerate(shown):
        middle = _LEFT + step * (number + 0.5)
        width = min(34.0, step * 0.6)
        top = _y(estimate.mean)
        parts += [
            f'<rect class="bar" x="{middle - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}" height="{_y(0) - top:.1f}"/>',
            f'<line class="whisker" x1="{middle:.1f}" x2="{middle:.1f}" y1="{_y(estimate.low):.1f}" y2="{_y(estimate.high):.1f}"/>',
            _text(middle, _HEIGHT - 24, group.name, "middle"),
            _text(middle, _HEIGHT - 9, f"{estimate.count} 题", "middle", "small"),
        ]
    return _figure(title, parts)


def recall_curve(recall: Sequence[float], title: str) -> str:
    """Recall over the number of hits that are looked at."""
    if not recall:
        return ""
    step = _INNER_WIDTH / (len(recall) - 1)
    points = [(_LEFT + step * number, _y(value)) for number, value in enumerate(recall)]
    parts = [_axis_y(), _line(points)]
    for number, (x, y) in enumerate(points):
        parts += [_dot(x, y), _text(x, _HEIGHT - 24, str(number + 1), "middle")]
    return _figure(title, [*parts, _text(_LEFT + _INNER_WIDTH / 2, _HEIGHT - 7, "看前 k 条", "middle", "small")])


def trade_off_curve(points: Sequence[Operating], now: tuple[float, float], title: str) -> str:
    """Answerable questions kept over unanswerable ones declined, for every threshold; the ring is the run itself."""
    if not points:
        return ""
    line = [(_LEFT + point.declined * _INNER_WIDTH, _y(point.kept)) for point in points]
    ring = f'<circle class="ring" cx="{_LEFT + now[0] * _INNER_WIDTH:.1f}" cy="{_y(now[1]):.1f}" r="6"/>'
    ticks = [_text(_LEFT + share * _INNER_WIDTH, _HEIGHT - 24, f"{share:.0%}", "middle") for share in (0, 0.5, 1)]
    label = _text(
        _LEFT + _INNER_WIDTH / 2, _HEIGHT - 7, "无答案的题被谢绝的比例（纵轴：有答案的题作答的比例）", "middle", "small"
    )
    return _figure(title, [_axis_y(), _line(line), ring, *ticks, label])


def histogram(seconds: Sequence[float], title: str, bins: int = 20) -> str:
    """How many answers took how long."""
    if not seconds:
        return ""
    widest = max(seconds) or 1.0
    counts = [0] * bins
    for value in seconds:
        counts[min(bins - 1, int(value / widest * bins))] += 1
    step, tallest = _INNER_WIDTH / bins, max(counts)
    parts = [
        f'<rect class="bar" x="{_LEFT + number * step + 1:.1f}" y="{_y(count / tallest):.1f}" width="{step - 2:.1f}" height="{_y(0) - _y(count / tallest):.1f}"/>'
        for number, count in enumerate(counts)
    ]
    parts += [
        _text(_LEFT + share * _INNER_WIDTH, _HEIGHT - 24, f"{share * widest * 1000:.0f}", "middle")
        for share in (0, 0.5, 1)
    ]
    parts += [_text(_LEFT - 6, _y(share) + 4, f"{share * tallest:.0f}", "end") for share in (0, 1)]
    return _figure(title, [*parts, _text(_LEFT + _INNER_WIDTH / 2, _HEIGHT - 7, "毫秒", "middle", "small")])


def _figure(title: str, parts: Sequence[str]) -> str:
    label = escape(title, quote=True)
    svg = f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    return f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>"


def _axis_y() -> str:
    return "".join(
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - 16}" y1="{_y(share):.1f}" y2="{_y(share):.1f}"/>'
        + _text(_LEFT - 6, _y(share) + 4, f"{share:.0%}", "end")
        for share in (0, 0.25, 0.5, 0.75, 1)
    )


def _y(share: float) -> float:
    return 12 + (1 - share) * _INNER_HEIGHT


def _line(points: Sequence[tuple[float, float]]) -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="line" points="{joined}"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'


def _text(x: float, y: float, text: str, anchor: str, style: str = "tick") -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
