"""Milestones: chosen events in two columns beside one line of time that runs down the page."""

from collections.abc import Callable, Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, mark
from ..draw.palette import GRID, INK, MUTED, color_of
from ..draw.placement import short_date, spread, wrap
from ..measures import readings
from ..tables import Tables

MARKERS = ("s", "o")
SPINE = 0.52  # inches: the band of years
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
    meanings, scale = dict(signs or {}), dict(per_year or {0: 1.25})
    rows = _chosen(tables.events.set_index("id"), columns, meanings)
    drawn = rows.assign(date=rows["date_known"], effect=rows["sign"].map(lambda sign: meanings.get(sign, "")), event=rows.index)
    drawn = drawn[["column", "date", *(["effect"] if meanings else []), "summary", "event", "confidence", "sources"]].reset_index(drop=True)
    through, colors = tables.checked_through("events"), [color_of(tables, actor) for actor in actors]
    first, sure = pd.Timestamp(rows["date"].min().year, 1, 1), readings.sure(tables, "events")

    def draw(canvas: Canvas) -> None:
        narrow, size, line = canvas.narrow, canvas.size, canvas.line
        gap, room = 0.1 if narrow else 0.06, (canvas.width - SPINE) / 2 - 0.36  # inches: between two labels, and for one
        head, stretch = 0.4 + (0.22 if meanings else 0.0), 1.2 if narrow else 0.8

        def down(day: pd.Timestamp) -> float:
            """Inches from the top: the whole years before ``day``, each as long as ``per_year`` says, and the part of its own."""
            begin = pd.Timestamp(day.year, 1, 1)
            part = (day - begin) / (pd.Timestamp(day.year + 1, 1, 1) - begin)
            years = [*range(first.year, day.year), day.year]
            lengths = [scale[max(since for since in scale if since <= year)] for year in years]
            return head + 0.1 + stretch * (sum(lengths[:-1]) + part * lengths[-1])

        placed = []
        for heading in columns:
            own = rows[rows["column"] == heading]
            days = own["date_known"].map(short_date)
            asides = [0.0 if narrow else text_width(day, size) + 0.1 for day in days]  # a page writes the words beside the date, a phone under it
            texts = [wrap(text, room - aside, size) for text, aside in zip(own["text"], asides, strict=True)]
            heights = [(len(text) + narrow) * line for text in texts]
            tops = spread([down(day) - line / 2 for day in own["date"]], heights, gap, head)
            placed.append(own.assign(day=days, aside=asides, lines=texts, top=tops, foot=[a + b for a, b in zip(tops, heights, strict=True)]))
        ends = [own["foot"].iloc[-1] for own in placed]
        ax = canvas.page(max([down(pd.Timestamp(through.year, 1, 1)) + line, down(through), *ends]) + 0.15)
        _spine(ax, canvas, first, through, down)
        said = "    ".join(f"{sign} {meaning}" for sign, meaning in meanings.items())
        ax.text(canvas.width / 2, 0.05, said, ha="center", va="top", fontsize=size, color=INK)
        for side, heading, own, color, marker in zip((-1, 1), columns, placed, colors, MARKERS, strict=True):
            align, edge = "right" if side < 0 else "left", (canvas.width + side * SPINE) / 2
            ax.text(edge + side * 0.28, head - 0.35, heading, ha=align, va="top", fontsize=size + 0.5, fontweight="bold", color=color)
            for row in own.itertuples():
                y, level = down(row.date), row.top + line / 2
                ax.plot([edge + side * step for step in (0, 0.1, 0.2, 0.24)], [y, y, level, level], color=color, linewidth=0.9, zorder=2)
                large = 7.5 if row.sign in ("▲", "▼") else 6
                mark(ax, edge, y, SIGNS.get(row.sign, marker), color, large, row.Index in sure, markeredgewidth=1.1, zorder=3)
                place: Look = {"ha": align, "va": "top", "fontsize": size, "linespacing": 1.2}
                ax.text(edge + side * 0.28, row.top, row.day, color=MUTED, **place)
                ax.text(edge + side * (0.28 + row.aside), row.top + narrow * line, "\n".join(row.lines), color=INK, **place)

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
        note="A choice of events, not all. Hollow: on one secondary source or less, or not read twice.",
    )


def _chosen(events: pd.DataFrame, columns: Mapping[str, Mapping[str, str]], meanings: Mapping[str, str]) -> pd.DataFrame:
    """The events of both columns in order of date, with ``column``, ``sign`` and ``text``: what names it, without the sign."""
    if len(columns) != 2:
        raise ValueError(f"two columns are drawn, {len(columns)} were given: {', '.join(columns)}")
    rows = pd.concat([events.loc[list(named)].assign(column=heading, text=list(named.values())) for heading, named in columns.items()])
    rows = rows.sort_values("date", kind="stable")
    rows["sign"] = rows["text"].str[0].where(rows["text"].str[0].isin(list(SIGNS)), "")
    rows["text"] = rows["text"].str.lstrip("".join(SIGNS) + " ")
    if unexplained := set(rows["sign"]) - {""} - set(meanings):
        raise ValueError(f"signs without a meaning: {', '.join(sorted(unexplained))}")
    return rows


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
