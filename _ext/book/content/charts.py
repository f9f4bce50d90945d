"""Put each chart beside the built pages as files, under addresses that stay: `charts/<page>/<id>.svg`, `-narrow.svg`, `.csv`, to take away
`-whole.svg` and `.png`.

An exhibit carries its drawings within itself, so that it shows itself in a notebook anywhere. In the book they become files: a page
is light, loads a chart when the reader comes near it, and offers each for download, with its title and sources in the picture.
A long table under a chart gets a page of its own, where it can be searched and sorted like the rows of any other table.
"""

import base64
import html
import io
from collections.abc import Iterable, Iterator
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import resvg_py
from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from bilateral.draw.composed import composed
from bilateral.draw.palette import APART, CLOSER, GRID, MUTED
from bilateral.draw.shown import Data
from bilateral.notebook.rendering import exhibit
from bilateral.web.chronology import SIGNS
from bilateral.web.exhibit import FILES, WHOLE, Beside, figure, file_content, table
from book import internals

FOLDER = "charts"
MOST_ROWS = 20  # of a table that stays under its chart
PIXELS_PER_INCH = 96
SCALE = 2  # of the PNG
SMALL, COLORS = (330, 180), 32  # most pixels of a small picture, half as many again as it is shown in, and its colors
DARK = 200  # of 256: a mark is no lighter, a fill behind words is
WIDE, HIGH, SIDE = 220, 120, 6  # of a small timeline, as it is shown, and the room for half a mark at its ends
FEW, LITTLE = 6, 0.625  # rows, which have room for marks of twice the size; that of the marks of more, of 1 in Explore's key
COLORED = {1: ("up", CLOSER), -1: ("down", APART), 0: ("dot", MUTED)}  # the sign of what brought closer, drove apart, did neither


def exhibits(doctree: nodes.document) -> dict[str, Data]:
    """The data of the page's exhibits in their order, by their ids."""
    return {node["data"]["id"]: node["data"] for node in doctree.findall(exhibit)}


def table_page(page: str, name: str) -> str:
    return f"rows-{page}-{name}"


def png(svg: str) -> bytes:
    """The picture at twice its size."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=PIXELS_PER_INCH, zoom=SCALE, skip_system_fonts=True))


def small(svg: str) -> str:
    """A chart without its words, as an image beside its page's name, within the page: eleven of them weigh as much as one chart."""
    drawing = ElementTree.fromstring(svg)
    for parent in list(drawing.iter()):
        for child in list(parent):
            if "scale(" in child.get("transform", ""):  # as letters have it, and nothing else
                parent.remove(child)
    whole = Image.open(io.BytesIO(png(ElementTree.tostring(drawing, encoding="unicode"))))
    picture = whole.crop(whole.getbbox())
    if picture.height > picture.width:
        picture = fullest(picture)
    picture.thumbnail(SMALL)
    stored = io.BytesIO()
    picture.quantize(COLORS).convert("RGBA").save(stored, "WEBP", lossless=True, quality=100)
    wide, high = picture.size
    return f'<img src="data:image/webp;base64,{base64.b64encode(stored.getvalue()).decode()}" alt="" width="{wide}" height="{high}">'


def fullest(picture: Image.Image) -> Image.Image:
    """The part of a tall picture with the most marks: across as far as these go, two thirds of that down."""
    marks = Image.composite(picture, Image.new("RGBA", picture.size, "white"), picture).convert("L").point(lambda light: 255 * (light < DARK))
    left, _, right, _ = marks.getbbox() or (0, 0, *picture.size)
    high = (right - left) * 2 // 3
    drawn = [int(sum(marks.crop((left, top, right, top + high)).histogram()[DARK:])) for top in range(picture.height - high + 1)]
    top = drawn.index(max(drawn))
    return picture.crop((left, top, right, top + high))


def timeline(events: pd.DataFrame, by: str, values: Iterable[str]) -> str:
    """Events as marks over time in SVG, a row for each of the ``values`` of a column that any has, in the shapes and colors of *Explore*."""
    rows = [value for value in values if value in set(events[by])]
    apart = HIGH / max(len(rows), 1)
    large = LITTLE if len(rows) > FEW else 2 * LITTLE
    days = events["date"].map(pd.Timestamp.toordinal)
    across = (days - days.min()) / (days.max() - days.min()) * (WIDE - 2 * SIDE) + SIDE
    signs = events["tone"].map(lambda tone: COLORED[0 if pd.isna(tone) else int(np.sign(tone))])
    drawn = [f'<path d="M0 {(place + 0.5) * apart:.1f}h{WIDE}" stroke="{GRID}"/>' for place in range(len(rows))]
    drawn += [
        f'<path transform="matrix({large} 0 0 {large} {x:.1f} {(rows.index(value) + 0.5) * apart:.1f})" d="{SIGNS[sign][0]}" fill="{color}"/>'
        for x, value, (sign, color) in zip(across, events[by], signs, strict=True)
    ]
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}">{"".join(drawn)}</svg>'


