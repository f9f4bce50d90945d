"""What the ladder does not know: the spans in which its changes lie where no source gives the day."""

import textwrap

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, say, side_labels, span, unknown, x_of, year_axis
from ..draw.palette import GRID, INK, MUTED, SERIES
from ..draw.placement import short_date, spread
from ..measures import status
from ..tables import Tables, dates

DASHES = (0, (3, 2))
AFTER = 2  # years that the chart goes on after the last doubt


def doubtful_changes(tables: Tables, title: str) -> Exhibit:
    """The ladders of both posts up to the last change whose day is not known; each such change is a dashed box over its span.

    The table has one row a doubtful change: ``post, from_rung, to_rung, date, earliest, latest, days_open, sources``. Raises
    ``ValueError`` if there is none.
    """
    every = status.changes(tables)
    doubtful = every[[not dates.is_exact(date) for date in every["date"]]].reset_index(drop=True)
    if doubtful.empty:
        raise ValueError("there is no doubt to draw: the day of every change of level is known")
    first = tables.representation["start_earliest"].min()
    last = min(pd.Timestamp(doubtful["latest"].max().year + AFTER, 1, 1), tables.through)
    posts = tables.posts.head(2)
    names = tables.ladder.set_index("rung")["name"]
    top = int(names.index.max())

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        levels = {float(rung): textwrap.fill(name, 11) if narrow else name for rung, name in names.items() if rung != 0}
        left, right = 0.25, widest(list(levels.values()), size) + 0.25
        foot = 0.6 if narrow else 0.0  # inches of the dates, which a phone has no room for over the boxes
        rung_height, head, below = (0.4, 0.68, 0.35 + foot) if narrow else (0.3, 0.66, 0.35)
        panel, tall = top * rung_height + head, top * rung_height
        for position, (post, color) in enumerate(zip(posts.itertuples(), SERIES, strict=False)):
            under = below + (len(posts) - 1 - position) * panel
            ax = canvas.panel(tall, left, right, under) if position else canvas.axes(tall, left, right, under, head)
            year_axis(ax, first, last, 4 if narrow else 2)
            ax.set_ylim(0, top)
            ax.set_yticks([])
            if position < len(posts) - 1:
                ax.set_xticklabels([])
            ax.tick_params(axis="x", labelcolor=MUTED)
            for y in levels:
                ax.axhline(y, color=GRID, linewidth=0.7, zorder=0.5)
            side_labels(ax, levels, size)
            how: Look = {"xycoords": "axes fraction", "color": color, "fontweight": "bold", "fontsize": size + 0.5}
            say(ax, 0, 1, post.label, (0, 26), **how)
            _steps(ax, every[every["post"] == post.id], color, last)
            _boxes(ax, doubtful[doubtful["post"] == post.id], color, top, canvas)
        if narrow:
            canvas.key([(f"{row.Index + 1}  {short_date(row.date)}", INK) for row in doubtful.itertuples()], left, canvas.height - foot + 0.12)

    listed = "; ".join(f"{row.post} {names[row.from_rung]} to {names[row.to_rung]}, {words.known(row.date)}" for row in doubtful.itertuples())
    return Exhibit(
        id="doubtful-changes",
        title=title,
        subtitle=f"Level of the highest representative at each post, {first.year} to {last.year - 1}",
        table=doubtful,
        alt=f"{title}. Step charts of both posts; a dashed box marks each change whose day is not known: {listed}.",
        sources=cite(tables, doubtful["sources"]),
        checked=tables.checked_through("representation"),
        draw=draw,
        note="Filled: the level is known. Hatched: not known on which day it changed; the label is all that sources say.",
    )


def _steps(ax: Axes, rows: pd.DataFrame, color: str, last: pd.Timestamp) -> None:
    """The level on the days on which it is known: from the latest day of one change to the earliest of the next."""
    records = rows.to_dict("records")
    for row, following in zip(records, [*records[1:], None], strict=True):
        begin, end = row["latest"], min(following["earliest"], last) if following else last
        if begin < end:
            span(ax, begin, end, 0, row["to_rung"], facecolor=color, edgecolor=color, linewidth=0.3, zorder=2)


def _boxes(ax: Axes, rows: pd.DataFrame, color: str, top: int, canvas: Canvas) -> None:
    """The spans of doubt, each under its number and date, or its number alone on a phone."""
    inch, size = inch_of(ax), canvas.size
    middles = [(x_of(row.earliest) + x_of(row.latest)) / 2 for row in rows.itertuples()]
    texts = [f"{row.Index + 1}" if canvas.narrow else f"{row.Index + 1}  {short_date(row.date)}" for row in rows.itertuples()]
    widths = [text_width(text, size) * inch + 0.2 * inch for text in texts]
    lefts = spread([middle - wide / 2 for middle, wide in zip(middles, widths, strict=True)], widths, 0)
    for row, middle, text, left, wide in zip(rows.itertuples(), middles, texts, lefts, widths, strict=True):
        low, high = sorted((row.from_rung, row.to_rung))
        place = left + wide / 2
        span(ax, row.earliest, row.latest, 0, low, facecolor=color, edgecolor=color, linewidth=0.3, zorder=2)
        look: Look = {"edgecolor": color, "linestyle": DASHES, "linewidth": 1.2, "hatch": "////", "zorder": 3}
        unknown(ax, row.earliest, row.latest, low, high - low, **look)
        ax.plot([middle, middle, place], [high, top + 0.05, top + 0.25], color=INK, linewidth=0.8, clip_on=False, zorder=4)
        say(ax, place, top + 0.25, text, (0, 1.5), ha="center", va="bottom", fontsize=size, annotation_clip=False)
