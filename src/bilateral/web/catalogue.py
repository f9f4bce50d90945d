"""The data package as a page shows it: a list of its tables, and each with its columns, where it comes from and its rows.

All of it is read from the package's descriptor. The files themselves lie under ``FOLDER`` beside the built pages.
"""

import html
import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pandas as pd

from .. import words
from ..measures import readings
from ..tables import Tables, as_written, is_date, resource
from ..web.listing import table_html

FOLDER = "data"
PART = 100_000  # characters of one page's rows
LEADS = ("date", "start", "person", "name", "topic", "summary", "paraphrase", "title")  # what a reader looks for: the first columns of the rows' page


def anchor(table: str) -> str:
    """The id under which a page shows a table: ``table-events``."""
    return f"table-{table.replace('_', '-')}"


def address(descriptor: dict[str, Any], table: str = "") -> str:
    """Where the built book keeps the CSV of a table or, without one, the whole package."""
    return f"{FOLDER}/{resource(descriptor, table)['path'] if table else descriptor['name'] + '.zip'}"


def codebook(schema: dict[str, Any]) -> pd.DataFrame:
    """The columns of one table: ``column, type, values, meaning``; units stand in the meaning."""
    leads = {key["fields"]: key["reference"] for key in schema.get("foreignKeys", [])}
    keys = schema.get("primaryKey", [])
    rows = []
    for entry in schema["fields"]:
        rules = entry.get("constraints", {})
        values = []
        if entry["name"] in keys:
            values.append("unique")
        elif not rules.get("required"):
            values.append("may be empty")
        if "enum" in rules:
            values.append(", ".join(str(value) for value in rules["enum"]))
        if entry["name"] in leads:
            values.append(f"{leads[entry['name']]['fields']} in {leads[entry['name']]['resource']}")
        if "minimum" in rules or "maximum" in rules:
            values.append(" ".join(f"{word} {rules[key]}" for word, key in (("from", "minimum"), ("to", "maximum")) if key in rules))
        if "maxLength" in rules:
            values.append(f"at most {rules['maxLength']} characters")
        rows.append([entry["name"], "date" if is_date(entry) else entry["type"], "; ".join(values), words.curly(entry.get("description", ""))])
    return pd.DataFrame(rows, columns=["column", "type", "values", "meaning"])


@dataclass(frozen=True)
class Catalogue:
    """The tables of a package, one line each: what a row is, how many, through which day, where to get it."""

    tables: Tables

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{name}</th>' for name in ("Table", "CSV", "Rows", "Checked through"))
        rows = "".join(
            f'<tr><td><a href="#{anchor(entry["name"])}">{html.escape(entry["title"])}</a></td>'
            f'<td><a href="{address(self.tables.descriptor, entry["name"])}" download>{entry["path"]}</a></td>'
            f'<td class="number">{len(self.tables.frames[entry["name"]]):,}</td><td>{_checked(entry)}</td></tr>'
            for entry in self.tables.descriptor["resources"]
        )
        return (
            '<div class="listing catalogue"><div class="exhibit-scroll" role="region" tabindex="0" aria-label="Every table and its file">'
            f"<table><caption>Every table and its file</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></div>"
        )


def rows_address(table: str, part: int = 1) -> str:
    """The page that shows the rows of a table, or a later part of them: ``rows-events.html``, ``rows-events-2.html``."""
    return f"rows-{table.replace('_', '-')}{f'-{part}' if part > 1 else ''}.html"


@lru_cache(maxsize=128)
def _leading(tables: Tables, name: str) -> pd.DataFrame:
    """A table as its rows' page shows it: what a row is about, how it was read twice, then the other columns in the order of the file."""
    frame = as_written(tables, name)
    leads = [column for column in LEADS if column in frame]
    shown = frame[[*leads, *(column for column in frame if column not in leads)]]
    if "readings" in tables.frames and name in readings.to_read(tables):
        shown.insert(len(leads), "second_reading", _read(tables, name))
    return shown


_states = lru_cache(maxsize=4)(readings.states)


def _read(tables: Tables, name: str) -> list[str]:
    """What the second reading of each row found, and the publishers that confirm it: ``in part: Reuters; Interfax``."""
    found = _states(tables)
    own = found[found["table"] == name]
    publishers = ("; ".join(publisher for publisher, _ in readings.witnesses(tables, cell)) for cell in own["witnesses"])
    return [": ".join(filter(None, parts)) for parts in zip(own["state"], publishers, strict=True)]


