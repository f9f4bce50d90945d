"""Names on the list of blocked persons day by day, and the general licenses beside them."""

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..draw.exhibit import BLUE, GRID, INK, MUTED, PAPER, Exhibit, cite, is_narrow
from ..draw.marks import Label, callouts, key_lines, pale, round_ticks, text_width, tip, x_of, year_axis
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
    added = rows[[f"added_{name}" for name in names]]
    removed = rows[[f"removed_{name}" for name in names]]
    most, least = int(added.sum(axis=1).max()), int(removed.sum(axis=1).max())

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        left, right, above, row_height = (0.98, 0.6, 0.62, 0.21) if narrow else (1.2, 0.8, 0.45, 0.22)  # inches
        height = row_height * len(rows) + above + 0.1
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, 0.1 / height, 1 - (left + right) / width, 1 - (above + 0.1) / height))
        inch = (most + least) / (width - left - right - 0.8)  # names an inch; the rest is room for the figures at the ends of the bars
        ax.set_xlim(-least - 0.36 * inch, most + 0.44 * inch)
        ax.set_ylim(len(rows), 0)
        ax.set_axis_off()
        ax.vlines(0, 0, len(rows), color=INK, linewidth=1.0, zorder=4)
        for y, (row, plus, minus) in enumerate(zip(rows.itertuples(), added.to_numpy(), removed.to_numpy(), strict=True)):
            ax.annotate(
                f"{row.date:%b} {row.date.day}, {row.date.year}",
                (0, y + 0.5),
                xycoords=("axes fraction", "data"),
                xytext=(-4, 0),
                textcoords="offset points",
                ha="right",
                va="center_baseline",
                fontsize=size,
            )
            for values, sign in ((plus, 1), (minus, -1)):
                base = 0
                for value, shade in zip(values, SHADES, strict=False):
                    bar = Rectangle((sign * base, y + 0.16), sign * value, 0.68, facecolor=pale(BLUE, shade), edgecolor=BLUE, linewidth=1.1, zorder=3)
                    if sign < 0:
                        bar.set(facecolor=PAPER, hatch="//////" if shade == SHADES[0] else "")
                    if value:
                        ax.add_patch(bar)
                    base += int(value)
                if base:
                    text = f"{'+' if sign > 0 else '−'}{base}"
                    ax.text(
                        sign * (base + 0.05 * inch),
                        y + 0.5,
                        text,
                        ha="left" if sign > 0 else "right",
                        va="center_baseline",
                        fontsize=size,
                        fontweight="bold",
                        color=BLUE,
                    )
            ax.annotate(f"{row.total:,}", (1, y + 0.5), xycoords=("axes fraction", "data"), ha="right", va="center_baseline", fontsize=size).set_x(
                1 + (right - 0.1) / (width - left - right)
            )
        figure.text(
            1 - 0.1 / width, 1 - (above - 0.04) / height, "listed\nafter", ha="right", va="bottom", fontsize=size, color=MUTED, linespacing=1.1
        )
        for position, (name, shade) in enumerate(zip(names, SHADES, strict=False)):
            across = left + 0.2 + (0 if narrow else position * 2.0)
            down = 0.16 + (position * 0.2 if narrow else 0)
            figure.add_artist(
                Rectangle(
                    (across / width, 1 - (down + 0.06) / height),
                    0.14 / width,
                    0.12 / height,
                    facecolor=pale(BLUE, shade),
                    edgecolor=BLUE,
                    linewidth=1.1,
                )
            )
            figure.text((across + 0.2) / width, 1 - down / height, name, va="center", fontsize=size, color=INK)
        return figure

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


