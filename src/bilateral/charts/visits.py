"""Visits: marks on a ladder of tiers, and the days since the last of at least a tier."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.text import Text

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import beside, clear, mark, open_end, round_ticks, say, span, x_of, year_axis
from ..draw.palette import BLUE, GRID, INK, MUTED, PAPER
from ..draw.placement import pack
from ..measures import readings
from ..measures import visits as measure
from ..tables import Tables
from ..tables.dates import YEAR

COLUMNS = ["date_known", "person", "office", "tier", "place", "confidence", "sources"]
BAR, SQUARE = 0.19, 0.14  # inches: the height of an empty stretch; what an unranked mark takes
UNRANKED = 0  # the tier that is not ranked with the others: squares instead of dots, no stretches


def visits_by_tier(
    tables: Tables,
    title: str,
    sender: str,
    host: str,
    named: Mapping[str, str],
    tier: int = 0,
    empty_years: int = 5,
) -> Exhibit:
    """Each visit of ``sender`` to ``host`` of at least ``tier`` as a mark on its tier's line, a stem down to the lines it counts for.

    ``named`` maps visit ids to short names. A bar on a line is a stretch of more than ``empty_years`` in which nobody of that tier or a
    higher one came, drawn for every tier that is ranked. The table has one row a visit: ``date, person, office, tier, place,
    confidence, sources``. Raises ``KeyError`` if a name in ``named`` has no visit on the chart.
    """
    through = tables.checked_through("visits")
    rows = measure.between(tables.visits, sender, host, tier)
    rows = rows[rows["date"] <= through]
    unknown = sorted(set(named) - set(rows["id"]))
    if unknown:
        raise KeyError(f"no visits {unknown} of {sender!r} to {host!r} on the chart")
    tiers = tables.tiers[tables.tiers["tier"] >= tier].sort_values("tier").set_index("tier")["name"]
    stretches = {number: _long(measure.waits(rows, number, through), empty_years) for number in tiers.index if number != UNRANKED}
    lowest = min(stretches)
    first, sure = tables.representation["start"].min(), readings.sure(tables, "visits")
    by_tier = rows.groupby("tier").size().reindex(tiers.index, fill_value=0)

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        row_height = 0.74 if narrow else 0.66  # inches
        names = {int(number): _tier_name(str(name), int(by_tier[number]), narrow) for number, name in tiers.items()}
        ax = canvas.axes(row_height * len(tiers), 0.2 if narrow else widest(list(names.values()), size) + 0.25, right=0.2, below=0.35)
        year_axis(ax, first, through, 8 if narrow else 4)
        ax.set_ylim(0, row_height * len(tiers))
        ax.set_yticks([])
        heights = {number: row_height * position + 0.17 for position, number in enumerate(names)}
        for number, name in names.items():
            y, own = heights[number], rows[rows["tier"] == number]
            ax.axhline(y, color=GRID, linewidth=0.7, zorder=0)
            if narrow:
                _halo(ax.text(x_of(first), y + 0.33, name, fontsize=size, color=MUTED, fontweight="bold", va="bottom", zorder=5))
            else:
                beside(ax, y, name, -12, 0, ha="right", color=MUTED)
            for stretch in stretches.get(number, pd.DataFrame()).itertuples():
                _stretch(ax, stretch, y, size)
            if number > lowest:
                for day in own["date"]:
                    ax.plot([x_of(day)] * 2, [heights[lowest], y], color=BLUE, linewidth=0.8, zorder=1)
            days = [x_of(day) for day in own["date"]]  # one that would touch another stands over it
            lifts = pack(zip(days, days, strict=True), SQUARE * inch_of(ax)) if number == UNRANKED else [0] * len(own)
            for row, lift in zip(own.itertuples(), lifts, strict=True):
                _mark(ax, row.date, y + lift * SQUARE, number == UNRANKED, sure=row.id in sure, above=row.id in named)
            _name_marks(ax, ((row.date, named[row.id]) for row in own.itertuples() if row.id in named), y, size, through)

    counted = "; ".join(f"{tiers[number]}: {words.number(by_tier[number])}" for number in reversed(list(tiers.index)))
    longest = "; ".join(
        f"{tiers[number]}{'' if number == tiers.index.max() else ' or higher'}: {row.days:,} days from {words.day(row.start)}"
        + (", still open" if row.open else f" to {words.day(row.end)}")
        for number, found in sorted(stretches.items(), reverse=True)
        for row in found.itertuples()
    )
    return Exhibit(
        id=f"visits-{sender}-to-{host}",
        title=title,
        subtitle=f"Visits by rank of the visitor, {first.year} to {words.day(through)}. Bars: more than {words.number(empty_years)} years, "
        "counted in days, without a visitor of that rank or higher",
        table=rows[COLUMNS].rename(columns={"date_known": "date"}).reset_index(drop=True),
        alt=f"{title}. Marks on {words.number(len(tiers))} lines over time, one line a rank. Visits counted, one a person: {counted}. "
        f"Stretches of more than {words.number(empty_years)} years without a visitor: {longest}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Hollow: on one secondary source or less, or not read twice. Stem: the visit counts for the lower ranks too. Arrow: still so on the "
        "check date. "
        "People of one rank on one day share a mark."
        + (f" Squares: {tiers[UNRANKED]}, not ranked with the executive." if UNRANKED in tiers.index else ""),
    )


def _long(waits: pd.DataFrame, years: int) -> pd.DataFrame:
    return waits[waits["days"] > years * YEAR]


def _tier_name(name: str, count: int, narrow: bool) -> str:
    return f"{name} ({count})" if narrow else f"{textwrap.fill(name, 18)}\n{count} visit{'' if count == 1 else 's'}"


def _stretch(ax: Axes, stretch: Any, y: float, size: float) -> None:
    """An empty stretch: a pale bar with its days written in it."""
    begin, end, inch = x_of(stretch.start), x_of(stretch.end), inch_of(ax)
    span(ax, begin, end, y - BAR / 2, BAR, facecolor=GRID, edgecolor=MUTED, linewidth=0.8, zorder=1.5)
    number = f"{stretch.days:,}"
    long = f"{number} days"
    text = long if text_width(long, size) + 0.25 < (end - begin) / inch else number
    aside = 0 if stretch.open else 0.03 * inch  # a mark stands at the end
    ax.text((begin + end) / 2 - aside, y - 0.005, text, fontsize=size, color=INK, ha="center", va="center_baseline", zorder=4)
    if stretch.open:
        open_end(ax, stretch.end, y, MUTED)


def _mark(ax: Axes, day: pd.Timestamp, y: float, unranked: bool, sure: bool, above: bool) -> None:
    """A visit; one with a name stands ``above`` those that it touches."""
    form, color, order = "s" if unranked else "o", MUTED if unranked else BLUE, 3.5 if above else 3.0
    mark(ax, day, y, form, PAPER, 8 if unranked else 9.5, zorder=order, clip_on=False)
    mark(ax, day, y, form, color, 5.5 if unranked else 7, sure, markeredgecolor=color, markeredgewidth=1.3, zorder=order, clip_on=False)


def _name_marks(ax: Axes, names: Iterable[tuple[pd.Timestamp, str]], y: float, size: float, last: pd.Timestamp) -> None:
    """Names in one line above their marks, pushed left where they would overlap, with a leader if far from its mark."""
    inch = inch_of(ax)
    limit = x_of(last) + 0.12 * inch
    for day, text in sorted(names, reverse=True):
        x, long = x_of(day), text_width(text, size) * inch
        begin = max(min(x - long / 2, limit - long), ax.get_xlim()[0])
        _halo(ax.text(begin, y + 0.11, text, fontsize=size, color=INK, ha="left", va="bottom", zorder=5))
        if x > begin + long + 0.15 * inch:
            ax.plot([x, begin + long], [y + 0.06, y + 0.15], color=MUTED, linewidth=0.8, zorder=2, clip_on=False)
        limit = begin - 0.13 * inch


def _halo(text: Text) -> None:
    """Keep a text legible where lines pass under it: none runs between its letters."""
    text.set_path_effects([patheffects.withStroke(linewidth=2.5, foreground=PAPER)])
    clear(text, 0.3)


def days_since_visit(tables: Tables, title: str, sender: str, host: str, tiers: Mapping[int, str], marked: str = "") -> Exhibit:
    """A sawtooth for each of ``tiers`` (tier: what its panel is called): days since the last visit of at least that tier.

    The line rises a day a day and falls to zero on a visit; ``marked`` is the id of a visit on whose day each panel is read. The
    table has one row a stretch: ``tier, start, end, days, person, next_person, open``.
    """
    through = tables.checked_through("visits")
    pair = measure.between(tables.visits, sender, host)
    stretches = pd.concat([measure.waits(pair, tier, through).assign(tier=tier) for tier in tiers], ignore_index=True)
    stretches = stretches[["tier", "start", "end", "days", "person", "next_person", "open"]]
    first = tables.representation["start"].min()
    mark_day = pair.set_index("id")["date"].get(marked)
    highest = float(stretches["days"].max()) * 1.22
    ticks = round_ticks(highest, 4)
    readings = {tier: _reading(stretches[stretches["tier"] == tier], mark_day) for tier in tiers}

    def draw(canvas: Canvas) -> None:
        size, color = canvas.size, BLUE
        panels = canvas.laid_out((1.6 if canvas.narrow else 1.5) * len(tiers) + 0.3, len(tiers))
        for ax, (tier, name) in zip(panels, tiers.items(), strict=True):
            own = stretches[stretches["tier"] == tier]
            for row in own.itertuples():
                ends = [x_of(row.start), x_of(row.end)]
                ax.fill([*ends, ends[1]], [0, row.days, 0], color=color, alpha=0.2, linewidth=0)
                ax.plot(ends, [0, row.days], color=color)
                if row.open:
                    open_end(ax, row.end, row.days, color)
                else:
                    ax.plot([ends[1]] * 2, [row.days, 0], color=color, linewidth=0.8)
            ax.set_title(name, color=color, fontsize=size + 0.5)
            year_axis(ax, first, through, 8 if canvas.narrow else 4)
            ax.set_yticks(ticks, [f"{tick:,}" for tick in ticks], fontsize=size)
            ax.set_ylim(0, highest)
            ax.grid(axis="y")
            _peak(ax, own.loc[own["days"].idxmax()], canvas.width - 0.75, size)
            if mark_day is not None:
                _read(ax, own, mark_day, size)

    read = ""
    if mark_day is not None:
        read = f" On {words.day(mark_day)}: " + "; ".join(f"{name}: {readings[tier]}" for tier, name in tiers.items()) + "."
    peaks = "; ".join(f"{name}: {stretches.loc[stretches['tier'] == tier, 'days'].max():,}" for tier, name in tiers.items())
    return Exhibit(
        id="days-since-visit",
        title=title,
        subtitle=f"Days since the last visitor of at least the rank, {first.year} to {words.day(through)}",
        table=stretches.reset_index(drop=True),
        alt=f"{title}. Sawtooth lines that rise a day a day and fall to zero on each visit. Longest stretches in days: {peaks}.{read}",
        sources=cite(tables, pair.loc[pair["tier"] >= min(tiers), "sources"]),
        checked=through,
        draw=draw,
        note=(f"Bold figure: days on {words.day(mark_day)}; dot: that day ended the stretch, diamond: it did not. " if mark_day is not None else "")
        + "Arrow: the stretch that is still open.",
    )


def _read(ax: Axes, stretches: pd.DataFrame, day: pd.Timestamp, size: float) -> None:
    """The days on one ``day``: a dot where it ended the stretch, else a diamond."""
    days, ended = _days_on(stretches, day), day in set(stretches["end"])
    mark(ax, day, days, "o" if ended else "d", BLUE, 6.5 if ended else 8, markeredgecolor=PAPER, markeredgewidth=0.8, zorder=5)
    number = say(ax, day, days, f"{days:,}", (-2, 6), ha="right", va="bottom", fontweight="bold", fontsize=size, zorder=6)
    number.set_in_layout(False)
    _halo(number)


def _peak(ax: Axes, row: "pd.Series[Any]", width: float, size: float) -> None:
    """Say the longest stretch over its top, to the left; in two lines where one is too long for ``width``, that of the axes in inches."""
    days, x = f"{row['days']:,} days", x_of(row["end"])
    until = "" if row["open"] else f" to {row['next_person']}, {row['end'].year}"
    low, high = ax.get_xlim()
    fits = text_width(days + until, size) < (x - low) / (high - low) * width
    text = ax.text(x, row["days"] * 1.01, days + (until if fits else until.replace(" ", "\n", 1)), fontsize=size, ha="right", va="bottom", zorder=6)
    text.set_in_layout(False)
    _halo(text)


def _days_on(stretches: pd.DataFrame, day: pd.Timestamp) -> int:
    """Days on ``day`` since the last visit before it."""
    return int((day - stretches.loc[stretches["start"] < day, "start"].max()).days)


def _reading(stretches: pd.DataFrame, day: pd.Timestamp | None) -> str:
    if day is None:
        return ""
    return f"{_days_on(stretches, day):,} days, " + ("ended that day" if day in set(stretches["end"]) else "not ended that day")
