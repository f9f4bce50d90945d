"""Rules about files and rows, before anybody reads a cell."""

import codecs
import csv
import re
from collections.abc import Iterator

from ..tables import DESCRIPTOR
from .package import ENCODING, Finding, Package, rule

TABLE = re.compile(
    r"\w.*\.(csv|ods|tsv|xls)", re.IGNORECASE
)  # how the name of a table begins, or of a copy; that of a system's or editor's file does not
SEPARATORS = {";": "semicolons", "\t": "tabs"}  # of spreadsheets in countries with a decimal comma, or asked for text


def unreadable(package: Package) -> Iterator[Finding]:
    """Tables that are not there, or not to be read: in another encoding, with other separators, without their header. All else follows from it."""
    for name, entry in package.resources.items():
        try:
            content = (package.folder / entry["path"]).read_bytes()
        except OSError:
            yield Finding(entry["path"], "(all)", "(all)", "cannot be read", f"the table that {DESCRIPTOR} lists, or no such entry there")
            continue
        try:
            first = next(iter(content.decode().removeprefix("\ufeff").splitlines()), "")
        except UnicodeDecodeError as error:
            yield misread(package, name, content, error)
            continue
        fields = [field["name"] for field in entry["schema"]["fields"]]
        if not set(next(csv.reader([first]))) & set(fields):
            found = (f"is separated by {said}" for sign, said in SEPARATORS.items() if set(first.split(sign)) & set(fields))
            wrong = next(found, f"begins with {first[:40]!r}, not with the names of its columns" if first else "is empty")
            yield Finding(entry["path"], "(header)", "(row)", wrong, f"{','.join(fields)}: a table saved as CSV UTF-8, separated by commas")


def ignored(package: Package) -> list[str]:
    """The files beside the tables that a person may take for one and nothing reads: copies, backups, spreadsheets."""
    tables = {entry["path"] for entry in package.resources.values()}
    return sorted(path.name for path in package.folder.iterdir() if TABLE.match(path.name) and path.is_file() and path.name not in tables)


def misread(package: Package, table: str, content: bytes, error: UnicodeDecodeError) -> Finding:
    """The first cell of a table that is not UTF-8."""
    path, expected = package.resources[table]["path"], "UTF-8: a table saved as CSV UTF-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Finding(path, "(header)", "(row)", "is written in UTF-16", expected)
    *before, last = re.split(rb"\r\n?|\n", content[: error.start])
    cells = next(csv.reader([last.decode("latin-1")])) or [""]
    fields = [field["name"] for field in package.resources[table]["schema"]["fields"]]
    row = cells[0] if len(cells) > 1 else f"(line {len(before) + 1})"
    field = fields[len(cells) - 1] if len(cells) <= len(fields) else "(row)"
    return Finding(path, row, field, f"has a byte that is no UTF-8, 0x{content[error.start]:02x}, after {cells[-1][-20:]!r}", expected)


@rule
def plain_files(package: Package) -> Iterator[Finding]:
    """Files begin without a mark and end lines with a line feed, as every other does: a spreadsheet or an editor may write them otherwise."""
    for name in (DESCRIPTOR, *(entry["path"] for entry in package.resources.values())):
        file = package.folder / name
        content = file.read_bytes() if file.is_file() else b""
        if content.startswith(codecs.BOM_UTF8):
            yield Finding(name, "(all)", "(all)", "begins with a byte order mark", "UTF-8 without one: save it in an editor")
        if b"\r" in content:
            yield Finding(
                name,
                "(all)",
                "(all)",
                "has lines that end as on Windows (CR LF) or an old Mac (CR)",
                "LF alone, as editors write",
            )


@rule
def columns(package: Package) -> Iterator[Finding]:
    """The header names the columns of the schema in their order, and no other."""
    for entry in package.resources.values():
        fields = [field["name"] for field in entry["schema"]["fields"]]
        try:
            with open(package.folder / entry["path"], encoding=ENCODING, newline="") as file:
                head = next(csv.reader(file))
        except (OSError, UnicodeDecodeError, csv.Error, StopIteration):
            continue  # said elsewhere
        expected = f"the columns {','.join(fields)}"
        for name in sorted({*fields} ^ {*head}):
            yield Finding(entry["path"], "(header)", name or "(no name)", "is missing" if name in fields else "is no column of the table", expected)
        if sorted(fields) == sorted(head) and fields != head:
            yield Finding(entry["path"], "(header)", "(row)", "stand in another order", expected)


@rule
def whole_rows(package: Package) -> Iterator[Finding]:
    """Every row stands in one line and has as many cells as the header; a quote that is not closed would take in the rows below."""
    for entry in package.resources.values():
        try:
            with open(package.folder / entry["path"], encoding=ENCODING, newline="") as file:
                head, *rows = filter(None, csv.reader(file))
        except (OSError, UnicodeDecodeError, csv.Error, ValueError):
            continue  # said elsewhere
        for row in rows:
            if not any(row):
                yield Finding(entry["path"], "(no id)", "(row)", "is empty", "no line that has separators only")
                continue
            broken = next((name for name, cell in zip(head, row, strict=False) if "\n" in cell), None)
            if broken:
                wrong = f"goes on in the next line, in {broken}"
                yield Finding(entry["path"], row[0] or "(no id)", "(row)", wrong, "one line a row; a double quote is missing, or one too many")
            elif odd := next((name for name, cell in zip(head, row, strict=False) if cell.count('"') % 2), None):
                yield Finding(entry["path"], row[0] or "(no id)", odd, 'has a double quote (") that has no other', "two of them, or none")
            elif len(row) != len(head):
                wrong = f"has {len(row)} cells, the header {len(head)}"
                yield Finding(entry["path"], row[0] or "(no id)", "(row)", wrong, "as many; a cell that contains a comma stands in double quotes")


def whole(package: Package) -> bool:
    """True if every table could be read whole; else a row that is not found may stand in what was not read."""
    return bool(package.rows) and not package.unread and next(whole_rows(package), None) is None
