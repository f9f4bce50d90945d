"""Put each chart beside the built pages as files, under addresses that stay: `charts/<page>/<id>.svg`, `-narrow.svg`, `.png`, `.csv`.

An exhibit carries its drawings within itself, so that it shows itself in a notebook anywhere. In the book they become files: a page
is light, loads a chart when the reader comes near it, and offers each for download beside a citation. The PNG is made from the SVG.
A long table under a chart gets a page of its own, where it can be searched and sorted like the rows of any other table.
"""

import base64
import html
import re
from collections.abc import Iterator
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import resvg_py
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.typing import ExtensionMetadata

FOLDER = "charts"
EXHIBIT = re.compile(r'<figure class="exhibit" id="([\w-]+)".*?</figure>', re.DOTALL)
END = "</figcaption></figure>"
EMBEDDED = re.compile(r'(srcset|src|href)="data:[^"]*?;base64,([^"]*)"')
ENDING = {"srcset": "-narrow.svg", "src": ".svg", "href": ".csv"}
DOWNLOAD = re.compile(r'<a class="exhibit-download".*?</a>')
TITLE = re.compile(r'<p class="exhibit-title" id="[\w-]+">(.*?)</p>')
DATA = re.compile(r'<details class="exhibit-data"><summary>(.*?)</summary>(.*?)</details>', re.DOTALL)
CAPTION = re.compile(r"<caption>.*?</caption>")
MOST_ROWS = 20  # of a table that stays under its chart
CHECKED = re.compile(r"(?:Checked through|Data to) [^.]*\.")
PIXELS_PER_INCH = 96
SCALE, PAPER = 2, "#ffffff"  # of the PNG


def figures(doctree: nodes.document) -> dict[str, str]:
    """The page's exhibits in their order, as HTML, by their ids."""
    return {match[1]: match[0] for raw in doctree.findall(nodes.raw) for match in EXHIBIT.finditer(raw.astext())}


def files(figure: str) -> dict[str, str]:
    """The files of an exhibit, as text, by the ending of their names."""
    return {ENDING[name]: base64.b64decode(content).decode() for name, content in EMBEDDED.findall(figure)}


def long_table(figure: str) -> str:
    """The table of an exhibit, if it is too long to stand under the chart."""
    found = DATA.search(figure)
    return found[2] if found and found[2].count("<tr>") - 1 > MOST_ROWS else ""


def table_page(page: str, name: str) -> str:
    return f"rows-{page}-{name}"


def png(svg: str) -> bytes:
    """The drawing in its light colors on white, at twice its size on a page."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, dpi=PIXELS_PER_INCH, zoom=SCALE, background=PAPER, skip_system_fonts=True))


def draw(pictures: list[str], to: Connection) -> None:
    """In a process of its own: draw ``pictures`` and send them, as PNG, in their order."""
    to.send([png(picture) for picture in pictures])


class Charts:
    """The charts of all pages. Once the pages are read, the PNG of those that changed are drawn while the pages are written."""

    def begin(self, app: Sphinx, env: BuildEnvironment) -> None:
        if app.builder.format != "html":
            return
        self.folder = Path(app.outdir) / FOLDER
        self.figures = {page: figures(env.get_doctree(page)) for page in sorted(env.found_docs)}
        self.wanted = {
            self.folder / page / f"{name}{ending}": text.encode()
            for page, found in self.figures.items()
            for name, figure in found.items()
            for ending, text in files(figure).items()
        }
        self.changed = {path: content for path, content in self.wanted.items() if not path.is_file() or path.read_bytes() != content}
        self.pictures = [path for path in self.changed if path.suffix == ".svg" and not path.name.endswith(ENDING["srcset"])]
        self.drawn, to = Pipe(duplex=False)
        Process(target=draw, args=([self.changed[path].decode() for path in self.pictures], to), daemon=True).start()
        to.close()

    def table_pages(self, app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Name, context and template of the page of each long table."""
        if app.builder.name != "html":
            return
        for page, found in self.figures.items():
            for name, figure in found.items():
                if table := long_table(figure):
                    chart, title = app.builder.get_relative_uri(table_page(page, name), page), TITLE.search(figure)
                    heading, file = f"Data: {name.replace('-', ' ').capitalize()}", f"{FOLDER}/{page}/{name}.csv"
                    table = CAPTION.sub("<caption>All rows</caption>", table)
                    body = (
                        f'<section class="data-rows"><h1>{heading}</h1><p><strong>{title[1] if title else name}.</strong> '
                        f'All that <a href="{chart}#{name}">the chart</a> draws, also as a <a download="{name}.csv" href="{file}">CSV file</a>.</p>'
                        f"{table}</section>"
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
                path.with_suffix(".png").write_bytes(drawn[path])
            path.write_bytes(content)
        for path in self.folder.glob("*/*"):
            if path.with_suffix(".svg") not in self.wanted:
                path.unlink()


def citation(app: Sphinx, page: str, name: str, figure: str) -> str:
    """How to cite one chart: who, when, its finding, the book, how far it was checked, where."""
    config = app.config
    title, checked = TITLE.search(figure), CHECKED.search(figure)
    base = config.html_baseurl.rstrip("/")
    parts = [
        f"{config.author} ({config.copyright}). “{title[1] if title else name}” [chart].",
        f"In <cite>{html.escape(config.project)}</cite>",
        checked[0].replace("Checked", "Facts checked") if checked else "",
        f"{base}/{app.builder.get_target_uri(page)}#{name}" if base else "",
    ]
    return " ".join(part for part in parts if part)


def point(app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Let the page point at the files instead of carrying them, and say how to cite each."""

    def outside(match: re.Match[str]) -> str:
        figure, name = match[0], match[1]
        downloads = " · ".join(
            f'<a class="exhibit-download" download="{name}.{kind}" href="{FOLDER}/{page}/{name}.{kind}">{words}</a>'
            for kind, words in {"csv": "Data (CSV)", "svg": "SVG", "png": "PNG"}.items()
        )
        cited = citation(app, page, name, figure)
        figure = DOWNLOAD.sub(f'<span class="exhibit-files">{downloads}</span>', figure, count=1)
        if long_table(figure):
            figure = DATA.sub(rf'<p class="exhibit-data"><a href="{table_page(page, name)}.html">\1</a></p>', figure, count=1)
        figure = EMBEDDED.sub(lambda data: f'{data[1]}="{FOLDER}/{page}/{name}{ENDING[data[1]]}"', figure)
        how = f'<details class="exhibit-cite"><summary>Cite this chart</summary><p>{cited}</p></details>{END}'
        return figure.removesuffix(END) + how

    if doctree is not None and "body" in context:
        context["body"] = EXHIBIT.sub(outside, context["body"])


def setup(app: Sphinx) -> ExtensionMetadata:
    charts = Charts()
    app.connect("env-updated", charts.begin)
    app.connect("html-collect-pages", charts.table_pages)
    app.connect("html-page-context", point)
    app.connect("build-finished", charts.write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
