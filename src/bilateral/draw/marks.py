"""Marks that charts share, with one vocabulary of doubt: what is sure is filled and what is not hollow, what goes on has an arrow, what is
not known is hatched."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import matplotlib.dates as mdates
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.ticker import MaxNLocator

from ..tables.dates import YEAR
from .canvas import inch_of
from .palette import GRID, INK, MUTED, PAPER
from .slim import HALO

TICK = 0.45  # inches that a year's figure takes
TIP = 0.1  # inches of the arrowhead of a bar
DOTS = (0, (1, 2))  # a line of dots: nothing shows that it is still so
HATCH = "//////"

Place: TypeAlias = float | pd.Timestamp  # along an axis: a number, or a day
Look: TypeAlias = dict[str, Any]  # how matplotlib draws something


def x_of(moment: Place) -> float:
    """A day as matplotlib's number of a date; a number as it is."""
    return float(mdates.date2num(moment.to_pydatetime())) if isinstance(moment, pd.Timestamp) else float(moment)


def day_of(x: float) -> pd.Timestamp:
    """The day of matplotlib's number of a date."""
    return pd.Timestamp(mdates.num2date(x)).tz_localize(None)


def year_axis(ax: Axes, first: pd.Timestamp, last: pd.Timestamp, every: int, month: int = 1) -> None:
    """A time axis from ``first`` to ``last`` with a tick each ``every`` years, or twice, four times … as many where they would touch.

    An axis that would have fewer than two has them at half as many years, a quarter …
    Ticks stand at the beginning of ``month``: 7 under the bars of whole years.
    """
    years_an_inch = (last - first).days / YEAR / (ax.bbox.width / ax.figure.dpi)
    while every < TICK * years_an_inch:
        every *= 2
    begun = [year for year in range(first.year, last.year + 1) if pd.Timestamp(year, 1, 1) >= first]
    while every > 1 and sum(year % every == 0 for year in begun) < 2:
        every //= 2
    years = [year for year in begun if year % every == 0]
    ax.set_xlim(x_of(first), x_of(last))
    ax.set_xticks([x_of(pd.Timestamp(year, month, 1)) for year in years], [str(year) for year in years])


def rows_down(ax: Axes, height: float, grid: bool = True) -> None:
    """Rows from the top to ``height``, told apart by what is drawn in them: no ticks; years under them in gray, lines over them if ``grid``."""
    ax.set_ylim(height, 0)
    ax.set_yticks([])
    ax.tick_params(axis="x", labelcolor=MUTED)
    if grid:
        ax.grid(axis="x")


def scale(ax: Axes, ticks: Sequence[float], across: tuple[Place, Place], lines: Sequence[float] | None = None) -> None:
    """Whole numbers up the side, and a thin line ``across`` from one place to another at each of them, or at ``lines`` alone."""
    ax.set_yticks(list(ticks), [f"{abs(tick):,}" for tick in ticks])
    ax.hlines(list(ticks if lines is None else lines), x_of(across[0]), x_of(across[1]), color=GRID, linewidth=0.7, zorder=0)


def round_ticks(top: float, most: int = 5) -> list[int]:
    """Zero and the round whole numbers up to ``top`` at even steps, so few that an axis is cut into at most ``most`` parts."""
    values = MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, top)
    return [int(value) for value in values if value <= top and float(value).is_integer()]


def span(ax: Axes, begin: Place, end: Place, y: float, tall: float, **how: Any) -> Rectangle:
    """A stretch from ``begin`` to ``end``, ``tall`` from ``y`` on."""
    shape = Rectangle((x_of(begin), y), x_of(end) - x_of(begin), tall, **how)
    ax.add_patch(shape)
    return shape


def unknown(ax: Axes, begin: Place, end: Place, y: float, tall: float, **how: Any) -> Rectangle:
    """A stretch of which something is not known: hatched."""
    return span(ax, begin, end, y, tall, **{"fill": False, "hatch": "/////", **how})


