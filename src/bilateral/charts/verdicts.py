"""Claims by verdict: a bar of what was tested, then one square a claim, a row a section."""

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
LINE, GAP, BAR = 0.205, 0.12, 0.36  # inches of a line of text, between sections, and the height of the bar
SIZE = 10.0


def verdicts_by_section(tables: Tables, judged: pd.DataFrame, title: str, sections: Mapping[str, str], id: str = "verdicts-by-section") -> Exhibit:
    """The verdicts of all facts and measures as one bar, then one square a claim, a row a section; each holds the mark of its verdict.

    ``judged`` is what ``claims.judged`` returns, ``sections`` maps a section to its name, in the order of the rows. The table is that of
    :func:`claims.by_section`, which raises ``KeyError`` for a section of a claim that has no name.
    """
    drawn, verdicts = claims.by_section(tables, judged, sections), tables.verdicts.set_index("name")
    tested = drawn[drawn["section"] == claims.TESTED]
    parts = dict(iter(drawn[drawn["section"] != claims.TESTED].groupby("section", sort=False)))
    used = drawn.drop_duplicates("verdict").sort_values("verdict", key=lambda names: names.map(list(verdicts.index).index))

    def draw(canvas: Canvas) -> None:
        narrow = canvas.narrow
        left = 0.1 if narrow else 1.75  # of the squares; the name stands above them on a phone
        fit = int((canvas.width - left - 0.1) // STEP)
        keys = _lines([(row.verdict, f"{row.mark} {row.verdict}") for row in used.itertuples()], canvas.width - 0.2)
        heights = [(LINE if narrow else 0) + STEP * -(-int(rows["claims"].sum()) // fit) + GAP for rows in parts.values()]
        head = LINE * (len(keys) + 1) + BAR + 0.42 if len(tested) else LINE * len(keys) + 0.2
        ax = canvas.page(head + sum(heights))
        for place, line in enumerate(keys):
            for x, verdict, text in line:
                ax.text(0.1 + x, LINE * (place + 0.5), text, color=_color(verdicts, verdict), fontsize=SIZE, va="center", fontweight="bold")
        if len(tested):
            _bar(ax, canvas, tested, verdicts, LINE * len(keys) + 0.12)
        top = head
        for (name, rows), height in zip(parts.items(), heights, strict=True):
            said = f"{name} ({int(rows['claims'].sum())})"
            ax.text(0.1, top + LINE / 2, said, va="center", color=INK, fontsize=SIZE)
            squares = [row.verdict for row in rows.itertuples() for _ in range(row.claims)]
            _squares(ax, squares, verdicts, left, top + (LINE if narrow else 0), fit)
            top += height

    totals = drawn[drawn["section"] != claims.TESTED].groupby("verdict", sort=False)["claims"].sum().sort_values(ascending=False, kind="stable")
    said = ", ".join(f"{name[0].lower()}{name[1:]} {number}" for name, number in totals.items())
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Claims of {claims.text_of(tables)} by verdict: its facts and measures, then all claims by section; one square is one claim",
        table=drawn,
        alt=f"{title}. A bar, and squares in {words.number(len(parts))} rows, one a section, each with its verdict’s mark. "
        f"All claims by verdict: {said}.",
        sources=cite(tables, judged["sources"]),
        checked=tables.checked_through("claims"),
        draw=draw,
        note="The mark says the verdict, the color only repeats it. Where a check computes a verdict, that one is drawn.",
    )


def _color(verdicts: pd.DataFrame, name: str) -> str:
    return COLORS.get(str(verdicts.at[name, "id"]), MUTED)


def _bar(ax: Axes, canvas: Canvas, tested: pd.DataFrame, verdicts: pd.DataFrame, top: float) -> None:
    """One bar of all that was tested, its parts as wide as their numbers, which stand in or under them."""
    many, left = int(tested["claims"].sum()), 0.1
    unit = (canvas.width - 2 * left) / many
    ax.text(left, top + LINE / 2, f"{claims.TESTED}: {many}", va="center", color=INK, fontsize=SIZE, fontweight="bold")
    ends = left + tested["claims"].cumsum() * unit
    free = canvas.width  # left of it nothing stands under the bar
    for row, end in reversed(list(zip(tested.itertuples(), ends, strict=True))):
        wide, text, color = row.claims * unit, f"{row.mark} {row.claims}", _color(verdicts, row.verdict)
        long, middle, y = text_width(text, SIZE, bold=True), end - wide / 2, top + LINE + 0.04 + BAR / 2
        span(ax, end - wide, end - 0.02, top + LINE + 0.04, BAR, facecolor=color)
        if long + 0.04 > wide:  # under it, but for a mark that fits
            if text_width(row.mark, SIZE, bold=True) < wide:
                ax.text(middle, y, row.mark, color=PAPER, fontsize=SIZE, fontweight="bold", ha="center", va="center")
                text, long = str(row.claims), text_width(str(row.claims), SIZE, bold=True)
            middle, y = min(middle, free - long / 2), y + BAR / 2 + 0.1
            free = middle - long / 2 - 0.1
        else:
            color = PAPER
        ax.text(middle, y, text, color=color, fontsize=SIZE, fontweight="bold", ha="center", va="center")


def _lines(labels: list[tuple[str, str]], width: float) -> list[list[tuple[float, str, str]]]:
    """The labels in lines no wider than ``width``: where each begins, its verdict, its text."""
    lines: list[list[tuple[float, str, str]]] = [[]]
    x = 0.0
    for verdict, text in labels:
        long = text_width(text, SIZE, bold=True)
        if lines[-1] and x + long > width:
            lines.append([])
            x = 0.0
        lines[-1].append((x, verdict, text))
        x += long + 0.2
    return lines


def _squares(ax: Axes, squares: list[str], verdicts: pd.DataFrame, left: float, top: float, fit: int) -> None:
    for number, verdict in enumerate(squares):
        x, y = left + STEP * (number % fit), top + STEP * (number // fit)
        span(ax, x, x + SIDE, y, SIDE, facecolor=_color(verdicts, verdict))
        ax.text(x + SIDE / 2, y + SIDE / 2, verdicts.at[verdict, "mark"], color=PAPER, fontsize=10.5, ha="center", va="center_baseline")
