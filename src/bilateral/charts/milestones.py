"""Milestones: chosen events in two columns beside one line of time that runs down the page."""

from collections.abc import Callable, Collection, Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import BOLD, Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, mark
from ..draw.palette import GRID, INK, MUTED, color_of
from ..draw.placement import short_date, wrap
from ..measures import episodes, readings
from ..tables import Tables
from ..tables.dates import YEAR

MARKERS = ("s", "o")
SPINE = 0.52  # inches: the band of years


def milestones(
    tables: Tables,
    title: str,
    columns: Mapping[str, Mapping[str, str]],
    actors: tuple[str, str],
    strong: Collection[str] = (),
    id: str = "milestones",
) -> Exhibit:
    """Events in two columns, left and right of a line of time.

    ``columns`` maps the two headings to the events under them: id to the few words that name it; ``actors`` are the two whose colors they
    have, ``strong`` the events in bold. The table is that of :func:`episodes.chosen`, which says what it raises.
    """
    rows = episodes.chosen(tables, columns)
    through, colors = tables.checked_through("events"), [color_of(tables, actor) for actor in actors]
    first, sure = pd.Timestamp(rows["day"].min().year, 1, 1), readings.sure(tables, "events")

    def draw(canvas: Canvas) -> None:
        narrow, size, line = canvas.narrow, canvas.size, canvas.line
        gap, room, head = 0.1 if narrow else 0.06, (canvas.width - SPINE) / 2 - 0.36, 0.4  # inches: between two labels, and for one
        longest = 1.5 if narrow else 1.0  # inches of a year

        def down(day: pd.Timestamp) -> float:
            """Inches from the top."""
            return head + 0.1 + (day - first).days / YEAR * longest * min(1, 8 / max(1, through.year - first.year))

        placed = []
        for heading in columns:
            own = rows[rows["column"] == heading]
            days = own["date"].map(short_date)
            asides = [0.0 if narrow else text_width(day, size, bold=event in strong) + 0.1 for day, event in zip(days, own["event"], strict=True)]
            rooms = [(room - aside) / (BOLD if event in strong else 1) for aside, event in zip(asides, own["event"], strict=True)]
            texts = [wrap(text, each, size) for text, each in zip(own["text"], rooms, strict=True)]
            heights = [(len(text) + narrow) * line for text in texts]
            tops = _beside_or_above([down(day) - line / 2 for day in own["day"]], heights, gap, head)
            placed.append(own.assign(known=days, aside=asides, lines=texts, top=tops, foot=[a + b for a, b in zip(tops, heights, strict=True)]))
        ends = [own["foot"].iloc[-1] for own in placed]
        ax = canvas.page(max([down(pd.Timestamp(through.year, 1, 1)) + line, down(through), *ends]) + 0.15)
        _spine(ax, canvas, first, through, down)
        for side, heading, own, color, marker in zip((-1, 1), columns, placed, colors, MARKERS, strict=True):
            align, edge = "right" if side < 0 else "left", (canvas.width + side * SPINE) / 2
            ax.text(edge + side * 0.28, head - 0.35, heading, ha=align, va="top", fontsize=size + 0.5, fontweight="bold", color=color)
            for row in own.itertuples():
                y, level, weight = down(row.day), row.top + line / 2, "bold" if row.event in strong else "normal"
                ax.plot([edge + side * step for step in (0, 0.1, 0.2, 0.24)], [y, y, level, level], color=color, linewidth=0.9, zorder=2)
                large = 9 if row.event in strong else 6
                mark(ax, edge, y, marker, color, large, row.event in sure, markeredgewidth=1.1, zorder=3)
                place: Look = {"ha": align, "va": "top", "fontsize": size, "linespacing": 1.2, "fontweight": weight}
                ax.text(edge + side * 0.28, row.top, row.known, color=MUTED, **place)
                ax.text(edge + side * (0.28 + row.aside), row.top + narrow * line, "\n".join(row.lines), color=INK, **place)

    told = {heading: [f"{words.known(row.date)}, {row.text}" for row in rows[rows["column"] == heading].itertuples()] for heading in columns}
    listed = " ".join(f"{heading}: {'; '.join(events)}." for heading, events in told.items())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Chosen events, {first.year} to {words.day(through)}, on one line of time drawn to scale",
        table=rows.drop(columns=["day", "text"]),
        alt=f"{title}. Two columns of dated events beside a vertical line of time. {listed}",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="A choice of events, not all. Hollow: on one secondary source or less, or not read twice.",
    )


def _beside_or_above(wanted: list[float], sizes: list[float], gap: float, least: float) -> list[float]:
    """Tops of labels, in inches from above and in order: each beside its mark or, where the next needs the room, above it; from ``least`` on.

    None stands under its mark, so that labels of both columns keep the order of time as far as there is room.
    """
    tops = list(wanted)
    for place in range(len(tops) - 2, -1, -1):
        tops[place] = min(tops[place], tops[place + 1] - gap - sizes[place])
    for place, size in enumerate([least, *(size + gap for size in sizes[:-1])]):
        tops[place] = max(tops[place], size + (tops[place - 1] if place else 0))
    return tops


def _spine(ax: Axes, canvas: Canvas, first: pd.Timestamp, last: pd.Timestamp, down: Callable[[pd.Timestamp], float]) -> None:
    """The line of time down the middle, with its years."""
    middle = canvas.width / 2
    edges = (middle - SPINE / 2, middle + SPINE / 2)
    for edge in edges:
        ax.plot([edge, edge], [down(first), down(last)], color=GRID, linewidth=1.2, zorder=1)
    for year in range(first.year, last.year + 1):
        y = down(pd.Timestamp(year, 1, 1))
        ax.plot(edges, [y, y], color=GRID, linewidth=0.8, zorder=1)
        ax.text(middle, y + 0.06, str(year), ha="center", va="top", fontsize=canvas.size, color=MUTED)
