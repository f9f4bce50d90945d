"""Who headed each mission: one row a person, one bar a tenure."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import DOTS, Look, mark, open_end, rows_down, say, span, with_halo, x_of, year_axis
from ..draw.palette import INK, MUTED, PAPER, SERIES, pale
from ..measures import readings, status
from ..tables import Tables

HIGH = 0.66  # of a row: the highest rank
LOW = 0.36  # every other rank
PALE = 0.4  # how strong the color of every other rank is


def heads_of_mission(tables: Tables, title: str, since: pd.Timestamp | None = None) -> Exhibit:
    """Every head of mission of both posts, and those named or sent who never headed it; the days from ``since`` on are shaded.

    The table has one row a tenure: ``post, person, rank, start, end, days_away, confidence, sources`` (dates as known; an empty ``end`` is
    open; ``days_away``: days of an ambassador's tenure that the ladder does not count as ambassador at post).
    """
    through, posts, called = tables.through, tables.posts.head(2), tables.ranks.set_index("id")["name"]
    heading, rows = status.heading(tables.ranks), status.tenures(tables)
    rows["tall"] = (rows["rank"] == heading[0]).map({True: HIGH, False: LOW})
    rows["sure"] = rows["id"].isin(readings.sure(tables, "heads_of_mission"))
    first = tables.representation["start"].min()
    people = rows.groupby(["post", "person"], sort=False).ngroups
    high, low = tables.ladder.sort_values("rung", ascending=False)["name"].head(2)
    gone = rows.loc[rows["rank"] == heading[0], "last"].max().to_period("M")  # the month of the highest rank's last day

    def draw(canvas: Canvas) -> None:
        count = people + 2.2 * len(posts) - 0.4
        row_height = 0.2 if canvas.narrow else 0.225  # inches
        ax = canvas.axes(count * row_height, left=0.2, right=0.2, below=0.35, above=0.3)
        lower: Look = {"facecolor": pale(MUTED, PALE), "edgecolor": MUTED, "linewidth": 1.1, "height": LOW * row_height}
        canvas.key([(high, {"facecolor": MUTED, "height": HIGH * row_height}), (low, lower)], 0.2, 0.1)
        year_axis(ax, first, through, 8 if canvas.narrow else 4)
        rows_down(ax, count)
        if since is not None:
            ax.plot([x_of(since)] * 2, [0, count], color=INK, linewidth=0.9, linestyle=DOTS, zorder=1)
            said = f"since {since:%B %Y}" + (f":\n{words.plural(low)} only" if gone <= since.to_period("M") else "")
            say(ax, since, 0, said, (3, -2), va="top", fontsize=canvas.size, color=INK, fontweight="bold", linespacing=1.1)
        y = 0.0
        for post, color in zip(posts.itertuples(), SERIES, strict=False):
            ax.text(x_of(first), y + 1.2, post.label, color=color, fontweight="bold", va="bottom", fontsize=canvas.size + 0.5)
            y += 1.4
            for person, tenures in rows[rows["post"] == post.id].groupby("person", sort=False):
                for row in tenures.itertuples():
                    _bar(ax, row, y + 0.5, color, through)
                _name(ax, _label(str(person), tenures), tenures, y + 0.5, canvas.size, through)
                _name_aside(ax, tenures, y + 0.5, canvas.size)
                y += 1
            y += 0.8

    told = []
    for post in posts.itertuples():
        own = rows[rows["post"] == post.id]
        people_of = own.groupby("rank")["person"].nunique().reindex(heading, fill_value=0)
        told.append(f"{post.label}: {', '.join(f'{words.number(count)} as {called[rank]}' for rank, count in people_of.items() if count)}.")
    return Exhibit(
        id="heads-of-mission",
        title=title,
        subtitle=f"Heads of both missions, one row a person, {first.year} to {words.day(through)}",
        table=status.tenures_as_known(tables),
        alt=f"{title}. Bars over time in one row a person. " + " ".join(told),
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("heads_of_mission"),
        draw=draw,
        note=f"Thick: {called[heading[0]]}; notch: away. Diamond: headed none. Arrow: last known. "
        "Hollow: one secondary source or less, or not read twice.",
    )


def _bar(ax: Axes, row: Any, y: float, color: str, through: pd.Timestamp) -> None:
    begin, end = x_of(row.start), x_of(min(row.last, through))
    if row.aside:
        ax.plot([begin, end], [y, y], color=color, linewidth=1.1, zorder=2)
        mark(ax, begin, y, "D", color, 4.5, row.sure, markeredgewidth=1.1, zorder=3)
    else:
        face = "none" if not row.sure else color if row.tall == HIGH else pale(color, PALE)
        end = max(end, begin + 0.04 * inch_of(ax))
        span(ax, begin, end, y - row.tall / 2, row.tall, edgecolor=color, facecolor=face, linewidth=1.1, zorder=2)
    for away, back in row.away:
        span(ax, away, back, y - LOW / 2, LOW, facecolor=PAPER, edgecolor=color, linewidth=0.8, zorder=3)
    if pd.isna(row.end):
        open_end(ax, through, y, color)


def _label(person: str, tenures: pd.DataFrame) -> str:
    """The name, and what a person without a tenure as head was: ``Name (envoy)``."""
    aside = [text for text in tenures["aside"] if text]
    return f"{person} ({', '.join(aside)})" if len(aside) == len(tenures) else person


def _name(ax: Axes, text: str, tenures: pd.DataFrame, y: float, size: float, through: pd.Timestamp) -> None:
    """Write the name after the first bar or, where there is no room, before it, else after the last, and the surname after the first."""
    inch = inch_of(ax)
    gap, long = 0.09 * inch, text_width(text, size) * inch
    begin, following = [*(x_of(day) for day in tenures["start"]), x_of(through) + gap][:2]
    first, last = x_of(tenures["last"].iloc[0]), x_of(min(tenures["last"].max(), through))
    x, align, surname = last + gap, "left", text.split(" (")[0].split()[-1]
    if first + 2 * gap + long <= following:
        x = first + gap
    elif begin - gap - long >= ax.get_xlim()[0]:
        x, align = begin - gap, "right"
    elif len(tenures) > 1 and first + 2 * gap + text_width(surname, size) * inch <= following:
        with_halo(ax.text(first + gap, y, surname, va="center", fontsize=size, color=INK, zorder=4))
    with_halo(ax.text(x, y, text, ha=align, va="center", fontsize=size, color=INK, zorder=4))


def _name_aside(ax: Axes, tenures: pd.DataFrame, y: float, size: float) -> None:
    """What a head of mission was besides, after its mark, where the axis has room for it."""
    inch = inch_of(ax)
    besides = tenures[tenures["aside"] != ""]
    for row in besides.itertuples():
        begin = x_of(row.start) + 0.13 * inch
        if len(besides) < len(tenures) and begin + text_width(row.aside, size) * inch <= ax.get_xlim()[1]:
            with_halo(ax.text(begin, y, row.aside, va="center", fontsize=size, color=INK, zorder=4))
