"""The colors of every chart, and the one matplotlib style.

Okabe and Ito (2008), darkened until text has contrast on white; a dark page turns them light (`--chart-turned` in `book.css`). In gray they
are alike: what a color tells, a form, a place or a word tells too. GRID is for lines that only guide the eye.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib.colors import to_rgba

from ..tables import Tables
from . import typeface

STYLE = Path(__file__).with_name("bilateral.mplstyle")
INK, MUTED, GRID, PAPER = "#1b1b1e", "#55565b", "#d6d7da", "#fefeff"
BLUE, ORANGE, GREEN, PURPLE, YELLOW = "#0072b2", "#bf5300", "#00845f", "#a8507f", "#9d6900"
SERIES = (BLUE, ORANGE)  # one actor, one color: the sender of each post in the table `posts`, and what it does; anybody else is drawn in INK
CLOSER, APART = GREEN, INK


@contextmanager
def style() -> Iterator[None]:
    """The book's one matplotlib style, for as long as something is drawn."""
    with mpl.rc_context({"font.family": typeface.families()}, fname=STYLE):
        yield


def color_of(tables: Tables, actor: str) -> str:
    """The color of an actor, in every chart."""
    return dict(zip(tables.posts["sender"], SERIES, strict=False)).get(actor, INK)


def pale(color: str, strength: float) -> tuple[float, float, float, float]:
    """A color for a fill alone, so that its outline keeps the full color and the contrast."""
    return to_rgba(color, strength)
