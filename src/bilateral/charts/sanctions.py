"""Names on the list day by day, and what permits dealings with them beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .. import words
from ..draw.canvas import BOLD, Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import DOTS, HATCH, Look, beside, round_ticks, scale, span, tip, x_of, year_axis
from ..draw.palette import BLUE, INK, MUTED, PAPER, pale
from ..draw.placement import Callouts, Label, key_lines, pack, short_date
from ..measures import sanctions
from ..measures.status import DAY
from ..tables import Tables

STRENGTH = {"individuals": 0.55, "entities": 0.18, "aircraft": 1.0}  # of one color, apart in gray: each kind is named beside its area
SHADES = (0.35, 0.85)  # of two programs, the older lighter
LANE, STUB = 0.19, 0.1  # inches: one row of licenses, the mark of a beginning whose end is unknown


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
        for y, (row, plus, minus) in enumerate(zip(rows.itertuples(), added.to_numpy(), removed.to_numpy(), strict=True)):
            beside(ax, y + 0.5, short_date(f"{row.date:%Y-%m-%d}"), -4, 0, **how)
            _change(ax, plus, 1, y, 0.05 * inch, size)
            _change(ax, minus, -1, y, 0.05 * inch, size)
            ax.annotate(f"{row.total:,}", (1, y + 0.5), xycoords=("axes fraction", "data"), **how).set_x(1 + (right - 0.1) / room)
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
        subtitle=f"Names added and removed on each day of change, by program, {rows['date'].min().year} to {words.day(through)}",
        table=rows,
        alt=f"{title}. One row for each of {words.number(len(rows))} days of change, additions to the right, removals to the left. {said}. Most at "
        f"one time: {peak['total']:,}, after {words.day(peak['date'])}; last: {rows['total'].iloc[-1]:,}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note=f"Hollow, with a minus: removed; hatched: removed under {names[0]}. A name under two programs counts under the first. Rows are "
        "days of change, not a scale of time. A count does not show what the named own, or what a license lets them do.",
    )


def _change(ax: Axes, values: Sequence[int], sign: int, y: int, gap: float, size: float) -> None:
    """The names added (``sign`` 1, to the right) or removed (-1) on one day, by program, and their number ``gap`` after them."""
    base = 0
    for value, shade in zip(values, SHADES, strict=False):
        look: Look = {"facecolor": pale(BLUE, shade)} if sign > 0 else {"facecolor": PAPER, "hatch": HATCH if shade == SHADES[0] else ""}
        if value:
            span(ax, sign * base, sign * (base + value), y + 0.16, 0.68, edgecolor=BLUE, linewidth=1.1, zorder=3, **look)
        base += int(value)
    if base:
        how: Look = {"ha": "left" if sign > 0 else "right", "va": "center_baseline", "fontsize": size, "fontweight": "bold", "color": BLUE}
        ax.text(sign * (base + gap), y + 0.5, f"{'+' if sign > 0 else '−'}{base}", **how)


def names_listed(tables: Tables, title: str, named: Mapping[str, str], id: str = "names-listed") -> Exhibit:
    """Names on the list day by day as a stepped, stacked area; what permits below it; independent counts of the list as dots.

    ``named`` maps ids of designations to the few words that name them on the chart. The table has one row a stretch of days, license
    or copy: ``what, label, start, end, end_unknown, individuals, entities, aircraft, total, sources``. Raises ``KeyError`` for an unknown id.
    """
    through = tables.checked_through("listed")
    steps, lanes, permit = sanctions.listed_by_day(tables), sanctions.licenses(tables), sanctions.permit(tables)
    copies = tables.snapshots[tables.snapshots["date"] <= through]
    actions = tables.designations.set_index("id")
    marked = sorted((actions.loc[action, "date"], text) for action, text in named.items())
    agree = sum(int(sanctions.names_on(tables.listed, row.date).sum()) == row.total for row in copies.itertuples())
    first = pd.Timestamp(steps["start"].min().year, 1, 1)

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        now, top = steps.iloc[-1], int(steps["total"].max())
        gap = "\n" if narrow else " "
        names = {kind: f"{now[kind]:,}{gap if kind != 'aircraft' else ' '}{kind}" for kind in STRENGTH}
        left, right = 0.4, widest(list(names.values()), size) * BOLD + 0.15
        unit, room = (2.1 if narrow else 2.6) / (top * 1.02), canvas.width - left - right  # inches a name
        letters, name = "abcdefghijklmnopqrstuvwxyz", permit["name"].split()[-1].capitalize()
        feet = [Label(day, letter if narrow else text, _total(steps, day)) for letter, (day, text) in zip(letters, marked, strict=False)]
        key = _key([*zip(letters, (text for _, text in marked), strict=False)], lanes, name, canvas.width - 0.2, size) if narrow else []
        above = Callouts(feet, (x_of(first), x_of(through)), room, size)
        tags = [row.number if narrow or not row.covers else f"{row.covers}  {row.number}" for row in lanes.itertuples()]
        inch = (x_of(through) - x_of(first)) / room
        rows = pack(_taken(lanes, tags, through, inch, (size, x_of(first) - (left - 0.05) * inch)), 0.04 * inch)
        band, foot = LANE * (max(rows, default=0) + 1), canvas.foot(key) + 0.3
        highest = above.top(top * 1.04, 0.16 / unit)
        ax = canvas.axes(highest * unit, left, right, foot + band + 0.34)
        year_axis(ax, first, through, 4)
        ax.set_ylim(0, highest)
        ticks = [*(tick for tick in round_ticks(top, 4) if top - tick > 0.16 / unit), top]
        scale(ax, ticks, (first, through), ticks[1:])
        ax.tick_params(axis="x", labelbottom=False, length=0)
        _areas(ax, steps, through)
        look: Look = {"markersize": 4, "color": INK, "markeredgecolor": PAPER, "markeredgewidth": 0.6, "zorder": 4}
        ax.plot([x_of(day) for day in copies["date"]], copies["total"], "o", **look)
        base = 0.0
        for kind in STRENGTH:
            middle = base + now[kind] / 2
            height = max(middle, base + 0.09 / unit) if kind == "aircraft" else middle
            beside(ax, height, names[kind], 6, fontsize=size, color=BLUE, fontweight="bold")
            base += now[kind]
        strip = canvas.panel(band, left, right, foot)
        year_axis(strip, first, through, 8 if narrow else 4)
        strip.set_ylim(max(rows, default=0) + 1, 0)
        strip.set_yticks([])
        strip.tick_params(axis="x", labelcolor=MUTED)
        _bars(strip, lanes, tags, rows, through, (size, x_of(first) - (left - 0.05) * inch))
        heading = f"{permit['name']}, by number" if len(lanes) else f"No {permit['long'].lower()} is known"
        canvas.write(left, foot + band + 0.06, heading, va="bottom", fontweight="bold", color=MUTED)
        canvas.write_foot(key)
        above.write(ax, top * 1.04, 0.16 / unit)

    last, peak = steps.iloc[-1], steps.loc[steps["total"].idxmax()]
    alt = (
        f"{title}. Stacked step areas from {words.day(steps['start'].min())} to {words.day(through)}. Highest: {peak['total']:,} names from "
        f"{words.day(peak['start'])}. Last: {last['total']:,} ({', '.join(f'{last[kind]:,} {kind}' for kind in STRENGTH)}). Below, "
        f"{words.number(len(lanes))} {permit['name'].lower()} as hatched bars. Dots: {words.number(len(copies))} counts of copies of the list."
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Names on the list by day, {first.year} to {words.day(through)}; below, {permit['name'].lower()}: dealings allowed, still listed",
        table=sanctions.steps_licenses_copies(tables, steps, lanes, copies),
        alt=alt,
        sources=cite(tables, pd.concat([tables.listed["sources"], lanes["sources"]])),
        checked=through,
        draw=draw,
        note=f"Black dots: counts of full copies of the list; {words.number(agree)} of {words.number(len(copies))} equal the total of that day. "
        f"Hatched: a {permit['long'].lower()}, renewals joined; dashed outline: its number or dates are uncertain; arrow: in force; "
        "dotted line: no end was found, and nothing recent shows it in force.",
    )


def _total(steps: pd.DataFrame, day: pd.Timestamp) -> float:
    """Names on the list at the end of ``day``."""
    return float(steps.loc[steps["start"] <= day, "total"].iloc[-1])


def _areas(ax: Axes, steps: pd.DataFrame, through: pd.Timestamp) -> None:
    """The stacked steps, each kind on the one before."""
    days = [x_of(day) for day in steps["start"]] + [x_of(through)]
    base = pd.Series(0, index=range(len(days)))
    for kind, strength in STRENGTH.items():
        own = pd.concat([steps[kind], steps[kind].tail(1)], ignore_index=True)
        top = base + own
        ax.fill_between(days, base, top, step="post", color=BLUE, alpha=strength, linewidth=0, zorder=2)
        ax.step(days, top.where(own > 0), where="post", color=BLUE, linewidth=1.0, zorder=3)
        base = top


def _key(marked: Sequence[tuple[str, str]], lanes: pd.DataFrame, name: str, width: float, size: float) -> list[str]:
    """A phone's key: what its letters mean, and whom each of the ``lanes``, by ``name``, allows to deal with."""
    key = key_lines(marked, width, size)
    if len(lanes):
        ordered = sorted(lanes.itertuples(), key=lambda row: (int(re.findall(r"\d+", row.number)[0]), row.start))
        key += [f"{name}:", *key_lines({row.number: row.covers for row in ordered}.items(), width, size)]
    return key


