"""Milestones: chosen events in two columns beside one line of time that runs down the page."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import words
from ..draw.exhibit import GRID, INK, MUTED, PAPER, Exhibit, cite, color_of, is_narrow
from ..draw.marks import apart, text_width
from ..tables import Tables, dates

MARKERS = ("s", "o")
SIGNS = {"▲": "^", "▼": "v", "●": "o"}  # what may stand before the words of an event, and the marker that it then has


def milestones(
    tables: Tables,
    title: str,
    columns: Mapping[str, Mapping[str, str]],
    actors: tuple[str, str],
    per_year: Mapping[int, float] | None = None,
    signs: Mapping[str, str] | None = None,
    id: str = "milestones",
) -> Exhibit:
    """Events in two columns, left and right of a line of time.

    ``columns`` maps the two headings to the events under them: id to the few words that name it, a sign before them where ``signs`` says
    what ``▲``, ``▼`` and ``●`` mean; ``actors`` are the two whose colors they have. ``per_year`` maps a year to the inches that each year
    from it on is long. The table has one row an event: ``column, date, effect, summary, event, confidence, sources`` (``effect`` only with
    signs). Raises ``KeyError`` for an unknown event, ``ValueError`` unless there are two columns, or for a sign without a meaning.
    """
    if len(columns) != 2:
        raise ValueError(f"two columns are drawn, {len(columns)} were given: {', '.join(columns)}")
    events, meanings, scale = tables.events.set_index("id"), dict(signs or {}), dict(per_year or {0: 1.25})
    rows = pd.concat([events.loc[list(named)].assign(column=heading, text=list(named.values())) for heading, named in columns.items()])
    rows = rows.sort_values("date", kind="stable")
    rows["sign"] = rows["text"].str[0].where(rows["text"].str[0].isin(list(SIGNS)), "")
    rows["text"] = rows["text"].str.lstrip("".join(SIGNS) + " ")
    if set(rows["sign"]) - {""} - set(meanings):
        raise ValueError(f"signs without a meaning: {', '.join(sorted(set(rows['sign']) - {''} - set(meanings)))}")
    drawn = pd.DataFrame(
        {
            "column": rows["column"],
            "date": rows["date_known"],
            "effect": rows["sign"].map(lambda sign: meanings.get(sign, "")),
            "summary": rows["summary"],
            "event": rows.index,
            "confidence": rows["confidence"],
            "sources": rows["sources"],
        }
    ).reset_index(drop=True)
    if not meanings:
        drawn = drawn.drop(columns="effect")
    through, colors = tables.checked_through("events"), [color_of(tables, actor) for actor in actors]
    first = pd.Timestamp(rows["date"].min().year, 1, 1)

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        line, spine, gap = size * 1.22 / 72, 0.52, 0.1 if narrow else 0.06  # inches: a line of text, the band of years, between two labels
        room = (width - spine) / 2 - 0.36
        head, key = (0.4, 0.22) if meanings else (0.4, 0.0)
        stretch = 1.2 if narrow else 0.8

        def down(day: pd.Timestamp) -> float:
            """Inches from the top: the whole years before ``day``, each as long as ``per_year`` says, and the part of its own."""
            begin = pd.Timestamp(day.year, 1, 1)
            part = (day - begin) / (pd.Timestamp(day.year + 1, 1, 1) - begin)
            years = [*range(first.year, day.year), day.year]
            lengths = [scale[max(since for since in scale if since <= year)] for year in years]
            return head + key + 0.1 + stretch * (sum(lengths[:-1]) + part * lengths[-1])

        placed = []
        for heading in columns:
            own = rows[rows["column"] == heading]
            days = [_short(row.date_known) for row in own.itertuples()]
            asides = [0.0 if narrow else text_width(day, size) + 0.1 for day in days]  # a page writes the words beside the date, a phone under it
            texts = [_wrap(row.text, room - aside, size) for row, aside in zip(own.itertuples(), asides, strict=True)]
            heights = [(len(text) + narrow) * line for text in texts]
            tops = apart([down(day) - line / 2 for day in own["date"]], heights, gap, head + key)
            placed.append((own, days, asides, texts, tops, heights))
        height = max([down(pd.Timestamp(through.year, 1, 1)) + line, down(through), *(tops[-1] + heights[-1] for *_, tops, heights in placed)]) + 0.15
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
        said = "    ".join(f"{sign} {meaning}" for sign, meaning in meanings.items())
        ax.text(middle, 0.05, said, ha="center", va="top", fontsize=size, color=INK)
        sides = zip((-1, 1), columns, placed, edges, colors, MARKERS, strict=True)
        for side, heading, (own, days, asides, texts, tops, _), edge, color, marker in sides:
            align, bend = ("right" if side < 0 else "left"), [edge + side * step for step in (0, 0.1, 0.2, 0.24)]
            ax.text(edge + side * 0.28, key + 0.05, heading, ha=align, va="top", fontsize=size + 0.5, fontweight="bold", color=color)
            for row, day, aside, text, top in zip(own.itertuples(), days, asides, texts, tops, strict=True):
                y, level = down(row.date), top + line / 2
                ax.plot(bend, [y, y, level, level], color=color, linewidth=0.9, zorder=2)
                face = color if row.confidence == "high" else PAPER
                ax.plot(
                    [edge],
                    [y],
                    marker=SIGNS.get(row.sign, marker),
                    markersize=7.5 if row.sign in ("▲", "▼") else 6,
                    color=color,
                    markerfacecolor=face,
                    markeredgewidth=1.1,
                    zorder=3,
                )
                place: dict[str, Any] = {"ha": align, "va": "top", "fontsize": size, "linespacing": 1.2}
                ax.text(edge + side * 0.28, top, day, color=MUTED, **place)
                ax.text(edge + side * (0.28 + aside), top + narrow * line, "\n".join(text), color=INK, **place)
        return figure

    def told(row: pd.Series) -> str:
        effect = f" ({meanings[row['sign']]})" if row["sign"] else ""
        return f"{words.known(row['date_known'])}{effect}, {row['text']}"

    listed = " ".join(f"{heading}: {'; '.join(told(row) for _, row in rows[rows['column'] == heading].iterrows())}." for heading in columns)
    longer = [year for year in scale if year > first.year]
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Chosen events, {first.year} to {words.day(through)}, on one line of time"
        + (f"; years from {longer[0]} on are drawn longer" if longer else " drawn to scale"),
        table=drawn,
        alt=f"{title}. Two columns of dated events beside a vertical line of time. {listed}",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="A choice of events, not all. Hollow: on one secondary source or less.",
    )


def _short(known: str) -> str:
    """``Mar 12, 2008``, ``Mar 1997`` or ``1992``."""
    day = dates.earliest(known)
    return f"{day:%b} {day.day}, {day.year}" if dates.is_exact(known) else known if len(known) == 4 else f"{day:%b %Y}"


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
