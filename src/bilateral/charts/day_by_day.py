"""One crisis day by day: time runs down, the number of staff is a band, the acts of the two sides stand left and right of it."""

import textwrap
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, clear, mark, span, x_of
from ..draw.palette import INK, MUTED, PAPER, color_of, pale
from ..measures import readings
from ..measures.status import DAY
from ..tables import Tables, dates

PRESENT = {"staff_present": "staff present", "diplomats_present": "diplomats present"}
DEMANDED = {"staff_cap": "staff demanded at most"}


@dataclass(frozen=True)
class Band:
    """The staff reported and demanded up to the ``last`` day, and the inches that one of them takes across."""

    present: pd.DataFrame
    demanded: pd.DataFrame
    last: pd.Timestamp
    scale: float

    def half(self, day: pd.Timestamp) -> float:
        """Half the width of the band as ``day`` began; on the first day, as it ended."""
        before = self.present[(self.present["day"] < day) | (self.present["day"] == self.present["day"].min())]
        return float(before["value"].iloc[-1]) * self.scale / 2 if len(before) else 0.0


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
    staff = tables.staffing.assign(sure=tables.staffing["id"].isin(readings.sure(tables, "staffing")))
    staff = _standing(staff[staff["post"] == post], first, last)
    present, demanded = staff[staff["measure"].isin(PRESENT)], staff[staff["measure"].isin(DEMANDED)]
    drawn = pd.concat(
        [
            acts.assign(date=acts["known"], side=acts["actor"].map(names), measure="act", value=pd.Series(pd.NA, acts.index, staff["value"].dtype)),
            staff.assign(date=staff["date_known"], side="", measure=staff["measure"].map(PRESENT | DEMANDED), text=""),
        ]
    )
    drawn = drawn[["date", "side", "measure", "value", "text", "sources"]].sort_values("date", kind="stable").reset_index(drop=True)

    def draw(canvas: Canvas) -> None:
        narrow, size, line = canvas.narrow, canvas.size, canvas.line
        wide, gutter, edge = (0.62, 0.16, 0.04) if narrow else (1.5, 0.42, 0.1)  # inches
        column = (canvas.width - wide) / 2 - gutter - edge
        chars = int(column / (text_width("abcdefghijklmnoprstu ", size) / 19))
        blocks = {actor: [(row.day, _wrapped(row.day, row.text, chars)) for row in group.itertuples()] for actor, group in acts.groupby("actor")}
        needed = max(sum(text.count("\n") + 1 for _, text in side) * line + 0.09 * len(side) for side in blocks.values())
        body = max(needed * (1.12 if narrow else 1.2), 6.0)
        ax = canvas.axes(body, below=0.15, above=0.62)
        ax.set_xlim(-canvas.width / 2, canvas.width / 2)
        ax.set_ylim(x_of(last + DAY), x_of(first))
        ax.axis("off")
        band = Band(present, demanded, last, wide / int(present["value"].max()))
        _band(ax, band, colors[where["sender"]], size)
        for actor, side in ((where["host"], -1), (where["sender"], 1)):
            _acts(ax, blocks.get(actor, []), band, side * wide / 2, side * gutter, colors[actor], size)
            at, align = canvas.width / 2 + side * (wide / 2 + gutter), "right" if side < 0 else "left"
            canvas.write(at, -0.08, names[actor], ha=align, va="top", fontsize=size + 1, fontweight="bold", color=colors[actor])
        canvas.write(canvas.width / 2, -0.08, f"At post\nin {where['city']}", ha="center", va="top", color=MUTED, linespacing=1.1)

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
        note="Band: the last number reported, which may have changed earlier; hollow: known to the month only, not confirmed, or not read twice. "
        f"Dashed: the most that {names[where['host']]} demanded, {asked}." + (f" {note}" if note else ""),
    )


def _standing(staff: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The numbers of the days from ``first`` to ``last``, each with its ``day``, and before them the last earlier ones, which still stand."""
    staff = staff.sort_values("date_earliest", kind="stable")
    earlier = staff[staff["date_latest"] < first]
    standing = earlier.groupby(earlier["measure"].isin(DEMANDED)).tail(1)
    staff = pd.concat([standing, staff[(staff["date_latest"] >= first) & (staff["date_earliest"] <= last)]])
    staff = staff[staff["value"].notna()]
    return staff.assign(day=staff["date_earliest"].clip(lower=first)).sort_values("day", kind="stable")


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


def _acts(ax: Axes, blocks: Sequence[tuple[pd.Timestamp, str]], band: Band, edge: float, gutter: float, color: str, size: float) -> None:
    """One side's acts: a dot on the band at the day, and a bent leader to the words; ``edge`` is that of the widest band, left negative."""
    unit = abs(ax.get_ylim()[0] - ax.get_ylim()[1]) / (ax.bbox.height / ax.figure.dpi)  # days an inch
    line, side, align = size * 1.22 / 72 * unit, (1 if edge > 0 else -1), "left" if edge > 0 else "right"
    tops = _spread([(x_of(day), (text.count("\n") + 1) * line) for day, text in blocks], 0.09 * unit, ax.get_ylim())
    for (day, text), top in zip(blocks, tops, strict=True):
        x, half, words_at = x_of(day), side * band.half(day), edge + gutter
        ax.plot([half, edge + side * 0.04, words_at - side * 0.05], [x, x, top + line / 2], color=color, linewidth=0.9, zorder=3)
        mark(ax, half, x, "o", color, 5.5, markeredgecolor=PAPER, markeredgewidth=0.8, zorder=6)
        date, _, rest = text.partition("\n")
        ax.text(words_at, top, date, ha=align, va="top", fontsize=size, fontweight="bold", color=color, linespacing=1.1)
        ax.text(words_at, top + line, rest, ha=align, va="top", fontsize=size, color=INK, linespacing=1.1)


def _band(ax: Axes, band: Band, color: str, size: float) -> None:
    """The number present as a filled band with its figure, the number demanded as two dashed lines."""
    for row, until in _stretches(band.present, band.last):
        wide, doubtful = row["value"] * band.scale, not row["sure"] or not dates.is_exact(row["date_known"])
        begin, end = x_of(row["day"]), x_of(until)
        face = "none" if doubtful else pale(color, 0.45)
        span(ax, -wide / 2, wide / 2, begin, end - begin, facecolor=face, edgecolor=color, linewidth=1.2, zorder=2)
        how: Look = {"ha": "center", "va": "center", "fontsize": size + 1, "fontweight": "bold", "color": INK, "zorder": 7}
        clear(ax.text(0, (begin + end) / 2, f"{row['value']}", **how), 1)
    for row, until in _stretches(band.demanded, band.last):
        for side in (-1, 1):
            x = side * row["value"] * band.scale / 2
            ax.plot([x, x], [x_of(row["day"]), x_of(until)], color=INK, linewidth=1.2, linestyle=(0, (3, 2)), zorder=5)


def _stretches(staff: pd.DataFrame, last: pd.Timestamp) -> Iterator[tuple[dict[Hashable, Any], pd.Timestamp]]:
    """Each row with the day until which its number stands: that of the next row, or the day after ``last``."""
    records = staff.to_dict("records")
    for position, row in enumerate(records):
        yield row, records[position + 1]["day"] if position + 1 < len(records) else last + DAY
