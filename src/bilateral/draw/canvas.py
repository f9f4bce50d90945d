"""A figure measured in inches: its width decides how much it says, and what stands on it is placed from its edges."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from . import typeface
from .palette import INK
from .shown import POINTS

WIDE, NARROW = 7.6, 3.75  # inches: a page's text column, and a phone's
BOLD = 1.08  # how much wider bold letters are
SWATCH = 0.26  # inches of a piece of a fill in a key, and the room after it
KEY_LINE, KEY_GAP = 0.165, 0.12  # inches: a line of a key at the foot, and the room over it


class Canvas:
    """What a chart is drawn on: ``narrow`` on a phone, where labels are fewer and stand one under the other; ``size`` is that of its letters.

    The figure stands outside pyplot, so that no notebook shows it a second time. Its height is known once :meth:`axes` is called.
    """

    def __init__(self, width: float) -> None:
        self.width, self.height = width, 0.0
        self.narrow = width < (WIDE + NARROW) / 2
        self.size = 10.0 if self.narrow else 11.0  # points
        self.line = self.size * 1.22 / POINTS  # inches of a line of text
        self.figure = Figure(figsize=(width, 1))

    def axes(self, body: float, left: float = 0.0, right: float = 0.0, below: float = 0.0, above: float = 0.0) -> Axes:
        """Axes of a height of ``body`` inches with these margins, which together are the height of the figure."""
        self.height = below + body + above
        self.figure.set_size_inches(self.width, self.height)
        return self.panel(body, left, right, below)

    def panel(self, body: float, left: float, right: float, bottom: float) -> Axes:
        """More axes on the same figure, ``bottom`` inches over its lower edge."""
        return self.figure.add_axes(
            (left / self.width, bottom / self.height, 1 - (left + right) / self.width, body / self.height),
        )

    def laid_out(self, height: float, rows: int = 1) -> list[Axes]:
        """Axes one under the other on one scale, with the margins that their labels need."""
        self.height = height
        self.figure.set_size_inches(self.width, height)
        self.figure.set_layout_engine("constrained")
        return list(self.figure.subplots(rows, 1, sharex=rows > 1, sharey=rows > 1, squeeze=False)[:, 0])

    def page(self, height: float) -> Axes:
        """Bare axes over the whole figure, in inches from the upper left."""
        ax = self.axes(height)
        ax.set(xlim=(0, self.width), ylim=(height, 0))
        ax.set_axis_off()
        return ax

    def write(self, x: float, y: float, text: str, **how: Any) -> Text:
        """Words ``x`` inches from the left edge and ``y`` from the lower one or, if negative, from the upper."""
        down = y / self.height if y >= 0 else 1 + y / self.height
        return self.figure.text(x / self.width, down, text, **{"fontsize": self.size, **how})

    def key(self, entries: Sequence[tuple[str, str | Mapping[str, Any]]], left: float, down: float, gap: float = 0.2, **how: Any) -> None:
        """What signs mean, one after the other from ``left``, ``down`` inches from the top, in as many lines as they need.

        An entry is words that begin with their sign, and their color; or words, and how the marks are drawn of which a piece stands before
        them, 0.12 inches tall unless the look says its ``height``.
        """
        x = left
        for text, look in entries:
            piece = 0.0 if isinstance(look, str) else SWATCH
            long = piece + text_width(text, self.size, bold=how.get("fontweight") == "bold") + gap
            if x > left and x + long - gap > self.width - 0.05:
                x, down = left, down + 0.17 + 0.03 * bool(piece)
            if not isinstance(look, str):
                tall = look.get("height", 0.12)
                swatch = {**look, "width": SWATCH - 0.06, "height": tall, "transform": self.figure.dpi_scale_trans}
                self.figure.add_artist(Rectangle((x, self.height - down - tall / 2), **swatch))
            self.write(x + piece, -down, text, color=look if isinstance(look, str) else INK, va="center", **how)
            x += long

    def foot(self, lines: Sequence[str]) -> float:
        """Inches that the ``lines`` of a key take at the foot of a phone's chart."""
        return KEY_LINE * len(lines) + (KEY_GAP if lines else 0)

    def write_foot(self, lines: Sequence[str], left: float = 0.1) -> None:
        """Write the ``lines`` of a key at the foot."""
        self.write(left, 0.02, "\n".join(lines), va="bottom", linespacing=1.2, color=INK)


def inch_of(ax: Axes) -> float:
    """An inch across, in the units of the axes."""
    left, right = ax.get_xlim()
    return float((right - left) / (ax.bbox.width / ax.figure.dpi))


@cache
def text_width(text: str, size: float = 11.0, bold: bool = False) -> float:
    """Width in inches of the widest line of ``text`` in the book's typeface."""
    font = FontProperties(family=typeface.families(), weight="bold" if bold else "normal")
    return max(_ink(TextPath((0, 0), line, size=size, prop=font)) / POINTS for line in text.split("\n") if line)


def widest(texts: Sequence[str], size: float, bold: bool = False) -> float:
    """Inches of the widest of ``texts``."""
    return max(text_width(text, size, bold) for text in texts)


def _ink(path: TextPath) -> float:
    """Width of what is drawn. A letter has points where it is widest, so that the curves between them need not be followed."""
    return float(np.ptp(path.vertices[path.codes != Path.CLOSEPOLY, 0]))
