"""Marks that several charts share: time axes, labels that keep out of each other's way, open ends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.ticker import MaxNLocator

from ..draw.exhibit import INK, MUTED, PAPER, POINTS
from ..tables.dates import YEAR

TICK = 0.45  # inches that a year's figure takes


@dataclass(frozen=True)
class Label:
    """A label at a day: the text, the height its leader line comes down to (data units), and the color of one that stands out in bold."""

    day: pd.Timestamp
    text: str
    foot: float
    strong: str = ""


def x_of(moment: pd.Timestamp) -> float:
    """A day as matplotlib's number of a date."""
    return float(mdates.date2num(moment.to_pydatetime()))


@cache
def text_width(text: str, size: float = 10.0, bold: bool = False) -> float:
    """Width in inches of the widest line of ``text`` in the book's typeface."""
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    return max(_ink(TextPath((0, 0), line, size=size, prop=font)) / POINTS for line in text.split("\n") if line)


def _ink(path: TextPath) -> float:
    """Width of what is drawn. A letter has points where it is widest, so that the curves between them need not be followed."""
    return float(np.ptp(path.vertices[path.codes != Path.CLOSEPOLY, 0]))


def year_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp, every: int, month: int = 1) -> None:
    """A time axis from ``first`` to ``last`` with a tick each ``every`` years, or twice, four times … as many where they would touch.

    Ticks stand at the beginning of ``month``: 7 under the bars of whole years.
    """
    years_an_inch = (last - first).days / YEAR / (ax.bbox.width / ax.figure.dpi)
    while every < TICK * years_an_inch:
        every *= 2
    years = [year for year in range(first.year, last.year + 1) if year % every == 0 and pd.Timestamp(year, 1, 1) >= first]
    ax.set_xlim(x_of(first), x_of(last))
    ax.set_xticks([x_of(pd.Timestamp(year, month, 1)) for year in years], [str(year) for year in years])


def round_ticks(top: float, most: int = 5) -> list[int]:
    """Zero and the round whole numbers up to ``top`` at even steps, so few that an axis is cut into at most ``most`` parts."""
    values = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
    return [int(value) for value in values if value <= top and float(value).is_integer()]


@dataclass(frozen=True)
class _Place:
    """Where a label could be written: its row (0 is the lowest), and the ends of its writing on the time axis."""

    x: float
    row: int
    begin: float
    end: float

    def collides(self, other: "_Place", gap: float) -> bool:
        if self.row == other.row:
            return self.begin < other.end + gap and other.begin < self.end + gap
        lower, higher = (self, other) if self.row < other.row else (other, self)
        return lower.begin - gap / 2 < higher.x < lower.end + gap / 2  # the leader line of the higher would run through the lower


def callouts(ax: Axes, labels: Iterable[Label], base: float, line: float, width: float, size: float = 10.0) -> float:
    """Write each label beside a leader line over its day, in as few rows above ``base`` as keep them all apart.

    ``line`` is the height of a line of text in data units, ``width`` the axes' width in inches. Returns the top of the highest row. Raises
    ``ValueError`` with the labels where they do not fit.
    """
    left, right = ax.get_xlim()
    inch = (right - left) / width
    pad, gap = 0.05 * inch, 0.1 * inch
    ordered = sorted(labels, key=lambda label: label.day)
    row_height = (max((label.text.count("\n") for label in ordered), default=0) + 1.4) * line

    def options(label: Label, rows: int) -> Iterable[_Place]:
        x, long = x_of(label.day), text_width(label.text, size, bold=bool(label.strong)) * inch + pad
        for row in range(rows):
            if x + long <= right + gap:
                yield _Place(x, row, x, x + long)
            if x - long >= left:
                yield _Place(x, row, x - long, x)

    def fit(places: list[_Place], rows: int) -> list[_Place] | None:
        if len(places) == len(ordered):
            return places
        for place in options(ordered[len(places)], rows):
            if not any(place.collides(other, gap) for other in places):
                found = fit([*places, place], rows)
                if found is not None:
                    return found
        return None

    placed = next((found for rows in range(1, len(ordered) + 2) if (found := fit([], rows)) is not None), None)
    if placed is None:
        raise ValueError(f"the labels {[label.text for label in ordered]} do not fit {width:.1f} inches; shorten them")
    for label, place in zip(ordered, placed, strict=True):
        turned = place.begin < place.x
        height = base + place.row * row_height
        ax.plot(
            [place.x, place.x],
            [label.foot, height + 0.8 * row_height],
            color=INK,
            linewidth=0.8,
            clip_on=False,
            zorder=5,
        )
        ax.text(
            place.x - pad if turned else place.x + pad,
            height,
            label.text,
            ha="right" if turned else "left",
            va="bottom",
            fontsize=size,
            color=label.strong or INK,
            fontweight="bold" if label.strong else "normal",
            linespacing=1.05,
            zorder=6,
        )
    return base + row_height * (1 + max((place.row for place in placed), default=-1))


