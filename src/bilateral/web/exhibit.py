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
WHOLE = "-whole.svg"  # the ending of the picture to take away
FILES = {"svg": ".svg", "narrow": "-narrow.svg", "csv": ".csv"}  # the endings of their names, by what they hold


@dataclass(frozen=True)
class Beside:
    """What stands in files beside the page: the address of the files without its ending, the page of a long table if any, the code, a citation.

    ``loading``: ``eager`` for a picture that the page begins with, ``lazy`` for one that is loaded when the reader comes near it.
    """

    address: str
    rows: str
    code: str
    cited: str
    loading: str


def file_content(data: Data, part: str) -> bytes:
    """A file of ``FILES``. By a mark at its head a spreadsheet that opens it at a double click knows the letters of a table."""
    return data[part].encode("utf-8-sig" if part == "csv" else "utf-8")


def figure(data: Data, beside: Beside | None = None) -> str:
    """The figure: title, drawings, caption, and one line with what else there is to it."""
    name, title = data["id"], html.escape(data["title"], quote=True)
    ground = "" if beside else ' style="background:#fff"'  # a notebook may be dark, and has no styles of ours
    cited = "; ".join(f'<a href="{html.escape(each["url"], quote=True)}">{html.escape(each["publisher"])}</a>' for each in data["sources"])
    loading = beside.loading if beside else "lazy"
    note = f"{html.escape(data['note'])} " if data["note"] else ""
    if beside:
        addresses = {part: f"{beside.address}{ending}" for part, ending in FILES.items()}
    else:
        kinds = {"csv": "text/csv;charset=utf-8"}
        encoded = {part: base64.b64encode(file_content(data, part)).decode() for part in FILES}
        addresses = {part: f"data:{kinds.get(part, 'image/svg+xml')};base64,{text}" for part, text in encoded.items()}

    def download(kind: str, text: str, address: str) -> str:
        return f'<a class="exhibit-download" download="{name}.{kind}" href="{address}">{text}</a>'

    counted = words.counted(data["rows"], "row")
    rows = f'<a href="{beside.rows}">{counted}</a>' if beside and beside.rows else counted
    under = "" if beside and beside.rows else table(data, data["title"])
    parts = [_fold("data", "Data", f"<p>{rows} · {download('csv', 'CSV file', addresses['csv'])}</p>{under}")]
    if beside:
        pictures = (download("png", "PNG", f"{beside.address}.png"), download("svg", "SVG", f"{beside.address}{WHOLE}"))
        parts.append(_fold("files", "Picture", f"<p>With title and sources, to share: {' · '.join(pictures)}</p>"))
        parts += [f'<a href="#{beside.code}">Code</a>'] if beside.code else []
        parts.append(_fold("cite", "Cite", f"<p>{beside.cited}</p>"))
    return (
        f'<figure class="exhibit" id="{name}" aria-labelledby="{name}-title">'
        f'<p class="exhibit-title" id="{name}-title">{title}</p>'
        f'<p class="exhibit-subtitle">{html.escape(data["subtitle"], quote=True)}</p>'
        f'<picture><source media="{PHONE}" srcset="{addresses["narrow"]}" {_sides(data["narrow"])}>'
        f'<img src="{addresses["svg"]}" alt="{html.escape(data["alt"], quote=True)}" loading="{loading}" {_sides(data["svg"])}{ground}></picture>'
        f'<figcaption><p class="exhibit-caption">{note}Sources: {cited}. {data["through"]}.</p>'
        f'<div class="exhibit-foot">{"".join(parts)}</div></figcaption></figure>'
    )


def _fold(kind: str, title: str, content: str) -> str:
    return f'<details class="exhibit-{kind}"><summary>{title}</summary>{content}</details>'


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
