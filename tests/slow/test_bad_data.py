"""Bad data, everywhere: each field of a random row of every table made wrong, and whole files written the wrong way.

Either the check names file, row and field, or the cell may hold any text and the book shows it as text.
"""

import csv
import html
import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from bilateral import check, tables
from bilateral.tables import DESCRIPTOR, Tables, home, is_date
from bilateral.web import reference
from bilateral.web.listing import table_html

pytestmark = pytest.mark.sample
SEED = 20261010
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
CELLS = {
    "empty": "",
    "wrong type": "twelve",
    "impossible date": "2025-02-30",
    "unknown id": "no-such-id",
    "formula": "=1+1",
    "script": SCRIPT,
    "quotes": '""twice""',
}


@dataclass(frozen=True)
class Change:
    """One cell that was made wrong."""

    table: str
    field: dict[str, Any]
    value: str
    row: dict[str, str]  # as it is now
    was: str  # the id of the row before


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The book's own package in a folder of its own."""
    return Path(shutil.copytree(home(), tmp_path / "data"))


def entries(book: Tables) -> list[dict[str, Any]]:
    """The descriptor's entries of the tables that have rows."""
    return [entry for entry in book.descriptor["resources"] if len(book.frames[entry["name"]])]


def led(entry: dict[str, Any]) -> set[str]:
    """The fields that lead to another table."""
    return {key["fields"] for key in entry["schema"].get("foreignKeys", [])}


def change(folder: Path, book: Tables, values: Sequence[str], keys: bool) -> list[Change]:
    """Make each of ``values`` the cell of each key, or of each other field, each in a row of its own where there are enough."""
    chosen, changes = random.Random(SEED), []
    for entry in entries(book):
        file, fields = folder / entry["path"], entry["schema"]["fields"]
        rows = read(file)
        places = chosen.sample(range(len(rows)), min(len(rows), len(fields) * len(values)))
        turn = 0
        for field in fields:
            if (field["name"] in entry["schema"]["primaryKey"] and field["name"] not in led(entry)) != keys:
                continue
            for value in values:
                row = rows[places[turn % len(places)]]
                was = row[fields[0]["name"]]
                row[field["name"]] = value
                changes.append(Change(entry["name"], field, value, row, was))
                turn += 1
        write(file, rows)
    return changes


def free(field: dict[str, Any], entry: dict[str, Any], value: str) -> bool:
    """True if the schema lets ``field`` hold ``value``."""
    rules = field.get("constraints", {})
    if not value:
        return not rules.get("required")
    if field["type"] != "string" or is_date(field) or field["name"] in led(entry):
        return False
    fits = re.fullmatch(rules.get("pattern", ".*"), value) and len(value) <= rules.get("maxLength", len(value))
    return bool(fits) and value in rules.get("enum", [value])


@pytest.mark.parametrize("keys", [False, True], ids=["fields", "keys"])
@pytest.mark.parametrize("kinds", [("empty", "wrong type"), ("impossible date", "unknown id"), ("formula", "script"), ("quotes",)], ids=" and ".join)
def test_a_bad_cell_is_named_or_shown_as_text(kinds: tuple[str, ...], keys: bool, copy: Path, tables: Tables) -> None:
    """Two kinds at once, each in other rows (the smallest table has two): a check of the whole package costs seconds."""
    changes = change(copy, tables, [CELLS[kind] for kind in kinds], keys)
    found = check.findings(copy)
    named: dict[tuple[str, str], set[str]] = {}
    for finding in found:
        for field in finding.field.split(", "):
            named.setdefault((finding.file, field), set()).add(finding.row)
    missed = []
    for each in changes:
        entry = next(entry for entry in tables.descriptor["resources"] if entry["name"] == each.table)
        rows = named.get((entry["path"], each.field["name"]), set())
        if rows & {each.was, each.value, "(no id)"} or any(row.startswith("(line") for row in rows):
            continue
        if not free(each.field, entry, each.value):
            missed.append((each.table, each.was, each.field["name"]))
        else:
            shown = table_html(pd.DataFrame([each.row]), "A row")
            assert html.escape(each.value) in shown and (each.value != SCRIPT or each.value not in shown)
    assert not missed


MARKUP = f"{SCRIPT} **bold** `code` [link](x) {{{{ glue }}}} {{footcite}}`x` \\ $x$"


def test_markup_in_a_cell_is_shown_as_text_by_the_pages_made_of_cells(tables: Tables) -> None:
    """A row of disagreements, an entry of who is who, and a reason for a gap: what MyST makes of them has no element of the cell's own."""
    row = tables.disagreements.iloc[0].copy()
    row[["topic", "question", "versions", "chosen", "why", "note"]] = MARKUP
    entry = reference.Entry("anchor", MARKUP, [], [MARKUP], [MARKUP], [str(row["sources"])])
    sources = tables.sources.set_index("id")
    parser = create_md_parser(MdParserConfig(enable_extensions={"attrs_inline", "deflist", "substitution"}), RendererHTML)
    for text, times in ((reference.contested(row, sources), 4), (entry.markdown({}, sources), 3), (reference.plain(MARKUP), 1)):
        shown = BeautifulSoup(parser.render(text), "html.parser")
        assert not shown.select("script, img, code, [href=x]")
        assert " ".join(shown.get_text().split()).count(" ".join(MARKUP.split())) >= times


def with_mark(text: bytes) -> bytes:
    return b"\xef\xbb\xbf" + text


def with_other_line_ends(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r\n")


def in_another_encoding(text: bytes) -> bytes:
    return text.decode("utf-8").encode("utf-16")


def with_a_row_twice(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    return b"".join([*lines, lines[-1]])


def with_a_comma_too_many(text: bytes) -> bytes:
    lines = text.splitlines()
    return b"\n".join([*lines[:-1], lines[-1] + b",one,more", b""])


@pytest.mark.parametrize("spoil", [with_mark, with_other_line_ends, in_another_encoding, with_a_row_twice, with_a_comma_too_many])
def test_a_file_written_another_way_is_named_or_read_the_same(spoil: Callable[[bytes], bytes], copy: Path, tables: Tables) -> None:
    for entry in entries(tables):
        file = copy / entry["path"]
        file.write_bytes(spoil(file.read_bytes()))
    named = {finding.file for finding in check.findings(copy)}
    for entry in entries(tables):
        if entry["path"] not in named:
            pd.testing.assert_frame_equal(only(copy, entry), tables.frames[entry["name"]])


def only(folder: Path, entry: dict[str, Any]) -> pd.DataFrame:
    """One table of the package in ``folder``, read as the library reads it."""
    raw = pd.read_csv(folder / entry["path"], dtype=str, keep_default_na=False)
    return tables.typed(raw, entry["schema"])


def test_a_descriptor_that_is_none_is_one_sentence(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / DESCRIPTOR).write_text("{", encoding="utf-8")
    assert check.main([str(copy)]) == 1
    said = capsys.readouterr()
    assert DESCRIPTOR in said.out + said.err and "Traceback" not in said.out + said.err
