"""Names on the list of sanctions, day by day."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .. import words
from ..draw.canvas import Canvas, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, beside, bracket, round_ticks, scale, span, stepped, x_of, year_axis
from ..draw.palette import BLUE, INK, MUTED, PAPER, color_of, pale
from ..draw.placement import Callouts, Label, short_date
from ..measures import sanctions
from ..tables import Tables

SHADES = (0.35, 0.85)  # of two programs, the older lighter


def changes_day_by_day(tables: Tables, title: str, programs: Mapping[str, str], id: str = "names-day-by-day") -> Exhibit:
    """One row a day on which names came on or off the list: additions to the right, removals to the left, by program; the total beside.

    ``programs`` and the table are those of :func:`sanctions.changes_by_program`. Raises ``ValueError`` for more than two programs, which could not be
    told apart, and for a listed name under none of them.
    """
    if len(programs) > len(SHADES):
        raise ValueError(f"at most {len(SHADES)} programs are drawn, {len(programs)} were given: {', '.join(programs)}")
    rows, through = sanctions.changes_by_program(tables, programs), tables.checked_through("listed")
    names = list(programs.values())
    added, removed = (rows[[f"{verb}_{name}" for name in names]] for verb in ("added", "removed"))
    known = sanctions.as_known(tables, rows["date"])
    most, least = int(added.sum(axis=1).max()), int(removed.sum(axis=1).max())

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        left, right, above, row_height = (0.98, 0.6, 0.62, 0.21) if narrow else (1.2, 0.8, 0.45, 0.22)  # inches
        ax = canvas.axes(row_height * len(rows), left, right, 0.1, above)
        room = canvas.width - left - right
        inch = (most + least) / (room - 0.8)  # names an inch; the rest is room for the figures at the ends of the bars
        ax.set_xlim(-least - 0.36 * inch, most + 0.44 * inch)
        ax.set_ylim(len(rows), 0)
        ax.set_axis_off()
        ax.vlines(0, 0, len(rows), color=INK, linewidth=1.0, zorder=4)
        how: Look = {"ha": "right", "va": "center_baseline", "fontsize": size}
        for y, (row, day, plus, minus) in enumerate(zip(rows.itertuples(), known, added.to_numpy(), removed.to_numpy(), strict=True)):
            beside(ax, y + 0.5, short_date(day), -4, 0, **how)
            _change(ax, plus, 1, y, 0.05 * inch, size)
            _change(ax, minus, -1, y, 0.05 * inch, size)
            ax.annotate(f"{row.total:,}", (1, y + 0.5), xycoords=("axes fraction", "data"), **how).set_x(1 + (right - 0.1) / room)
        last = int((added.sum(axis=1) > 0).to_numpy().nonzero()[0].max()) + 1  # rows up to the last addition
        if gone := int(removed.sum(axis=1)[last:].sum()):
            bracket(ax, 0.1 * inch, (last + 0.16, len(rows) - 0.16), color=INK)
            how |= {"ha": "left", "fontweight": "bold", "color": INK}
            ax.text(0.26 * inch, (last + len(rows)) / 2, f"−{gone} since {rows['date'].iloc[last]:%B %Y}", **how)
        canvas.write(canvas.width - 0.1, canvas.height - above + 0.04, "listed\nafter", ha="right", va="bottom", color=MUTED, linespacing=1.1)
        for position, (name, shade) in enumerate(zip(names, SHADES, strict=False)):
            across, down = left + 0.2 + (0 if narrow else position * 2.0), 0.16 + (position * 0.2 if narrow else 0)
            corner, sides = (across / canvas.width, 1 - (down + 0.06) / canvas.height), (0.14 / canvas.width, 0.12 / canvas.height)
            canvas.figure.add_artist(Rectangle(corner, *sides, facecolor=pale(BLUE, shade), edgecolor=BLUE, linewidth=1.1))
            canvas.write(across + 0.2, -down, name, va="center", color=INK)

    peak = rows.loc[rows["total"].idxmax()]
    added_of, removed_of = ({name: int(frame.iloc[:, at].sum()) for at, name in enumerate(names)} for frame in (added, removed))
    said = "; ".join(f"{name}: {added_of[name]:,} added, {removed_of[name]:,} removed" for name in names)
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Names added and removed on each day of change, by order, {rows['date'].min().year} to {words.day(through)}",
        table=rows.assign(date=known),
        alt=f"{title}. One row for each of {words.number(len(rows))} days of change, additions to the right, removals to the left. {said}. Most at "
        f"one time: {peak['total']:,}, after {words.day(peak['date'])}; last: {rows['total'].iloc[-1]:,}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Left, gray: removed. A name under two orders counts under the first. Rows are days of change.",
    )


def _change(ax: Axes, values: Sequence[int], sign: int, y: int, gap: float, size: float) -> None:
    """The names added (``sign`` 1, to the right) or removed (-1) on one day, by program, and their number ``gap`` after them."""
    base = 0
    for value, shade in zip(values, SHADES, strict=False):
        face = pale(BLUE, shade) if sign > 0 else MUTED
        if value:
            span(
                ax, sign * base, sign * (base + value), y + 0.16, 0.68, facecolor=face, edgecolor=BLUE if sign > 0 else MUTED, linewidth=1.1, zorder=3
            )
        base += int(value)
    if base:
        color = BLUE if sign > 0 else INK
        how: Look = {"ha": "left" if sign > 0 else "right", "va": "center_baseline", "fontsize": size, "fontweight": "bold", "color": color}
        ax.text(sign * (base + gap), y + 0.5, f"{'+' if sign > 0 else '−'}{base}", **how)


def names_listed(tables: Tables, title: str, named: Mapping[str, str], since: pd.Timestamp, id: str = "names-listed") -> Exhibit:
    """Names on the list day by day as a stepped area, and a bracket over those removed from ``since`` on; counts of copies of the list as dots.

    ``named`` maps ids of designations to the few words that name them on the chart. The table is that of :func:`sanctions.steps_and_copies`.
    Raises ``KeyError`` for an unknown id.
    """
    through = tables.checked_through("listed")
    drawn = sanctions.steps_and_copies(tables, through)
    steps, copies = (drawn[drawn["what"] == what] for what in (sanctions.STEPS, sanctions.COPIES))
    actions = tables.designations.set_index("id")
    marked = sorted((actions.loc[action, "date"], text) for action, text in named.items())
    first, color = pd.Timestamp(steps["start"].min().year, 1, 1), color_of(tables, tables.posts["sender"].iloc[0])
    now, top = int(steps["total"].iloc[-1]), int(steps["total"].max())
    removed = int((tables.listed["end"] >= since).sum())

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        ends = {"listed": f"{now:,} still\nlisted", "removed": f"{removed:,} removed\nsince {since.year}"}
        left, right = 0.4, widest(list(ends.values()), size, bold=True) + 0.3
        unit, room = (2.2 if narrow else 2.6) / (top * 1.02), canvas.width - left - right  # inches a name
        feet = [Label(day, text, _total(steps, day)) for day, text in marked]
        above = Callouts(feet, (x_of(first), x_of(through)), room, size)
        highest = above.top(top * 1.06, 0.16 / unit)
        ax = canvas.axes(highest * unit, left, right, 0.3)
        year_axis(ax, first, through, 8 if narrow else 4)
        ax.set_ylim(0, highest)
        ax.tick_params(axis="x", labelcolor=MUTED)
        ticks = [*(tick for tick in round_ticks(top, 4) if top - tick > 0.16 / unit), top]
        scale(ax, ticks, (first, through), ticks[1:])
        days, totals = [*(x_of(day) for day in steps["start"]), x_of(through)], [*steps["total"].astype(int), now]
        stepped(ax, days, totals, color)
        look: Look = {"markersize": 4, "color": INK, "markeredgecolor": PAPER, "markeredgewidth": 0.6, "zorder": 4}
        ax.plot([x_of(day) for day in copies["start"]], copies["total"].astype(int), "o", **look)
        edge = ax.get_xlim()[1]
        for low, high, text, hue in ((0, now, ends["listed"], MUTED), (now, top, ends["removed"], color)):
            if high > low:
                bracket(ax, edge, (low + 0.01 / unit, high - 0.01 / unit), color=hue)
                how: Look = {"va": "bottom" if low else "center", "fontweight": "bold" if low else "normal", "fontsize": size, "color": hue}
                beside(ax, (low + high) / 2 - (0.09 / unit if low else 0), text, 16, linespacing=1.1, **how)
        above.write(ax, top * 1.06, 0.16 / unit)

    peak, agree = steps.loc[steps["total"].idxmax()], _agreeing(copies, steps)
    kinds = ", ".join(f"{int(steps[kind].iloc[-1]):,} {kind}" for kind in sanctions.TYPES.values())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Names on the list by day, {first.year} to {words.day(through)}",
        table=drawn.assign(start=sanctions.as_known(tables, drawn["start"]), end=sanctions.as_known(tables, drawn["end"])),
        alt=f"{title}. A stepped area from {words.day(steps['start'].min())} to {words.day(through)}. Highest: {top:,} names from "
        f"{words.day(peak['start'])}. Last: {now:,} ({kinds}). Dots: {words.number(len(copies))} counts of copies of the list.",
        sources=cite(tables, tables.listed["sources"]),
        checked=through,
        draw=draw,
        note=f"Dots: counts of full copies of the list; {words.number(agree)} of {words.number(len(copies))} equal the total of that day.",
    )


def _total(steps: pd.DataFrame, day: pd.Timestamp) -> int:
    """Names on the list at the end of ``day``."""
    return int(steps.loc[steps["start"] <= day, "total"].iloc[-1])


def _agreeing(copies: pd.DataFrame, steps: pd.DataFrame) -> int:
    """How many copies of the list have as many names as were on it that day."""
    return sum(_total(steps, row.start) == row.total for row in copies.itertuples())
