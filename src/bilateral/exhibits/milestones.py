"""Milestones: chosen events in two columns beside one line of time that runs down the page."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from .. import words
from ..tables import Tables
from .exhibit import GRID, INK, MUTED, PAPER, Exhibit, cite, color_of, is_narrow
from .marks import apart, text_width, x_of

MARKERS = ("s", "o")
YEAR = 365.2425


def milestones(
    tables: Tables, title: str, columns: Mapping[str, Mapping[str, str]], actors: tuple[str, str], per_year: float = 1.25, id: str = "milestones"
) -> Exhibit:
    """Events in two columns, left and right of a line of time drawn to scale (``per_year`` inches a year).

    ``columns`` maps the two headings to the events under them: id to the few words that name it; ``actors`` are the two whose colors they
    have. The table has one row an event: ``column, date, event, summary, confidence, sources``. Raises ``KeyError`` for an unknown event,
    ``ValueError`` unless there are two columns.
    """
    if len(columns) != 2:
        raise ValueError(f"two columns are drawn, {len(columns)} were given: {', '.join(columns)}")
    events = tables.events.set_index("id")
    rows = pd.concat([events.loc[list(named)].assign(column=heading, text=list(named.values())) for heading, named in columns.items()])
    rows = rows.sort_values("date", kind="stable")
    drawn = pd.DataFrame(
        {
            "column": rows["column"],
            "date": rows["date_known"],
            "event": rows.index,
            "summary": rows["summary"],
            "confidence": rows["confidence"],
            "sources": rows["sources"],
        }
    ).reset_index(drop=True)
    through, colors = tables.checked_through("events"), [color_of(tables, actor) for actor in actors]
    first = pd.Timestamp(rows["date"].min().year, 1, 1)

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        line, spine, gap = size * 1.22 / 72, 0.52, 0.1  # inches: a line of text, the band of years, the room between two labels
        room = (width - spine) / 2 - 0.3
        head = 0.4
        length = (x_of(through) - x_of(first)) / YEAR * per_year * (1.05 if narrow else 0.8)

        def down(day: pd.Timestamp) -> float:
            return head + 0.1 + (x_of(day) - x_of(first)) / YEAR * length / ((x_of(through) - x_of(first)) / YEAR)

        placed = []
        for heading in columns:
            own = rows[rows["column"] == heading]
            texts = [_wrap(f"{row.text}", room, size) for row in own.itertuples()]
            heights = [(len(text) + 1) * line for text in texts]
            tops = apart([down(day) - line / 2 for day in own["date"]], heights, gap, head)
            placed.append((own, texts, tops, heights))
        height = (
            max([down(pd.Timestamp(through.year, 1, 1)) + line, down(through), *(tops[-1] + heights[-1] for _, _, tops, heights in placed)]) + 0.15
        )
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((0, 0, 1, 1))
        ax.set_xlim(0, width)
        ax.set_ylim(height, 0)
        ax.set_axis_off()
        middle = width / 2
        edges = (middle - spine / 2, middle + spine / 2)
        for edge in edges:
            ax.plot([edge, edge], [down(first), down(through)], color=GRID, linewidth=1.2, zorder=1)
        for year in range(first.year, through.year + 1):
            y = down(pd.Timestamp(year, 1, 1))
            ax.plot(edges, [y, y], color=GRID, linewidth=0.8, zorder=1)
            ax.text(middle, y + 0.06, str(year), ha="center", va="top", fontsize=size, color=MUTED)
        for sign, heading, (own, texts, tops, _), edge, color, marker in zip((-1, 1), columns, placed, edges, colors, MARKERS, strict=True):
            align, bend = ("right" if sign < 0 else "left"), [edge + sign * step for step in (0, 0.08, 0.18, 0.22)]
            ax.text(edge + sign * 0.26, 0.05, heading, ha=align, va="top", fontsize=size + 0.5, fontweight="bold", color=color)
            for row, text, top in zip(own.itertuples(), texts, tops, strict=True):
                y, level = down(row.date), top + line / 2
                ax.plot(bend, [y, y, level, level], color=color, linewidth=0.9, zorder=2)
                face = color if row.confidence == "high" else PAPER
                ax.plot([edge], [y], marker=marker, markersize=6, color=color, markerfacecolor=face, markeredgewidth=1.1, zorder=3)
                ax.text(edge + sign * 0.26, top, words.known(row.date_known), ha=align, va="top", fontsize=size, color=MUTED)
                ax.text(edge + sign * 0.26, top + line, "\n".join(text), ha=align, va="top", fontsize=size, color=INK, linespacing=1.2)
        return figure

    listed = " ".join(
        f"{heading}: " + "; ".join(f"{words.known(row.date_known)}, {row.text}" for row in rows[rows["column"] == heading].itertuples()) + "."
        for heading in columns
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Chosen events, {first.year} to {words.day(through)}, on one line of time drawn to scale",
        table=drawn,
        alt=f"{title}. Two columns of dated events beside a vertical line of time. {listed}",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="A choice of events, not all. Hollow: not confirmed by two sources.",
    )


def _wrap(text: str, room: float, size: float) -> list[str]:
    """``text`` in lines no wider than ``room`` inches."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > room:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]