def _anchors(frame: pd.DataFrame) -> str:
    return "id" if "id" in frame and frame["id"].is_unique else ""


@lru_cache(maxsize=128)
def _starts(tables: Tables, name: str) -> list[int]:
    """Where the parts begin in which a table is shown, and where the last one ends."""
    frame = _leading(tables, name)
    number = math.ceil(len(table_html(frame, name, anchors=_anchors(frame))) / PART)
    return [round(i * len(frame) / number) for i in range(number + 1)]


def rows_in_parts(tables: Tables, name: str) -> list[str]:
    """All rows of a table as HTML tables, each short enough for one light page; one part at least, a sentence where there is no row.

    Each row has its id for an address.
    """
    frame, title = _leading(tables, name), resource(tables.descriptor, name)["title"]
    if frame.empty:
        return ["<p>No rows yet.</p>"]
    starts, all_rows = _starts(tables, name), f"{title}: all rows"
    return [
        table_html(
            frame.iloc[start:end],
            all_rows if len(starts) == 2 else f"{title}: rows {start + 1:,} to {end:,} of {len(frame):,}",
            anchors=_anchors(frame),
        )
        for start, end in pairwise(starts)
    ]


@lru_cache(maxsize=128)
def _parts(tables: Tables, name: str) -> dict[str, int]:
    """The part of a table in which each row is shown, by its id."""
    ids = tables.frames[name]["id"].astype(str).tolist()
    return {row_id: part for part, (start, end) in enumerate(pairwise(_starts(tables, name)), start=1) for row_id in ids[start:end]}


def part_of(tables: Tables, name: str, row_id: str) -> int:
    """The part of a table in which a row is shown, from 1 on; ``KeyError`` if there is no such row."""
    return _parts(tables, name)[row_id]


def row_address(tables: Tables, name: str, row_id: str) -> str:
    """Where the book shows a row: claims in the ledger, events in the chronology, any other on the page of its table's rows."""
    page = {"claims": "claims.html", "events": "explore.html"}.get(name) or rows_address(name, part_of(tables, name, row_id))
    return f"{page}#{row_id}"


@dataclass(frozen=True)
class TableEntries:
    """Each table of a package: description, license, provenance, columns, and where its rows can be looked through."""

    tables: Tables

    def _repr_html_(self) -> str:
        return "".join(self._entry(entry) for entry in self.tables.descriptor["resources"])

    def _entry(self, entry: dict[str, Any]) -> str:
        name, title = entry["name"], html.escape(entry["title"])
        columns, rows = codebook(entry["schema"]), len(self.tables.frames[name])
        facts = [
            ("File", f'<a href="{address(self.tables.descriptor, name)}" download>{entry["path"]}</a>, {rows:,} rows, {len(columns)} columns'),
            ("Rows", f'<span class="on-screen"><a href="{rows_address(name)}">search and sort the rows of {title}</a></span>'),
            ("License", "; ".join(_license(each) for each in entry["licenses"])),
            ("Source", html.escape(words.curly(entry["provenance"]))),
            ("Checked through", _checked(entry)),
            ("Coverage", html.escape(words.curly(entry.get("coverage", "")))),
        ]
        said = "".join(f"<dt>{term}</dt><dd>{text}</dd>" for term, text in facts if text)
        return (
            f'<section class="data-table" id="{anchor(name)}"><h3>{title}'
            f'<a class="headerlink" href="#{anchor(name)}" title="Link to this table">#</a></h3>'
            f"<p>{html.escape(words.curly(entry['description']))}</p><dl>{said}</dl>"
            f'<details class="exhibit-data"><summary>Columns of {title} ({words.number(len(columns))})</summary>'
            f"{table_html(columns, f'{title}: columns')}</details></section>"
        )


def _checked(entry: dict[str, Any]) -> str:
    return words.known(entry["checked_through"]) if "checked_through" in entry else ""


def _license(entry: dict[str, str]) -> str:
    title = html.escape(entry.get("title", entry["name"]))
    return f'<a href="{html.escape(entry["path"], quote=True)}">{title}</a>' if "path" in entry else title
