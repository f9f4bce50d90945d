"""Who headed each mission: one row a person, one bar a tenure."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..draw.exhibit import INK, MUTED, PAPER, SERIES, Exhibit, cite, is_narrow
from ..draw.marks import open_end, text_width, x_of, year_axis
from ..measures import status
from ..tables import Tables

HIGH = 0.66  # of a row: the highest rank
LOW = 0.32  # every other rank


def heads_of_mission(tables: Tables, title: str) -> Exhibit:
    """Every head of mission of both posts, and those named or sent who never headed it.

    The table has one row a tenure: ``post, person, rank, start, end, days_away, confidence, sources`` (dates as known; an empty ``end`` is
    open; ``days_away``: days of an ambassador's tenure that the ladder does not count as ambassador at post).
    """
    through, posts = tables.through, tables.posts.head(2)
    ranks = tables.ranks.set_index("id")
    heading, called = status.heading(tables.ranks), ranks["name"]
    order = {post: position for position, post in enumerate(posts["id"])}
    rows = tables.heads_of_mission[tables.heads_of_mission["post"].isin(order)].copy()
    rows["order"] = rows["post"].map(order)
    rows = rows.sort_values(["order", "start", "end"], kind="stable").reset_index(drop=True)
    rows["aside"], rows["tall"] = rows["rank"].map(ranks["aside"]), (rows["rank"] == heading[0]).map({True: HIGH, False: LOW})
    rows["last"] = rows["end"].fillna(through + status.DAY)
    absences = {post: _absences(tables, post, through) for post in order}
    rows["away"] = [_within(absences[row.post], row.start, row.last) if row.rank == heading[0] else [] for row in rows.itertuples()]
    drawn = pd.DataFrame(
        {
            "post": rows["post"],
            "person": rows["person"],
            "rank": rows["rank"].map(called),
            "start": rows["start_known"],
            "end": rows["end_known"],
            "days_away": [sum((end - begin).days for begin, end in row) for row in rows["away"]],
            "confidence": rows["confidence"],
            "sources": rows["sources"],
        }
    )
    first = tables.representation["start"].min()
    people = rows.groupby(["order", "person"], sort=False).ngroups

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = (9.0, 0.2) if narrow else (10.0, 0.225)  # points, inches
        count = people + 2.2 * len(posts) - 0.4
        left, right, below = 0.2, 0.2, 0.35
        height = count * row_height + below
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - below / height))
        year_axis(ax, first, through, 8 if narrow else 4)
        ax.set_ylim(count, 0)
        ax.set_yticks([])
        ax.grid(axis="x")
        inch = (x_of(through) - x_of(first)) / (width - left - right)
        y = 0.0
        for post, color in zip(posts.itertuples(), SERIES, strict=False):
            ax.text(x_of(first), y + 1.2, post.label, color=color, fontweight="bold", va="bottom", fontsize=size + 0.5)
            y += 1.4
            for person, tenures in rows[rows["post"] == post.id].groupby("person", sort=False):
                for row in tenures.itertuples():
                    _bar(ax, row, y + 0.5, color, inch, through)
                _name(ax, _label(str(person), tenures), tenures, y + 0.5, size, inch, through)
                y += 1
            y += 0.8
        ax.tick_params(axis="x", labelcolor=MUTED)
        return figure

    said = []
    for post in posts.itertuples():
        own = rows[rows["post"] == post.id]
        people_of = own.groupby("rank")["person"].nunique().reindex(heading, fill_value=0)
        said.append(f"{post.label}: {', '.join(f'{words.number(count)} as {called[rank]}' for rank, count in people_of.items() if count)}.")
    return Exhibit(
        id="heads-of-mission",
        title=title,
        subtitle=f"Heads of both missions, one row a person, {first.year} to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Bars over time in one row a person. " + " ".join(said),
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("heads_of_mission"),
        draw=draw,
        note=f"Thick: {called[heading[0]]}; notch: away from the post. Thin: any other head. Dashed: headed no mission. Hollow: on "
        "one secondary source or less. Arrow: still so. Where no bar runs, the name of the head was not found.",
    )


def _absences(tables: Tables, post: str, through: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The spells that ``post`` spent below the top rung of the ladder."""
    below = [int(rung) for rung in tables.ladder["rung"] if rung < tables.ladder["rung"].max()]
    spells = status.spells(tables.representation, post, below, through)
    return list(zip(spells["start"], spells["end"], strict=True))


def _within(spells: list[tuple[pd.Timestamp, pd.Timestamp]], start: pd.Timestamp, end: pd.Timestamp) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """The parts of ``spells`` that lie inside a tenure: begun after its first day and ended before its last."""
    return [(begin, until) for begin, until in spells if start < begin and until < end]


def _bar(ax: Axes, row: Any, y: float, color: str, inch: float, through: pd.Timestamp) -> None:
    begin, end = x_of(row.start), x_of(min(row.last, through))
    bar = Rectangle((begin, y - row.tall / 2), max(end - begin, 0.04 * inch), row.tall, zorder=2, edgecolor=color, linewidth=1.1)
    if row.aside:
        bar.set(facecolor="none", linestyle=(0, (2.5, 1.5)))
    else:
        bar.set(facecolor=color if row.confidence == "high" else "none")
    ax.add_patch(bar)
    for away, back in row.away:
        ax.add_patch(Rectangle((x_of(away), y - LOW / 2), x_of(back) - x_of(away), LOW, facecolor=PAPER, edgecolor=color, linewidth=0.8, zorder=3))
    if pd.isna(row.end):
        open_end(ax, through, y, color)


def _label(person: str, tenures: pd.DataFrame) -> str:
    """The name, and what a person without a tenure as head was: ``Name (envoy)``."""
    aside = [text for text in tenures["aside"] if text]
    return f"{person} ({', '.join(aside)})" if len(aside) == len(tenures) else person


def _name(ax: Axes, text: str, tenures: pd.DataFrame, y: float, size: float, inch: float, through: pd.Timestamp) -> None:
    """Write the name after the last bar, or before the first where there is no room."""
    gap, long = 0.09 * inch, text_width(text, size) * inch
    begin, end = x_of(tenures["start"].min()), x_of(min(tenures["last"].max(), through))
    fits = end + gap + long <= x_of(through)
    ax.text(end + gap if fits else begin - gap, y, text, ha="left" if fits else "right", va="center", fontsize=size, color=INK, zorder=4)
