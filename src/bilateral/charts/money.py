"""Trade and aid by year, as bars in money of the day."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..charts.annual import middle
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, clear, round_ticks, say, scale, x_of, year_axis
from ..draw.palette import BLUE, INK, MUTED, ORANGE, PAPER, pale
from ..draw.placement import Callouts, Label
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
    days = (pd.Timestamp(rows.index.min(), 1, 1), pd.Timestamp(rows.index.max(), 12, 31))
    ticks = round_ticks(float(up.max()))

    total = (up + down).dropna()
    full = total[total.index.isin(context.whole(rows).index)]
    read = {int(year): f"{year}: {_dollars(full[year])}" for year in (full.idxmax(), full.index[-1])}

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        left, right, below = 0.55, 0.3, 0.32
        low, high = -float(down.max()) * 1.65, float(up.max())
        unit = (2.3 if narrow else 2.6) / (high - low)  # inches a million dollars
        (highest, most), (lowest, least) = read.items()
        most += " both ways"
        near = text_width(most, size, bold=True) / 2 * (x_of(days[1]) - x_of(days[0])) / (canvas.width - left - right)
        labels = [
            Label(day, text, high + 0.22 / unit if abs(x_of(day) - x_of(middle(highest))) < near else float(up.get(day.year, 0) or 0))
            for day, text in marked
        ]
        above = Callouts(labels, (x_of(days[0]), x_of(days[1])), canvas.width - left - right, size)
        base = high * 1.06 + 0.2 / unit
        top = above.top(base, 0.16 / unit)
        ax = canvas.axes((top - low) * unit, left, right, below)
        year_axis(ax, *days, 8 if narrow else 4, month=7)
        ax.set_ylim(low, top)
        scale(ax, [-ticks[1], *ticks], days, [-ticks[1], *ticks[1:]])
        ax.tick_params(axis="y", labelcolor=MUTED)
        _bars(ax, rows, up, ORANGE)
        _bars(ax, rows, -down, BLUE)
        ax.axhline(0, color=INK, linewidth=0.9, zorder=4)
        for y, text, color in ((high * 0.6, _halved(directions[0]) if narrow else directions[0], ORANGE), (low * 0.86, directions[1], BLUE)):
            ax.text(0.01, y, text, color=color, transform=ax.get_yaxis_transform(), fontweight="bold", fontsize=size, va="center")
        ax.text(0.01, high * 0.86, "$ million", color=MUTED, transform=ax.get_yaxis_transform(), fontsize=size, va="center")
        strong: Look = {"fontsize": size, "fontweight": "bold", "color": INK, "zorder": 7}
        clear(say(ax, middle(highest), up[highest], most, (0, 3), ha="center", va="bottom", **strong), 0.5)
        ax.text(x_of(days[1]), low * 0.86, least, ha="right", va="center", **strong)
        ax.plot([x_of(middle(lowest))] * 2, [-down[lowest] - 0.04 / unit, low * 0.86 + 0.09 / unit], color=INK, linewidth=0.8, zorder=4)
        above.write(ax, base, 0.16 / unit)

    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Goods by year, {rows.index.min()} to {words.day(checked)}, millions of dollars of the day: {directions[0]} above, "
        f"{directions[1]} below",
        table=rows.reset_index()[["year", "imports", "exports", "partial", "sources"]],
        alt=f"{title}. Bars by year, {directions[0]} up, {directions[1]} down. Highest total {full.idxmax()}: {full.max():,.0f} million; "
        f"last full year {full.index[-1]}: {up[full.index[-1]]:,.1f} up, {down[full.index[-1]]:,.1f} down. Marked: "
        + "; ".join(f"{words.day(day)}, {' '.join(text.split())}" for day, text in marked)
        + ".",
        sources=cite(tables, pd.concat([rows["sources"].dropna(), events["sources"]])),
        checked=checked,
        reach="Data to",
        draw=draw,
        note="Not adjusted for prices. Pale: a part of the year. A date beside a fall need not be its cause.",
    )


def aid_by_year(tables: Tables, title: str, donor: str, country: str, id: str = "aid") -> Exhibit:
    """Assistance by fiscal year: obligations as bars, disbursements as points on a line, millions of dollars of the day.

    The table has one row a fiscal year: ``fiscal_year, obligations, disbursements, partial, sources`` (dollars). Raises ``KeyError`` for a
    pair without a series.
    """
    rows = context.series(tables.aid, donor=donor, country=country)
    bound, paid = rows["obligations"].astype(float) / 1e6, rows["disbursements"].astype(float) / 1e6
    days = (pd.Timestamp(rows.index.min(), 1, 1), pd.Timestamp(rows.index.max(), 12, 31))
    full = context.whole(rows).index
    most, least = int(bound.idxmax()), bound[full].idxmin()
    later = int(bound[bound.index > least].idxmax())  # the highest since the lowest

    def draw(canvas: Canvas) -> None:
        ax = canvas.axes(2.28, left=0.45, right=0.2, below=0.32, above=0.1)
        year_axis(ax, *days, 8 if canvas.narrow else 4, month=7)
        top = float(bound.max()) * 1.14
        ax.set_ylim(0, top)
        ticks = round_ticks(top, 8)
        scale(ax, ticks, days, ticks[1:])
        ax.tick_params(axis="y", labelcolor=MUTED)
        _bars(ax, rows, bound, BLUE)
        strong: Look = {"va": "bottom", "fontsize": canvas.size, "fontweight": "bold", "color": BLUE}
        for year, side in ((most, "left"), (later, "center")):  # the first beside the ticks
            say(ax, x_of(middle(year)) - (BAR / 2 if side == "left" else 0), bound[year], f"{year}: {bound[year]:.1f}", (0, 2), ha=side, **strong)
        at, text = x_of(middle(int(least))), f"{least}: {bound[least]:.1f}"
        reach = at + text_width(text, canvas.size, bold=True) * inch_of(ax) + BAR
        height = max(value for year, value in pd.concat([bound, paid]).dropna().items() if at <= x_of(middle(int(str(year)))) <= reach)
        ax.plot([at, at], [bound[least], height + 0.06 * top], color=BLUE, linewidth=0.9, zorder=3)
        say(ax, at - BAR / 2, height + 0.06 * top, text, (0, 2), **strong)  # over the bars beside it
        known = paid[paid.index.isin(full)]
        dots: Look = {"markeredgecolor": PAPER, "markeredgewidth": 0.8, "linewidth": 1.2, "zorder": 4}
        ax.plot([x_of(middle(int(year))) for year in known.index], known, "o-", color=INK, markersize=5, **dots)
        for y, said, color in ((0.93, "■ obligated", BLUE), (0.83, f"● paid out, since {paid.first_valid_index()}", INK)):
            ax.text(0.99, y, said, transform=ax.transAxes, ha="right", va="center", fontsize=canvas.size, fontweight="bold", color=color)

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
        note="Not adjusted for prices. Pale: still being reported when the copy was made.",
    )


def _dollars(millions: float) -> str:
    """Millions of dollars in few letters."""
    return f"${millions / 1000:.1f} billion" if millions >= 1000 else f"${millions:,.0f} million"


def _halved(text: str) -> str:
    """A few words in two lines."""
    parts = text.split()
    half = (len(parts) + 1) // 2
    return f"{' '.join(parts[:half])}\n{' '.join(parts[half:])}"


def _bars(ax: Axes, rows: pd.DataFrame, values: "pd.Series[float]", color: str) -> None:
    """A bar a year; that of a partial year pale; none where there is no value."""
    for year, value in values.dropna().items():
        whole = rows.loc[year, "partial"] == ""
        ax.bar(
            x_of(middle(int(str(year)))),
            value,
            width=BAR,
            color=color if whole else pale(color, 0.3),
            edgecolor=color,
            linewidth=1.0,
            zorder=3,
        )
