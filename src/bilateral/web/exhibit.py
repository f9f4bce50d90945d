"""An exhibit as HTML, from its data: whole within itself in a notebook, or with its drawings and downloads in files beside a page."""

import base64
import html
import io
import re
from dataclasses import dataclass

import pandas as pd

from .. import words
from ..draw.shown import POINTS, SHOWN_AS, Data
from .listing import table_html

PHONE = "(max-width: 600px)"
PIXELS = 96  # an inch
FILES = {"svg": ".svg", "narrow": "-narrow.svg", "csv": ".csv"}  # the endings of their names, by what they hold


@dataclass(frozen=True)
class Beside:
    """What stands in files beside the page: under which address without its ending, the page of a long table if any, and how to cite the chart."""

    address: str
    rows: str
    cited: str


def figure(data: Data, beside: Beside | None = None) -> str:
    """The figure: title, drawings, caption, downloads and data."""
    name, title = data["id"], html.escape(data["title"], quote=True)
    ground = "" if beside else ' style="background:#fff"'  # a notebook may be dark, and has no styles of ours
    cited = "; ".join(f'<a href="{html.escape(each["url"], quote=True)}">{html.escape(each["publisher"])}</a>' for each in data["sources"])
    note = f"{html.escape(data['note'])} " if data["note"] else ""
    shown = f"Show the data ({words.counted(data['rows'], 'row')})"
    rows = f'<details class="exhibit-data"><summary>{shown}</summary>{table(data, data["title"])}</details>'
    if beside:
        addresses = {part: f"{beside.address}{ending}" for part, ending in FILES.items()}
        offered = {"csv": "Data (CSV)", "svg": "SVG", "png": "PNG"}
        links = (f'<a class="exhibit-download" download="{name}.{kind}" href="{beside.address}.{kind}">{text}</a>' for kind, text in offered.items())
        downloads = f'<span class="exhibit-files">{" · ".join(links)}</span>'
        rows = f'<p class="exhibit-data"><a href="{beside.rows}">{shown}</a></p>' if beside.rows else rows
        rows += f'<details class="exhibit-cite"><summary>Cite this chart</summary><p>{beside.cited}</p></details>'
    else:
        kinds = {"csv": "text/csv;charset=utf-8"}
        encoded = {part: base64.b64encode(data[part].encode()).decode() for part in FILES}
        addresses = {part: f"data:{kinds.get(part, 'image/svg+xml')};base64,{text}" for part, text in encoded.items()}
        downloads = f'<a class="exhibit-download" download="{name}.csv" href="{addresses["csv"]}">Data (CSV)</a>'
    return (
        f'<figure class="exhibit" id="{name}" aria-labelledby="{name}-title">'
        f'<p class="exhibit-title" id="{name}-title">{title}</p>'
        f'<p class="exhibit-subtitle">{html.escape(data["subtitle"], quote=True)}</p>'
        f'<picture><source media="{PHONE}" srcset="{addresses["narrow"]}" {_sides(data["narrow"])}>'
        f'<img src="{addresses["svg"]}" alt="{html.escape(data["alt"], quote=True)}" loading="lazy" {_sides(data["svg"])}{ground}></picture>'
        f'<figcaption class="exhibit-caption"><p>{note}Sources: {cited}. {data["through"]}. {downloads}</p>{rows}</figcaption></figure>'
    )


def table(data: Data, caption: str) -> str:
    """The drawn table as HTML."""
    return table_html(pd.read_csv(io.StringIO(data["csv"]), dtype=str, keep_default_na=False), caption)


def size(svg: str) -> tuple[int, int]:
    """Width and height of a drawing in pixels."""
    wide, high = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0]
    return round(float(wide) * PIXELS / POINTS), round(float(high) * PIXELS / POINTS)


def _sides(svg: str) -> str:
    """The size of a drawing as attributes: the page keeps its place before it is loaded."""
    return 'width="{}" height="{}"'.format(*size(svg))


SHOWN_AS["text/html"] = figure
