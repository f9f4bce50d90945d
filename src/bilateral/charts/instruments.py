"""Legal instruments as bars of time, one row each, in groups; permits hatched, so that a ban and what it still allows stay apart."""

from collections.abc import Collection, Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import DOTS, HATCH, Look, clear, rows_down, span, tip, x_of, year_axis
from ..draw.palette import BLUE, GRID, INK, PAPER
from ..measures import readings, sanctions
from ..tables import Tables

ROW, HEAD, STUB = 0.2, 0.3, 0.1  # inches: a row of bars, a heading, the mark of a beginning whose end is unknown


def instruments_in_force(
    tables: Tables,
    title: str,
    groups: Mapping[str, Collection[str]],
    permits: Collection[str] = (),
    leave_out: Collection[str] = (),
    id: str = "instruments-in-force",
) -> Exhibit:
    """Each instrument from the day it took effect to the day it ended, in groups; an open one runs on to an arrow, one of unknown end fades to dots.

    ``groups`` maps headings to kinds of instruments; ``permits`` names rows that permit though their kind does not say so, ``leave_out`` rows
    that are not drawn. Renewals (one label) share a row. The table has one row an instrument: ``group, label, number, start, end, end_unknown,
    confidence, sources`` (dates as known). Raises ``KeyError`` for an unknown id, ``ValueError`` for a kind that no instrument has.
    """
    rows, through = tables.instruments.set_index("id", drop=False), tables.checked_through("instruments")
    rows = rows.assign(permit=sanctions.permits(tables).to_numpy() | rows["id"].isin(rows.loc[list(permits), "id"])).drop(list(leave_out))
    heading = {kind: name for name, kinds in groups.items() for kind in kinds}
    missing = set(heading) - set(tables.instruments["kind"])
    if missing:
        raise ValueError(f"no instrument of kind {', '.join(sorted(missing))}; there are: {', '.join(sorted(tables.instruments['kind'].unique()))}")
    rows = rows[rows["kind"].isin(heading)].assign(group=rows["kind"].map(heading), sure=rows["id"].isin(readings.sure(tables, "instruments")))
    order = {name: position for position, name in enumerate(groups)}
    rows = rows.sort_values("start", kind="stable").sort_values("group", key=lambda names: names.map(order), kind="stable")
    drawn = rows[["group", "label", "number", "start_known", "end_known", "end_unknown", "confidence", "sources"]]
    drawn = drawn.rename(columns={"start_known": "start", "end_known": "end"}).reset_index(drop=True)
    lanes = list(dict.fromkeys(zip(rows["group"], rows["label"], strict=True)))
    first = pd.Timestamp(rows["start"].min().year, 1, 1)

    def draw(canvas: Canvas) -> None:
        size, tops = canvas.size, _tops(lanes)
        left, right, above, below = widest([label for _, label in lanes], size) + 0.18, 0.16, 0.3, 0.3
        length = max(tops.values()) + ROW
        ax = canvas.axes(length, left, right, below, above)
        year_axis(ax, first, through, 10 if canvas.narrow else 5)
        rows_down(ax, length)
        ax.tick_params(axis="x", labelsize=size, labeltop=True, length=0)
        inch = inch_of(ax)
        for name in groups:
            top = min(top for (group, _), top in tops.items() if group == name)
            how: Look = {"va": "center", "fontsize": size, "fontweight": "bold", "color": INK, "zorder": 6}
            clear(ax.text(x_of(first) - (left - 0.05) * inch, top - 0.1, name, **how), 1)
        for lane, top in tops.items():
            own = rows[(rows["group"] == lane[0]) & (rows["label"] == lane[1])]
            ax.text(x_of(first) - 0.08 * inch, top + ROW / 2, lane[1], ha="right", va="center_baseline", fontsize=size, color=INK)
            ax.hlines(top + ROW / 2, x_of(first), x_of(own["start"].min()), color=GRID, linewidth=0.6, zorder=1)
            _bars(ax, own, top, through)

    unknown = rows["end_unknown"] == "yes"
    states = pd.DataFrame({"group": rows["group"], "open": rows["end"].isna() & ~unknown, "unknown": unknown, "ended": rows["end"].notna()})
    counts = "; ".join(
        f"{name}: {own['open'].sum()} open, {own['unknown'].sum()} of unknown end, {own['ended'].sum()} ended"
        for name, own in states.groupby("group", sort=False)
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"From the day each took effect to its end, {first.year} to {words.day(through)}; hatched: permits",
        table=drawn,
        alt=f"{title}. Bars of time, one row an instrument, in {words.number(len(groups))} groups. {counts}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Arrow: in force. A block that goes over into dots: only its beginning is known; nothing recent shows it in force. "
        "Hollow: on one secondary source or less, implied, or not read twice. "
        "Blocks in one row are renewals. The length of a bar does not show how much it restricts, or whether it is applied.",
    )


def _tops(lanes: Collection[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """Where each lane begins (inches from the top), with room for a heading before each group."""
    tops, down, group = {}, 0.0, ""
    for lane in lanes:
        if lane[0] != group:
            group, down = lane[0], down + HEAD
        tops[lane] = down
        down += ROW
    return tops


def _bars(ax: Axes, own: pd.DataFrame, top: float, through: pd.Timestamp) -> None:
    """The bars of one lane: filled where sure, hollow where not, hatched where they permit."""
    inch = inch_of(ax)
    for row in own.itertuples():
        begin, end = x_of(row.start), x_of(row.end if pd.notna(row.end) else through)
        if row.end_unknown:
            ax.hlines(top + ROW / 2, begin, end, color=BLUE, linewidth=1.3, linestyle=DOTS, zorder=2)
            end = min(begin + STUB * inch, end)
        look: Look = {"hatch": HATCH if row.permit else "", "linestyle": "-" if row.sure else "--", "linewidth": 0.9, "edgecolor": BLUE}
        face = BLUE if row.sure and not row.permit else PAPER
        span(ax, begin, max(end, begin + 0.03 * inch), top + 0.04, ROW - 0.08, facecolor=face, zorder=3, **look)
        if pd.isna(row.end) and not row.end_unknown:
            tip(ax, end, top + ROW / 2, inch, ROW / 2 - 0.02, BLUE)
