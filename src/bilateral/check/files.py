"""Rules about files and rows, before anybody reads a cell."""

import codecs
import csv
from collections.abc import Iterator

from .package import ENCODING, Finding, Package, rule


@rule
def plain_files(package: Package) -> Iterator[Finding]:
    """Tables begin with their header and end lines with a line feed, as every other does: a spreadsheet may write them otherwise."""
    for entry in package.resources.values():
        file = package.folder / entry["path"]
        content = file.read_bytes() if file.is_file() else b""
        if content.startswith(codecs.BOM_UTF8):
            yield Finding(entry["path"], "(all)", "(all)", "begins with a byte order mark", "UTF-8 without one")
        if b"\r" in content:
            yield Finding(entry["path"], "(all)", "(all)", "has lines that end as on Windows (CR LF)", "lines that end with LF alone")


@rule
def whole_rows(package: Package) -> Iterator[Finding]:
    """Every row stands in one line and has as many cells as the header; a quote that is not closed would take in the rows below."""
    for entry in package.resources.values():
        try:
            with open(package.folder / entry["path"], encoding=ENCODING, newline="") as file:
                head, *rows = filter(None, csv.reader(file))
        except (OSError, UnicodeDecodeError, csv.Error, ValueError):
            continue  # the schema check says what cannot be read
        for row in rows:
            broken = next((name for name, cell in zip(head, row, strict=False) if "\n" in cell), None)
            if broken:
                wrong = f"goes on in the next line, in {broken}"
                yield Finding(entry["path"], row[0] or "(no id)", "(row)", wrong, "one line a row; a double quote is missing or stands too many")
            elif len(row) != len(head):
                wrong = f"has {len(row)} cells, the header {len(head)}"
                yield Finding(entry["path"], row[0] or "(no id)", "(row)", wrong, "as many; a cell that contains a comma stands in double quotes")


def whole(package: Package) -> bool:
    """True if every table could be read whole; else a row that is not found may stand in what was not read."""
    return bool(package.rows) and not package.unread and next(whole_rows(package), None) is None
