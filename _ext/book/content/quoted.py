"""Quote numbers and dates in pages: {n}`freed-since-visit` says a number of the book, {when}`2008-03-07-khvostov-recalled` the date of a row.

Neither needs a cell. `{n}` also says a cell, {n}`staffing:2008-03-minsk-staff-present.value`, and begins with a capital where its name does;
`{when}` another column, {when}`instruments:2006-06-16-eo-13405.issued`. Each is a link to what it says. What cannot be quoted is a warning with
page and line, and so an error in a strict build.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from bilateral import tables
from bilateral.measures import quantities
from bilateral.own_files import own_files
from bilateral.web.catalogue import row_address
from book import internals

logger = logging.getLogger(__name__)

NUMBER, DATE = "n", "when"
ROLE = re.compile(rf"\{{({NUMBER}|{DATE})\}}`([^`]*)`")
PAGE = "numbers"


class Quoted(nodes.reference):  # type: ignore[misc]
    """A number or a date in the text: a link that a card can open."""


@cache
def numbers(data: Path) -> quantities.Numbers:
    """The numbers of the book on its tables; none where a book has no package `quantities`."""
    loaded = tables.load(data)
    return quantities.book(loaded) if (data.parent / "book" / "quantities").is_dir() else quantities.Numbers(loaded, {})


def said(role: str, content: str, data: Path) -> str:
    """What a role says; ``Unquotable`` with the reason where it says nothing."""
    book = numbers(data)
    return quantities.cell(book.tables, content).text if role == DATE else book.text(content)


def address(role: str, content: str, data: Path) -> str:
    """Where a quoted number or cell can be looked up."""
    plain = content[:1].lower() + content[1:]
    if role == NUMBER and ":" not in plain:
        return f"{PAGE}.html#{plain.partition('.')[0]}"
    return place(quantities.cell(numbers(data).tables, content if role == DATE else plain), data)


def place(cell: quantities.Cell, data: Path) -> str:
    """Where the row of a cell stands."""
    return row_address(numbers(data).tables, cell.table, str(cell.row["id"]))


class Quote(SphinxRole):
    """The two roles."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        data = Path(self.env.app.confdir) / "data"
        try:
            text, target = said(self.name, self.text, data), address(self.name, self.text, data)
        except Exception as error:  # whatever a function of the book raises: the author is told where it is quoted
            reason = error.args[0] if type(error).__name__ == "Unquotable" else f"{type(error).__name__}: {error}"
            logger.warning("{%s}`%s`: %s", self.name, self.text, reason, location=self.get_location())
            return [nodes.Text("…")], []
        page, pages = target.partition(".html")[0], self.env.found_docs
        shown = page in pages or ("data" in pages and page.startswith("rows-"))  # a book need not have every page
        return [Quoted(self.rawtext, text, refuri=target, internal=True) if shown else nodes.Text(text)], []


def begin(translator: Any, node: Quoted) -> None:
    internals.write(translator, f'<a class="n" href="{html.escape(node["refuri"], quote=True)}">')


def end(translator: Any, _node: Quoted) -> None:
    internals.write(translator, "</a>")


def uses(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Page, role and content of each quote in the pages of a folder, in order."""
    for path in own_files(folder, "*.md"):
        for role, content in ROLE.findall(path.read_text(encoding="utf-8")):
            yield path.stem, role, content


def compute(app: Sphinx, _env: BuildEnvironment, pages: list[str]) -> None:
    """All numbers at once, before several processes read the pages: each then has them."""
    if not pages:
        return
    book = numbers(Path(app.confdir) / "data")
    for name in book.quantities:
        try:
            book.result(name)
        except Exception:  # said where it is quoted
            continue
    if book.quantities:
        import quantities as own

        for page, says in getattr(own, "broken", lambda _: ())(book.tables):
            logger.warning("the tables no longer bear out that %s: rewrite the sentence", says, location=page)


def setup(app: Sphinx) -> None:
    app.add_node(Quoted, html=(begin, end))
    for name in (NUMBER, DATE):
        app.add_role(name, Quote())
    app.connect("env-before-read-docs", compute)
