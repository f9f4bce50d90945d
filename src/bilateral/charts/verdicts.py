"""Claims by section and verdict, one square each."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import span
from ..draw.palette import GREEN, INK, MUTED, PAPER, PURPLE, YELLOW
from ..measures import claims
from ..tables import Tables

COLORS = {  # by verdict; the marks tell verdicts of one color apart
    "supported": GREEN,
    "came-true": GREEN,
    "qualified": YELLOW,
    "imprecise": YELLOW,
    "not-supported": PURPLE,
    "contradicted": PURPLE,
    "did-not-come-true": PURPLE,
    "open": INK,
    "interpretation": MUTED,
}
STEP, SIDE = 0.225, 0.19  # inches from square to square, and the side of one
LINE, GAP = 0.205, 0.2  # inches of a line of text, and between sections
SIZE = 10.0


def verdicts_by_section(tables: Tables, judged: pd.DataFrame, title: str, sections: Mapping[str, str], id: str = "verdicts-by-section") -> Exhibit:
    """One square a claim, a row a section, in the order of the table of verdicts; each square holds the mark of its verdict.

    ``judged`` is what ``claims.judged`` returns, ``sections`` maps a section to its name, in the order of the rows. The table has one
    row for each section and verdict that occurs: ``section``, ``verdict``, ``mark``, ``claims``. Raises ``KeyError`` for a section of
    a claim that has no name.
    """
    unnamed = sorted(set(judged["section"]) - set(sections))
    if unnamed:
        raise KeyError(f"no name for the sections {', '.join(unnamed)}")
    verdicts = tables.verdicts.set_index("id")
    counts = judged.groupby(["section", "shown"]).size()
    rows = [(section, verdict, int(counts[section, verdict])) for section in sections for verdict in verdicts.index if (section, verdict) in counts]
    drawn = pd.DataFrame(
        [(sections[section], verdicts.at[verdict, "name"], verdicts.at[verdict, "mark"], number) for section, verdict, number in rows],
        columns=["section", "verdict", "mark", "claims"],
    )

    def label(verdict: str, number: int) -> str:
        name = str(verdicts.at[verdict, "name"])
        return f"{verdicts.at[verdict, 'mark']} {number} {name[0].lower()}{name[1:]}"

    def draw(canvas: Canvas) -> None:
        narrow = canvas.narrow
        left = 0.0 if narrow else 2.15  # of the squares; the name stands above them on a phone
        inner = canvas.width - left - 0.1
        fit = int(inner // STEP)
        blocks = []
        for section in sections:
            found = [(verdict, number) for where, verdict, number in rows if where == section]
            squares = [verdict for verdict, number in found for _ in range(number)]
            blocks.append((section, squares, _lines([(verdict, label(verdict, number)) for verdict, number in found], inner)))
        heights = [(LINE if narrow else 0) + STEP * -(-len(squares) // fit) + LINE * len(lines) + GAP for _, squares, lines in blocks]
        ax = canvas.page(sum(heights))
        top = 0.05
        for (section, squares, lines), height in zip(blocks, heights, strict=True):
            y = top
            ax.text(0.02, y + LINE / 2, f"{sections[section]} ({len(squares)})", fontweight="bold", va="center", color=INK, fontsize=SIZE)
            y += LINE if narrow else 0
            _squares(ax, squares, verdicts["mark"], left, y, fit)
            y += STEP * -(-len(squares) // fit) + 0.02
            for line in lines:
                for x, verdict, text in line:
                    ax.text(left + x + 0.02, y + LINE / 2, text, color=COLORS.get(verdict, MUTED), fontsize=SIZE, va="center")
                y += LINE
            top += height

    totals = drawn.groupby("verdict", sort=False)["claims"].sum().sort_values(ascending=False, kind="stable")
    said = ", ".join(f"{name[0].lower()}{name[1:]} {number}" for name, number in totals.items())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Claims of {claims.text_of(tables)} by section and verdict; one square is one claim",
        table=drawn,
        alt=f"{title}. Squares in {words.number(len(sections))} rows, one a section, each with its verdict’s mark. All claims by verdict: {said}.",
        sources=cite(tables, judged["sources"]),
        checked=tables.checked_through("claims"),
        draw=draw,
        note="The mark in a square says the verdict, its color only repeats it. Where a check computes a verdict, that one is drawn.",
    )


def _lines(labels: list[tuple[str, str]], width: float) -> list[list[tuple[float, str, str]]]:
    """The labels in lines no wider than ``width``: where each begins, its verdict, its text."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for verdict, text in labels:
        long = text_width(text, SIZE)
        if lines[-1] and x + long > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, verdict, text))
        x += long + 0.2
    return lines


def _squares(ax: Axes, squares: list[str], marks: "pd.Series[str]", left: float, top: float, fit: int) -> None:
    for number, verdict in enumerate(squares):
        x, y = left + STEP * (number % fit) + 0.02, top + STEP * (number // fit)
        color = COLORS.get(verdict, MUTED)
        span(ax, x, x + SIDE, y, SIDE, facecolor=color)
        ax.text(x + SIDE / 2, y + SIDE / 2, marks[verdict], color=PAPER, fontsize=10.5, ha="center", va="center_baseline")
