"""One gap between ambassadors among all: where it stands on the survival curve, and the longest ranked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import HATCH, TIP, Look, clear, frame, mark, rows_down, say, span, tip, with_halo
from ..draw.palette import GRID, INK, MUTED, ORANGE, PAPER, color_of, pale
from ..draw.placement import Label, callouts
from ..draw.shown import POINTS
from ..measures import gaps
from ..tables import Tables
from ..tables.dates import YEAR

COLUMNS = 96  # of dots, that the chart of all gaps has
EPOCH = pd.Timestamp("1970-01-01")  # matplotlib's day 0: a length of so many days is that date


@dataclass(frozen=True)
class Survival:
    """The curve of gaps, the gaps ``marked`` on it (index: id), the one that is ``placed`` among them, and the names of the others."""

    curve: pd.DataFrame
    marked: pd.DataFrame
    placed: str
    named: Mapping[str, str]

    @property
    def here(self) -> pd.Series:
        """The gap that is placed."""
        return self.marked.loc[self.placed]

    def outlasts(self, days: float) -> float:
        """Of a hundred gaps, how many last longer."""
        return float(gaps.at(self.curve, days)["share"]) * 100

    def lines(self, ax: Axes, least: float) -> None:
        """Draw the curve and its band from ``least`` days on."""
        steps = pd.concat([pd.DataFrame({"days": [1], "share": [1.0]}), self.curve], ignore_index=True)
        sure = self.curve.dropna(subset=["low", "high"])
        area, line = sure[sure["days"] >= least], steps[steps["days"] >= least]
        ax.fill_between(area["days"], area["low"] * 100, area["high"] * 100, step="post", facecolor=GRID, edgecolor=MUTED, linewidth=0.6, zorder=1)
        ax.plot(line["days"], line["share"] * 100, drawstyle="steps-post", color=INK, linewidth=1.6, zorder=3)

    def dot(self, ax: Axes, gap: pd.Series, own: bool) -> None:
        """Draw one gap on the curve: an arrow while it is open, a cross where it ended."""
        look: Look = {"markeredgecolor": PAPER, "zorder": 6, "clip_on": False}
        mark(ax, gap["days"], self.outlasts(gap["days"]), ">" if gap["open"] else "X", ORANGE if own else INK, 10 if own else 7, **look)


def survival_of_gaps(tables: Tables, title: str, placed: str, city: str, named: Mapping[str, str], confidence: float = 0.95) -> Exhibit:
    """The share of gaps that outlast so many days, whole and its tail enlarged, with the gap ``placed`` (an id) on it.

    ``confidence`` is the level of the band, ``city`` how the chart calls that gap's mission; ``named`` maps ids of other long gaps to
    few words. The table is that of :func:`gaps.survival`. Raises ``KeyError`` for an unknown gap.
    """
    through = tables.checked_through(gaps.TABLE)
    rows = gaps.followed(gaps.lengths(tables))
    curve, band = gaps.survival(rows, confidence), words.percent(confidence)
    shown = Survival(curve, rows.set_index("id").loc[[placed, *named]], placed, named)
    here, half, most = shown.here, gaps.outlasted(curve, 0.5), gaps.outlasted(curve, 0.1)
    left = gaps.at(curve, here["days"])
    if half is None or most is None:
        raise ValueError("nine in ten of the gaps must have ended for the chart to be drawn")

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        upper, lower = (2.2, 2.5) if narrow else (2.4, 2.5)
        side, edge, foot, between, head = 0.52, 0.2, 0.32, 0.8, 0.3
        _whole(canvas.axes(upper, side, edge, foot + lower + between, head), shown, city, {50: half, 10: most}, canvas)
        _tail(canvas.panel(lower, side, edge, foot), shown, city, f"{band} band", canvas)
        canvas.write(side, -0.08, "All gaps: share still without an ambassador", va="top", fontweight="bold")
        heading = "The tail, enlarged: gaps in years" if narrow else "The tail, enlarged: the last five in a hundred, in years"
        canvas.write(side, foot + lower + 0.16, heading, fontsize=size, fontweight="bold")

    others = "; ".join(f"{text}, {shown.marked.loc[gap, 'days']:,} days" for gap, text in named.items())
    return Exhibit(
        id="survival-of-gaps",
        title=title,
        subtitle=f"Share of {len(rows):,} gaps at {gaps.sender(tables)['adjective']} missions that lasted longer; "
        f"gaps that began when an ambassador left, {rows['start'].min().year} to {words.day(through)}",
        table=curve.round({"share": 5, "low": 5, "high": 5}),
        alt=f"{title}. A survival curve falls from 100 percent to 50 at {half} days and to 10 at {most} days. {city}: {here['days']:,} days, "
        f"a length that {left['share']:.1%} outlast ({band} band {left['low']:.1%} to {left['high']:.1%}). Other long gaps: {others}.",
        sources=cite(tables, tables.missions_worldwide["sources"], 2),
        checked=through,
        draw=draw,
        note=f"Kaplan-Meier estimate, {band} band. Arrow: open on the last day. Beyond ten years it rests on few gaps.",
    )


def _whole(ax: Axes, shown: Survival, city: str, reached: Mapping[int, int], canvas: Canvas) -> None:
    """The whole curve, time in ever longer steps; ``reached`` maps a share in percent to the days after which no more are left."""
    narrow, size, here = canvas.narrow, canvas.size, shown.here
    shown.lines(ax, 1)
    ax.set_xscale("log")
    ax.set_xlim(3, 12_500)
    ax.xaxis.set_minor_locator(NullLocator())
    ticks = {7: "1 week", 30: "1 month", 91: "3 months", YEAR: "1 year", 3 * YEAR: "3 years", 10 * YEAR: "10 years", 25 * YEAR: "25 years"}
    if narrow:
        ticks = {7: "week", 30: "month", YEAR: "1 year", 5 * YEAR: "5 years", 25 * YEAR: "25 years"}
    ax.set_xticks(list(ticks), list(ticks.values()))
    ax.set_ylim(0, 100)
    ax.set_yticks([0, 50, 100], ["0", "50", "100%"])
    ax.grid(axis="y")
    for (share, days), text in zip(reached.items(), ("half ended by day", "nine in ten\nby day" if narrow else "nine in ten by day"), strict=True):
        higher = 28 if narrow and share < 50 else 0  # a phone has no room beside the own gap's words
        ax.plot([days, days], [0, share + higher], color=INK, linewidth=0.8, zorder=2)
        mark(ax, days, share, "o", INK, 6, markeredgecolor=PAPER, zorder=5)
        clear(say(ax, days, share + higher, f"{text} {days}", (3, 0) if higher else (8, 7), fontsize=size), 0.5)
    shown.dot(ax, here, True)
    rise = 5 if narrow else 27
    ax.plot([here["days"]] * 2, [shown.outlasts(here["days"]), rise], color=ORANGE, linewidth=0.9, zorder=2)
    told = f"{city}: {here['days']:,} days" + (",\nnot ended" if here["open"] else "")
    own: Look = {"ha": "right", "va": "bottom", "linespacing": 1.1, "color": ORANGE, "fontweight": "bold", "fontsize": size}
    ax.text(12_000, rise + 2, told.replace(": ", ":\n") if narrow else told, **own)


def _tail(ax: Axes, shown: Survival, city: str, band: str, canvas: Canvas) -> None:
    """The last five in a hundred, time drawn to scale, with the names of the gaps that are marked."""
    size, here = canvas.size, shown.here
    shown.lines(ax, 1.9 * YEAR)
    last = float(shown.curve["days"].max()) * 1.03
    ax.set_xlim(2 * YEAR, last)
    ax.set_ylim(0, 5)
    ax.set_yticks([0, 1, 2, 3, 4, 5], ["0", "1", "2", "3", "4", "5%"])
    ax.grid(axis="y")
    years = list(range(5, int(last / YEAR) + 1, 5))
    ax.set_xticks([year * YEAR for year in years], [f"{year} years" if year == years[-1] else str(year) for year in years])
    near = 0.09 * inch_of(ax)  # days that lie too close for two labels
    notes = [Label(EPOCH + pd.Timedelta(days=int(here["days"])), city, shown.outlasts(here["days"]), ORANGE)]
    for gap_id, gap in shown.marked.sort_values("days", kind="stable").iterrows():
        shown.dot(ax, gap, gap_id == shown.placed)
        if abs(gap["days"] - here["days"]) < near:
            continue
        day = EPOCH + pd.Timedelta(days=int(gap["days"]))
        if (day - notes[-1].day).days in range(int(near)):
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text}, {shown.named[str(gap_id)]}")
        else:
            notes.append(Label(day, shown.named[str(gap_id)], shown.outlasts(gap["days"])))
    callouts(ax, notes, 2.3, size * 1.2 / 72 * 5 / 2.5, size)
    ax.text(18 * YEAR, 1.05, band, ha="center", va="center", fontsize=size, color=INK)


def gaps_by_length(tables: Tables, title: str, placed: str, city: str) -> Exhibit:
    """A dot for each gap between ambassadors, in columns by length on an axis of ever longer steps, with the one of id ``placed`` by itself.

    ``city`` is how the chart calls that gap's mission. The table is that of :func:`gaps.columns`, without the gap that is placed. Raises
    ``KeyError`` for an unknown gap, ``ValueError`` while half of the gaps have not ended.
    """
    through, color = tables.checked_through(gaps.TABLE), color_of(tables, tables.posts["host"].iloc[0])
    every = gaps.lengths(tables)
    rows = gaps.followed(every)
    here, half = rows.set_index("id").loc[placed], gaps.outlasted(gaps.survival(rows), 0.5)
    if half is None:
        raise ValueError("half of the gaps must have ended for the chart to be drawn")
    others = every[~every["id"].isin(rows["id"])]
    longer = words.number((others["days"] > here["days"]).sum())
    drawn = gaps.columns(rows[rows["id"] != placed], COLUMNS)
    longest = drawn.loc[drawn["longest"].idxmax()]
    longest_named = ",\n".join(rows[(rows["days"] >= longest["shortest"]) & (rows["id"] != placed)].sort_values("days")["name"])
    half_named = f"half had ended\nwithin {half} days"

    def draw(canvas: Canvas) -> None:
        size, side = canvas.size, 0.12
        pitch = min((canvas.width - 2 * side) / COLUMNS, 0.056)  # inches from dot to dot
        tall = pitch * (drawn["gaps"].max() + 1)
        ax = canvas.axes(tall + 0.6, side, 0.3, below=0.32)
        ax.set_xscale("log")
        ax.set(xlim=(float(drawn["shortest"].min()) * 0.8, float(drawn["longest"].max()) * 1.25), ylim=(0, (tall + 0.6) / pitch), yticks=[])
        ax.xaxis.set_minor_locator(NullLocator())
        ticks = {1: "1 day", 7: "1 week", 30: "1 month", YEAR: "1 year", 5 * YEAR: "5", 10 * YEAR: "10", 25 * YEAR: "25 years"}
        if canvas.narrow:  # less room
            ticks |= {7: "", 10 * YEAR: ""}
        ax.set_xticks(list(ticks), list(ticks.values()), fontsize=size)
        ax.tick_params(axis="x", labelcolor=MUTED)
        for row in drawn.itertuples():
            dots: Look = {"linewidth": pitch * POINTS * 0.72, "dash_capstyle": "round", "linestyle": (0, (0.01, 1 / 0.72 - 0.01))}
            ax.plot([row.middle] * 2, [0.5, row.gaps - 0.49], color=INK if row.middle > half else MUTED, zorder=3, **dots)
        top = (tall + 0.5) / pitch
        ax.plot([half, half], [0, top], color=INK, linewidth=1.2, zorder=4)
        ax.text(half * 0.96, top, half_named, ha="right", va="top", fontsize=size, color=INK, fontweight="bold", linespacing=1.1)
        high, above = (0.75 if canvas.narrow else 0.66) / pitch, 1 + 0.07 / pitch  # its arrow stands over the dots of its column
        ax.plot([here["days"]] * 2, [above, high], color=color, linewidth=1.2, zorder=4)
        mark(ax, here["days"], above, ">" if here["open"] else "o", color, 9, markeredgecolor=PAPER, clip_on=False, zorder=6)
        named: Look = {"ha": "right", "va": "bottom", "linespacing": 1.1, "fontsize": size, "color": INK}
        say(ax, ax.get_xlim()[1], 1.6 + longest["gaps"], longest_named, (0.25 * POINTS * canvas.narrow, 0), **named)
        told = f"{city}:\n{words.years(here['days'])} years" + ("\nand not ended" if here["open"] else "")
        ax.text(ax.get_xlim()[1], high, told, ha="right", va="bottom", linespacing=1.1, fontsize=size, color=color, fontweight="bold")

    return Exhibit(
        id="gaps-by-length",
        title=title,
        subtitle=f"{len(rows):,} of {len(every):,} gaps between ambassadors at {gaps.sender(tables)['adjective']} missions "
        f"since {rows['start'].min().year}, a dot each, by length on a logarithmic scale; to {words.day(through)}",
        table=drawn,
        alt=f"{title}. {len(rows):,} dots along an axis of length. Half had ended within {half} days; {city}: {here['days']:,} days"
        + (", not ended." if here["open"] else "."),
        sources=cite(tables, tables.missions_worldwide["sources"], 2),
        checked=through,
        draw=draw,
        note=f"Left out: {len(others)} that began otherwise, {longer} of them longer. Open ones stand at the length they had reached.",
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

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        row_height, most = 0.4 if narrow else 0.42, float(rows["days"].max())
        side, edge = 0.36, 0.95 if narrow else 1.05
        ax = canvas.axes(row_height * len(rows), side, edge, below=0.32, above=0.44 if narrow else 0.3)
        ax.set_xlim(0, most)
        rows_down(ax, row_height * len(rows))
        ticks = range(0, int(most / YEAR) + 1, 10 if narrow else 5)
        ax.set_xticks([year * YEAR for year in ticks], [f"{year} years" if year == ticks[-1] else str(year) for year in ticks])
        ax.tick_params(axis="x", labelsize=size)
        for position, row in enumerate(rows.itertuples()):
            _bar(ax, row, named[row.id], position * row_height + 0.2, ORANGE if row.country == own else "", size)
            if row.country == own:
                frame(ax, position * row_height, row_height - 0.02, side - 0.02, edge - 0.02, ORANGE)
        here = {"open": rows["embassy_days"] > 0, "closed": rows["embassy_days"] < rows["days"], "unknown": rows["embassy_days"].isna()}
        called = {"open": f"{adjective} embassy open", "closed": "not open", "unknown": "not known"}
        signs = [(text, _looks(MUTED)[kind]) for kind, text in called.items() if here[kind].any()]
        canvas.key([*signs, ("▶ not ended", MUTED), (f"◀ began before {begins.year}", MUTED)], 0.05, 0.1)

    def told(row: pd.Series) -> str:
        still = ", not ended" if row["open"] else ""
        older = ", begun earlier" if row["older"] else ""
        order = ", after years without" if row["closed_first"] else ""
        embassy = "embassy not known" if pd.isna(row["embassy_days"]) else f"{int(row['embassy_days']):,} with an embassy open{order}"
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
        note=f"The parts of a bar are in order of time. Those begun before {begins.year} are longer than drawn.",
    )


def _looks(color: str) -> dict[str, Look]:
    """How the days of a gap are drawn by what is known of the embassy."""
    outlined: Look = {"edgecolor": color, "linewidth": 0.9}
    return {
        "open": {"facecolor": color},
        "closed": {"facecolor": pale(color, 0.25), **outlined},
        "unknown": {"fill": False, "hatch": HATCH, **outlined},
    }


def _bar(ax: Axes, row: Any, why: str, top: float, own: str, size: float) -> None:
    """One gap (a row of :func:`gaps.ranked`): days with and without an open embassy, rank, length, reason; in ``own``, a color, if it has one."""
    inch, color = inch_of(ax), own or MUTED
    middle, tall, held = top + 0.075, 0.15, 0.0 if pd.isna(row.embassy_days) else float(row.embassy_days)
    without = row.days - held
    last = row.days - (TIP * inch if row.open else 0)  # the arrow ends where the gap does, so that bars can be compared
    held_days, others = (0.0, min(held, last)), (held, max(held, last))
    if row.closed_first:
        others, held_days = (0.0, min(without, last)), (without, max(without, last))
    if held:
        span(ax, *held_days, top, tall, zorder=2, **_looks(color)["open"])
    if without:
        span(ax, *others, top, tall, zorder=2, **_looks(color)["unknown" if pd.isna(row.embassy_days) else "closed"])
    shut = PAPER if pd.isna(row.embassy_days) else pale(color, 0.25)
    for goes_on, end, is_held in ((row.open, last, held and (row.closed_first or not without)), (row.older, 0, held and not row.closed_first)):
        if goes_on:  # with a tip like the bar that it ends
            tip(ax, end, middle, inch, tall / 2 + 0.03, color if is_held else shut, back=not end, edgecolor=color, linewidth=0.8)
    strong: Look = {"color": own or INK, "fontsize": size, "va": "center", "zorder": 5}
    ax.text(-0.14 * inch, middle, str(row.rank), ha="right", **strong)
    ax.text(row.days + 0.06 * inch, middle, f"{words.years(row.days)} years", **strong)
    with_halo(ax.text(0, top - 0.1, row.name, fontweight="bold", **strong))
    with_halo(ax.text((text_width(row.name, size, bold=True) + 0.09) * inch, top - 0.1, why, **(strong | {"color": INK})))
