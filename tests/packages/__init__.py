"""Two other data packages on the schemas of the book's own: two made-up countries, to be broken on purpose, and a second real pair."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bilateral.tables import DESCRIPTOR, home

SMALL = Path(__file__).with_name("small")
US_CUBA = Path(__file__).with_name("us_cuba")

Row = dict[str, str]
Edit = Callable[[Path], None]


def copy_to(folder: Path, tables: Path = SMALL, **changes: str) -> Path:
    """A valid package in ``folder``: the ``tables``, and of the book's descriptor what is about them, with ``changes``."""
    shutil.copytree(tables, folder, dirs_exist_ok=True)
    descriptor: dict[str, Any] = json.loads((home() / DESCRIPTOR).read_text(encoding="utf-8"))
    descriptor |= {"facts_checked_through": "2001-12-31", **changes}
    descriptor["resources"] = [entry for entry in descriptor["resources"] if (tables / entry["path"]).is_file()]
    for entry in descriptor["resources"]:
        for said in ("checked_through", "thin"):
            entry.pop(said, None)
    write_descriptor(folder, descriptor)
    return folder


def us_cuba(folder: Path) -> Path:
    """The second pair in ``folder``, as `CONTRIBUTING.md` tells a forker to make it: other tables, and what the descriptor says of them."""
    return copy_to(folder, US_CUBA, name="us-cuba-relations", title="U.S.-Cuba relations", facts_checked_through="2025-01-31")


def read_descriptor(folder: Path) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return descriptor


def write_descriptor(folder: Path, descriptor: dict[str, Any]) -> None:
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")


def read_rows(folder: Path, table: str) -> list[Row]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, table: str, rows: list[Row]) -> None:
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def put(table: str, row_id: str, /, **cells: str) -> Edit:
    """Other cells in the row that begins with ``row_id``."""

    def edit(folder: Path) -> None:
        rows = read_rows(folder, table)
        next(row for row in rows if next(iter(row.values())) == row_id).update(cells)
        write_rows(folder, table, rows)

    return edit


def drop(table: str, row_id: str) -> Edit:
    """One row less."""

    def edit(folder: Path) -> None:
        write_rows(folder, table, [row for row in read_rows(folder, table) if next(iter(row.values())) != row_id])

    return edit


def repeat(table: str, row_id: str, /, **cells: str) -> Edit:
    """One row more, after the row it was copied from."""

    def edit(folder: Path) -> None:
        rows = read_rows(folder, table)
        position = next(number for number, row in enumerate(rows) if next(iter(row.values())) == row_id)
        rows.insert(position + 1, rows[position] | cells)
        write_rows(folder, table, rows)

    return edit


def swap_first(table: str) -> Edit:
    """The first two rows change places."""

    def edit(folder: Path) -> None:
        first, second, *rest = read_rows(folder, table)
        write_rows(folder, table, [second, first, *rest])

    return edit


def all_of(*edits: Edit) -> Edit:
    """Several edits, one after the other."""

    def edit(folder: Path) -> None:
        for each in edits:
            each(folder)

    return edit
