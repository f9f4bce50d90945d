"""The built book as the tests of the pages read it: `_build/html`, which `make book` writes."""

import base64
import csv
import io
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"

Rows = list[list[str]]


def pages() -> list[str]:
    """Every page of `_toc.yml`, in the book's order."""
    return list(parse_toc_yaml(ROOT / "_toc.yml"))


def rows() -> list[str]:
    """Every page of the rows of a table; a long table has several."""
    return sorted(path.stem for path in HTML.glob("rows-*.html"))


def rows_of_a_table() -> list[str]:
    """The first page of each table's rows; later parts are made as it is."""
    return [page for page in rows() if not re.search(r"-\d+$", page)]


@cache
def page(name: str) -> BeautifulSoup:
    """A whole page; to be read, never changed."""
    path = HTML / f"{name}.html"
    if not path.is_file():
        pytest.fail(f"{path} does not exist: run `make book`, or `make test`, which builds the book first.", pytrace=False)
    return BeautifulSoup(path.read_bytes(), "html.parser")


@cache
def events_list() -> BeautifulSoup:
    """The list of all events, which the page `explore` loads when a reader asks."""
    script = (HTML / "_static" / "explore-list.js").read_text(encoding="utf-8")
    return BeautifulSoup(json.loads(script.partition(" = ")[2].removesuffix(";\n")), "html.parser")


@cache
def ids(name: str) -> Counter[str]:
    """How often each id stands on a page."""
    parts = [page(name), *([events_list()] if name == "explore" else [])]
    return Counter(attribute(element, "id") for part in parts for element in part.find_all(id=True))


def article(name: str) -> Tag:
    """What the page's author wrote and its cells made, without the theme around it."""
    return one(page(name), "article.bd-article")


def one(within: Tag, selector: str) -> Tag:
    found = within.select(selector)
    assert len(found) == 1, f"{len(found)} of {selector}, expected one"
    return found[0]


def text(element: Tag) -> str:
    """The text of an element, one space wide."""
    return " ".join(element.get_text().split())


def attribute(element: Tag, name: str) -> str:
    value = element.get(name, "")
    return value if isinstance(value, str) else " ".join(value or [])


def seen(name: str, without: str) -> BeautifulSoup:
    """A page as a reader sees it, alternative texts and the list of events that it loads included; elements ``without`` left out."""
    copy = BeautifulSoup(str(article(name)), "html.parser")
    for place in copy.select(".chronology") if name == "explore" else []:
        place.append(BeautifulSoup(str(events_list()), "html.parser"))
    for element in copy.select(without):
        element.decompose()
    for image in copy.select("img[alt]"):
        image.replace_with(f"\n{attribute(image, 'alt')}\n")
    return copy


def visible(name: str, without: str = ".cell_input, .headerlink, script, style") -> str:
    """The text of what is ``seen`` of a page."""
    return seen(name, without).get_text()


def prose(name: str, keep: str = "a") -> str:
    """The paragraphs of a page without notes, charts, cards, tables and code; of its links only those that match ``keep``."""
    copy = BeautifulSoup(str(article(name)), "html.parser")
    for element in copy.select(
        f"figure, aside, pre, code, table.data-table, details, nav, .byline, .kicker, .claims, .handle, .in-order, .ledger, .footnote-reference, "
        f"a:not({keep})"
    ):
        element.decompose()
    return "\n".join(text(paragraph) for paragraph in copy.select("p"))


@cache
def exhibits(name: str) -> list[Tag]:
    return article(name).select("figure.exhibit")


def exhibit_ids() -> list[tuple[str, str]]:
    """Page and id of every exhibit of the book; of none before it is built, which other tests report."""
    return [(name, attribute(exhibit, "id")) for name in pages() if (HTML / f"{name}.html").is_file() for exhibit in exhibits(name)]


def exhibit(name: str, exhibit_id: str) -> Tag:
    return next(figure for figure in exhibits(name) if attribute(figure, "id") == exhibit_id)


def exhibit_table(figure: Tag) -> Tag:
    """The table of an exhibit: under the chart or, where it is long, on the page that the link there leads to."""
    under = figure.select_one(".exhibit-data table")
    return under or one(page(attribute(one(figure, ".exhibit-data a:not([download])"), "href").removesuffix(".html")), ".data-rows table")


def exhibit_file(name: str, exhibit_id: str, ending: str) -> Path:
    """A file of a page's exhibit in the built book; `ending` as in `-narrow.svg`."""
    return HTML / "charts" / name / f"{exhibit_id}{ending}"


def table_rows(table: Tag) -> Rows:
    """A table's cells as they are written, its head first."""
    return [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")]


def csv_rows(content: str) -> Rows:
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))


def shown(rows: Rows) -> Rows:
    """The rows of a CSV as the table under an exhibit shows them: column names in words."""
    head, *body = rows
    return [[column.replace("_", " ") for column in head], *body]


def data_address(address: str) -> str:
    """The text inside a `data:` address."""
    head, _, content = address.partition(",")
    return base64.b64decode(content).decode() if head.endswith(";base64") else unquote(content)
