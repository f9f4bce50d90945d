"""A drawing as a picture that travels: with its finding, what is measured, sources, check date, book and license, on its own paper.

A page shows a chart bare, because its title is text there. A file is seen anywhere, so it says all this itself. Letters are outlines.
"""

import html
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure

from .canvas import text_width
from .palette import GRID, INK, MUTED, PAPER, style
from .shown import POINTS, Data
from .slim import slim

MARGIN = 18.0  # points, as all sizes here
TITLE, SUBTITLE, FOOT = 16.0, 11.5, 9.0
LINE = 1.25  # of the size of its letters
GAP = 9.0
OPENING = re.compile(r'<svg[^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')


class Line(NamedTuple):
    """A line of text, its letters standing on ``y``, measured from above."""

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool


def advance(text: str, size: float, bold: bool) -> float:
    """Points from the beginning of ``text`` to that of what follows it."""
    return (text_width(f"n{text}n", size, bold) - text_width("nn", size, bold)) * POINTS


def lines(text: str, size: float, width: float, bold: bool = False) -> list[str]:
    """``text`` in lines of at most ``width`` points. Each word is measured once for all pictures."""
    found: list[str] = []
    long = 0.0  # of the last line
    for word in text.split():
        longer = long + advance(" ", size, bold) + advance(word, size, bold)
        if found and longer <= width:
            found[-1], long = f"{found[-1]} {word}", longer
        else:
            found.append(word)
            long = advance(word, size, bold)
    return found


def block(texts: Sequence[str], x: float, y: float, size: float, color: str = INK, bold: bool = False) -> list[Line]:
    """Lines one under the other, the first under ``y``."""
    return [Line(text, x, y + size * (0.8 + LINE * place), size, color, bold) for place, text in enumerate(texts)]


def written(texts: Sequence[Line], width: float, height: float) -> str:
    """Lines of text as outlines, on a ground of ``width`` by ``height``; their names stay apart from a drawing's."""
    buffer = io.StringIO()
    with style():
        figure = Figure(figsize=(width / POINTS, height / POINTS))
        for line in texts:
            weight = "bold" if line.bold else "normal"
            figure.text(line.x / width, 1 - line.y / height, line.text, fontsize=line.size, color=line.color, fontweight=weight)
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    inner = slim(buffer.getvalue())
    inner = inner[inner.index(">") + 1 : inner.rindex("</svg>")]
    return re.sub(r'( id="|="#|url\(#)', r"\1text-", inner)


def inset(svg: str, x: float, y: float, width: float = 0.0) -> tuple[str, float, float]:
    """A drawing to stand within another, ``width`` wide or as wide as it is; and how wide and how high it is then."""
    opening = OPENING.search(svg)
    if opening is None:
        raise ValueError("a drawing without a size")
    wide, high = map(float, opening.groups())
    width = width or wide
    height = width * high / wide
    placed = f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" viewBox="0 0 {wide:g} {high:g}">'
    return placed + svg[opening.end() :], width, height


def whole(texts: Sequence[Line], parts: Sequence[str], width: float, height: float, title: str) -> str:
    """A picture on its paper, of ``width`` by ``height`` points."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}pt" height="{height:g}pt" '
        f'viewBox="0 0 {width:g} {height:g}"><title>{html.escape(title)}</title><rect width="100%" height="100%" fill="{PAPER}"/>'
        f"{''.join(parts)}{written(texts, width, height)}</svg>"
    )


def composed(data: Data, credit: str) -> str:
    """The picture of an exhibit as SVG; ``credit`` names book and license."""
    _, across, _ = inset(data["svg"], 0, 0)
    y, texts = MARGIN, []
    cited = "; ".join(each["publisher"] for each in data["sources"])
    for text, size, color, bold in ((data["title"], TITLE, INK, True), (data["subtitle"], SUBTITLE, MUTED, False)):
        said = lines(text, size, across, bold)
        texts += block(said, MARGIN, y, size, color, bold)
        y += size * LINE * len(said)
    drawing, _, high = inset(data["svg"], MARGIN, y + GAP)
    y += high + 2 * GAP
    rule = f'<path d="M{MARGIN:g} {y:g}h{across:g}" stroke="{GRID}"/>'
    y += GAP
    for text, bold in ((f"Sources: {cited}. {data['through']}.", False), (credit, True)):
        said = lines(text, FOOT, across, bold)
        texts += block(said, MARGIN, y, FOOT, INK if bold else MUTED, bold)
        y += FOOT * LINE * len(said)
    return whole(texts, [drawing, rule], across + 2 * MARGIN, y + MARGIN, data["title"])
