"""Tiny typed frames, written as text."""

import pandas as pd

from bilateral.tables import typed
from bilateral.tables.dates import RDF_TYPE

DATES = {"date", "last_day", "start", "end"}
TEXTS = {"id", "post", "person", "rank", "sender", "host", "type", "kind", "summary", "program", "country", "start_basis"}


def field(name: str) -> dict[str, str]:
    """The schema entry of a column, by its name: a date, a text, or else a whole number."""
    if name in DATES:
        return {"name": name, "type": "string", "rdfType": RDF_TYPE}
    return {"name": name, "type": "string" if name in TEXTS else "integer"}


def frame(columns: str, *rows: str) -> pd.DataFrame:
    """A typed frame from words: ``frame("post rung start end", "here 4 2000-01-01 -")``; a lone ``-`` is an empty cell."""
    names = columns.split()
    cells = [["" if cell == "-" else cell for cell in row.split()] for row in rows]
    return typed(pd.DataFrame(cells, columns=names, dtype=str), {"fields": [field(name) for name in names]})


def days(*known: str) -> list[pd.Timestamp]:
    """Several days at once."""
    return [pd.Timestamp(day) for day in known]
