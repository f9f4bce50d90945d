"""The corridor: the ladders of both posts, mirrored, so that the band's width shows how open the channel is."""

import textwrap
from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..draw.exhibit import GRID, INK, SERIES, Exhibit, cite, is_narrow
from ..draw.marks import Label, callouts, numbered_key, open_end, pale, side_labels, text_width, x_of, year_axis
from ..measures import status
from ..tables import Tables

STRENGTHS = (1.0, 0.62, 0.34, 0.2)  # of a color, from the top rung down; all below take the last
SPINE = 0.12  # half the empty line between the two bands, in rungs


def strength_of(tables: Tables) -> dict[int, float]:
    """How strong the color of each rung is: the lower, the paler, whatever the number of rungs."""
    rungs = sorted((int(rung) for rung in tables.ladder["rung"]), reverse=True)
    return {rung: STRENGTHS[min(place, len(STRENGTHS) - 1)] for place, rung in enumerate(rungs)}


def corridor(
    tables: Tables,
    title: str,
    named: Mapping[str, str],
    start: pd.Timestamp | None = None,
    id: str = "corridor",
    every: int = 4,
) -> Exhibit:
    """Both posts' ladders day by day from ``start`` (default: the first day) to the check date.

    ``named`` maps ids of events to the few words that name them on the chart, those before ``start`` left out. The table has one row
    an interval: ``post, rung, level, start, end, days, start_known, sources``; ``end`` is empty where it is still so. Raises ``KeyError``
    for an unknown event.
    """
    through = tables.through
    first_day = start if start is not None else tables.representation["start"].min()
    posts = tables.posts.head(2)
    names = tables.ladder.set_index("rung")["name"]
    rows = pd.concat([status.intervals(tables.representation, post, through) for post in posts["id"]])
    rows = rows[rows["end"] > first_day]
    drawn = pd.DataFrame(
        {
            "post": rows["post"],
            "rung": rows["rung"].astype(int),
            "level": rows["rung"].map(names),
            "start": rows["start_known"],
            "end": rows["end_known"],
            "days": rows["days"],
            "sources": rows["sources"],
        }
    ).reset_index(drop=True)
    strengths = strength_of(tables)
    doubtful = bool(((rows["start_earliest"] < rows["start_latest"]) & (rows["start"] > first_day)).any())
    events = tables.events.set_index("id")
    labels = {event: (events.loc[event, "date"], text) for event, text in named.items() if events.loc[event, "date"] >= first_day}

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        rung_names = {int(str(rung)): textwrap.fill(name, 11) if narrow else name for rung, name in names.items() if rung != 0}
        headings = {post.id: textwrap.fill(post.label, 14) if narrow else post.label for post in posts.itertuples()}
        left, right = (
            0.25,
            max(text_width(text, size + 0.6) for text in [*rung_names.values(), *headings.values()]) + 0.25,
        )
        plot_width = width - left - right
        top = int(names.index.max()) + SPINE
        rung_height = 0.38 if narrow else 0.34  # inches
        base, line = top + 0.35, 0.155 / rung_height
        ordered = sorted(labels.values())
        key = numbered_key((text for _, text in ordered), width - left - 0.1, size) if narrow else []
        feet = [Label(day, str(number) if narrow else text, top) for number, (day, text) in enumerate(ordered, start=1)]
        below = 0.3 + 0.165 * len(key) + (0.1 if key else 0)  # inches: the years, and the key under them

        def build(highest: float) -> tuple[Figure, float]:
            low = -top - (1.35 if narrow else 0.95)
            height = (highest - low) * rung_height + below
            figure = Figure(figsize=(width, height))
            ax = figure.add_axes((left / width, below / height, plot_width / width, 1 - below / height))
            year_axis(ax, first_day, through, 8 if narrow and every == 4 else every)
            ax.set_ylim(low, highest)
            ax.set_yticks([])
            for day, _ in ordered:
                ax.plot([x_of(day)] * 2, [-top, top], color=INK, linewidth=0.9, linestyle=(0, (1, 2)), zorder=4)
            for side, post, color in zip((1, -1), posts.itertuples(), SERIES, strict=False):
                _band(ax, rows[rows["post"] == post.id], side, color, strengths, first_day, through)
                heights = {side * (rung + SPINE): name for rung, name in rung_names.items()}
                for y in heights:
                    ax.axhline(y, color=GRID, linewidth=0.7, zorder=0.5)
                now = side * (status.rung_on(tables.representation, post.id, through, through) + SPINE)
                side_labels(ax, {y: name for y, name in heights.items() if y != now}, size)
                side_labels(ax, {y: name for y, name in heights.items() if y == now}, size, strong=True)
                align = "bottom" if side > 0 else "top"
                ax.annotate(
                    headings[post.id],
                    (1, side * (top + 0.45)),
                    xycoords=("axes fraction", "data"),
                    xytext=(8, 0),
                    textcoords="offset points",
                    va=align,
                    fontsize=size,
                    color=color,
                    fontweight="bold",
                )
            figure.text(left / width, 0.02 / height, "\n".join(key), va="bottom", fontsize=size, linespacing=1.2)
            return figure, callouts(ax, feet, base, line, plot_width, size)

        _, needed = build(top + 1)
        return build(max(needed, top + 1.6))[0]

    now = {post.label: names[status.rung_on(tables.representation, post.id, through, through)] for post in posts.itertuples()}
    share = {
        post.label: status.share_of_days(tables.representation, post.id, through).get(int(names.index.max()), 0.0) for post in posts.itertuples()
    }
    alt = (
        f"{title}. Two mirrored step charts from {words.day(first_day)} to {words.day(through)}, higher steps meaning a higher level of "
        "representation. " + " ".join(f"{post}: on the top rung on {words.percent(share[post])} of days, now on “{now[post]}”." for post in now)
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Level of the highest representative at post, by day, {first_day.year} to {words.day(through)}. "
        "The wider the band, the more open the channel",
        table=drawn,
        alt=alt,
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("representation"),
        draw=draw,
        note="The stronger the color, the higher the rung. "
        + ("Hatched: the date is known only to the month or year. " if doubtful else "")
        + "Arrow and bold name: still so on the check date.",
    )


