"""Visits: marks on a ladder of tiers, and the days since the last of at least a tier."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from .. import visits as measure
from .. import words
from ..tables import Tables
from .exhibit import BLUE, GREEN, GRID, INK, MUTED, PURPLE, Exhibit, cite, is_narrow, new_figure
from .marks import x_of, year_axis

COLUMNS = ["date_known", "person", "office", "tier", "place", "confidence", "sources"]


def visits_by_tier(tables: Tables, title: str, sender: str, host: str, named: Mapping[str, str], tier: int = 0) -> Exhibit:
    """Each visit of ``sender`` to ``host`` of at least ``tier`` as a mark on its tier's line; ``named`` maps visit ids to short names.

    The table has one row a visit: ``date_known, person, office, tier, place, confidence, sources``.
    """
    through = tables.checked_through("visits")
    rows = measure.between(tables.visits, sender, host, tier)
    rows = rows[rows["date"] <= through]
    tiers = tables.tiers[tables.tiers["tier"] >= tier].sort_values("tier")
    first = tables.representation["start"].min()

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        height = (0.62 if narrow else 0.56) * len(tiers) + 0.5
        figure = new_figure(width, height)
        ax = figure.subplots()
        year_axis(ax, first, through, 8 if narrow else 4)
        ax.set_ylim(-0.4, len(tiers) - 0.1)
        ax.set_yticks([])
        for position, name in enumerate(tiers["name"]):
            ax.axhline(position, color=GRID, linewidth=0.7, zorder=0)
            ax.text(x_of(first), position + 0.46, name, fontsize=size - 0.5, color=MUTED, va="center", ha="left", fontweight="bold")
        heights = {number: position for position, number in enumerate(tiers["tier"])}
        for row in rows.itertuples():
            y = heights[row.tier]
            sure = row.confidence == "high"
            ax.plot(
                [x_of(row.date)], [y], marker="o", markersize=6.5, color=BLUE, markerfacecolor=BLUE if sure else "none", alpha=0.85, zorder=3, clip_on=False
            )
            if row.id in named:
                ax.annotate(
                    named[row.id],
                    (x_of(row.date), y),
                    xytext=(0, 7),
                    textcoords="offset points",
                    ha="right" if row.date > through - pd.Timedelta(days=1500) else "center",
                    va="bottom",
                    fontsize=size,
                    color=INK,
                )
        return figure

    by_tier = rows.groupby("tier").size()
    names = tables.tiers.set_index("tier")["name"]
    counted = "; ".join(f"{names[number]}: {words.number(by_tier.get(number, 0))}" for number in reversed(list(tiers["tier"])))
    return Exhibit(
        id=f"visits-{sender}-to-{host}",
        title=title,
        subtitle=f"Visits by tier of the visitor, {first.year} to {words.day(through)}",
        table=rows[COLUMNS].rename(columns={"date_known": "date"}).reset_index(drop=True),
        alt=f"{title}. Dots on {words.number(len(tiers))} lines over time, one line a tier. Visits counted: {counted}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Hollow: not confirmed by two sources.",
    )


def days_since_visit(tables: Tables, title: str, sender: str, host: str, tiers: Mapping[int, str], marked: str = "") -> Exhibit:
    """A sawtooth for each of ``tiers`` (tier: what its panel is called): days since the last visit of at least that tier.

    The line rises a day a day and falls to zero on a visit; ``marked`` is the id of a visit from whose height each panel is read. The
    table has one row a stretch: ``tier, start, end, days, person, next_person, open``.
    """
    through = tables.checked_through("visits")
    pair = measure.between(tables.visits, sender, host)
    stretches = pd.concat([measure.waits(pair, tier, through).assign(tier=tier) for tier in tiers], ignore_index=True)
    stretches = stretches[["tier", "start", "end", "days", "person", "next_person", "open"]]
    first = tables.representation["start"].min()
    mark = pair.set_index("id")["date"].get(marked)

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        figure = new_figure(width, (1.55 if narrow else 1.5) * len(tiers) + 0.3)
        panels = figure.subplots(len(tiers), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        for ax, (tier, name), color in zip(panels, tiers.items(), (BLUE, PURPLE, GREEN), strict=False):
            own = stretches[stretches["tier"] == tier]
            for row in own.itertuples():
                ax.fill([x_of(row.start), x_of(row.end), x_of(row.end)], [0, row.days, 0], color=color, alpha=0.25, linewidth=0)
                ax.plot([x_of(row.start), x_of(row.end)], [0, row.days], color=color, linestyle="--" if row.open else "-")
            ax.set_title(name, color=color)
            year_axis(ax, first, through, 8 if narrow else 4)
            ax.set_yticks([0, 3000, 6000, 9000], ["0", "3,000", "6,000", "9,000"])
            ax.set_ylim(0, max(stretches["days"]) * 1.12)
            ax.grid(axis="y")
            if mark is not None:
                ax.axvline(x_of(mark), color=INK, linewidth=0.8, linestyle=":")
                days = measure.days_since(pair, tier, mark)
                ax.annotate(
                    f"{days:,} days",
                    (x_of(mark), days),
                    xytext=(-5, 5),
                    textcoords="offset points",
                    ha="right",
                    va="bottom",
                    fontweight="bold",
                    color=INK,
                )
        return figure

    read = ""
    if mark is not None:
        read = f" On {words.day(mark)}: " + "; ".join(f"{name}: {measure.days_since(pair, tier, mark):,} days" for tier, name in tiers.items()) + "."
    return Exhibit(
        id="days-since-visit",
        title=title,
        subtitle=f"Days since the last visitor of at least the tier, {first.year} to {words.day(through)}",
        table=stretches.reset_index(drop=True),
        alt=f"{title}. Sawtooth lines that rise a day a day and fall to zero on each visit.{read}",
        sources=cite(tables, pair["sources"]),
        checked=through,
        draw=draw,
        note="Dashed: the stretch that is still open." + (f" Dotted line: {words.day(mark)}." if mark is not None else ""),
    )
