"""One crisis day by day: time runs down, the number of staff is a band, the acts of the two sides stand left and right of it."""

import textwrap
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..draw.exhibit import INK, MUTED, PAPER, Exhibit, cite, color_of, is_narrow
from ..draw.marks import pale, text_width, x_of
from ..measures.status import DAY
from ..tables import Tables, dates

PRESENT = {"staff_present": "staff present", "diplomats_present": "diplomats present"}
DEMANDED = {"staff_cap": "staff demanded at most"}


def day_by_day(
    tables: Tables, title: str, post: str, named: Mapping[str, str], first: pd.Timestamp, last: pd.Timestamp, id: str = "day-by-day", note: str = ""
) -> Exhibit:
    """Staff at ``post`` from ``first`` to ``last`` as a band as wide as their number, between the acts of the two sides.

    ``named`` maps ids of events to what the chart says of them: acts of the host stand on the left, those of the sender on the right;
    acts outside the days are left out. The table has one row a mark: ``date, side, measure, value, text, sources``. Raises ``KeyError``
    for an unknown post or event, and ``ValueError`` for an act of anybody else.
    """
    where = tables.posts.set_index("id").loc[post]
    colors = {actor: color_of(tables, actor) for actor in (where["host"], where["sender"])}
    names = tables.actors.set_index("id")["name"]
    events = tables.events.set_index("id").loc[list(named)]
    foreign = events[~events["actor"].isin([where["host"], where["sender"]])]
    if not foreign.empty:
        raise ValueError(f"not acts of {where['host']} or {where['sender']} alone: {', '.join(foreign.index)}")
    acts = pd.DataFrame(
        {"day": events["date"], "actor": events["actor"], "text": pd.Series(named), "sources": events["sources"], "known": events["date_known"]}
    )
    acts = acts[acts["day"].between(first, last)].sort_values("day", kind="stable")
    staff = tables.staffing[tables.staffing["post"] == post].sort_values("date_earliest", kind="stable")
    earlier = staff[staff["date_latest"] < first]
    standing = earlier.groupby(earlier["measure"].isin(DEMANDED)).tail(1)  # the last number still stands on the first day
    staff = pd.concat([standing, staff[(staff["date_latest"] >= first) & (staff["date_earliest"] <= last)]])
    staff = staff[staff["value"].notna()]
    staff = staff.assign(day=staff["date_earliest"].clip(lower=first)).sort_values("day", kind="stable")
    present, demanded = staff[staff["measure"].isin(PRESENT)], staff[staff["measure"].isin(DEMANDED)]
    drawn = pd.concat(
        [
            pd.DataFrame(
                {
                    "date": acts["known"],
                    "side": acts["actor"].map(names),
                    "measure": "act",
                    "value": pd.Series(pd.NA, acts.index, staff["value"].dtype),
                    "text": acts["text"],
                    "sources": acts["sources"],
                }
            ),
            pd.DataFrame(
                {
                    "date": staff["date_known"],
                    "side": "",
                    "measure": staff["measure"].map(PRESENT | DEMANDED),
                    "value": staff["value"],
                    "text": "",
                    "sources": staff["sources"],
                }
            ),
        ]
    )
    drawn = drawn.sort_values("date", kind="stable").reset_index(drop=True)
    most = int(present["value"].max())

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        band, gutter, edge = (0.62, 0.16, 0.04) if narrow else (1.5, 0.42, 0.1)  # inches
        column = (width - band) / 2 - gutter - edge
        chars = int(column / (text_width("abcdefghijklmnoprstu ", size) / 20.5))
        line = size * 1.22 / 72
        blocks = {actor: [(row.day, _wrapped(row.day, row.text, chars)) for row in group.itertuples()] for actor, group in acts.groupby("actor")}
        needed = max(sum(text.count("\n") + 1 for _, text in side) * line + 0.09 * len(side) for side in blocks.values())
        body = max(needed * (1.12 if narrow else 1.2), 6.0)
        head, foot = 0.62, 0.15
        height = body + head + foot
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((0, foot / height, 1, body / height))
        ax.set_xlim(-width / 2, width / 2)
        ax.set_ylim(x_of(last + DAY), x_of(first))
        ax.axis("off")
        days_per_inch = (x_of(last) + 1 - x_of(first)) / body
        scale = band / most
        _band(ax, present, demanded, last, scale, colors[where["sender"]], size)
        for actor, side in ((where["host"], -1), (where["sender"], 1)):
            _acts(ax, blocks.get(actor, []), side, present, scale, band / 2, gutter, line * days_per_inch, colors[actor], size)
            at, align = 0.5 + side * (band / 2 + gutter) / width, "right" if side < 0 else "left"
            figure.text(at, 1 - 0.08 / height, names[actor], ha=align, va="top", fontsize=size + 1, fontweight="bold", color=colors[actor])
        figure.text(0.5, 1 - 0.08 / height, f"At post\nin {where['city']}", ha="center", va="top", fontsize=size, color=MUTED, linespacing=1.1)
        return figure

    counted = ", ".join(f"{row.value} ({words.known(row.date_known)})" for row in present.itertuples())
    asked = ", ".join(f"{row.value} ({words.known(row.date_known)})" for row in demanded.itertuples())
    limit = f"Demanded at most: {asked}. " if asked else ""
    told = ", ".join(f"{names[actor]} {words.number(count)}" for actor, count in acts["actor"].value_counts().items())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"{where['label']}, {words.day(first)} to {words.day(last)}: people reported at post (band) and the acts of both sides",
        table=drawn,
        alt=f"{title}. A band that narrows downward as time passes. Reported at post: {counted}. {limit}Acts named: {told}.",
        sources=cite(tables, pd.concat([acts["sources"], staff["sources"]])),
        checked=tables.checked_through("staffing"),
        draw=draw,
        note="Band: the last number reported, which may have changed earlier; hollow: known to the month only, or not confirmed. "
        f"Dashed: the most that {names[where['host']]} demanded, {asked}." + (f" {note}" if note else ""),
    )


