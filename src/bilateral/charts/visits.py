"""Visits: dots on a ladder of ranks, and the years in which nobody of a rank or higher came."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import BOLD, Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, beside, clear, mark, open_end, span, with_halo, x_of, year_axis
from ..draw.palette import GRID, INK, MUTED, color_of
from ..draw.placement import short_date
from ..measures import readings
from ..measures import visits as measure
from ..tables import Tables

COLUMNS = ["date_known", "person", "office", "tier", "place", "confidence", "sources"]
ROW = 0.78  # inches
EDGE, BETWEEN = 0.22, 0.28  # inches: right of the axes, and between all years and those enlarged
PAD = 0.05  # inches between a word and the frame of the enlarged years


def visits_by_tier(
    tables: Tables, title: str, sender: str, host: str, named: Mapping[str, str], marked: str = "", enlarged: int = 0, empty_years: int = 5
) -> Exhibit:
    """Each visit of ``sender`` to ``host`` as a dot on the line of its rank, and the long stretches without one of that rank or higher.

    ``named`` maps visit ids to short names. ``marked`` is the id of the visit that stands out, with the stretch that it ended; years from
    ``enlarged`` on are drawn a second time, longer. A line between dots is a stretch of more than ``empty_years``. The table has one row a visit:
    ``date, person, office, tier, place, confidence, sources``. Raises ``KeyError`` for an id without a visit of a rank.
    """
    through = tables.checked_through("visits")
    rows = measure.between(tables.visits, sender, host, 1)
    sure = readings.sure(tables, "visits")
    rows = rows[rows["date"] <= through].assign(own=lambda frame: frame["id"] == marked, sure=lambda frame: frame["id"].isin(sure))
    if unknown := sorted({*named, *filter(None, [marked])} - set(rows["id"])):
        raise KeyError(f"no visits {unknown} of {sender!r} to {host!r} on the chart")
    tiers = tables.tiers[tables.tiers["tier"] >= 1].sort_values("tier").set_index("tier")["name"]
    stretches = measure.long_waits(rows, list(tiers.index), through, empty_years)
    color, first, late = (
        color_of(tables, sender),
        tables.representation["start"].min(),
        pd.Timestamp(enlarged, 1, 1) if enlarged else pd.Timestamp.max,
    )

    def draw(canvas: Canvas) -> None:
        narrow, size, tall = canvas.narrow, canvas.size, ROW * len(tiers) + 0.05
        names = [_tier_name(str(name), int((rows["tier"] == number).sum()), narrow) for number, name in tiers.items()]
        left, aside = 0.2 if narrow else widest(names, size) + 0.25, (1.0 if narrow else 1.6) if enlarged else 0.0
        ax = canvas.axes(tall, left, EDGE + aside + BETWEEN * bool(enlarged), below=0.32, above=0.27 if enlarged else 0.05)
        year_axis(ax, first, through, 8 if narrow else 4)
        room = (ax.get_xlim()[0], x_of(late) - PAD * inch_of(ax)) if enlarged else (ax.get_xlim()[0], ax.get_xlim()[1] + 0.12 * inch_of(ax))
        lines = {int(number): level * ROW + 0.3 for level, number in enumerate(tiers.index)}
        for (number, y), name in zip(lines.items(), names, strict=True):
            if narrow:
                clear(ax.text(x_of(first), y + 0.36, name, fontsize=size, color=MUTED, fontweight="bold", va="center", zorder=5), 0.3)
            else:
                beside(ax, y, name, -12, 0, ha="right", color=MUTED)
            own = rows[rows["tier"] == number]
            ended = own.loc[own["own"], "date"]
            for stretch in stretches[stretches["tier"] == number].itertuples():
                _stretch(ax, stretch, y, color if stretch.end in set(ended) else MUTED, size, room[1])
            for row in own[own["own"]].itertuples():
                text = str(named.get(row.id, row.person))
                _own_name(ax, row.date, text if narrow else f"{text}, {short_date(row.date_known)}", y, color, size, room[1])
        panels = [(ax, room, rows, rows[(rows["date"] < late) & ~rows["own"]], rows[rows["own"]])]
        if enlarged:
            near, recent = canvas.panel(tall, canvas.width - EDGE - aside, EDGE, 0.32), rows[rows["date"] >= late]
            year_axis(near, late, through, 1)
            pad = PAD * inch_of(near)
            panels.append((near, (x_of(late) + pad, x_of(through) - pad), recent, recent, rows.head(0)))
            for each in (ax, near):
                span(each, late, through, 0, tall, facecolor="none", edgecolor=MUTED, linewidth=0.8, zorder=-1)
            canvas.write(canvas.width - EDGE, -0.05, f"from {enlarged}, enlarged", ha="right", va="top", color=MUTED)
        for panel, across, shown, told, crossed in panels:
            panel.set(ylim=(0, tall), yticks=[])
            panel.tick_params(axis="x", labelcolor=MUTED)
            for number, y in lines.items():
                _dots(panel, shown[shown["tier"] == number], y, color)
                marks = [(x_of(row.date), named[row.id]) for row in told[told["tier"] == number].itertuples() if row.id in named]
                _name_marks(panel, marks, y, size, across, [x_of(day) for day in crossed.loc[crossed["tier"] == number, "date"]])

    counted = "; ".join(f"{name}: {words.number(int((rows['tier'] == number).sum()))}" for number, name in tiers[::-1].items())
    told = "; ".join(
        f"{tiers[row.tier]}{'' if row.tier == tiers.index.max() else ' or higher'}: {words.years(row.days)} years from {words.day(row.start)}"
        + (", not ended" if row.open else f" to {words.day(row.end)}")
        for row in stretches.sort_values("tier", ascending=False, kind="stable").itertuples()
    )
    return Exhibit(
        id=f"visits-{sender}-to-{host}",
        title=title,
        subtitle=f"Visits by rank, one dot a visitor, {first.year} to {words.day(through)}; lines: more than {words.number(empty_years)} years "
        "without a visitor of that rank or higher",
        table=rows[COLUMNS].rename(columns={"date_known": "date"}).reset_index(drop=True),
        alt=f"{title}. Dots on {words.number(len(tiers))} lines over time, one line a rank. Visits counted, one a person: {counted}. "
        f"Stretches of more than {words.number(empty_years)} years without a visitor: {told}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Hollow: on one secondary source or less, or not read twice. Arrow: nobody since.",
    )


def _tier_name(name: str, count: int, narrow: bool) -> str:
    return f"{name} ({count})" if narrow else f"{textwrap.fill(name, 18)}\n{words.counted(count, 'visit')}"


def _dots(ax: Axes, rows: pd.DataFrame, y: float, color: str) -> None:
    """The visits of one rank on their line, the one that stands out over the others."""
    ax.axhline(y, color=GRID, linewidth=0.7, zorder=0)
    for row in rows.sort_values("own", kind="stable").itertuples():
        look: Look = {"markeredgecolor": color, "markeredgewidth": 1.3, "zorder": 4, "clip_on": False}
        mark(ax, row.date, y, "o", color, 11 if row.own else 6.5, row.sure, **look)


def _own_name(ax: Axes, day: pd.Timestamp, text: str, y: float, color: str, size: float, limit: float) -> None:
    """The name of the visit that stands out, under those of the others and left of ``limit``."""
    x, long = x_of(day), text_width(text, size) * BOLD * inch_of(ax)
    begin = min(x - long / 2, limit - long)
    ax.plot([x, x, min(x, limit)], [y, y - 0.34, y - 0.34], color=color, linewidth=1, zorder=3)
    with_halo(ax.text(begin, y - 0.26, text, fontsize=size, color=color, fontweight="bold", va="top", zorder=6))


def _stretch(ax: Axes, stretch: Any, y: float, color: str, size: float, limit: float) -> None:
    """An empty stretch: a line between two days with its years over it, left of ``limit``."""
    begin, end, inch = x_of(stretch.start), x_of(stretch.end), inch_of(ax)
    strong = color != MUTED
    ax.plot([begin, end], [y, y], color=color, linewidth=4 if strong else 1.6, zorder=1.5 + strong, solid_capstyle="butt")
    ax.plot([begin] * 2, [y - 0.05, y + 0.05], color=color, linewidth=1.2, zorder=1.5)
    years = f"{words.years(stretch.days)} years"
    weight = "bold" if strong else "normal"
    if not strong and text_width(years, size) > (end - begin) / inch:
        years = years.replace(" years", "")
    middle = min((begin + end) / 2, limit - text_width(years, size, strong) / 2 * inch)
    with_halo(ax.text(middle, y + 0.06, years, fontsize=size, color=color, fontweight=weight, ha="center", va="bottom", zorder=6))
    if stretch.open:
        open_end(ax, stretch.end, y, color)


def _name_marks(ax: Axes, names: Sequence[tuple[float, str]], y: float, size: float, across: tuple[float, float], leaders: Sequence[float]) -> None:
    """Names in one line under their dots, pushed left where they would overlap or cross ``leaders``, with a leader if far from their dot.

    They stand ``across`` from one place to another.
    """
    inch = inch_of(ax)
    limit = min([across[1], *(x - 0.06 * inch for x in leaders)])
    placed: list[tuple[float, float, float, str]] = []
    for x, text in sorted(names, reverse=True):
        long = text_width(text, size) * inch
        begin = max(min(x - long / 2, limit - long), across[0])
        placed.append((x, begin, long, text))
        limit = begin - 0.13 * inch
    least = across[0]
    for x, left, long, text in reversed(placed):
        begin = max(left, least)  # the first name may have come to the edge
        with_halo(ax.text(begin, y - 0.09, text, fontsize=size, color=INK, ha="left", va="top", zorder=5))
        if x > begin + long + 0.1 * inch:
            ax.plot([x, begin + long + 0.03 * inch], [y - 0.05, y - 0.17], color=MUTED, linewidth=0.8, zorder=2, clip_on=False)
        least = begin + long + 0.13 * inch
