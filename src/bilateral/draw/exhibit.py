"""An exhibit: a figure together with what makes it trustworthy."""

import base64
import html
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from .. import words
from ..tables import Tables, source_ids
from ..web.listing import table_html
from .canvas import NARROW, POINTS, WIDE, Canvas
from .palette import ON_DARK, style
from .slim import slim

PHONE = "(max-width: 600px)"


@dataclass(frozen=True)
class Source:
    """A source as an exhibit cites it."""

    publisher: str
    url: str


@dataclass(frozen=True)
class Exhibit:
    """A figure and, from the same frame, its caption, alt text, CSV download and data table.

    ``draw`` fills a canvas of a page's width or of a phone's, so that each gets a chart made for it; ``table`` holds exactly what is
    drawn; ``note`` says what the chart leaves out or doubts. The exhibit shows itself in the book, in JupyterLab and in the browser.
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
        canvas = Canvas(width)
        with style():
            self.draw(canvas)
        for text in canvas.figure.findobj(Text):
            text.set_text(words.curly(text.get_text()))
        return canvas.figure

    def svg(self, width: float = WIDE) -> str:
        """The figure as SVG text that follows the page's light or dark colors; the same bytes each time."""
        buffer = io.StringIO()
        with style():
            self.at(width).savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
        text = slim(buffer.getvalue())
        # Rules over plain colors, not variables: a drawing program that knows neither still shows the light ones.
        rules = [
            f'[style*="{part}:{light}"]{{{part}:{dark}!important}}' for light, dark in ON_DARK.items() for part in ("fill", "stroke") if light in text
        ]
        rules += [f'[fill="{light}"]{{fill:{dark}!important}}' for light, dark in ON_DARK.items() if f'fill="{light}"' in text]  # grounds of hatches
        css = f"<style>@media (prefers-color-scheme:dark){{{''.join(rules)}}}</style>"
        return re.sub(r"(<svg[^>]*>)", lambda match: match.group(1) + css, text, count=1)

    def csv(self) -> str:
        """The drawn table as CSV."""
        return self.table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n")

    def _repr_html_(self) -> str:
        alt, title, subtitle = (html.escape(words.curly(text), quote=True) for text in (self.alt, self.title, self.subtitle))
        cited = "; ".join(f'<a href="{html.escape(s.url, quote=True)}">{html.escape(s.publisher)}</a>' for s in self.sources)
        note = f"{html.escape(words.curly(self.note))} " if self.note else ""
        wide, narrow = self.svg(WIDE), self.svg(NARROW)
        return (
            f'<figure class="exhibit" id="{self.id}" aria-labelledby="{self.id}-title">'
            f'<p class="exhibit-title" id="{self.id}-title">{title}</p>'
            f'<p class="exhibit-subtitle">{subtitle}</p>'
            f'<picture><source media="{PHONE}" srcset="{_data_uri(narrow)}" {_size(narrow)}>'
            f'<img src="{_data_uri(wide)}" alt="{alt}" loading="lazy" {_size(wide)}></picture>'
            f'<figcaption class="exhibit-caption"><p>{note}Sources: {cited}. {self.reach} {words.day(self.checked)}. '
            f'<a class="exhibit-download" download="{self.id}.csv" href="{_data_uri(self.csv(), "text/csv;charset=utf-8")}">Data (CSV)</a></p>'
            f'<details class="exhibit-data"><summary>Show the data ({words.counted(len(self.table), "row")})</summary>'
            f"{table_html(self.table, self.title)}</details>"
            f"</figcaption></figure>"
        )


def _data_uri(text: str, kind: str = "image/svg+xml") -> str:
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def _size(svg: str) -> str:
    """Width and height of a drawing in pixels, as attributes: the page keeps its place before it is loaded."""
    width, height = (round(float(side) * 96 / POINTS) for side in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    return f'width="{width}" height="{height}"'


def cite(tables: Tables, cells: "pd.Series[str]", most: int = 4) -> list[Source]:
    """The sources that a column ``sources`` names most often, one a publisher, at most ``most``; ``KeyError`` for an unknown id."""
    counts = pd.Series([part for cell in cells for part in cell.split(";") if part]).value_counts(sort=True)
    known = tables.sources.set_index("id").loc[source_ids(cells)]
    known = known.assign(times=counts).sort_values("times", ascending=False, kind="stable")
    publishers = known.groupby("publisher", sort=False).agg(url=("url", "first"), times=("times", "sum"))
    top = publishers.sort_values("times", ascending=False, kind="stable").head(most)
    return [Source(str(name), str(row["url"])) for name, row in top.iterrows()]
