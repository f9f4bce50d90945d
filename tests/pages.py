"""The book's pages, run without the book: their code cells one after the other, and the exhibits that they show."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bilateral.draw.exhibit import Exhibit
from bilateral.own_files import own_files

BOOK = Path(__file__).parents[1] / "book"
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPTIONS = re.compile(r"\A(---\n.*?\n---\n|(:[a-z-]+:[^\n]*\n)+)", re.DOTALL)


def cells(page: str) -> list[str]:
    """The code of each cell of a page, without the cell's options."""
    text = (BOOK / f"{page}.md").read_text(encoding="utf-8")
    return [OPTIONS.sub("", cell, count=1) for cell in CELL.findall(text)]


def values(codes: list[str], page: str) -> Iterator[Any]:
    """The last expression of each cell, as a notebook shows it."""
    names: dict[str, Any] = {"__name__": f"page:{page}"}
    for number, code in enumerate(codes, start=1):
        tree = ast.parse(code)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"{page}.md, cell {number}", "exec"), names)
        if last is not None:
            yield eval(compile(ast.Expression(last.value), f"{page}.md, cell {number}", "eval"), names)


@cache
def exhibits(page: str) -> tuple[Exhibit, ...]:
    """What the page shows: the exhibits that are the last expression of one of its cells."""
    return tuple(value for value in values(cells(page), page) if isinstance(value, Exhibit))


def with_exhibits() -> list[str]:
    """The pages that draw anything."""
    return [path.stem for path in own_files(BOOK, "*.md") if any("bilateral.charts" in cell for cell in cells(path.stem))]
