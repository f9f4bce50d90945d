"""One gap between ambassadors among all: where it stands on the survival curve, and the longest ranked."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from .. import words
from ..draw.exhibit import BLUE, GRID, INK, MUTED, PAPER, Exhibit, cite, is_narrow
from ..draw.marks import Label, callouts, text_width, tip
from ..measures import gaps
from ..tables import Tables
from ..tables.dates import YEAR

EPOCH = pd.Timestamp("1970-01-01")  # matplotlib's day 0: a length of so many days is that date
CLEAR = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}  # behind words, so that no line runs through them


def survival_of_gaps(tables: Tables, title: str, placed: str, city: str, named: Mapping[str, str], confidence: float = 0.95) -> Exhibit:
    """The share of gaps that outlast so many days, whole and its tail enlarged, with the gap ``placed`` (an id) on it.

    ``confidence`` is the level of the band, ``city`` how the chart calls that gap's mission; ``named`` maps ids of other long gaps to
    few words. The table is that of :func:`gaps.survival`. Raises ``KeyError`` for an unknown gap.
    """
    through = tables.checked_through(gaps.TABLE)
    rows = gaps.followed(gaps.lengths(tables))
    curve, band = gaps.survival(rows, confidence), words.percent(confidence)
    marked = rows.set_index("id").loc[[placed, *named]]
    here = marked.loc[placed]
    half, most = gaps.outlasted(curve, 0.5), gaps.outlasted(curve, 0.1)
    left = gaps.at(curve, here["days"])
    if half is None or most is None:
        raise ValueError("nine in ten of the gaps must have ended for the chart to be drawn")
    steps = pd.concat([pd.DataFrame({"days": [1], "share": [1.0]}), curve], ignore_index=True)
    sure = curve.dropna(subset=["low", "high"])

    def lines(ax: Axes, least: float) -> None:
        """The curve and its band from ``least`` days on."""
        area, line = sure[sure["days"] >= least], steps[steps["days"] >= least]
        ax.fill_between(area["days"], area["low"] * 100, area["high"] * 100, step="post", facecolor=GRID, edgecolor=MUTED, linewidth=0.6, zorder=1)
        ax.plot(line["days"], line["share"] * 100, drawstyle="steps-post", color=INK, linewidth=1.6, zorder=3)

    def dot(ax: Axes, day: float, share: float, still: bool, own: bool) -> None:
        face = BLUE if own else INK
        form = ">" if still else "X"
        ax.plot([day], [share], marker=form, markersize=10 if own else 7, color=face, markeredgecolor=PAPER, zorder=6, clip_on=False)

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        upper, lower = (2.2, 2.5) if narrow else (2.4, 2.5)
        side, edge, foot, between, head = 0.52, 0.2, 0.32, 0.8, 0.3
        height = foot + lower + between + upper + head
        inner = width - side - edge
        figure = Figure(figsize=(width, height))

        whole = figure.add_axes((side / width, (foot + lower + between) / height, inner / width, upper / height))
        lines(whole, 1)
        whole.set_xscale("log")
        whole.set_xlim(3, 12_500)
        whole.xaxis.set_minor_locator(NullLocator())
        ticks = {7: "1 week", 30: "1 month", 91: "3 months", YEAR: "1 year", 3 * YEAR: "3 years", 10 * YEAR: "10", 25 * YEAR: "25 years"}
        if narrow:
            ticks = {7: "week", 30: "month", YEAR: "year", 5 * YEAR: "5", 25 * YEAR: "25 years"}
        whole.set_xticks(list(ticks), list(ticks.values()))
        whole.set_ylim(0, 100)
        whole.set_yticks([0, 50, 100], ["0", "50", "100%"])
        whole.grid(axis="y")
        for days, share, text in ((half, 50, "half ended by day"), (most, 10, "nine in ten by day" if not narrow else "90% by day")):
            higher = 20 if narrow and share < 50 else 0  # a phone has no room beside the own gap's words
            whole.plot([days, days], [0, share + higher], color=INK, linewidth=0.8, zorder=2)
            whole.plot([days], [share], marker="o", markersize=6, color=INK, markeredgecolor=PAPER, zorder=5)
            away = (3, 0) if higher else (8, 7)
            note = whole.annotate(f"{text} {days:,}", (days, share + higher), xytext=away, textcoords="offset points", fontsize=size)
            note.set_bbox(CLEAR)
        dot(whole, here["days"], left["share"] * 100, bool(here["open"]), True)
        rise = 5 if narrow else 27
        whole.plot([here["days"]] * 2, [left["share"] * 100, rise], color=BLUE, linewidth=0.9, zorder=2)
        told = f"{city}: {here['days']:,} days" + (",\nstill open" if here["open"] else "")
        own: dict[str, Any] = {"color": BLUE, "fontweight": "bold", "fontsize": size}
        whole.text(12_000, rise + 2, told.replace(": ", ":\n") if narrow else told, ha="right", va="bottom", linespacing=1.1, **own)

        tail = figure.add_axes((side / width, foot / height, inner / width, lower / height))
        lines(tail, 1.9 * YEAR)
        last = float(curve["days"].max()) * 1.03
        tail.set_xlim(2 * YEAR, last)
        tail.set_ylim(0, 5)
        tail.set_yticks([0, 1, 2, 3, 4, 5], ["0", "1", "2", "3", "4", "5%"])
        tail.grid(axis="y")
        years = list(range(5, int(last / YEAR) + 1, 5))
        tail.set_xticks([year * YEAR for year in years], [f"{year} years" if year == years[-1] else str(year) for year in years])
        near = 0.14 / inner * (last - 2 * YEAR)  # days that lie too close for two labels
        notes = [Label(EPOCH + pd.Timedelta(days=int(here["days"])), city, left["share"] * 100, BLUE)]
        for gap_id, gap in marked.sort_values("days").iterrows():
            share = gaps.at(curve, gap["days"])["share"] * 100
            dot(tail, gap["days"], share, bool(gap["open"]), gap_id == placed)
            if abs(gap["days"] - here["days"]) < near:
                continue
            day = EPOCH + pd.Timedelta(days=int(gap["days"]))
            if (day - notes[-1].day).days in range(int(near)):
                notes[-1] = replace(notes[-1], text=f"{notes[-1].text}, {named[str(gap_id)]}")
            else:
                notes.append(Label(day, named[str(gap_id)], share))
        callouts(tail, notes, 2.3, size * 1.2 / 72 * 5 / lower, inner, size)
        tail.text(18 * YEAR, 1.05, f"{band} band", ha="center", va="center", fontsize=size, color=INK)
        figure.text(side / width, 1 - 0.08 / height, "All gaps: share still without an ambassador", va="top", fontsize=size, fontweight="bold")
        heading = "The tail, enlarged: gaps in years" if narrow else "The tail, enlarged: the last five in a hundred, in years"
        figure.text(side / width, (foot + lower + 0.16) / height, heading, fontsize=size, fontweight="bold")
        return figure

    drawn = curve.round({"share": 5, "low": 5, "high": 5})
    others = "; ".join(f"{text}, {marked.loc[gap, 'days']:,} days" for gap, text in named.items())
    return Exhibit(
        id="survival-of-gaps",
        title=title,
        subtitle=f"Share of {len(rows):,} gaps, at all {gaps.sender(tables)['adjective']} missions, that lasted longer than so many days (long "
        f"times are drawn shorter); gaps that began when an ambassador left, from {rows['start'].min().year}, known to {words.day(through)}",
        table=drawn,
        alt=f"{title}. A survival curve falls from 100 percent to 50 at {half} days and to 10 at {most} days. {city}: {here['days']:,} days, "
        f"a length that {left['share']:.1%} outlast ({band} band {left['low']:.1%} to {left['high']:.1%}). Other long gaps: {others}.",
        sources=cite(tables, tables.missions_worldwide["sources"], 2),
        checked=through,
        draw=draw,
        note=f"Kaplan-Meier estimate with a pointwise {band} band (gray). Arrow: the gap was still open on the last day. Cross: it ended. "
        "The chart cannot show why an ambassador was missing, or how long the open gaps lasted in the end; beyond ten years it rests on a "
        "handful of gaps, and its last drop is a single one.",
    )


def longest_gaps(tables: Tables, title: str, own: str, named: Mapping[str, str], closed_first: Collection[str]) -> Exhibit:
    """The longest gaps as bars, ranked: what part of each had an embassy formally open, and in few words (``named``, by id) why.

    As many bars as ``named`` has. ``own`` is the country drawn in colour, ``closed_first`` the ids of gaps that began without an open
    embassy. The table has one row a gap: ``rank, rank_embassy_open, country, start, end, days, embassy_days, closed_first, older, open,
    reason, sources``. Raises ``ValueError`` if ``named`` is not those that rank first, or does not hold ``closed_first``.
    """
    adjective, through = gaps.sender(tables)["adjective"], tables.checked_through(gaps.TABLE)
    rows = gaps.ranked(gaps.lengths(tables)).head(len(named))
    if set(rows["id"]) != set(named):
        raise ValueError(f"the {len(named)} longest gaps are {', '.join(rows['id'])}; named: {', '.join(named)}")
    if stray := set(closed_first) - set(named):
        raise ValueError(f"not among the longest gaps: {', '.join(sorted(stray))}")
    begins = tables.missions_worldwide["start"].min()
    rows["older"], rows["closed_first"] = rows["start_basis"] == "series_begins", rows["id"].isin(list(closed_first))
    drawn = rows.rename(columns={"rank_throughout": "rank_embassy_open", "name": "country", "country": "code"})
    drawn = drawn.assign(start=rows["start_known"], end=rows["end_known"])
    drawn = drawn[
        ["rank", "rank_embassy_open", "country", "start", "end", "days", "embassy_days", "closed_first", "older", "open", "reason", "sources"]
    ]

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = (9.0, 0.4) if narrow else (10.0, 0.42)
        side, edge, foot, head = 0.36, 0.95 if narrow else 1.05, 0.32, 0.42 if narrow else 0.3
        height = row_height * len(rows) + foot + head
        inner = width - side - edge
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((side / width, foot / height, inner / width, 1 - (foot + head) / height))
        most = float(rows["days"].max())
        inch = most / inner
        ax.set_xlim(0, most)
        ax.set_ylim(row_height * len(rows), 0)
        ax.set_yticks([])
        ticks = range(0, int(most / YEAR) + 1, 10 if narrow else 5)
        ax.set_xticks([year * YEAR for year in ticks], [f"{year} years" if year == ticks[-1] else str(year) for year in ticks])
        ax.tick_params(axis="x", labelcolor=MUTED, labelsize=size)
        ax.grid(axis="x")
        for position, row in enumerate(rows.itertuples()):
            color = BLUE if row.country == own else MUTED
            top = position * row_height + 0.2
            middle, tall = top + 0.075, 0.15
            held = float(row.embassy_days)
            without = row.days - held
            ax.add_patch(Rectangle((without if row.closed_first else 0, top), held, tall, facecolor=color, zorder=2))
            rest = Rectangle((0 if row.closed_first else held, top), without, tall, zorder=2)
            rest.set(fill=False, edgecolor=color, linewidth=0.9, hatch="////")
            ax.add_patch(rest)
            if row.open:
                tip(ax, row.days, middle, inch, tall / 2 + 0.03, color)
            if row.older:
                tip(ax, 0, middle, inch, tall / 2 + 0.03, color, back=True)
            strong: dict[str, Any] = {"color": BLUE if row.country == own else INK, "fontsize": size, "va": "center", "zorder": 5}
            ax.text(-0.14 * inch, middle, str(row.rank), ha="right", **strong)
            ax.text(row.days + 0.15 * inch, middle, f"{row.days:,} days", **strong)
            who = ax.text(0, top - 0.1, row.name, fontweight="bold", **strong)
            who.set_bbox(CLEAR)
            away = (text_width(row.name, size, bold=True) + 0.09) * inch
            why = ax.text(away, top - 0.1, named[row.id], **(strong | {"color": INK}))
            why.set_bbox(CLEAR)
        key = [(f"█ {adjective} embassy open", MUTED), ("▨ not open", MUTED), ("▶ gap still open", MUTED), (f"◀ began before {begins.year}", MUTED)]
        x, y = 0.0, height - 0.1
        for text, tone in key:
            wide = text_width(text, size) + 0.2
            if x + wide > width - 0.1:
                x, y = 0.0, y - 0.17
            figure.text((x + 0.05) / width, y / height, text, fontsize=size, color=tone, va="center")
            x += wide
        return figure

    def told(row: pd.Series) -> str:
        still = ", still open" if row["open"] else ""
        older = ", begun earlier" if row["older"] else ""
        order = ", after years without" if row["closed_first"] else ""
        embassy = f"{int(row['embassy_days']):,} with an embassy open{order}"
        return f"{row['rank']} {row['name']} {row['days']:,} days ({embassy}{older}{still}): {named[row['id']]}"

    return Exhibit(
        id="longest-gaps",
        title=title,
        subtitle=f"The {len(rows)} longest stretches without a {adjective} ambassador, all missions, "
        f"counted from {words.day(begins)}, to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Bars of days, ranked. " + "; ".join(told(row) for _, row in rows.iterrows()) + ".",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note=f"Filled: days on which a {adjective} embassy was formally open; hatched: days on which it was not; the parts are in order of "
        f"time. Arrow on the right: still open on the last day; on the left: begun before {begins.year}, so longer than drawn. Not shown: what "
        "came later.",
    )
