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
from ..draw.marks import Look, mark, span, with_halo, x_of
from ..draw.palette import INK, MUTED, PAPER, color_of, pale
from ..measures import crisis
from ..measures.status import DAY
from ..tables import Tables, dates


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
    acts outside the days are left out. The table is that of :func:`crisis.day_by_day`, which says what it raises.
    """
    where, rows = tables.posts.set_index("id").loc[post], crisis.day_by_day(tables, post, named, first, last)
    names = tables.actors.set_index("id")["name"]
    acts = rows[rows["measure"] == crisis.ACT]
    present, demanded = (rows[rows["measure"].isin(kinds.values())] for kinds in (crisis.PRESENT, crisis.DEMANDED))
    colors = {actor: color_of(tables, actor) for actor in (where["host"], where["sender"])}

    def draw(canvas: Canvas) -> None:
        narrow, size, line = canvas.narrow, canvas.size, canvas.line
        wide, gutter, edge = (0.95, 0.16, 0.06) if narrow else (1.5, 0.42, 0.1)  # inches
        column = (canvas.width - wide) / 2 - gutter - edge
        chars = int(column / (text_width("abcdefghijklmnoprstu ", size) / 19))
        blocks = {actor: [(row.day, _wrapped(row.day, row.text, chars)) for row in group.itertuples()] for actor, group in acts.groupby("actor")}
        needed = max(sum(text.count("\n") + 1 for _, text in side) * line + 0.09 * len(side) for side in blocks.values())
        ax = canvas.axes(max(needed * (1.12 if narrow else 1.2), 6.0), below=0.15, above=1.06)
        ax.set_xlim(-canvas.width / 2, canvas.width / 2)
        ax.set_ylim(x_of(last + DAY), x_of(first))
        ax.axis("off")
        band = Band(present, demanded, last, wide / int(present["value"].max()))
        _weeks(ax, (first, last), band, wide / 2, size)
        _band(ax, band, colors[where["sender"]], wide / 2, size)
        for actor, side in ((where["host"], -1), (where["sender"], 1)):
            _acts(ax, blocks.get(actor, []), band, side * wide / 2, side * gutter, colors[actor], size)
            at, align = canvas.width / 2 + side * (wide / 2 + gutter), "right" if side < 0 else "left"
            canvas.write(at, -0.38, names[actor], ha=align, va="top", fontsize=size + 1, fontweight="bold", color=colors[actor])
        canvas.write(canvas.width / 2, -0.38, f"At post\nin {where['city']}", ha="center", va="top", color=MUTED, linespacing=1.1)
        asked = ", ".join(str(value) for value in dict.fromkeys(demanded["value"]))
        signs = [f"╌╌ at most, as {names[where['host']]} demanded: {asked}"] if asked else []
        canvas.key([(sign, INK) for sign in [*signs, "── a line a week"]], 0.06, 0.12)

    counted = ", ".join(f"{row.value} {row.measure} ({words.known(row.date)})" for row in present.itertuples())
    asked = ", ".join(f"{row.value} ({words.known(row.date)})" for row in demanded.itertuples())
    limit = f"Demanded at most: {asked}. " if asked else ""
    told = ", ".join(f"{names[actor]} {words.number(count)}" for actor, count in acts["actor"].value_counts().items())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"{where['label']}, {words.day(first)} to {words.day(last)}: people reported at post (band) and the acts of both sides",
        table=rows[["date", "side", "measure", "value", "text", "sources"]],
        alt=f"{title}. A band that narrows downward as time passes. Reported at post: {counted}. {limit}Acts named: {told}.",
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("staffing"),
        draw=draw,
        note="Band: the last number reported." + (f" {note}" if note else ""),
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


def _weeks(ax: Axes, days: tuple[pd.Timestamp, pd.Timestamp], band: Band, half: float, size: float) -> None:
    """A line each week, ``half`` an inch to each side; the name of each month on its first day, left of the band or, at its top, over it."""
    first, last = days
    for day in pd.date_range(first, last, freq="W-MON"):
        ax.plot([-half, half], [x_of(day)] * 2, color=MUTED, linewidth=0.6, zorder=4)
    ax.text(-half, x_of(first) - 0.3, f"{first:%B %Y}", va="bottom", fontsize=size, color=INK)
    for day in pd.date_range(first + DAY, last, freq="MS"):
        fits = text_width(f"{day:%B}", size) < half - band.half(day) - 0.04
        ax.text(-half, x_of(day) + 0.2, f"{day:%B}" if fits else f"{day:%b}", va="top", fontsize=size, color=INK, zorder=7)


def _band(ax: Axes, band: Band, color: str, half: float, size: float) -> None:
    """The number present as a filled band, hollow where it is weakly sourced, the number demanded as two dashed lines.

    The figure stands in the band, in the middle of a week and clear of dashes, or, where that is too narrow, left of it.
    """
    unit = abs(ax.get_ylim()[0] - ax.get_ylim()[1]) / (ax.bbox.height / ax.figure.dpi)  # days an inch
    first = band.present["day"].min()
    words_at: list[tuple[float, float, float]] = []  # from when to when dashes leave room for them, and how far to each side
    weeks = [x_of(day) + 3.5 for day in pd.date_range(first - 7 * DAY, band.last, freq="W-MON")]  # their middles, where no line runs
    for row, until in _stretches(band.present, band.last):
        wide, begin, end = row["value"] * band.scale, x_of(row["day"]), x_of(until)
        face = pale(color, 0.3) if row["sure"] else "none"
        span(ax, -wide / 2, wide / 2, begin, end - begin, facecolor=face, edgecolor=color, linewidth=1.2, zorder=2)
        number = f"{row['value']}" if dates.is_exact(row["date"]) else f"about {row['value']}"
        text = f"{number}\n{row['measure']}" if end - begin > 0.5 * unit else number
        within = 0.7 * text_width(text, size, bold=True) < wide  # a word may stand a little over the edges
        if not within and text_width(text, size, bold=True) > half - wide / 2 + 0.1:
            text = number
        how: Look = {"va": "center", "fontsize": size, "fontweight": "bold", "color": INK, "zorder": 7, "linespacing": 1.05}
        middle = (begin + end) / 2
        middle = min((day for day in weeks if begin < day < end), key=lambda day: abs(day - middle), default=middle)
        x, align = (0.0, "center") if within else (-wide / 2 - 0.06, "right")
        with_halo(ax.text(x, middle, text, ha=align, **how))
        if within:
            room = (text.count("\n") + 1) * size * 1.15 / 144 * unit
            words_at.append((middle - room, middle + room, text_width(text, size, bold=True) / 2))
    for row, until in _stretches(band.demanded, band.last):
        for side in (-1, 1):
            x = side * row["value"] * band.scale / 2
            begin, end = x_of(row["day"]), x_of(until)
            for top, bottom in [*((top, bottom) for top, bottom, reach in words_at if reach > abs(x)), (end, end)]:
                if begin < min(top, end):
                    ax.plot([x, x], [begin, min(top, end)], color=INK, linewidth=1.2, linestyle=(0, (3, 2)), zorder=5)
                begin = max(begin, bottom)


def _stretches(staff: pd.DataFrame, last: pd.Timestamp) -> Iterator[tuple[dict[Hashable, Any], pd.Timestamp]]:
    """Each row with the day until which its number stands: that of the next row, or the day after ``last``."""
    records = staff.to_dict("records")
    for position, row in enumerate(records):
        yield row, records[position + 1]["day"] if position + 1 < len(records) else last + DAY