def _taken(
    lanes: pd.DataFrame, tags: Sequence[str], through: pd.Timestamp, inch: float, letters: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """What each license takes: its tag and its bar. ``letters``: their size, and the edge before which no tag begins; it then follows its bar."""
    size, edge = letters
    for row, tag in zip(lanes.itertuples(), tags, strict=True):
        long = (text_width(tag, size - 0.5) + 0.1) * inch
        begin, end = x_of(row.start) - long, x_of(row.end if pd.notna(row.end) else through + DAY)
        if begin < edge:
            begin, end = begin + long, end + long + 0.5 * inch  # no tag of another bar stands close after it
        yield begin, end


def _bars(ax: Axes, lanes: pd.DataFrame, tags: Sequence[str], rows: Sequence[int], through: pd.Timestamp, letters: tuple[float, float]) -> None:
    """One hatched bar a license, its tag before it or after it: see :func:`_taken`."""
    size, edge = letters
    inch = inch_of(ax)
    for row, tag, place in zip(lanes.itertuples(), tags, rows, strict=True):
        begin, end = x_of(row.start), x_of(row.end if pd.notna(row.end) else through)
        reached = end
        if row.end_unknown:
            ax.hlines(place + 0.5, begin, end, color=BLUE, linewidth=1.3, linestyle=DOTS, zorder=2)
            reached = min(begin + STUB * inch, end)
        look: Look = {"hatch": HATCH, "linestyle": "-" if row.confidence != "low" else "--", "linewidth": 0.8, "edgecolor": BLUE}
        span(ax, begin, max(reached, begin + 0.03 * inch), place + 0.2, 0.6, fill=False, zorder=3, **look)
        follows = begin - (text_width(tag, size - 0.5) + 0.1) * inch < edge
        how: Look = {"ha": "left" if follows else "right", "va": "center_baseline", "fontsize": max(size - 0.5, 9.0), "color": INK}
        beyond = end + 0.05 * inch if follows else begin - 0.05 * inch
        ax.text(beyond, place + 0.5, "  ".join(reversed(tag.split("  "))) if follows else tag, **how)
        if pd.isna(row.end) and not row.end_unknown:
            tip(ax, end, place + 0.5, inch, 0.34, BLUE)
