"""Visits: dots on a ladder of ranks, and the years in which nobody of a rank or higher came."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import BOLD, Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import TICK, Look, beside, clear, mark, open_end, span, with_halo, x_of
from ..draw.palette import GRID, INK, MUTED, color_of, pale
from ..draw.placement import short_date
from ..measures import readings
from ..measures import visits as measure
from ..tables import Tables

COLUMNS = ["date_known", "person", "office", "tier", "place", "confidence", "sources"]
TIMES = 6  # as long as an earlier year is one of those drawn longer
ROW = 0.78  # inches


def visits_by_tier(
    tables: Tables, title: str, sender: str, host: str, named: Mapping[str, str], marked: str = "", longer: int = 0, empty_years: int = 5
) -> Exhibit:
    """Each visit of ``sender`` to ``host`` as a dot on the line of its rank, and the long stretches without one of that rank or higher.

    ``named`` maps visit ids to short names. ``marked`` is the id of the visit that stands out, with the stretch that it ended; years from
    ``longer`` on are drawn six times as long. A line between dots is a stretch of more than ``empty_years``. The table has one row a visit:
    ``date, person, office, tier, place, confidence, sources``. Raises ``KeyError`` for an id without a visit of a rank.
    """
    through = tables.checked_through("visits")
    rows = measure.between(tables.visits, sender, host, 1)
    rows = rows[rows["date"] <= through].assign(own=lambda frame: frame["id"] == marked)
    if unknown := sorted({*named, *filter(None, [marked])} - set(rows["id"])):
        raise KeyError(f"no visits {unknown} of {sender!r} to {host!r} on the chart")
    tiers = tables.tiers[tables.tiers["tier"] >= 1].sort_values("tier").set_index("tier")["name"]
    stretches = measure.long_waits(rows, list(tiers.index), through, empty_years)
    color, first, sure = color_of(tables, sender), tables.representation["start"].min(), readings.sure(tables, "visits")
    place = _stretched(first, through, longer)

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        names = [_tier_name(str(name), int((rows["tier"] == number).sum()), narrow) for number, name in tiers.items()]
        left = 0.2 if narrow else widest(names, size) + 0.25
        ax = canvas.axes(ROW * len(tiers) + 0.05, left, right=0.22, below=0.32, above=0.05)
        ax.set(xlim=(place(first), place(through)), ylim=(-0.05, ROW * len(tiers)), yticks=[])
        _years(ax, place, (first.year, through.year), longer, size)
        for level, (number, name) in enumerate(zip(tiers.index, names, strict=True)):
            y = level * ROW + 0.3
            ax.axhline(y, color=GRID, linewidth=0.7, zorder=0)
            if narrow:
                clear(ax.text(place(first), y + 0.36, name, fontsize=size, color=MUTED, fontweight="bold", va="center", zorder=5), 0.3)
            else:
                beside(ax, y, name, -12, 0, ha="right", color=MUTED)
            own = rows[rows["tier"] == number]
            ended = own.loc[own["own"], "date"]
            for stretch in stretches[stretches["tier"] == number].itertuples():
                _stretch(ax, stretch, place, y, color if stretch.end in set(ended) else MUTED, size)
            for row in own.sort_values("own", kind="stable").itertuples():
                look: Look = {"markeredgecolor": color, "markeredgewidth": 1.3, "zorder": 4, "clip_on": False}
                mark(ax, place(row.date), y, "o", color, 11 if row.own else 6.5, row.id in sure, **look)
            _name_marks(ax, [(place(row.date), named[row.id]) for row in own.itertuples() if row.id in named and not row.own], y, size)
            for row in own[own["own"]].itertuples():
                text = f"{named.get(row.id, row.person)}, {short_date(row.date_known)}"
                long = text_width(text, size) * BOLD * inch_of(ax)
                begin = min(place(row.date) - long / 2, ax.get_xlim()[1] - long)
                ax.plot([place(row.date)] * 2, [y, y - 0.26], color=color, linewidth=1, zorder=3)
                with_halo(ax.text(begin, y - 0.26, text, fontsize=size, color=color, fontweight="bold", va="top", zorder=6))

    counted = "; ".join(f"{name}: {words.number(int((rows['tier'] == number).sum()))}" for number, name in tiers[::-1].items())
    told = "; ".join(
        f"{tiers[row.tier]}{'' if row.tier == tiers.index.max() else ' or higher'}: {words.years(row.days)} years from {words.day(row.start)}"
        + (", still open" if row.open else f" to {words.day(row.end)}")
        for row in stretches.sort_values("tier", ascending=False, kind="stable").itertuples()
    )
    return Exhibit(
        id=f"visits-{sender}-to-{host}",
        title=title,
        subtitle=f"Visits by rank of the visitor, {first.year} to {words.day(through)}; lines: more than {words.number(empty_years)} years "
        "without a visitor of that rank or higher",
        table=rows[COLUMNS].rename(columns={"date_known": "date"}).reset_index(drop=True),
        alt=f"{title}. Dots on {words.number(len(tiers))} lines over time, one line a rank. Visits counted, one a person: {counted}. "
        f"Stretches of more than {words.number(empty_years)} years without a visitor: {told}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Hollow: on one secondary source or less, or not read twice. Arrow: nobody since.",
    )


def _stretched(first: pd.Timestamp, last: pd.Timestamp, longer: int) -> Callable[[pd.Timestamp], float]:
    """Where a day stands: in days, those from the year ``longer`` on so many ``TIMES`` as long."""
    turn = x_of(pd.Timestamp(longer, 1, 1)) if longer else x_of(last)

    def place(day: pd.Timestamp) -> float:
        at = x_of(day)
        return at + max(at - turn, 0) * (TIMES - 1)

    return place


def _years(ax: Axes, place: Callable[[pd.Timestamp], float], years: tuple[int, int], longer: int, size: float) -> None:
    """The axis: some years before ``longer``, and all from it on, on a ground of their own."""
    first, last = years
    earlier = [year for year in range(first + 1, longer or last + 1) if year % (8 if ax.bbox.width / ax.figure.dpi < 4.5 else 4) == 0]
    later = list(range(longer, last + 1)) if longer else []
    if later and place(pd.Timestamp(longer, 1, 1)) - place(pd.Timestamp(earlier[-1], 1, 1)) < TICK * inch_of(ax):
        earlier.pop()
    shown = [*earlier, *later]
    ax.set_xticks([place(pd.Timestamp(year, 1, 1)) for year in shown], [str(year) for year in shown], fontsize=size)
    ax.tick_params(axis="x", labelcolor=MUTED)
    if later:
        begin, (low, high) = place(pd.Timestamp(longer, 1, 1)), ax.get_ylim()
        span(ax, begin, ax.get_xlim()[1], low, high - low, facecolor=pale(GRID, 0.4), zorder=-1)
        ax.plot([begin] * 2, [low, high], color=MUTED, linewidth=0.9, zorder=0)
        ax.text(
            (begin + ax.get_xlim()[1]) / 2,
            high - 0.02,
            f"{words.number(TIMES)} times\nas long",
            ha="center",
            va="top",
            color=MUTED,
            fontsize=size,
        )


def _tier_name(name: str, count: int, narrow: bool) -> str:
    return f"{name} ({count})" if narrow else f"{textwrap.fill(name, 18)}\n{words.counted(count, 'visit')}"


def _stretch(ax: Axes, stretch: Any, place: Callable[[pd.Timestamp], float], y: float, color: str, size: float) -> None:
    """An empty stretch: a line between two days with its years over it."""
    begin, end, inch = place(stretch.start), place(stretch.end), inch_of(ax)
    strong = color != MUTED
    ax.plot([begin, end], [y, y], color=color, linewidth=4 if strong else 1.6, zorder=1.5 + strong, solid_capstyle="butt")
    ax.plot([begin] * 2, [y - 0.05, y + 0.05], color=color, linewidth=1.2, zorder=1.5)
    years = f"{words.years(stretch.days)} years"
    weight = "bold" if strong else "normal"
    if not strong and text_width(years, size) > (end - begin) / inch:
        years = years.replace(" years", "")
    with_halo(ax.text((begin + end) / 2, y + 0.06, years, fontsize=size, color=color, fontweight=weight, ha="center", va="bottom", zorder=6))
    if stretch.open:
        open_end(ax, end, y, color)


def _name_marks(ax: Axes, names: Sequence[tuple[float, str]], y: float, size: float) -> None:
    """Names in one line under their dots, pushed left where they would overlap, with a leader if far from their dot."""
    inch = inch_of(ax)
    limit = ax.get_xlim()[1] + 0.12 * inch
    for x, text in sorted(names, reverse=True):
        long = text_width(text, size) * inch
        begin = max(min(x - long / 2, limit - long), ax.get_xlim()[0])
        with_halo(ax.text(begin, y - 0.09, text, fontsize=size, color=INK, ha="left", va="top", zorder=5))
        if x > begin + long + 0.1 * inch:
            ax.plot([x, begin + long + 0.03 * inch], [y - 0.05, y - 0.17], color=MUTED, linewidth=0.8, zorder=2, clip_on=False)
        limit = begin - 0.13 * inch
