"""The site's one address, `html.baseurl` in `_config.yml`, and what stands at its root: `sitemap.xml`, `robots.txt` and a page for lost readers.

While the setting is empty nothing is written that would need an address. The page for lost readers, `404.html`, is shown at any depth: it leads
to the full address, and without one to its neighbors, as all pages lie in one folder.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging

from book import internals
from book.content import data_files

logger = logging.getLogger(__name__)
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NO_ADDRESS = (
    "The book has no address: html.baseurl in _config.yml is empty. To read it here that is enough; published, it would have no sitemap, no feed, "
    "no pictures for links, and a page for lost readers whose links lead back from the book's own folder only."
)
LOST_PAGE, SEARCH_PAGE = "404", "search"


def base(config: Config) -> str:
    """The address without a slash at its end; empty if there is none yet."""
    return str(config.html_baseurl).rstrip("/")


def page_address(app: Sphinx, page: str) -> str:
    """The full address of a page, the one that it calls canonical. Empty if the site has none."""
    root = base(app.config)
    return f"{root}/{app.builder.get_target_uri(page)}" if root else ""


@cache
def package(confdir: Path) -> dict[str, Any]:
    """The descriptor of the data package."""
    return dict(json.loads((confdir / "data" / "datapackage.json").read_text(encoding="utf-8")))


def checked(app: Sphinx) -> str:
    """The check date, the only date that the site knows of itself."""
    return data_files.checked_through(Path(app.confdir) / "data")


def write_xml(root: ElementTree.Element, path: Path) -> None:
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def lost_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The page for lost readers, what its template is told, and the template."""
    root = base(app.config)
    yield LOST_PAGE, {"book": root and f"{root}/"}, f"{LOST_PAGE}.html"


def no_address(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """A page that answers what a reader asked names no address of its own."""
    if page == SEARCH_PAGE:
        internals.without_address(context)


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    out, address = Path(app.outdir), base(app.config)
    robots = "User-agent: *\nAllow: /\n"
    if address:
        robots += f"Sitemap: {address}/sitemap.xml\n"
        urls = ElementTree.Element("urlset", xmlns=SITEMAP)
        for page in sorted(app.env.found_docs):
            url = ElementTree.SubElement(urls, "url")
            ElementTree.SubElement(url, "loc").text = page_address(app, page)
            ElementTree.SubElement(url, "lastmod").text = checked(app)
        write_xml(urls, out / "sitemap.xml")
    else:
        logger.info(NO_ADDRESS)
    (out / "robots.txt").write_text(robots, encoding="utf-8")
    (out / ".nojekyll").touch()  # GitHub Pages would leave out folders that begin with a line


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", lost_page)
    app.connect("html-page-context", no_address)
    app.connect("build-finished", write)
