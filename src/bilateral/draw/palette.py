"""The colors of every chart, and the one matplotlib style.

Drawn in the first color; the second takes its place on a dark page. Okabe and Ito (2008), darkened until text has contrast, lightened for
dark grounds. In gray they are alike: what a color tells, a form, a place or a word tells too. GRID is for lines that only guide the eye.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import matplotlib as mpl
from matplotlib.colors import to_rgba

from ..tables import Tables

STYLE = Path(__file__).with_name("bilateral.mplstyle")
INK, MUTED, GRID, PAPER = "#1b1b1e", "#55565b", "#d6d7da", "#fefeff"
BLUE, ORANGE, GREEN, PURPLE, YELLOW = "#0072b2", "#bf5300", "#00845f", "#a8507f", "#9d6900"
SERIES = (BLUE, ORANGE)  # one actor, one color: the sender of each post in the table `posts`, and what it does; anybody else is drawn in INK
CLOSER, APART = GREEN, INK
ON_DARK = {
    INK: "#ececf0",
    MUTED: "#b4b6bd",
    GRID: "#44474d",
    PAPER: "#121212",
    BLUE: "#56b4e9",
    ORANGE: "#f08a4b",
    GREEN: "#33c397",
    PURPLE: "#dd8fbb",
    YELLOW: "#e8b23a",
}


@contextmanager
def style() -> Iterator[None]:
    """The book's one matplotlib style, for as long as something is drawn."""
    with mpl.rc_context(fname=STYLE):
        yield


def color_of(tables: Tables, actor: str) -> str:
    """The color of an actor, in every chart."""
    return dict(zip(tables.posts["sender"], SERIES, strict=False)).get(actor, INK)


def pale(color: str, strength: float) -> tuple[float, float, float, float]:
    """A color for a fill alone, so that its outline keeps the full color and the contrast."""
    return to_rgba(color, strength)