def _wrapped(day: pd.Timestamp, text: str, chars: int) -> str:
    return f"{day:%B} {day.day}\n{textwrap.fill(text, chars)}"


def _spread(blocks: Sequence[tuple[float, float]], gap: float, limits: tuple[float, float]) -> list[float]:
    """Tops of blocks (wished top, height) in order, moved no further than needed to keep them apart and above the lower limit."""
    low, high = min(limits), max(limits)
    tops: list[float] = []
    for wish, _ in blocks:
        tops.append(max(wish, low if not tops else tops[-1] + blocks[len(tops) - 1][1] + gap))
    floor = high
    for position in range(len(tops) - 1, -1, -1):
        tops[position] = min(tops[position], floor - blocks[position][1])
        floor = tops[position] - gap
    return tops


def _acts(
    ax: Axes,
    blocks: Sequence[tuple[pd.Timestamp, str]],
    side: int,
    present: pd.DataFrame,
    scale: float,
    edge: float,
    gutter: float,
    line: float,
    color: str,
    size: float,
) -> None:
    """One side's acts: a dot on the band at the day, and a bent leader to the words; ``edge`` is half the widest band, ``line`` in days."""
    gap = 0.09 / (size * 1.22 / 72) * line
    tops = _spread([(x_of(day), (text.count("\n") + 1) * line) for day, text in blocks], gap, ax.get_ylim())
    align = "right" if side < 0 else "left"
    for (day, text), top in zip(blocks, tops, strict=True):
        x, half, words_at = x_of(day), _half(present, day, scale), side * (edge + gutter)
        ax.plot([side * half, side * (edge + 0.04), words_at - side * 0.05], [x, x, top + line / 2], color=color, linewidth=0.9, zorder=3)
        ax.plot([side * half], [x], marker="o", markersize=5.5, color=color, markeredgecolor=PAPER, markeredgewidth=0.8, zorder=6)
        date, _, rest = text.partition("\n")
        ax.text(words_at, top, date, ha=align, va="top", fontsize=size, fontweight="bold", color=color, linespacing=1.1)
        ax.text(words_at, top + line, rest, ha=align, va="top", fontsize=size, color=INK, linespacing=1.1)


def _half(present: pd.DataFrame, day: pd.Timestamp, scale: float) -> float:
    """Half the width of the band as ``day`` began; on the first day, as it ended."""
    before = present[(present["day"] < day) | (present["day"] == present["day"].min())]
    return float(before["value"].iloc[-1]) * scale / 2 if len(before) else 0.0


def _band(ax: Axes, present: pd.DataFrame, demanded: pd.DataFrame, last: pd.Timestamp, scale: float, color: str, size: float) -> None:
    """The number present as a filled band with its figure, the number demanded as two dashed lines."""
    for row, until in _stretches(present, last):
        wide, doubtful = row["value"] * scale, row["confidence"] != "high" or not dates.is_exact(row["date_known"])
        box = Rectangle((-wide / 2, x_of(row["day"])), wide, x_of(until) - x_of(row["day"]), zorder=2)
        ax.add_patch(box)
        box.set(facecolor="none" if doubtful else pale(color, 0.45), edgecolor=color, linewidth=1.2)
        middle = (x_of(row["day"]) + x_of(until)) / 2
        number = ax.text(0, middle, f"{row['value']}", ha="center", va="center", fontsize=size + 1, fontweight="bold", color=INK, zorder=7)
        number.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1})
    for row, until in _stretches(demanded, last):
        for side in (-1, 1):
            x = side * row["value"] * scale / 2
            ax.plot([x, x], [x_of(row["day"]), x_of(until)], color=INK, linewidth=1.2, linestyle=(0, (3, 2)), zorder=5)


def _stretches(staff: pd.DataFrame, last: pd.Timestamp) -> Iterator[tuple[dict[Hashable, Any], pd.Timestamp]]:
    """Each row with the day until which its number stands: that of the next row, or the day after ``last``."""
    records = staff.to_dict("records")
    for position, row in enumerate(records):
        yield row, records[position + 1]["day"] if position + 1 < len(records) else last + DAY