def mark(ax: Axes, x: Place, y: float, form: str, color: str, size: float, sure: bool = True, **how: Any) -> Line2D:
    """A mark: filled if ``sure``, else hollow."""
    hollow = {} if sure else {"markerfacecolor": PAPER}
    (drawn,) = ax.plot([x_of(x)], [y], marker=form, markersize=size, color=color, **{"linestyle": "none", **hollow, **how})
    return drawn


def open_end(ax: Axes, last: Place, y: float, color: str) -> None:
    """An arrowhead on the check date: what is drawn goes on."""
    ax.plot([x_of(last)], [y], marker=">", markersize=7, color=color, markeredgecolor=PAPER, clip_on=False, zorder=7)


def tip(ax: Axes, x: Place, y: float, inch: float, half: float, color: Any, back: bool = False, **how: Any) -> None:
    """An arrowhead at the end of a bar: it goes on. ``inch`` is an inch in data units of x, ``half`` half its height in those of y."""
    ahead = -inch if back else inch
    base = x_of(x) - 0.01 * ahead  # a little over the bar, so that no seam shows
    points = [(base, y - half), (base + (0.01 + TIP) * ahead, y), (base, y + half)]
    ax.add_patch(Polygon(points, facecolor=color, clip_on=False, zorder=7, **how))


def bracket(ax: Axes, x: Place, ends: tuple[float, float], reach: float = 0.06, **how: Any) -> None:
    """A square bracket right of ``x`` from one height to another, ``reach`` inches wide: what lies between them is what the words beside it say."""
    at, deep = x_of(x) + 0.5 * reach * inch_of(ax), reach * inch_of(ax)
    low, high = ends
    ax.plot([at, at + deep, at + deep, at], [low, low, high, high], **{"linewidth": 1.2, "clip_on": False, **how})


def frame(ax: Axes, y: float, tall: float, left: float, right: float, color: str) -> None:
    """A frame around a row, ``left`` and ``right`` inches wider than the axes: the row stands out without its color too."""
    (begin, end), inch = ax.get_xlim(), inch_of(ax)
    look: Look = {"facecolor": "none", "edgecolor": color, "linewidth": 1.2, "clip_on": False, "zorder": 6}
    span(ax, begin - left * inch, end + right * inch, y, tall, **look)


def say(ax: Axes, x: Place, y: float, text: str, away: tuple[float, float] = (0, 0), **how: Any) -> Annotation:
    """Words at a place, so many points ``away`` from it."""
    return ax.annotate(text, (x_of(x), y), xytext=away, textcoords="offset points", **how)


def beside(ax: Axes, y: float, text: str, away: float, edge: float = 1, **how: Any) -> Annotation:
    """Words beside the right edge of the axes (or the left: 0), at a height of theirs, so many points ``away``."""
    return ax.annotate(text, (edge, y), xycoords=("axes fraction", "data"), xytext=(away, 0), textcoords="offset points", **{"va": "center", **how})


def side_labels(ax: Axes, names: Mapping[float, str], size: float = 10.0, strong: bool = False, color: str | None = None) -> None:
    """Names of horizontal lines, written to the right of the axes; ``strong`` ones in bold, and in ink unless a ``color`` is given."""
    weight = "bold" if strong else "normal"
    for y, name in names.items():
        beside(ax, y, name, 8, fontsize=size, color=color or (INK if strong else MUTED), fontweight=weight)


def clear(text: Text, pad: float) -> Text:
    """Paper behind a text, so that no line runs through it."""
    text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": pad})
    return text


def with_halo(text: Text) -> None:
    """Paper around the letters of a text, so that lines may pass under it."""
    text.set_gid(HALO)  # which `slim` draws: as outlines that matplotlib strokes, each letter would be written out


def stepped(ax: Axes, xs: Sequence[float], ys: Sequence[float], color: str) -> None:
    """A quantity that holds until its next change, as steps over a pale area."""
    ax.fill_between(xs, ys, step="post", color=color, alpha=0.2, linewidth=0, zorder=1)
    ax.step(xs, ys, where="post", color=color, zorder=2)
