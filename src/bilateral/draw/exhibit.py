"""An exhibit: a figure together with what makes it trustworthy."""

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from .. import words
from ..tables import Tables, source_ids
from .canvas import NARROW, WIDE, Canvas
from .palette import style
from .shown import MIME, SHOWN_AS, Data
from .slim import slim


@dataclass(frozen=True)
class Source:
    """A source as an exhibit cites it."""

    publisher: str
    url: str


@dataclass(frozen=True)
class Exhibit:
    """A figure and, from the same frame, its caption, alt text, CSV download and data table.

    ``draw`` fills a canvas of a page's width or of a phone's, so that each gets a chart made for it; ``table`` holds exactly what is
    drawn; ``note`` says what the chart leaves out or doubts. It shows itself as data for the book, and in the forms of ``SHOWN_AS``.
    """

    id: str
    title: str
    subtitle: str
    table: pd.DataFrame
    alt: str
    sources: Sequence[Source]
    checked: pd.Timestamp
    draw: Callable[[Canvas], None] = field(repr=False)
    note: str = ""
    reach: str = "Checked through"  # what `checked` is: a series of somebody else's is not checked by us, and ends there

    @cached_property
    def figure(self) -> Figure:
        """The figure at the width of a page."""
        return self.at(WIDE)

    def at(self, width: float) -> Figure:
        """The figure at a width in inches."""
        with style():  # which a figure takes its own size of pixels and ground from
            canvas = Canvas(width)
            self.draw(canvas)
        for text in canvas.figure.findobj(Text):
            text.set_text(words.curly(text.get_text()))
        return canvas.figure

    def svg(self, width: float = WIDE) -> str:
        """The figure as SVG text, in the colors of a light page wherever it is opened; the same bytes each time."""
        buffer = io.StringIO()
        with style():
            self.at(width).savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
        return slim(buffer.getvalue())

    def csv(self) -> str:
        """The drawn table as CSV."""
        return self.table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")

    def data(self) -> Data:
        """All of it as JSON: texts as the page writes them, both drawings as SVG, the table as CSV with its number of rows."""
        texts = {name: words.curly(getattr(self, name)) for name in ("title", "subtitle", "alt", "note")}
        drawn = {"svg": self.svg(WIDE), "narrow": self.svg(NARROW), "csv": self.csv(), "rows": len(self.table)}
        return {
            "id": self.id,
            **texts,
            "sources": [asdict(source) for source in self.sources],
            "through": f"{self.reach} {words.day(self.checked)}",
            **drawn,
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Data:
        data = self.data()
        return {MIME: data} | ({kind: render(data) for kind, render in SHOWN_AS.items()} or {"image/svg+xml": data["svg"]})


def cite(tables: Tables, cells: "pd.Series[str]", most: int = 4) -> list[Source]:
    """The sources that a column ``sources`` names most often, one a publisher, at most ``most``; ``KeyError`` for an unknown id."""
    counts = pd.Series([part for cell in cells for part in cell.split(";") if part]).value_counts(sort=True)
    known = tables.sources.set_index("id").loc[source_ids(cells)]
    known = known.assign(times=counts).sort_values("times", ascending=False, kind="stable")
    publishers = known.groupby("publisher", sort=False).agg(url=("url", "first"), times=("times", "sum"))
    top = publishers.sort_values("times", ascending=False, kind="stable").head(most)
    return [Source(str(name), str(row["url"])) for name, row in top.iterrows()]
