"""From a vote to the measures that followed it: one row a vote, days along the row."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, say
from ..draw.palette import GRID, INK, MUTED, PAPER, color_of
from ..measures import sanctions
from ..tables import Tables

MARKERS = ("o", "s")  # of the two sides


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
    colors = {actor: MUTED if color_of(tables, actor) == INK else color_of(tables, actor) for actor in measures}  # the two of the book stand out
    sides = [(names[actor], marker, colors[actor]) for actor, marker in zip(measures, MARKERS, strict=True)]
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
                ax.plot(own["days"], [y] * len(own), marker, markersize=5.5 if color == MUTED else 7.5, color=color, **look)
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
        note="Every new restriction, whatever its reason; renewals are not counted. A mark shows when, not how much.",
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


def _number(ax: Axes, days: int, y: float, size: float, color: str) -> None:
    say(ax, days, y, str(days), (0, 8), ha="center", va="bottom", fontsize=size, fontweight="bold", color=color)
