"""How rows were read a second time, against a publisher that they do not cite: what each reading found, and which rows changed since.

A row of ``readings`` keeps a digest of the row as it was read; the reading holds as long as the digest does.
"""

import hashlib
import json
from collections.abc import Mapping

import pandas as pd

from ..tables import Tables, as_written

VERDICTS = ("confirmed", "corrected", "in part", "one publisher", "not found")
CHANGED, UNREAD = "changed since", "unread"
STATES = (*VERDICTS, CHANGED, UNREAD)
NO_FACTS = ("id", "sources", "confidence", "tone", "episode", "event", "begin_event", "find", "note")  # columns that state nothing of the world
COLUMNS = ["table", "row", "state", "day", "witnesses", "unconfirmed", "high_by", "changed"]


def digest(row: Mapping[str, str]) -> str:
    """Twelve hexadecimal digits for the cells of ``row`` (column: cell as written) that state facts; an empty one states none."""
    stated = [[column, cell] for column, cell in row.items() if cell and column not in NO_FACTS]
    return hashlib.sha256(json.dumps(stated, ensure_ascii=False).encode()).hexdigest()[:12]


def to_read(tables: Tables) -> list[str]:
    """The tables whose rows are read twice, as the descriptor says with ``read_twice``."""
    return [entry["name"] for entry in tables.descriptor["resources"] if entry.get("read_twice")]


def sure(tables: Tables, table: str) -> frozenset[str]:
    """The ids of the rows of ``table`` that charts draw filled: of high confidence, and read a second time as they are now.

    Where the package keeps no readings, or none of that table, high confidence is enough.
    """
    rows = _cells(tables, table, tables.frames[table]["confidence"] == "high")
    if "readings" not in tables.frames or table not in to_read(tables):
        return frozenset(row["id"] for row in rows)
    readings = tables.readings[tables.readings["table"] == table]
    read = set(zip(readings["row"], readings["digest"], strict=True))
    return frozenset(row["id"] for row in rows if (row["id"], digest(row)) in read)


def _cells(tables: Tables, table: str, of: "pd.Series[bool] | slice" = slice(None)) -> list[dict[str, str]]:
    """The rows of ``table``, or those ``of`` it, as text."""
    cells = as_written(tables, table)[of].astype("string").fillna("")
    return [{str(column): str(cell) for column, cell in row.items()} for row in cells.to_dict("records")]


def states(tables: Tables) -> pd.DataFrame:
    """Every row of the tables that are read twice, in their order: its verdict, ``changed since`` or ``unread``, and what the reading says.

    Columns: ``table, row, state, day, witnesses, unconfirmed, high_by, changed``; the last five are empty where no reading holds.
    """
    found = []
    rows = as_written(tables, "readings").to_dict("records") if "readings" in tables.frames else []
    readings = {(row["table"], row["row"], row["digest"]): row for row in rows}
    once_read = {(table, row) for table, row, _ in readings}
    for table in to_read(tables):
        for row in _cells(tables, table):
            key = next(iter(row.values()))
            reading = readings.get((table, key, digest(row)))
            state = reading["verdict"] if reading else CHANGED if (table, key) in once_read else UNREAD
            found.append([table, key, state, *((reading or {}).get(column, "") for column in COLUMNS[3:])])
    return pd.DataFrame(found, columns=COLUMNS)


def counts(tables: Tables) -> pd.DataFrame:
    """How many rows of each table are in each state (index: table; columns: ``STATES`` and ``rows``, their sum)."""
    found = states(tables)
    table = pd.crosstab(found["table"], found["state"]).reindex(index=to_read(tables), columns=list(STATES), fill_value=0)
    return table.assign(rows=table.sum(axis=1)).rename_axis(columns=None)


def witnesses(tables: Tables, cell: str) -> list[tuple[str, str]]:
    """Publisher and address of each witness in a cell of ``readings``, whose ids semicolons join."""
    known = tables.witnesses.set_index("id")
    return [(known.at[part, "publisher"], known.at[part, "url"]) for part in cell.split(";") if part]
