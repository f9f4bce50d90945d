"""What opens at a number, a date or a name in the text: what it is, how it was counted, on which rows it rests, who says so.

A card is HTML that a script shows; each part of it leads to a page that says the same without one.
"""

import html
from collections.abc import Sequence
from urllib.parse import quote

import pandas as pd

from .. import words
from ..measures.claims import Result, text_of
from ..measures.quantities import DESCRIPTOR, Numbers, Quantity, frame
from ..tables import Tables, resource
from ..web.catalogue import anchor, part_of, rows_address
from ..web.reference import Entry

NUMBERS = "numbers.html"
FEW = 60  # rows that an address can name; of more, the whole page of rows is shown
SAID = ("summary", "paraphrase", "question", "measure", "reason", "definition", "basis")  # what says what a row is, by rank
ALONE = {"date", "year", "fiscal year", "name", "level", "country", "rank", "version", "months", "licenses", "lengths"}  # units that prose leaves out


def escaped(text: object) -> str:
    return html.escape(words.curly(str(text)), quote=False)


def subject_address(module: str, name: str = "") -> str:
    """The page of the numbers on one subject, or the place of one there: its rows, its code, where it is quoted."""
    return f"numbers-{module}.html" + (f"#{name}" if name else "")


def module(quantity: Quantity) -> str:
    """The subject of a number: the module in which its function stands."""
    return quantity.measure.__module__.rpartition(".")[2]


def measured(quantity: Quantity, found: Result) -> str:
    """Value and unit: ``464 people``, ``one person``, ``October 10, 2026``."""
    text = quantity.text(found.value)
    if quantity.unit in ALONE:
        return text
    noun, _, rest = quantity.unit.partition(" ")
    if found.value == 1:
        noun = {"people": "person", "entities": "entity", "copies": "copy", "countries": "country"}.get(noun, noun.removesuffix("s"))
    return f"{text} {noun} {rest}".rstrip()


def bounds(found: Result) -> str:
    """The bounds of a number in a sentence; empty where it has none."""
    return f"Between {found.bounds[0]} and {found.bounds[1]}, as far as dates or counts are known." if found.bounds else ""


def rows_links(t: Tables, rows: Sequence[tuple[str, str]]) -> str:
    """``5 rows of prisoner_releases``: links to these rows, by table and, where its rows fill several pages, by page."""
    by_table: dict[str, list[str]] = {}
    for table, row_id in rows:
        by_table.setdefault(table, []).append(row_id)
    return " and ".join(_of_table(t, table, ids) for table, ids in by_table.items())


def _of_table(t: Tables, table: str, ids: list[str]) -> str:
    if table == DESCRIPTOR:
        about = [field for field in ids if field in t.frames]
        place = f"data.html#{anchor(about[0])}" if len(about) == 1 else "data.html"
        return f'<a href="{place}">what the data package says of {"itself" if not about else "its tables" if len(about) > 1 else about[0]}</a>'
    if "id" not in t.frames[table]:
        return f'<a href="{rows_address(table)}">{words.counted(len(ids), "row")} of {table}</a>'
    parts: dict[int, list[str]] = {}
    for row_id in ids:
        parts.setdefault(part_of(t, table, row_id), []).append(row_id)
    links = []
    for number, (part, own) in enumerate(sorted(parts.items()), start=1):
        only = f"?only={quote(','.join(own), safe=',-')}" if len(own) <= FEW else ""
        label = f"{words.counted(len(own), 'row')} of {table}" if number == len(parts) else f"{len(own):,}"
        links.append(f'<a href="{html.escape(rows_address(table, part) + only)}">{label}</a>')
    return " + ".join(links)


def number_card(numbers: Numbers, name: str) -> str:
    """A number: value and unit, rule, bounds, rows, the way to its code, and through which day it was checked."""
    quantity, found = numbers.quantities[name], numbers.result(name)
    doubt = f"<p>{bounds(found)}</p>" if found.bounds else ""
    return (
        f"<p><b>{escaped(measured(quantity, found))}</b></p><p>{escaped(found.rule)}</p>{doubt}"
        f'<p class="card-foot">From {rows_links(numbers.tables, found.rows)} · <a href="{subject_address(module(quantity), name)}">code</a> · '
        f'<a href="{NUMBERS}#{name}">to cite</a> · checked through {words.day(checked(numbers.tables, found))}</p>'
    )


def checked(t: Tables, found: Result) -> pd.Timestamp:
    """The last day through which all tables that a number rests on were checked."""
    return min((t.checked_through(table) for table in {table for table, _ in found.rows} if table in t.frames), default=t.through)


def row_card(t: Tables, table: str, row_id: str) -> str:
    """A row: when, what, how sure, by whom."""
    rows = frame(t, table)
    row = rows[rows["id"].astype(str) == row_id].iloc[0]
    head = next((words.known(str(row[f"{column}_known"])) for column in ("date", "start") if row.get(f"{column}_known")), table)
    said = next((str(row[column]) for column in SAID if row.get(column)), "")
    if table == "visits":
        said = f"{row['person']}, {row['office']}, in {row['place']}."
    elif table == "claims":
        head, said = f"Claim {row_id}: {row['verdict']}", f"{words.begin(text_of(t))} says: {row['paraphrase']}. {row['rule']}"
    elif table == "heads_of_mission":
        said = f"{row['person']}: {str(row['rank']).replace('_', ' ')}."
    sure = f"confidence: {row['confidence']}" if row.get("confidence") else ""
    known = t.sources.set_index("id")[["publisher", "url", "archived_url"]]
    cited = [known.loc[source] for source in str(row.get("sources", "")).split(";") if source in known.index]
    links = ", ".join(f'<a href="{html.escape(each["archived_url"] or each["url"])}">{escaped(each["publisher"])}</a>' for each in cited)
    foot = [
        part for part in (sure, f"sources: {links}" if links else "", f"a row of <i>{escaped(resource(t.descriptor, table)['title'])}</i>") if part
    ]
    return f'<p><b>{escaped(head)}</b></p><p>{escaped(said)}</p><p class="card-foot">{" · ".join(foot)}</p>'


def entry_card(entry: Entry) -> str:
    """A person or a document: the name and what is known in a line or two."""
    return f"<p><b>{escaped(entry.name)}</b></p><p>{escaped(' '.join(entry.lines))}</p>"