def numbered_key(texts: Iterable[str], width: float, size: float = 9.0) -> list[str]:
    """Lines of a key, ``1  text`` and so on, wrapped to ``width`` inches: what a phone's chart writes below instead of beside."""
    return key_lines(((str(number), text) for number, text in enumerate(texts, start=1)), width, size)


def key_lines(entries: Iterable[tuple[str, str]], width: float, size: float = 9.0) -> list[str]:
    """Lines of a key, each sign and what it stands for, wrapped to ``width`` inches."""
    lines, indent = [], 4 * 0.318 * size / POINTS  # inches of four spaces, which have no ink to measure
    for sign, text in entries:
        words, line = text.replace("\n", " ").split(" "), f"{sign}  "
        for word in words:
            if text_width(f"{line}{word}", size) > width - (indent if line.startswith(" ") else 0):
                lines.append(line.rstrip())
                line = "    "
            line += f"{word} "
        lines.append(line.rstrip())
    return lines


def open_end(ax: Axes, last: pd.Timestamp, y: float, color: str) -> None:
    """An arrowhead on the check date: what is drawn goes on."""
    ax.plot([x_of(last)], [y], marker=">", markersize=7, color=color, markeredgecolor=PAPER, clip_on=False, zorder=7)


def tip(ax: Axes, x: float, y: float, inch: float, half: float, color: str, back: bool = False) -> None:
    """An arrowhead at the end of a bar: it goes on. ``inch`` is an inch in data units of x, ``half`` half its height in those of y."""
    points = [(x, y - half), (x + (-0.1 if back else 0.1) * inch, y), (x, y + half)]
    ax.add_patch(Polygon(points, facecolor=color, clip_on=False, zorder=7))


def pale(color: str, strength: float) -> tuple[float, float, float, float]:
    """A color for a fill alone, so that its outline keeps the full color and the contrast."""
    return to_rgba(color, strength)


def stepped(ax: Axes, xs: Sequence[float], ys: Sequence[float], color: str) -> None:
    """A quantity that holds until its next change, as steps over a pale area."""
    ax.fill_between(xs, ys, step="post", color=color, alpha=0.2, linewidth=0, zorder=1)
    ax.step(xs, ys, where="post", color=color, zorder=2)


def side_labels(ax: Axes, names: Mapping[float, str], size: float = 10.0, strong: bool = False, color: str | None = None) -> None:
    """Names of horizontal lines, written to the right of the axes; ``strong`` ones in bold, and in ink unless a ``color`` is given."""
    for y, name in names.items():
        ax.annotate(
            name,
            (1, y),
            xycoords=("axes fraction", "data"),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=size,
            color=color or (INK if strong else MUTED),
            fontweight="bold" if strong else "normal",
        )


def apart(wanted: Sequence[float], heights: Sequence[float], gap: float, least: float) -> list[float]:
    """Where labels begin, down or along: close to where they are ``wanted`` (in order), none over another and none before ``least``.

    Labels that would touch form a block, which is centered on the places its labels want.
    """
    blocks: list[tuple[float, list[int]]] = []  # top of the block, its labels

    def size_of(members: list[int]) -> float:
        return sum(heights[index] + gap for index in members)

    def top_of(members: list[int]) -> float:
        before = 0.0
        shifts = []
        for index in members:
            shifts.append(wanted[index] - before)
            before += heights[index] + gap
        return max(least, sum(shifts) / len(shifts))

    for index in range(len(wanted)):
        members = [index]
        while blocks and blocks[-1][0] + size_of(blocks[-1][1]) > top_of(members):
            members = blocks.pop()[1] + members
        blocks.append((top_of(members), members))
    tops = [0.0] * len(wanted)
    for top, members in blocks:
        for index in members:
            tops[index] = top
            top += heights[index] + gap
    return tops
