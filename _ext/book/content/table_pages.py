"""Give the rows of each table pages of their own, so that the page that describes the tables stays light."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from bilateral import tables
from bilateral.web.catalogue import anchor, rows_address, rows_in_parts

PARENT = "data.html"
LONG_WORD = re.compile(r"(?<=>)[a-z0-9;-]{12,}(?=<)")  # ids, longer than a date, which stays whole


def breakable(word: re.Match[str]) -> str:
    """An id, or several, that can go on in the next line."""
    return re.sub("[;-]", r"\g<0><wbr>", word[0])


def body(entry: dict[str, Any], table: str, part: int, parts: int) -> str:
    """One page: its heading, the way back, the other parts, the rows."""
    title = html.escape(entry["title"])
    numbers = range(1, parts + 1)
    others = " ".join(f"<strong>{n}</strong>" if n == part else f'<a href="{rows_address(entry["name"], n)}">{n}</a>' for n in numbers)
    return (
        '<link rel="stylesheet" href="_static/rows.css"><script src="_static/find.js" defer></script>'
        f'<section class="data-rows"><h1>Data: {title}</h1>'
        f'<p>{html.escape(entry["description"])} <a href="{PARENT}#{anchor(entry["name"])}">Columns, license and file</a>.</p>'
        + (f'<nav aria-label="Parts of this table">Part {others} of {parts}</nav>' if parts > 1 else "")
        + f"{LONG_WORD.sub(breakable, table)}</section>"
    )


def pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, context and template of each page."""
    if app.builder.name != "html" or "data" not in app.env.found_docs:
        return
    loaded = tables.load(Path(app.confdir) / "data")
    for entry in loaded.descriptor["resources"]:
        parts = rows_in_parts(loaded, entry["name"])
        for part, table in enumerate(parts, start=1):
            name = rows_address(entry["name"], part).removesuffix(".html")
            yield name, {"title": f"Data: {entry['title']}", "body": body(entry, table, part, len(parts))}, "page.html"


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", pages)
