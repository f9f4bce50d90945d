"""Trade and aid by year, as bars in money of the day."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .. import words
from ..charts.annual import middle
from ..draw.exhibit import BLUE, GRID, INK, MUTED, ORANGE, PAPER, Exhibit, cite, is_narrow
from ..draw.marks import Label, callouts, numbered_key, round_ticks, x_of, year_axis
from ..measures import context
from ..tables import Tables

BAR = 265  # days


def trade_both_ways(
    tables: Tables, title: str, country: str, partner: str, named: Mapping[str, str], directions: tuple[str, str], id: str = "trade"
) -> Exhibit:
    """Imports of ``country`` from ``partner`` above the line and its exports below it, by year, with the events ``named`` (id: few words).

    ``directions`` names the two sides, imports first. The table has one row a year: ``year, imports, exports, partial, sources``.
    Raises ``KeyError`` for an unknown event or a pair without a series.
    """
    rows = context.series(tables.trade, country=country, partner=partner)
    up, down = rows["imports"].astype(float), rows["exports"].astype(float)
    checked = tables.checked_through("trade")
    events = tables.events.set_index("id").loc[list(named)]
    marked = sorted((day, text) for day, text in zip(events["date"], named.values(), strict=True))
    first, last = pd.Timestamp(rows.index.min(), 1, 1), pd.Timestamp(rows.index.max(), 12, 31)
    ticks = round_ticks(float(up.max()))

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        left, right, below = 0.55, 0.1, 0.32
        plot_width = width - left - right
        low = -float(down.max()) * 1.65
        unit = (2.3 if narrow else 2.6) / (float(up.max()) - low)  # inches a million dollars
        key = numbered_key((text for _, text in marked), width - 0.2, size) if narrow else []
        key_height = 0.165 * len(key) + (0.12 if key else 0)
        labels = [Label(day, str(number) if narrow else text, float(up.get(day.year, 0) or 0)) for number, (day, text) in enumerate(marked, start=1)]

        def build(highest: float) -> tuple[Figure, float]:
            height = key_height + below + (highest - low) * unit
            figure = Figure(figsize=(width, height))
            ax = figure.add_axes((left / width, (key_height + below) / height, plot_width / width, 1 - (key_height + below) / height))
            year_axis(ax, first, last, 8 if narrow else 4, month=7)
            ax.set_ylim(low, highest)
            ax.set_yticks([-ticks[1], *ticks], [f"{tick:,}" for tick in (ticks[1], *ticks)])
            ax.tick_params(axis="y", labelcolor=MUTED)
            ax.hlines([-ticks[1], *ticks[1:]], x_of(first), x_of(last), color=GRID, linewidth=0.7, zorder=0)
            _bars(ax, rows, up, ORANGE)
            _bars(ax, rows, -down, BLUE)
            ax.axhline(0, color=INK, linewidth=0.9, zorder=4)
            name: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "fontweight": "bold", "fontsize": size, "va": "center"}
            ax.text(0.01, float(up.max()) * 0.6, _halved(directions[0]) if narrow else directions[0], color=ORANGE, **name)
            ax.text(0.01, low * 0.86, directions[1], color=BLUE, **name)
            figure.text(0.1 / width, 0.02 / height, "\n".join(key), va="bottom", fontsize=size, linespacing=1.2)
            return figure, callouts(ax, labels, float(up.max()) * 1.06, 0.16 / unit, plot_width, size)

        _, needed = build(float(up.max()) * 1.2)
        return build(needed)[0]

    total = (up + down).dropna()
    full = total[total.index.isin(context.whole(rows).index)]
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Goods by year, {rows.index.min()} to {words.day(checked)}, millions of dollars of the day: {directions[0]} above, "
        f"{directions[1]} below",
        table=rows.reset_index()[["year", "imports", "exports", "partial", "sources"]],
        alt=f"{title}. Bars by year, {directions[0]} up, {directions[1]} down. Highest total {full.idxmax()}: {full.max():,.0f} million; "
        f"last full year {full.index[-1]}: {up[full.index[-1]]:,.1f} up, {down[full.index[-1]]:,.1f} down. Marked: "
        + "; ".join(f"{words.day(day)}, {text}" for day, text in marked)
        + ".",
        sources=cite(tables, pd.concat([rows["sources"].dropna(), events["sources"]])),
        checked=checked,
        reach="Data to",
        draw=draw,
        note="Not adjusted for prices. Hollow: a part of the year only. Not shown: services, goods that pass through a third country, and cause: "
        "a date beside a fall does not make it one.",
    )


def aid_by_year(tables: Tables, title: str, donor: str, country: str, id: str = "aid") -> Exhibit:
    """Assistance by fiscal year: obligations as bars, disbursements as points on a line, millions of dollars of the day.

    The table has one row a fiscal year: ``fiscal_year, obligations, disbursements, partial, sources`` (dollars). Raises ``KeyError`` for a
    pair without a series.
    """
    rows = context.series(tables.aid, donor=donor, country=country)
    bound, paid = rows["obligations"].astype(float) / 1e6, rows["disbursements"].astype(float) / 1e6
    first, last = pd.Timestamp(rows.index.min(), 1, 1), pd.Timestamp(rows.index.max(), 12, 31)
    full = context.whole(rows).index
    most, least = int(bound.idxmax()), bound[full].idxmin()
    later = int(bound[bound.index > least].idxmax())  # the highest since the lowest

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        height, left, right, below, above = 2.7, 0.45, 0.2, 0.32, 0.1
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - (below + above) / height))
        year_axis(ax, first, last, 8 if narrow else 4, month=7)
        top = float(bound.max()) * 1.14
        ax.set_ylim(0, top)
        ticks = round_ticks(top, 8)
        ax.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
        ax.tick_params(axis="y", labelcolor=MUTED)
        ax.hlines(ticks[1:], x_of(first), x_of(last), color=GRID, linewidth=0.7, zorder=0)
        _bars(ax, rows, bound, BLUE)
        for year in (most, later):
            ax.annotate(
                f"{bound[year]:.1f}",
                (x_of(middle(year)), bound[year]),
                (0, 2),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=size,
                fontweight="bold",
                color=BLUE,
            )
        known = paid[paid.index.isin(full)]
        ax.plot(
            [x_of(middle(int(year))) for year in known.index],
            known,
            "o-",
            color=INK,
            markersize=5,
            markeredgecolor=PAPER,
            markeredgewidth=0.8,
            linewidth=1.2,
            zorder=4,
        )
        for y, text, color in ((0.93, "■ obligated", BLUE), (0.83, f"● paid out, since {paid.first_valid_index()}", INK)):
            ax.text(0.99, y, text, transform=ax.transAxes, ha="right", va="center", fontsize=size, fontweight="bold", color=color)
        return figure

    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Assistance by fiscal year (October to September), {rows.index.min()} to {rows.index.max()}, millions of dollars of the day",
        table=rows.reset_index().rename(columns={"year": "fiscal_year"})[["fiscal_year", "obligations", "disbursements", "partial", "sources"]],
        alt=f"{title}. Bars by fiscal year. Highest: {most}, {bound[most]:,.1f} million; lowest full year: {bound[full].idxmin()}, "
        f"{bound[full].min():,.1f} million; last full year: {full[-1]}, {bound[full[-1]]:,.1f} million obligated and "
        f"{paid[full[-1]]:,.1f} million paid out.",
        sources=cite(tables, rows["sources"].dropna()),
        checked=tables.checked_through("aid"),
        reach="Data to",
        draw=draw,
        note="Not adjusted for prices. Hollow: still being reported when the copy was made; what was paid out is drawn for full years. Not "
        "shown: what the money bought, who received it (state, firms or civil society, at home or in exile), and agencies that did not report.",
    )


def _halved(text: str) -> str:
    """A few words in two lines."""
    parts = text.split()
    half = (len(parts) + 1) // 2
    return f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}"


def _bars(ax: Axes, rows: pd.DataFrame, values: "pd.Series[float]", color: str) -> None:
    """A bar a year; that of a partial year hollow; none where there is no value."""
    for year, value in values.dropna().items():
        whole = rows.loc[year, "partial"] == ""
        ax.bar(
            x_of(middle(int(str(year)))),
            value,
            width=BAR,
            color=color if whole else "none",
            edgecolor=color,
            linewidth=1.0,
            zorder=3,
        )
