"""Make a notebook of each page that can be run elsewhere: without outputs, its text in plain Markdown, the library fetched by its first cell.

What only the book understands is replaced: a computed figure by its value when the book was built, a citation by links to its sources,
a download by its name, a list table by a Markdown table. What speaks of the site's own controls is left out.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from book import internals
from book.content import data_files, quoted

Row = Mapping[str, str]

ROLE = re.compile(r"\{([a-z:-]+)\}`([^`]*)`")
BLOCK = re.compile(r"^(`{3,}|:{3,})\{([a-z-]+)\}[^\n]*\n(.*?)^\1[^\S\n]*$\n?", re.MULTILINE | re.DOTALL)
OPTION = re.compile(r"^:[a-z-]+:.*\n", re.MULTILINE)
LINK = re.compile(r"""(\]\(|<a href=")(?:([a-z-]+)\.md(#[^)"\s]*)?|(#[^)"\s]+))(?=[)"])""")
CODE = re.compile(r"(`+[^`]*`+)")
ON_SCREEN = re.compile(r"^\{\.on-screen\}\n(?:.+(?:\n|\Z))+", re.MULTILINE)  # with its paragraph
CLASS = re.compile(r"^\{\.[\w-]+\}\n", re.MULTILINE)
SPAN = re.compile(r"\[([^\[\]]*)\]\{\.[^{}]*\}")
FETCH = """\
# Fetches the book's library and tables, where they are not installed yet, from {origin}: not from PyPI.
class NotFetched(Exception):
    def _render_traceback_(self):  # the sentence alone
        return [str(self)]


try:
    import bilateral
except ModuleNotFoundError:
    try:
        %pip install -qqq {package}
        import bilateral
    except Exception:
        raise NotFetched(
            "The book's library could not be fetched from {origin}. Check the connection, and that the site answers; then run this cell again."
        ) from None"""
SCIPY = "\nimport scipy  # named here so that the browser fetches it: the library measures with it"
NOTE = (
    '*This is a page of the book as a notebook: run all cells from the top, then change the values under "Change" in the first cells and run '
    "all again. Tables and charts follow; the figures in the sentences stay those of the book.*"
)


@dataclass(frozen=True)
class Page:
    """What one page needs beside its cells to be read outside the book."""

    name: str
    data: Path  # of the tables that its prose quotes
    sources: Mapping[str, Row]  # rows of the table `sources`, by id
    address: str  # of a page of the book: "{page}.html"


def plain(text: str, page: Page) -> str:
    """The text of a cell in Markdown that any notebook program shows."""
    text = BLOCK.sub(lambda match: block(match[2], OPTION.sub("", match[3])), text)
    text = CLASS.sub("", ON_SCREEN.sub("", text))
    text = ROLE.sub(lambda match: role(match[1], match[2], page), text)
    text = LINK.sub(lambda match: f"{match[1]}{page.address.format(page=match[2] or page.name)}{match[3] or match[4] or ''}", text)
    return "".join(part if part.startswith("`") else words(part) for part in CODE.split(text))


def words(text: str) -> str:
    """Text between code: a class says nothing outside the book, and a dollar sign would begin a formula in JupyterLab."""
    return re.sub(r"(?<!\\)\$", r"\\$", SPAN.sub(r"\1", text))


def role(name: str, content: str, page: Page) -> str:
    if name in (quoted.NUMBER, quoted.DATE):
        return quoted.said(name, content, page.data)
    if name == "footcite":
        cited = [page.sources[key.strip()] for key in content.split(",")]
        return "(" + "; ".join(f"[{source['publisher']}]({source['url']})" for source in cited) + ")"
    return re.sub(r"^(.*?)\s*<[^>]*>$", r"\1", content)


def block(name: str, content: str) -> str:
    if name == "list-table":
        return pipe_table(content)
    return "Each source is linked where it is cited.\n" if name == "footbibliography" else ""


def pipe_table(content: str) -> str:
    """A list table as the Markdown table that JupyterLab shows."""
    rows = [re.split(r"^  - ", row, flags=re.MULTILINE) for row in re.split(r"^\* - ", content, flags=re.MULTILINE)[1:]]
    lines = ["| " + " | ".join(" ".join(cell.split()).replace("|", r"\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:], ""])


def cell(kind: str, number: int, source: str) -> dict[str, Any]:
    made: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def notebook(executed: Path, page: Page, first_cell: str, kernel: Mapping[str, str]) -> str:
    """The notebook of the page whose ``executed`` notebook the build has left, as JSON: the same text each time."""
    executed_cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    sources = [(entry["cell_type"], "".join(entry["source"])) for entry in executed_cells]
    texts = [(kind, plain(source, page) if kind == "markdown" else source) for kind, source in sources]
    texts = [(kind, text) for kind, text in texts if text.strip()]  # some text is only for the site
    first = next((number for number, (kind, _) in enumerate(texts) if kind == "code"), len(texts))  # a page that only quotes has none
    texts[first:first] = [("markdown", NOTE), ("code", first_cell)]
    cells = [cell(kind, number, source) for number, (kind, source) in enumerate(texts, start=1)]
    made = hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()[:12]  # by which a copy knows that it is older
    content = {
        "cells": cells,
        "metadata": {"kernelspec": dict(kernel), "language_info": {"name": "python"}, "made": made},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def code(executed: Path) -> str:
    """The code of a notebook."""
    cells = json.loads(executed.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(entry["source"]) for entry in cells if entry["cell_type"] == "code")


def needs_scipy(root: Path, code: str) -> bool:
    """True if the code imports a module of the library that uses scipy, which Pyodide fetches only where a cell names it.

    All numbers of the book, `quantities`, are among them.
    """
    using = ["quantities"] + [
        path.stem for path in (root / "src" / "bilateral" / "measures").glob("*.py") if "from scipy" in path.read_text(encoding="utf-8")
    ]
    return any(re.search(rf"^from bilateral\.measures import .*\b{name}\b", code, re.MULTILINE) for name in using)


@dataclass(frozen=True)
class Library:
    """How a notebook gets the library where it is missing: what pip is asked for, and where that comes from, in words."""

    package: str
    origin: str


def write(root: Path, executed: Path, target: Path, names: Iterable[str], address: str, library: Library, kernel: Mapping[str, str]) -> None:
    """Write the notebooks of the pages ``names`` into the folder ``target``; the links between them lead to ``address``, as `{page}.html`."""
    sources = {row["id"]: row for row in data_files.rows(root / "data", "sources")}
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        page = Page(name, root / "data", sources, address)
        fetch = FETCH.format(package=library.package, origin=library.origin)
        fetch += SCIPY if needs_scipy(root, code(executed / f"{name}.ipynb")) else ""
        (target / f"{name}.ipynb").write_text(notebook(executed / f"{name}.ipynb", page, fetch, kernel), encoding="utf-8")


def pages(app: Sphinx) -> list[str]:
    """The pages that are notebooks."""
    return sorted(name for name in app.env.found_docs if internals.is_notebook(app, name))