def names_listed(tables: Tables, title: str, named: Mapping[str, str], id: str = "names-listed") -> Exhibit:
    """Names on the list day by day as a stepped, stacked area; general licenses below it; independent counts of the list as dots.

    ``named`` maps ids of designations to the few words that name them on the chart. The table has one row a stretch of days, license
    or copy: ``what, label, start, end, end_unknown, individuals, entities, aircraft, total, sources``. Raises ``KeyError`` for an unknown id.
    """
    through = tables.checked_through("listed")
    steps, lanes = sanctions.listed_by_day(tables), sanctions.licenses(tables)
    copies = tables.snapshots[tables.snapshots["date"] <= through]
    actions = tables.designations.set_index("id")
    marked = sorted((actions.loc[action, "date"], text) for action, text in named.items())
    agree = sum(int(sanctions.names_on(tables.listed, row.date).sum()) == row.total for row in copies.itertuples())
    parts = [
        steps.assign(
            what="names listed",
            label="",
            sources=[sanctions.sources_of(tables, row.start) for row in steps.itertuples()],
        ),
        lanes.assign(what="general license", label="GL " + lanes["number"] + ": " + lanes["title"]),
        copies.rename(columns={"date": "start"}).assign(what="copy of the list", label="", end=pd.NaT),
    ]
    counts = ["individuals", "entities", "aircraft", "total"]
    drawn = pd.concat([part.reindex(columns=["what", "label", "start", "end", "end_unknown", *counts, "sources"]).astype(object) for part in parts])
    drawn = drawn.astype(dict.fromkeys(counts, "Int64")).reset_index(drop=True)
    drawn["start"], drawn["end"] = pd.to_datetime(drawn["start"]), pd.to_datetime(drawn["end"])
    first = pd.Timestamp(steps["start"].min().year, 1, 1)

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        now = steps.iloc[-1]
        gap = "\n" if narrow else " "
        names = {kind: f"{now[kind]:,}{' ' if kind == 'aircraft' else gap}{kind}" for kind in STRENGTH}
        left, right = 0.4, max(text_width(name, size) for name in names.values()) * 1.15 + 0.15  # bold is wider
        plot_width = width - left - right
        area, top = (2.1 if narrow else 2.6), int(steps["total"].max())
        unit = area / (top * 1.02)  # inches a name
        letters = "abcdefghijklmnopqrstuvwxyz"
        key = []
        if narrow:
            key = key_lines(((letter, text) for letter, (_, text) in zip(letters, marked, strict=False)), width - 0.2, size)
            if len(lanes):
                ordered = sorted(lanes.itertuples(), key=lambda row: (int(re.findall(r"\d+", row.number)[0]), row.start))
                key += ["Licenses:", *key_lines({row.number: row.covers for row in ordered}.items(), width - 0.2, size)]
        feet = [Label(day, letter if narrow else text, _total(steps, day)) for letter, (day, text) in zip(letters, marked, strict=False)]
        heading = "General licenses, by number" if len(lanes) else "No general license is known"
        inch = (x_of(through) - x_of(first)) / plot_width
        tags = [row.number if narrow or not row.covers else f"{row.covers}  {row.number}" for row in lanes.itertuples()]
        edge = x_of(first) - (left - 0.05) * inch
        rows = _pack(lanes, tags, through, inch, size, edge)
        deep = max(rows, default=0) + 1
        band = LANE * deep
        key_height = 0.165 * len(key) + (0.12 if key else 0)
        below = key_height + 0.3 + band + 0.34

        def build(highest: float) -> tuple[Figure, float]:
            height = below + highest * unit
            figure = Figure(figsize=(width, height))
            ax = figure.add_axes((left / width, below / height, plot_width / width, 1 - below / height))
            year_axis(ax, first, through, 4)
            ax.set_ylim(0, highest)
            ticks = [*(tick for tick in round_ticks(top, 4) if top - tick > 0.16 / unit), top]
            ax.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
            ax.hlines(ticks[1:], x_of(first), x_of(through), color=GRID, linewidth=0.7, zorder=0)
            ax.tick_params(axis="x", labelbottom=False, length=0)
            _areas(ax, steps, through)
            ax.plot(
                [x_of(day) for day in copies["date"]],
                copies["total"],
                "o",
                markersize=4,
                color=INK,
                markeredgecolor=PAPER,
                markeredgewidth=0.6,
                zorder=4,
            )
            base = 0.0
            for kind in STRENGTH:
                middle = base + now[kind] / 2
                ax.annotate(
                    names[kind],
                    (1, max(middle, base + 0.09 / unit) if kind == "aircraft" else middle),
                    xycoords=("axes fraction", "data"),
                    xytext=(6, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=size,
                    color=BLUE,
                    fontweight="bold",
                )
                base += now[kind]
            strip = figure.add_axes((left / width, (key_height + 0.3) / height, plot_width / width, band / height))
            year_axis(strip, first, through, 8 if narrow else 4)
            strip.set_ylim(deep, 0)
            strip.set_yticks([])
            strip.tick_params(axis="x", labelcolor=MUTED)
            _bars(strip, lanes, tags, rows, through, inch, size, edge)
            figure.text(
                left / width,
                (key_height + 0.3 + band + 0.06) / height,
                heading,
                va="bottom",
                fontsize=size,
                fontweight="bold",
                color=MUTED,
            )
            figure.text(0.1 / width, 0.02 / height, "\n".join(key), va="bottom", fontsize=size, linespacing=1.2)
            return figure, callouts(ax, feet, top * 1.04, 0.16 / unit, plot_width, size)

        _, needed = build(top * 1.1)
        return build(needed)[0]

    last, peak = steps.iloc[-1], steps.loc[steps["total"].idxmax()]
    alt = (
        f"{title}. Stacked step areas from {words.day(steps['start'].min())} to {words.day(through)}. Highest: {peak['total']:,} names from "
        f"{words.day(peak['start'])}. Last: {last['total']:,} ({', '.join(f'{last[kind]:,} {kind}' for kind in STRENGTH)}). Below, "
        f"{words.number(len(lanes))} general licenses as hatched bars. Dots: {words.number(len(copies))} counts of copies of the list."
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Names on the list by day, {first.year} to {words.day(through)}; below, general licenses: dealings allowed, still listed",
        table=drawn,
        alt=alt,
        sources=cite(tables, pd.concat([tables.listed["sources"], lanes["sources"]])),
        checked=through,
        draw=draw,
        note=f"Black dots: counts of full copies of the list; {words.number(agree)} of {words.number(len(copies))} equal the total of that day. "
        "Hatched: a general license, renewals joined; dashed outline: its number or dates are uncertain; arrow: in force; "
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


def _pack(lanes: pd.DataFrame, tags: Sequence[str], through: pd.Timestamp, inch: float, size: float, edge: float) -> list[int]:
    """The row of each license: the lowest in which its tag and its bar touch no other. A tag that would begin before ``edge`` follows its bar."""
    ends: list[float] = []
    rows = []
    for row, tag in zip(lanes.itertuples(), tags, strict=True):
        long = (text_width(tag, size - 0.5) + 0.1) * inch
        begin, end = x_of(row.start) - long, x_of(row.end if pd.notna(row.end) else through + DAY)
        if begin < edge:
            begin, end = begin + long, end + long + 0.5 * inch  # no tag of another bar stands close after it
        place = next((position for position, taken in enumerate(ends) if taken + 0.04 * inch <= begin), len(ends))
        ends[place : place + 1] = [end]
        rows.append(place)
    return rows


def _bars(
    ax: Axes, lanes: pd.DataFrame, tags: Sequence[str], rows: Sequence[int], through: pd.Timestamp, inch: float, size: float, edge: float
) -> None:
    """One hatched bar a license, its tag before it, or after it where it would begin before ``edge``."""
    for row, tag, place in zip(lanes.itertuples(), tags, rows, strict=True):
        begin, end = x_of(row.start), x_of(row.end if pd.notna(row.end) else through)
        sure = row.confidence != "low"
        reached = end
        if row.end_unknown:
            ax.hlines(place + 0.5, begin, end, color=BLUE, linewidth=1.3, linestyle=(0, (1, 2)), zorder=2)
            reached = min(begin + STUB * inch, end)
        bar = Rectangle(
            (begin, place + 0.2),
            max(reached - begin, 0.03 * inch),
            0.6,
            fill=False,
            linewidth=0.8,
            edgecolor=BLUE,
            zorder=3,
        )
        bar.set(hatch="//////", linestyle="-" if sure else "--")
        ax.add_patch(bar)
        follows = begin - (text_width(tag, size - 0.5) + 0.1) * inch < edge
        ax.text(
            end + 0.05 * inch if follows else begin - 0.05 * inch,
            place + 0.5,
            "  ".join(reversed(tag.split("  "))) if follows else tag,
            ha="left" if follows else "right",
            va="center_baseline",
            fontsize=max(size - 0.5, 9.0),
            color=INK,
        )
        if pd.isna(row.end) and not row.end_unknown:
            tip(ax, end, place + 0.5, inch, 0.34, BLUE)
