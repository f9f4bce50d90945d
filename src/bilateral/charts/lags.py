"""From a vote to the first measure that followed it: one row a vote, days along the row."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, clear, mark, say
from ..draw.palette import GRID, INK, MUTED, PAPER, color_of
from ..measures import sanctions
from ..tables import Tables

MARKERS = ("o", "s")  # of the two sides


def vote_to_measure(tables: Tables, title: str, votes: Mapping[str, str], actor: str, target: str, within: int = 365) -> Exhibit:
    """Days from each vote to the first new measure (dot) and to the first that listed names (square), up to ``within`` days.

    The table is that of :func:`sanctions.lags`. A vote without a measure in that time has its words in place of marks.
    """
    table = sanctions.lags(tables, votes, actor, target)
    by, through, color = tables.actors.set_index("id").loc[actor, "adjective"], tables.through, color_of(tables, actor)
    used = [event for column in ("measure", "listing") for event in table[column] if event]
    sources = tables.events.loc[tables.events["id"].isin([*votes, *used]), "sources"]

    def empty(row: Any, narrow: bool) -> str:
        if pd.notna(row.days):
            later = f"next on day {row.days:,}" if narrow else f"the next came on day {row.days:,}"
            return f"none in {within} days; {later}"
        end = "to the check date" if row.days_watched == (through - row.vote_date).days else "to the next vote"
        return f"none in {row.days_watched:,} days, {end}"

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        ax = _rows(canvas, list(table["vote"]), 0.4 if narrow else 0.42, 0.32, within)
        ax.grid(axis="x")
        for y, row in zip((position + 0.5 for position in range(len(table))), table.itertuples(), strict=True):
            if not _in_time(row.days, within):
                clear(say(ax, 0, y, empty(row, narrow), (8, 0), va="center", fontsize=size, color=MUTED), 2)
                continue
            listed = row.days_to_listing if _in_time(row.days_to_listing, within) else row.days
            ax.plot([0, listed], [y, y], color=INK, linewidth=1.2, zorder=2)
            if listed == row.days and _in_time(row.days_to_listing, within):
                mark(ax, listed, y, "s", color, 14, markerfacecolor="none", markeredgewidth=1.6, zorder=3)
            elif listed > row.days:
                mark(ax, listed, y, "s", color, 9, zorder=3)
                _number(ax, listed, y, size, color)
            mark(ax, row.days, y, "o", color, 9, zorder=4)
            _number(ax, row.days, y, size, color)
        for inches, name in ((0.55, "● first new measure"), (0.55 + 0.175 * size, "■ first names listed")):
            canvas.write(inches, -0.16, name, color=color, va="center", fontweight="bold")

    said = "; ".join(
        f"{row.vote}: {row.days} days" + (f", names listed after {row.days_to_listing}" if pd.notna(row.days_to_listing) else ", no names listed")
        if _in_time(row.days, within)
        else f"{row.vote}: {empty(row, False)}"
        for row in table.itertuples()
    )
    return Exhibit(
        id="vote-to-measure",
        title=title,
        subtitle=f"Days from each vote to the first new {by} restriction, and to the first that put names on the sanctions list",
        table=table,
        alt=f"{title}. One row a vote. {said}.",
        sources=cite(tables, sources),
        checked=tables.checked_through("events"),
        draw=draw,
        note="Counted: entry bans, asset freezes, licenses revoked, trade measures, whatever reason was given. Not counted: yearly renewals of "
        "what was in force. Square around a dot: both on one day.",
    )


def measures_after_votes(
    tables: Tables, title: str, votes: Mapping[str, str], measures: Mapping[str, pd.DataFrame], within: int = 365, id: str = "measures-after-votes"
) -> Exhibit:
    """Every new measure in the days after each vote, up to ``within`` days or the next vote: a row a vote and, in it, a line for each side.

    ``votes`` maps ids of events to names, ``measures`` the ids of two actors to their events. The table has one row a measure drawn:
    ``vote, vote_date, by, measure, measure_date, days, summary, sources``. Raises
    ``KeyError`` for an unknown vote or actor, ``ValueError`` unless there are two.
    """
    if len(measures) != len(MARKERS):
        raise ValueError(f"two sides are drawn, {len(measures)} were given: {', '.join(measures)}")
    names = tables.actors.set_index("id")["name"].loc[list(measures)]
    sides = [(names[actor], marker, color_of(tables, actor)) for actor, marker in zip(measures, MARKERS, strict=True)]
    table, watched, through = sanctions.followed(tables, votes, measures, within), sanctions.watched(tables, votes), tables.checked_through("events")
    cast = tables.events.set_index("id", drop=False).loc[list(watched)]

    def draw(canvas: Canvas) -> None:
        size = canvas.size
        ax = _rows(canvas, [votes[vote] for vote in watched], 0.44 * len(MARKERS), 0.34, within)
        ax.hlines(range(1, len(cast)), 0, within, color=GRID, linewidth=0.8, zorder=1)
        for place, vote in enumerate(watched):
            for (by, marker, color), y in zip(sides, (place + 0.36, place + 0.86), strict=True):
                own = table[(table["vote"] == votes[vote]) & (table["by"] == by)]
                look: Look = {"markeredgecolor": PAPER, "markeredgewidth": 0.8, "clip_on": False, "zorder": 4}
                ax.plot(own["days"], [y] * len(own), marker, markersize=7.5, color=color, **look)
                if own.empty:
                    say(ax, 0, y, f"none in {min(within, watched[vote]):,} days", (8, 0), va="center", fontsize=size, color=color)
                else:
                    ax.plot([0, own["days"].max()], [y, y], color=color, linewidth=1.0, zorder=2)
                    _number(ax, own["days"].iloc[0], y, size, color)
        across = 0.55
        for by, marker, color in sides:
            name = f"{'●' if marker == 'o' else '■'} {by}"
            canvas.write(across, -0.16, name, color=color, va="center", fontweight="bold")
            across += text_width(name, size) * 1.2 + 0.3

    said = "; ".join(
        f"{votes[vote.id]}, {by}: {', '.join(str(day) for day in own['days']) or 'none'}"
        for vote in cast.itertuples()
        for by in names
        for own in [table[(table["vote"] == votes[vote.id]) & (table["by"] == by)]]
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Days from each vote, {cast['date'].min().year} to {cast['date'].max().year}, to every new restriction in the next {within:,}; "
        "number: days to the first",
        table=table,
        alt=f"{title}. One row a vote. Days: {said}.",
        sources=cite(tables, pd.concat([cast["sources"], table["sources"]])),
        checked=through,
        draw=draw,
        note="Counted: every new restriction, whatever reason was given; what follows a vote need not answer it. Not counted: renewals of what was "
        "in force. A mark shows when, not how much.",
    )


def _rows(canvas: Canvas, votes: list[str], height: float, above: float, within: int) -> Axes:
    """A row a vote, ``height`` inches each; across, round days from the vote to the end of the time that is watched."""
    ax = canvas.axes(height * len(votes), left=0.55, right=0.3, below=0.55, above=above)
    ax.set_ylim(len(votes), 0)
    ax.set_xlim(0, within)
    ax.xaxis.set_major_locator(MaxNLocator(4 if canvas.narrow else 8, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.set_xlabel("days after the vote", fontsize=canvas.size)
    ax.set_yticks([place + 0.5 for place in range(len(votes))], votes, fontsize=canvas.size, fontweight="bold")
    ax.axvline(0, color=INK, linewidth=1.2)
    return ax


def _in_time(days: object, within: int) -> bool:
    return bool(pd.notna(days)) and int(str(days)) <= within


def _number(ax: Axes, days: int, y: float, size: float, color: str) -> None:
    say(ax, days, y, str(days), (0, 8), ha="center", va="bottom", fontsize=size, fontweight="bold", color=color)