def picture_beside(whole: Path) -> Path:
    """The PNG of a whole picture."""
    return whole.with_name(whole.name.replace(WHOLE, ".png"))


def credit(app: Sphinx) -> str:
    """Which book a picture is from, under which license, and where it is, if it has an address."""
    return " · ".join(part for part in (app.config.project, "CC BY 4.0", str(app.config.html_baseurl).rstrip("/")) if part)


def draw(pictures: list[str], to: Connection) -> None:
    """In a process of its own: draw ``pictures`` and send them, as PNG, in their order."""
    to.send([png(picture) for picture in pictures])


class Charts:
    """The charts of all pages. Once the pages are read, the PNG of those that changed are drawn while the pages are written."""

    def begin(self, app: Sphinx, env: BuildEnvironment) -> None:
        if app.builder.format != "html":
            return
        self.folder = Path(app.outdir) / FOLDER
        self.exhibits = {page: exhibits(env.get_doctree(page)) for page in sorted(env.found_docs)}
        self.wanted = {
            self.folder / page / f"{name}{ending}": file_content(data, part)
            for page, found in self.exhibits.items()
            for name, data in found.items()
            for part, ending in FILES.items()
        }
        whole = {
            self.folder / page / f"{name}{WHOLE}": composed(data, credit(app)).encode()
            for page, found in self.exhibits.items()
            for name, data in found.items()
        }
        self.wanted |= whole
        self.changed = {path: content for path, content in self.wanted.items() if not path.is_file() or path.read_bytes() != content}
        self.pictures = [path for path in whole if path in self.changed]
        self.drawn, to = Pipe(duplex=False)
        Process(target=draw, args=([self.changed[path].decode() for path in self.pictures], to), daemon=True).start()
        to.close()

    def table_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Name, context and template of the page of each long table."""
        if app.builder.name != "html":
            return
        for page, found in self.exhibits.items():
            for name, data in found.items():
                if data["rows"] > MOST_ROWS:
                    chart, heading = app.builder.get_relative_uri(table_page(page, name), page), f"Data: {name.replace('-', ' ').capitalize()}"
                    body = (
                        f'<section class="data-rows"><h1>{heading}</h1><p><strong>{html.escape(data["title"])}.</strong> '
                        f'All that <a href="{chart}#{name}">the chart</a> draws, also as a '
                        f'<a download="{name}.csv" href="{FOLDER}/{page}/{name}.csv">CSV file</a>.</p>{table(data, "All rows")}</section>'
                    )
                    yield table_page(page, name), {"title": heading, "body": body}, "page.html"

    def write(self, app: Sphinx, exception: Exception | None) -> None:
        """Write the charts; one that did not change is left as it is, one that is no longer there goes."""
        if exception is not None or app.builder.format != "html":
            return
        try:
            drawn = dict(zip(self.pictures, self.drawn.recv(), strict=True))
        except EOFError as error:
            raise ExtensionError("A chart could not be drawn as PNG; the error stands above") from error
        for path, content in self.changed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if path in drawn:  # first, so that an interrupted build makes it again
                picture_beside(path).write_bytes(drawn[path])
            path.write_bytes(content)
        kept = self.wanted.keys() | set(map(picture_beside, self.wanted))
        for path in self.folder.glob("*/*"):
            if path not in kept:
                path.unlink()


def citation(builder: Builder, page: str, data: Data) -> str:
    """How to cite one chart: who, when, its finding, the book, how far it was checked, where."""
    config = builder.config
    base = config.html_baseurl.rstrip("/")
    parts = [
        f"{config.author} ({config.copyright}). “{html.escape(data['title'])}” [chart].",
        f"In <cite>{html.escape(config.project)}</cite>",
        data["through"].replace("Checked", "Facts checked") + ".",
        f"{base}/{builder.get_target_uri(page)}#{data['id']}" if base else "",
    ]
    return " ".join(part for part in parts if part)


def visit(self: Any, node: nodes.Element) -> None:
    """Write a chart that points at its files instead of carrying them, and say how to cite it."""
    page, data = internals.page_of(self), node["data"]
    rows = f"{table_page(page, data['id'])}.html" if data["rows"] > MOST_ROWS else ""
    loading = "eager" if node.get("first") else "lazy"
    beside = Beside(f"{FOLDER}/{page}/{data['id']}", rows, node.get("code", ""), citation(self.builder, page, data), loading)
    internals.write(self, f'<div class="{" ".join(node["classes"])}">{figure(data, beside)}</div>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    charts = Charts()
    app.add_node(exhibit, html=(visit, None))
    app.connect("env-updated", charts.begin)
    app.connect("html-collect-pages", charts.table_pages)
    app.connect("build-finished", charts.write)