def _band(ax: Axes, rows: pd.DataFrame, side: int, color: str, strengths: Mapping[int, float], first: pd.Timestamp, through: pd.Timestamp) -> None:
    """One post's steps, from the spine outwards; where a date is doubtful the step between the two rungs is hatched."""
    records = rows.sort_values("start").to_dict("records")
    for position, row in enumerate(records):
        following = records[position + 1] if position + 1 < len(records) else None
        begin = max(row["start_latest"] if position else row["start"], first)
        end = following["start_earliest"] if following else row["end"]
        _block(ax, begin, end, side, 0, row["rung"], color, strengths[row["rung"]])
        if following is None:
            open_end(ax, through, side * (SPINE + row["rung"]), color)
            continue
        doubt_begin, doubt_end = max(following["start_earliest"], first), following["start_latest"]
        if doubt_end > doubt_begin:
            low, high = sorted((row["rung"], following["rung"]))
            _block(ax, doubt_begin, doubt_end, side, 0, low, color, strengths[low])
            _block(ax, doubt_begin, doubt_end, side, low, high, color)


def _block(ax: Axes, begin: pd.Timestamp, end: pd.Timestamp, side: int, low: int, high: int, color: str, strength: float | None = None) -> None:
    """A step from ``low`` to ``high``; without a ``strength`` of the color it is doubtful and hatched."""
    if end <= begin or high <= low:
        return
    bottom = side * (SPINE + low) if side > 0 else side * (SPINE + high)
    shape = Rectangle((x_of(begin), bottom), x_of(end) - x_of(begin), high - low, zorder=2)
    if strength is None:
        shape.set(fill=False, edgecolor=color, hatch="/////", linewidth=0, zorder=3)
    else:
        shape.set(facecolor=pale(color, strength), edgecolor=color, linewidth=0.8)
    ax.add_patch(shape)
