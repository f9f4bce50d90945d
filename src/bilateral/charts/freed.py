"""Where the people of each release went: one bar a release, as long as people were freed."""

from collections.abc import Iterator

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import HATCH, Look, span
from ..draw.palette import INK, MUTED, color_of, pale
from ..measures import prisoners
from ..measures.prisoners import NOT_KNOWN, PAPERS
from ..tables import Tables

SHOWN = {"abroad": "left the country", "stayed": "released inside it", "refused": "refused to go", NOT_KNOWN: "not known"}
BAR, GAP, THIN = 0.2, 0.16, 0.04  # inches: the height of a bar, the room under a release, and the least that is seen of one person


def where_the_freed_are(tables: Tables, title: str, releases: pd.DataFrame, id: str = "where-the-freed-are") -> Exhibit:
    """A bar for all and one for each of ``releases`` (rows of that table), divided by what became of its people; who is not accounted for is hatched.

    The table is that of :func:`prisoners.outcomes`. Raises ``ValueError`` if there is no release.
    """
    if releases.empty:
        raise ValueError("there is no release to draw")
    table = prisoners.outcomes(tables, releases)
    color = color_of(tables, tables.posts["host"].iloc[0])  # of who frees
    looks: dict[str, Look] = {
        "abroad": {"facecolor": color},
        "stayed": {"facecolor": pale(color, 0.3)},
        "refused": {"facecolor": INK},
        NOT_KNOWN: {"fill": False, "hatch": HATCH},
    }
    totals = table[table["outcome"] != PAPERS].groupby("outcome")["number"].sum()
    named = {outcome: f"{name}: {totals.get(outcome, 0)}" for outcome, name in SHOWN.items()}
    groups = [(str(rows["date"].iloc[0]), int(rows["freed"].iloc[0]), rows) for _, rows in table.groupby("release", sort=False)]

    def draw(canvas: Canvas) -> None:
        inner, size, line = canvas.width - 0.1, canvas.size, canvas.line * 1.15
        said = [list(_lines(_parts(rows), inner, size)) for _, _, rows in groups]
        key = list(_lines(list(named.values()), inner, size, 0.5))
        unit = (inner - THIN) / float(totals.sum())  # inches a person
        bars = (BAR + 0.04 + GAP) * (len(groups) + 1) - GAP
        ax = canvas.page(0.13 + line * (1 + len(key) + sum(1 + len(lines) for lines in said)) + bars)
        ax.text(0.02, 0.05 + line / 2, f"In all: {totals.sum()} freed", fontweight="bold", va="center", fontsize=size, color=INK)
        top = 0.05 + line
        for names in key:
            _key(ax, {outcome: name for outcome, name in named.items() if name in names}, top + line / 2, size, looks, color)
            top += line
        _bar(ax, totals, top + 0.04, unit, looks, color)
        top += BAR + 0.12 + GAP
        for (day, freed, rows), lines in zip(groups, said, strict=True):
            ax.text(0.02, top + line / 2, f"{words.known(day)}: {freed} freed", fontweight="bold", va="center", fontsize=size, color=INK)
            top += line + 0.02
            _bar(ax, rows.groupby("outcome")["number"].sum(), top, unit, looks, color)
            top += BAR + 0.02
            for text in lines:
                ax.text(0.02, top + line / 2, "; ".join(text), va="center", fontsize=size, color=MUTED)
                top += line
            top += GAP

    alt = ", ".join(f"{SHOWN[outcome]} {totals[outcome]}" for outcome in SHOWN if outcome in totals)
    each = " ".join(f"{words.known(day)}, {freed} freed: {'; '.join(_parts(rows))}." for day, freed, rows in groups)
    first, last = (words.known(groups[end][0]) for end in (0, -1))
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"People freed in {words.counted(len(groups), 'release')}, by where they went; {first} to {last}",
        table=table,
        alt=f"{title}. A bar of all, and one a release. In all: {alt}. {each}",
        sources=cite(tables, table["sources"]),
        checked=tables.checked_through("freed"),
        draw=draw,
        note="Where somebody went in the step of the release. Without a passport: as far as anybody said so.",
    )


def _parts(rows: pd.DataFrame) -> list[str]:
    """What is said of one release, each outcome in few words."""
    said = []
    for row in rows.itertuples():
        number = f"{'at least ' if row.at_least else ''}{row.number}"
        said.append(
            {
                "abroad": f"{number} to {row.country}",
                PAPERS: f"of those abroad, no passport: {number}",
                "stayed": f"{number} released inside the country",
                "refused": f"{number} refused to go",
                NOT_KNOWN: f"{number} not known",
            }[str(row.outcome)]
        )
    return said


def _lines(parts: list[str], width: float, size: float, beside: float = 0.12) -> Iterator[list[str]]:
    """The parts in lines no wider than ``width`` inches, ``beside`` each of them so many for what stands between two."""
    line: list[str] = []
    for part in parts:
        if line and sum(text_width(each, size) + beside for each in [*line, part]) > width:
            yield line
            line = []
        line.append(part)
    yield line


def _bar(ax: Axes, numbers: "pd.Series[int]", top: float, unit: float, looks: dict[str, Look], color: str) -> None:
    """People by what became of them (index: outcome), ``unit`` inches a person."""
    left = 0.02
    for outcome in SHOWN:
        if number := numbers.get(outcome, 0):
            long = max(float(number) * unit, THIN)
            span(ax, left, left + long, top, BAR, edgecolor=color, linewidth=1, **looks[outcome])
            left += long


def _key(ax: Axes, names: dict[str, str], y: float, size: float, looks: dict[str, Look], color: str) -> None:
    x = 0.02
    for outcome, name in names.items():
        span(ax, x, x + 0.2, y - 0.06, 0.12, edgecolor=color, linewidth=1, **looks[outcome])
        ax.text(x + 0.26, y, name, va="center", fontsize=size, color=INK)
        x += 0.26 + text_width(name, size) + 0.2
