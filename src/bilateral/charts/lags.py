"""From a vote to the first measure that followed it: one row a vote, days along the row."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..draw.exhibit import GRID, INK, MUTED, PAPER, Exhibit, cite, color_of, is_narrow
from ..draw.marks import text_width
from ..measures import sanctions
from ..measures.status import DAY
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

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = (9.0, 0.4) if narrow else (10.0, 0.42)  # points, inches
        left, right, below, above = 0.55, 0.3, 0.55, 0.32
        height = row_height * len(table) + below + above
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - (below + above) / height))
        ax.set_ylim(len(table), 0)
        _days(ax, within, narrow)
        ax.set_xlabel("days after the vote", fontsize=size)
        ax.set_yticks([position + 0.5 for position in range(len(table))], list(table["vote"]), fontsize=size, fontweight="bold")
        ax.grid(axis="x")
        ax.axvline(0, color=INK, linewidth=1.2)
        for y, row in zip((position + 0.5 for position in range(len(table))), table.itertuples(), strict=True):
            if not _in_time(row.days, within):
                text = ax.annotate(empty(row, narrow), (0, y), xytext=(8, 0), textcoords="offset points", va="center", fontsize=size, color=MUTED)
                text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 2})
                continue
            listed = row.days_to_listing if _in_time(row.days_to_listing, within) else row.days
            ax.plot([0, listed], [y, y], color=INK, linewidth=1.2, zorder=2)
            if listed == row.days and _in_time(row.days_to_listing, within):
                ax.plot([listed], [y], marker="s", markersize=14, color=color, markerfacecolor="none", markeredgewidth=1.6, zorder=3)
            elif listed > row.days:
                ax.plot([listed], [y], marker="s", markersize=9, color=color, zorder=3)
                _number(ax, listed, y, size, color)
            ax.plot([row.days], [y], marker="o", markersize=9, color=color, zorder=4)
            _number(ax, row.days, y, size, color)
        for inches, name in ((left, "● first new measure"), (left + 0.175 * size, "■ first names listed")):
            figure.text(inches / width, 1 - 0.16 / height, name, color=color, fontsize=size, va="center", fontweight="bold")
        return figure

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
    cast = tables.events.set_index("id", drop=False).loc[list(votes)].sort_values("date")
    through = tables.checked_through("events")
    until = cast["date"].shift(-1).fillna(through + DAY)
    rows = []
    for vote, end in zip(cast.itertuples(), until, strict=True):
        for by, own in zip(names, measures.values(), strict=True):
            days = (own["date"] - vote.date).dt.days
            follow = own[(days > 0) & (days <= within) & (own["date"] < end)].sort_values("date")
            rows += [
                [votes[vote.id], vote.date, by, row.id, row.date, (row.date - vote.date).days, row.summary, row.sources]
                for row in follow.itertuples()
            ]
    columns = ["vote", "vote_date", "by", "measure", "measure_date", "days", "summary", "sources"]
    table = pd.DataFrame(rows, columns=columns)
    watched = {votes[vote.id]: (min(end, through) - vote.date).days for vote, end in zip(cast.itertuples(), until, strict=True)}

    def draw(width: float) -> Figure:
        size = 9.0 if is_narrow(width) else 10.0
        left, right, below, above, line = 0.55, 0.3, 0.55, 0.34, 0.44  # inches
        height = line * len(MARKERS) * len(cast) + below + above
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - (below + above) / height))
        ax.set_ylim(len(cast), 0)
        _days(ax, within, is_narrow(width))
        ax.set_xlabel("days after the vote", fontsize=size)
        ax.set_yticks([place + 0.5 for place in range(len(cast))], [votes[each] for each in cast["id"]], fontsize=size, fontweight="bold")
        ax.hlines(range(1, len(cast)), 0, within, color=GRID, linewidth=0.8, zorder=1)
        ax.axvline(0, color=INK, linewidth=1.2)
        for place, name in enumerate(votes[each] for each in cast["id"]):
            for (by, marker, color), y in zip(sides, (place + 0.36, place + 0.86), strict=True):
                own = table[(table["vote"] == name) & (table["by"] == by)]
                ax.plot(
                    own["days"],
                    [y] * len(own),
                    marker,
                    markersize=7.5,
                    color=color,
                    markeredgecolor=PAPER,
                    markeredgewidth=0.8,
                    clip_on=False,
                    zorder=4,
                )
                if own.empty:
                    text = f"none in {min(within, watched[name]):,} days"
                    ax.annotate(text, (0, y), xytext=(8, 0), textcoords="offset points", va="center", fontsize=size, color=color)
                else:
                    ax.plot([0, own["days"].max()], [y, y], color=color, linewidth=1.0, zorder=2)
                    _number(ax, own["days"].iloc[0], y, size, color)
        across = left
        for by, marker, color in sides:
            name = f"{'●' if marker == 'o' else '■'} {by}"
            figure.text(across / width, 1 - 0.16 / height, name, color=color, fontsize=size, va="center", fontweight="bold")
            across += text_width(name, size) * 1.2 + 0.3
        return figure

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


def _days(ax: Axes, within: int, narrow: bool) -> None:
    """Ticks at round days from the vote to the end of the time that is watched."""
    ax.set_xlim(0, within)
    ax.xaxis.set_major_locator(MaxNLocator(4 if narrow else 8, integer=True))
    ax.xaxis.set_major_formatter("{x:,.0f}")


def _in_time(days: object, within: int) -> bool:
    return bool(pd.notna(days)) and int(str(days)) <= within


def _number(ax: Axes, days: int, y: float, size: float, color: str) -> None:
    ax.annotate(
        str(days), (days, y), xytext=(0, 8), textcoords="offset points", ha="center", va="bottom", fontsize=size, fontweight="bold", color=color
    )
