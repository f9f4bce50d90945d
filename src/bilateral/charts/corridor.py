"""The corridor: the ladders of both posts, mirrored, so that the band's width shows how open the channel is."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, beside, day_of, open_end, side_labels, span, unknown, x_of, year_axis
from ..draw.palette import GRID, INK, SERIES, pale
from ..draw.placement import Callouts, Label, even_lines, numbered_key
from ..draw.shown import POINTS
from ..measures import status
from ..tables import Tables

Finding: TypeAlias = tuple[pd.Timestamp, pd.Timestamp, str]  # from a day to another, in words

STRENGTHS = (1.0, 0.62, 0.34, 0.2)  # of a color, from the top rung down; all below take the last
BRACKET = 0.16  # inches, over the words under it
SPINE = 0.12  # half the empty line between the two bands, in rungs
NAMES = 8  # points between the bands and the names of the rungs
YEARS = 0.44  # inches that the years take under their axis, on which the handle of a page runs


def height_of(side: int, rung: int) -> float:
    """How high a rung stands on the chart, in its units: of the first post (``side`` 1) above the spine, of the second (-1) below it."""
    return side * (rung + SPINE)


def names_of(tables: Tables, narrow: bool) -> dict[int, str]:
    """How the chart writes each rung beside the bands: all but the one where there is nothing."""
    return {int(row.rung): textwrap.fill(row.name, 11) if narrow else row.name for row in tables.ladder.itertuples() if row.rung != 0}


def places(tables: Tables, chart: Exhibit, width: float) -> dict[str, Any]:
    """Where a corridor has what a page lays over it, in parts of its width or, from the top, of its height.

    ``begin`` and ``end`` of its time, the days ``from`` and ``to``; ``top`` of its bands and ``bottom``, the axis; ``beside`` begin the names
    of the rungs, which are ``size`` high; ``scale``: for each post, its rungs as (rung, name, height).
    """
    ax, canvas = chart.at(width).axes[0], Canvas(width)
    box, (low, high) = ax.get_position(), ax.get_ylim()
    names = names_of(tables, canvas.narrow)
    first, last = (f"{day_of(x):%Y-%m-%d}" for x in ax.get_xlim())

    def down(y: float) -> float:
        return round(1 - box.y0 - (y - low) / (high - low) * box.height, 4)

    return {
        "from": first,
        "to": last,
        "begin": round(box.x0, 4),
        "end": round(box.x1, 4),
        "top": down(height_of(1, max(names))),
        "bottom": down(low),
        "beside": round(box.x1 + NAMES / POINTS / width, 4),
        "size": round(canvas.size / POINTS / width, 4),
        "scale": [[[rung, words.curly(name), down(height_of(side, rung))] for rung, name in names.items()] for side in (1, -1)],
    }


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
    found: Sequence[Finding] = (),
) -> Exhibit:
    """Both posts' ladders day by day from ``start`` (default: the first day) to the check date.

    ``named`` maps ids of events to the few words that name them on the chart, those before ``start`` left out; ``found`` is bracketed
    under the bands. The table has one row
    an interval: ``post, rung, level, start, end, days, start_known, sources``; ``end`` is empty where it is still so. Raises ``KeyError``
    for an unknown event.
    """
    through = tables.through
    first_day = start if start is not None else tables.representation["start"].min()
    names = tables.ladder.set_index("rung")["name"]
    events = tables.events.set_index("id")
    labels = sorted((events.loc[event, "date"], text) for event, text in named.items() if events.loc[event, "date"] >= first_day)
    rows, posts = status.held_since(tables, first_day), tables.posts.head(2)
    doubtful = bool(((rows["start_earliest"] < rows["start_latest"]) & (rows["start"] > first_day)).any())
    now = {post.label: names[status.rung_on(tables.representation, post.id, through, through)] for post in posts.itertuples()}
    share = {
        post.label: status.share_of_days(tables.representation, post.id, through).get(int(names.index.max()), 0.0) for post in posts.itertuples()
    }
    found_since = [(max(begin, first_day), end, text) for begin, end, text in found if end > first_day]
    alt = (
        f"{title}. Two mirrored step charts from {words.day(first_day)} to {words.day(through)}, higher steps meaning a higher level of "
        "representation. "
        + " ".join(f"{post}: on the top rung on {words.percent(share[post])} of days, now on “{now[post]}”." for post in now)
        + "".join(f" {begin.year} to {end.year}: {text}." for begin, end, text in found_since)
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Level of the highest representative at post, by day, {first_day.year} to {words.day(through)}. A wider band is a higher level",
        table=status.levels(tables, first_day),
        alt=alt,
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("representation"),
        draw=lambda canvas: _draw(canvas, tables, rows, labels, found_since, first_day, every),
        note="Stronger color: a higher rung. " + ("Hatched: date known to the month or year. " if doubtful else "") + "Arrow: still so.",
    )


def _draw(
    canvas: Canvas,
    tables: Tables,
    rows: pd.DataFrame,
    events: list[tuple[pd.Timestamp, str]],
    found: list[Finding],
    first: pd.Timestamp,
    every: int,
) -> None:
    """The bands of both posts around their spine, and the names of ``events``: above, or on a phone as numbers with a key below."""
    narrow, size, through, posts = canvas.narrow, canvas.size, tables.through, list(tables.posts.head(2).itertuples())
    names = names_of(tables, narrow)
    headings = {post.id: textwrap.fill(post.label, 14) if narrow else post.label for post in posts}
    left, right = 0.25, widest([*names.values(), *headings.values()], size + 0.6) + 0.25
    top, rung_height = int(tables.ladder["rung"].max()) + SPINE, 0.38 if narrow else 0.34  # rungs, inches
    base, line = top + 0.35, 0.155 / rung_height
    key = numbered_key((text for _, text in events), canvas.width - left - 0.1, size) if narrow else []
    feet = [Label(day, str(number) if narrow else text, top) for number, (day, text) in enumerate(events, start=1)]
    wide = canvas.width - left - right
    above = Callouts(feet, (x_of(first), x_of(through)), wide, size)
    told = [(begin, end, even_lines(text, 19 if narrow else 30)) for begin, end, text in found]
    room = max((BRACKET + canvas.line * (1 + text.count("\n")) for _, _, text in told), default=0.0)
    low, high = -top - 0.15 / rung_height, max(above.top(base, line), top + 1.6)
    under = max(YEARS + room, 0.08 + canvas.line * (1 + headings[posts[-1].id].count("\n")))
    ax = canvas.axes((high - low) * rung_height, left, right, under + 0.19 * len(key) + (0.12 if key else 0))
    year_axis(ax, first, through, 8 if narrow and every == 4 else every)
    ax.set_ylim(low, high)
    ax.set_yticks([])
    ax.tick_params(axis="x", pad=8)
    for day, _ in events:
        ax.plot([x_of(day)] * 2, [-top, top], color=INK, linewidth=0.9, linestyle=(0, (1, 2)), zorder=4)
    for side, post, color in zip((1, -1), posts, SERIES, strict=False):
        _band(ax, rows[rows["post"] == post.id], side, color, strength_of(tables), (first, through))
        heights = {height_of(side, rung): name for rung, name in names.items()}
        for y in heights:
            ax.axhline(y, color=GRID, linewidth=0.7, zorder=0.5)
        now = height_of(side, status.rung_on(tables.representation, post.id, through, through))
        side_labels(ax, {y: name for y, name in heights.items() if y != now}, size)
        side_labels(ax, {y: name for y, name in heights.items() if y == now}, size, strong=True)
        how: Look = {"va": "bottom" if side > 0 else "top", "fontsize": size, "color": color, "fontweight": "bold"}
        beside(ax, side * (top + 0.45), headings[post.id], NAMES, **how)
    for begin, end, text in told:
        y, deep = low - YEARS / rung_height, 0.06 / rung_height
        sides = [x_of(begin) + 0.03 * inch_of(ax)] * 2 + [x_of(end) - 0.03 * inch_of(ax)] * 2
        ax.plot(sides, [y, y - deep, y - deep, y], color=INK, linewidth=1.2, clip_on=False)
        ax.text((x_of(begin) + x_of(end)) / 2, y - deep - 0.04 / rung_height, text, ha="center", va="top", fontsize=size, linespacing=1.1)
    canvas.write_foot(key, left)
    above.write(ax, base, line)


def _band(ax: Axes, rows: pd.DataFrame, side: int, color: str, strengths: Mapping[int, float], shown: tuple[pd.Timestamp, pd.Timestamp]) -> None:
    """One post's steps, from the spine outwards; where a date is doubtful the step between the two rungs is hatched."""

    def block(begin: pd.Timestamp, end: pd.Timestamp, low: int, high: int, strength: float | None = None) -> None:
        """A step from ``low`` to ``high``; without a ``strength`` of the color it is doubtful."""
        bottom = side * (SPINE + low) if side > 0 else side * (SPINE + high)
        if end <= begin or high <= low:
            return
        if strength is None:
            unknown(ax, begin, end, bottom, high - low, edgecolor=color, linewidth=0, zorder=3)
        else:
            span(ax, begin, end, bottom, high - low, facecolor=pale(color, strength), edgecolor=color, linewidth=0.8, zorder=2)

    records = rows.sort_values("start", kind="stable").to_dict("records")
    for position, row in enumerate(records):
        following = records[position + 1] if position + 1 < len(records) else None
        begin = max(row["start_latest"] if position else row["start"], shown[0])
        end = following["start_earliest"] if following else row["end"]
        block(begin, end, 0, row["rung"], strengths[row["rung"]])
        if following is None:
            open_end(ax, shown[1], side * (SPINE + row["rung"]), color)
            continue
        doubt_begin, doubt_end = max(following["start_earliest"], shown[0]), following["start_latest"]
        if doubt_end > doubt_begin:
            low, high = sorted((row["rung"], following["rung"]))
            block(doubt_begin, doubt_end, 0, low, strengths[low])
            block(doubt_begin, doubt_end, low, high)
