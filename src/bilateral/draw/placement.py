"""Where things stand so that none lies over another: along a line, in rows, over an axis, and words in lines."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from ..tables import dates
from .canvas import inch_of, text_width
from .marks import x_of
from .palette import INK
from .shown import POINTS

TRIES = 20_000  # to place callouts in so many rows, before one row more is taken


def wrap(text: str, room: float, size: float) -> list[str]:
    """``text`` in lines no wider than ``room`` inches."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def even_lines(text: str, most: int) -> str:
    """``text`` in as few lines of at most so many letters as it takes, none of them much shorter than the others."""
    few = len(textwrap.wrap(text, most))
    return next("\n".join(lines) for width in range(1, most + 1) if len(lines := textwrap.wrap(text, width, break_long_words=False)) <= few)


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


def numbered_key(texts: Iterable[str], width: float, size: float = 9.0) -> list[str]:
    """Lines of a key, ``1  text`` and so on, wrapped to ``width`` inches: what a phone's chart writes below instead of beside."""
    return key_lines(((str(number), text) for number, text in enumerate(texts, start=1)), width, size)


def short_date(known: str) -> str:
    """A date as precise as it is known, in few letters: ``Mar 12, 2008``, ``Mar 1997`` or ``1992``."""
    day = dates.earliest(known)
    return f"{day:%b} {day.day}, {day.year}" if dates.is_exact(known) else known if len(known) == 4 else f"{day:%b %Y}"


def spread(wanted: Sequence[float], sizes: Sequence[float], gap: float, least: float = float("-inf")) -> list[float]:
    """Where labels begin, down or along: close to where they are ``wanted`` (in order), none over another and none before ``least``.

    Labels that would touch form a block, which is centered on the places its labels want.
    """
    blocks: list[tuple[float, list[int]]] = []  # where a block begins, its labels

    def size_of(members: list[int]) -> float:
        return sum(sizes[index] + gap for index in members)

    def begin_of(members: list[int]) -> float:
        before = 0.0
        shifts = []
        for index in members:
            shifts.append(wanted[index] - before)
            before += sizes[index] + gap
        return max(least, sum(shifts) / len(shifts))

    for index in range(len(wanted)):
        members = [index]
        while blocks and blocks[-1][0] + size_of(blocks[-1][1]) > begin_of(members):
            members = blocks.pop()[1] + members
        blocks.append((begin_of(members), members))
    places = [0.0] * len(wanted)
    for begin, members in blocks:
        for index in members:
            places[index] = begin
            begin += sizes[index] + gap
    return places


@dataclass(frozen=True)
class Label:
    """A label at a day: the text, the height its leader line comes down to (data units), and the color of one that stands out in bold."""

    day: pd.Timestamp
    text: str
    foot: float
    strong: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a label could be written: its row (0 is the lowest), and the ends of its writing on the time axis."""

    x: float
    row: int
    begin: float
    end: float

    def collides(self, other: "_Place", gap: float) -> bool:
        if self.row == other.row:
            first, second = sorted((self, other), key=lambda place: place.begin)
            return second.begin < first.end + (gap / 2 if second.x == second.begin else gap)  # a leader line between the two parts them
        lower, higher = (self, other) if self.row < other.row else (other, self)
        return lower.begin - gap / 2 < higher.x < lower.end + gap / 2  # the leader line of the higher would run through the lower


class Callouts:
    """Labels beside leader lines over their days, in as few rows as keep them all apart between two ends of a time axis.

    ``width`` is that of the axes in inches; raises ``ValueError`` with the labels where they do not fit.
    """

    def __init__(self, labels: Iterable[Label], ends: tuple[float, float], width: float, size: float = 10.0) -> None:
        self.labels, self.size = sorted(labels, key=lambda label: label.day), size
        self.left, self.right = ends
        self.inch = (self.right - self.left) / width
        self.lines = max((label.text.count("\n") for label in self.labels), default=0) + 1.7  # of text, that a row is high
        found = next((places for rows in range(1, len(self.labels) + 2) if (places := self._fit(rows)) is not None), None)
        if found is None:
            raise ValueError(f"the labels {[label.text for label in self.labels]} do not fit {width:.1f} inches; shorten them")
        self.places = found
        self.rows = 1 + max((place.row for place in found), default=-1)

    def _options(self, label: Label, rows: int) -> Iterable[_Place]:
        x, long = x_of(label.day), (text_width(label.text, self.size, bold=bool(label.strong)) + 0.05) * self.inch
        for row in range(rows):
            if x + long <= self.right + 0.1 * self.inch:
                yield _Place(x, row, x, x + long)
            if x - long >= self.left:
                yield _Place(x, row, x - long, x)

    def _fit(self, rows: int) -> list[_Place] | None:
        """The first places, in order, in which no two collide; ``None`` where there are none or too many would have to be tried."""
        options = [list(self._options(label, rows)) for label in self.labels]
        chosen: list[int] = []
        places: list[_Place] = []
        following = 0
        for _ in range(TRIES):
            if len(places) == len(options):
                return places
            here = options[len(places)]
            while following < len(here) and any(here[following].collides(other, 0.1 * self.inch) for other in places):
                following += 1
            if following < len(here):
                chosen.append(following)
                places.append(here[following])
                following = 0
            elif chosen:
                following = chosen.pop() + 1
                places.pop()
            else:
                return None
        return None

    def top(self, base: float, line: float) -> float:
        """The top of the highest row over ``base``, a line of text being ``line`` high (data units)."""
        return base + self.lines * line * self.rows

    def write(self, ax: Axes, base: float, line: float) -> None:
        """Write the labels over ``base``."""
        row_height, pad = self.lines * line, 0.05 * self.inch
        for label, place in zip(self.labels, self.places, strict=True):
            turned = place.begin < place.x
            height = base + place.row * row_height
            ax.plot([place.x, place.x], [label.foot, height + 0.8 * row_height], color=INK, linewidth=0.8, clip_on=False, zorder=5)
            ax.text(
                place.x - pad if turned else place.x + pad,
                height,
                label.text,
                ha="right" if turned else "left",
                va="bottom",
                fontsize=self.size,
                color=label.strong or INK,
                fontweight="bold" if label.strong else "normal",
                linespacing=1.05,
                zorder=6,
            )


def callouts(ax: Axes, labels: Iterable[Label], base: float, line: float, size: float) -> None:
    """Write ``labels`` over ``base`` on axes that are wide and high enough for them."""
    Callouts(labels, ax.get_xlim(), (ax.get_xlim()[1] - ax.get_xlim()[0]) / inch_of(ax), size).write(ax, base, line)
