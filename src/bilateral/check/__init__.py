"""Check the data package: first its schema, then the rules that a schema cannot say.

``python -m bilateral.check [FOLDER]`` prints one line a finding (file, row, field, what is wrong, what was expected) and exits with
status 1 if there are any. All rules run, whatever the ones before them found.
"""

import argparse
import codecs
import csv
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from .. import tables
from ..measures import claims
from ..measures.sanctions import TYPES
from ..tables import DESCRIPTOR, dates, home, is_date

Row = dict[str, str]
TORN = ("extra-cell", "missing-cell")  # frictionless's names for a row with more or fewer cells than the header
NUMBERS = {"integer": "a whole number", "number": "a number"}  # types of columns, in words
DAY = pd.Timedelta(days=1)
ENCODING = "utf-8-sig"  # a mark at the beginning is one finding, not one a row


@dataclass(frozen=True, order=True)
class Finding:
    """One thing wrong: where, what, and what was expected."""

    file: str
    row: str
    field: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, field {self.field}: {self.wrong}; expected {self.expected}"


@dataclass(frozen=True)
class Span:
    """The days a cell can mean."""

    earliest: pd.Timestamp
    latest: pd.Timestamp

    def meets(self, other: "Span") -> bool:
        return self.earliest <= other.latest and other.earliest <= self.latest


def descriptor(folder: Path) -> dict[str, Any]:
    """The package descriptor in ``folder``; ``FileNotFoundError`` or ``ValueError`` says what is wrong with it."""
    file = folder / DESCRIPTOR
    if not file.is_file():
        raise FileNotFoundError(f"there is no {DESCRIPTOR} in {folder}: name the folder of the tables")
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # no text, or no JSON
        raise ValueError(f"{file} is not valid JSON: {error}") from error
    if not isinstance(found, dict) or "facts_checked_through" not in found or not isinstance(found.get("resources"), list):
        raise ValueError(f"{file} does not describe a package: it needs resources and facts_checked_through")
    for number, entry in enumerate(found["resources"], start=1):
        name = entry.get("name") if isinstance(entry, dict) else None
        if missing := missing_parts(entry):
            raise ValueError(f"{file}, resource {number} ({name or 'without a name'}): it needs {' and '.join(missing)}")
        if "checked_through" in entry and not real_day(entry["checked_through"]):
            raise ValueError(f"{file}, resource {number} ({name}): checked_through is {entry['checked_through']!r}, not a day such as 2008-03-12")
    if not real_day(found["facts_checked_through"]):
        raise ValueError(f"{file}: facts_checked_through is {found['facts_checked_through']!r}, not a day such as 2008-03-12")
    return found


def missing_parts(entry: Any) -> list[str]:
    """What a resource of the descriptor lacks of a name, a path, and fields that have names."""
    entry = entry if isinstance(entry, dict) else {}
    missing = [part for part in ("name", "path") if not (isinstance(entry.get(part), str) and entry[part])]
    fields = entry["schema"].get("fields") if isinstance(entry.get("schema"), dict) else None
    named = isinstance(fields, list) and fields and all(isinstance(field, dict) and field.get("name") and field.get("type") for field in fields)
    return missing if named else [*missing, "schema.fields, each with a name and a type"]


def real_day(value: object) -> bool:
    """True if ``value`` is the text of one day in the calendar."""
    try:
        return isinstance(value, str) and dates.is_exact(value) and span(value) is not None
    except ValueError:
        return False


class Package:
    """The package as text: rows as they are written, so that a bad cell stops no rule."""

    def __init__(self, folder: Path) -> None:
        """Raises ``FileNotFoundError`` or ``ValueError``, with a sentence, where ``folder`` holds no package."""
        self.folder = folder
        self.descriptor: dict[str, Any] = descriptor(folder)
        self.resources: dict[str, dict[str, Any]] = {entry["name"]: entry for entry in self.descriptor["resources"]}
        self.unread: set[str] = set()  # tables of which `rows` could not read every column

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of every table that can be read; the schema check names the others."""
        read: dict[str, list[Row]] = {}
        for name, entry in self.resources.items():
            try:
                with open(self.folder / entry["path"], encoding=ENCODING, newline="") as file:
                    reader = csv.DictReader(file)
                    rows = [{key: value or "" for key, value in row.items() if isinstance(key, str)} for row in reader]
                    head = reader.fieldnames or []
            except (OSError, UnicodeDecodeError, csv.Error):
                rows, head = [], []
            fields = [field["name"] for field in entry["schema"]["fields"]]
            if not set(fields) <= set(head):
                self.unread.add(name)
            read[name] = [{field: row.get(field, "") for field in fields} for row in rows]
        return read

    def key_is_unique(self, table: str) -> bool:
        """True if the first column is declared to be unique by itself."""
        return bool(self.resources[table]["schema"]["fields"][0].get("constraints", {}).get("unique"))

    def date_fields(self, table: str) -> list[str]:
        """The columns of dates of reduced precision, in their order."""
        return [field["name"] for field in self.resources[table]["schema"]["fields"] if is_date(field)]

    def key(self, table: str) -> str:
        """The first column, whose cell names a row."""
        return str(self.resources[table]["schema"]["fields"][0]["name"])

    def finding(self, table: str, row: Row, field: str, wrong: str, expected: str) -> Finding:
        """A finding on one cell of a table."""
        return Finding(self.resources[table]["path"], row.get(self.key(table)) or "(no id)", field, wrong, expected)


def span(cell: str) -> Span | None:
    """The days ``cell`` can mean, or ``None`` if it is empty or no date."""
    try:
        return Span(dates.earliest(cell), dates.latest(cell)) if cell else None
    except ValueError:
        return None


def schema(package: Package) -> Iterator[Finding]:
    """What the Table Schemas say: types, constraints, keys (by frictionless)."""
    from frictionless import Package as Frictionless

    resources = [entry | {"encoding": ENCODING} for entry in package.descriptor["resources"]]
    report = Frictionless(package.descriptor | {"resources": resources}, basepath=str(package.folder)).validate(limit_errors=10_000)
    for error in report.errors:
        yield Finding(DESCRIPTOR, "(all)", "(all)", error.message, "a valid descriptor")
    for task in report.tasks:
        rows = package.rows.get(task.name, [])
        file = package.resources[task.name]["path"] if task.name in package.resources else task.place
        for error in task.errors:
            if error.type in TORN or (error.type == "primary-key" and package.key_is_unique(task.name)):
                continue  # whole_rows says it, or the same error of the key's own column
            number = getattr(error, "row_number", None)
            position = None if number is None else number - 2  # row 1 is the header
            row_id = rows[position].get(package.key(task.name), "") if position is not None and position < len(rows) else "(header)"
            cell = str(getattr(error, "cell", "") or "")
            field = getattr(error, "field_name", None) or ", ".join(getattr(error, "field_names", []) or []) or "(row)"
            if error.type == "foreign-key":
                there = package.resources[error.reference_name]["path"]
                wrong = f"{', '.join(map(repr, error.field_cells))} is not in {there}"
                expected = f"the {', '.join(error.reference_field_names)} of a row in {there}"
            elif error.type in ("constraint-error", "type-error", "unique-error"):
                wrong, expected = in_words(package, task.name, field, cell, error)
            else:
                wrong, expected = error.title.lower(), error.note or error.description
            yield Finding(file, row_id or f"(line {number})", field, wrong, expected)


def in_words(package: Package, table: str, name: str, cell: str, error: Any) -> tuple[str, str]:
    """What is wrong with a cell that breaks a rule of its column, and what was expected; by the column's own rules."""
    field = next(field for field in package.resources[table]["schema"]["fields"] if field["name"] == name)
    rules = field.get("constraints", {})
    least, most = rules.get("minimum"), rules.get("maximum")
    if most is not None:
        bounds = f"{least} to {most}" if least is not None else f"at most {most}"
    else:
        bounds = f"{least} or more" if least is not None else ""
    broken = re.match(r'constraint "(\w+)"', error.note or "")
    match (error.type, broken and broken[1]):
        case ("unique-error", _):
            return f"{cell!r} stands in another row too", f"one row for each {name}"
        case ("type-error", _):
            return f"{cell!r} is not {NUMBERS.get(field['type'], field['type'])}", bounds or "digits alone"
        case (_, "required"):
            return "is empty", "a value"
        case (_, "enum"):
            return f"{cell!r} is none of the values of {name}", " or ".join(map(str, rules["enum"]))
        case (_, "maxLength"):
            return f"has {len(cell)} characters", f"at most {rules['maxLength']}"
        case (_, "minimum" | "maximum"):
            return f"{cell} is out of range", bounds
    if is_date(field):
        return f"{cell!r} is not written as a date", "a date such as 2008-03-12, 1997-03 or 1992"
    others = (row[name] for row in package.rows[table] if re.fullmatch(rules.get("pattern", ""), row[name]))
    return f"{cell!r} has not the form of {name}", f"a form such as {next(others, rules.get('pattern'))!r}"


def plain_files(package: Package) -> Iterator[Finding]:
    """Tables begin with their header and end lines with a line feed, as every other does: a spreadsheet may write them otherwise."""
    for entry in package.resources.values():
        file = package.folder / entry["path"]
        content = file.read_bytes() if file.is_file() else b""
        if content.startswith(codecs.BOM_UTF8):
            yield Finding(entry["path"], "(all)", "(all)", "begins with a byte order mark", "UTF-8 without one")
        if b"\r" in content:
            yield Finding(entry["path"], "(all)", "(all)", "has lines that end as on Windows (CR LF)", "lines that end with LF alone")


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


def real_dates(package: Package) -> Iterator[Finding]:
    """Every date exists in the calendar and none is past the check date (the table's own where it has one)."""
    for table, rows in package.rows.items():
        key = "checked_through" if "checked_through" in package.resources[table] else "facts_checked_through"
        limit = str(package.resources[table].get(key) or package.descriptor[key])
        for row in rows:
            for field in package.date_fields(table):
                if not row[field] or not re.match(dates.PATTERN, row[field]):
                    continue  # empty: the schema says whether it may be; another form: the schema has said so
                days = span(row[field])
                if days is None:
                    yield package.finding(table, row, field, f"{row[field]!r} is not in the calendar", "a day, month or year that exists")
                elif days.earliest > pd.Timestamp(limit):
                    yield package.finding(
                        table, row, field, f"{row[field]} is after the check date", f"no date after {limit}, the {key} of {DESCRIPTOR}"
                    )


def ordered_dates(package: Package) -> Iterator[Finding]:
    """An end is not before its start."""
    for table, rows in package.rows.items():
        fields = package.date_fields(table)
        for first, last in (("start", "end"), ("date", "last_day")):
            if first not in fields or last not in fields:
                continue
            for row in rows:
                begin, end = span(row[first]), span(row[last])
                if begin and end and end.latest < begin.earliest:
                    yield package.finding(table, row, last, f"{row[last]} is before {first} {row[first]}", "an end on or after its start")


def unknown_ends(package: Package) -> Iterator[Finding]:
    """An end that is said to be unknown is not given."""
    for table, rows in package.rows.items():
        for row in rows:
            if row.get("end_unknown") and row["end"]:
                yield package.finding(table, row, "end_unknown", f"stands beside the end {row['end']}", "an empty cell, or no end")


def sorted_rows(package: Package) -> Iterator[Finding]:
    """Tables of facts are sorted by their first date, then by id, and sources by id. A finding names the row that would have to move."""
    for table, all_rows in package.rows.items():
        role, key = package.resources[table].get("role"), package.key(table)
        if role not in ("facts", "sources"):
            continue
        field = package.date_fields(table)[0] if role == "facts" else key
        rows = [row for row in all_rows if field == key or span(row[field])]  # of another date the schema says what is wrong
        places = [(row[field], _place(row[key])) for row in rows]
        kept = longest_ordered(places)
        for number, row in enumerate(rows):
            if number in kept:
                continue
            smaller = next((other for other in sorted(kept) if other > number and places[other] < places[number]), None)
            other = rows[max(each for each in kept if each < number) if smaller is None else smaller]
            side = "after" if smaller is None else "before"
            wrong = f"{row[key]} stands {side} {other[key]}"
            if field != key and row[field] != other[field]:
                wrong = f"{row[field]} stands {side} {other[field]} of {other[key]}"
            yield package.finding(table, row, "(row)", wrong, f"rows sorted by {key}" if field == key else f"rows sorted by {field}, then by {key}")


def longest_ordered(places: Sequence[Any]) -> set[int]:
    """The positions of the most elements that stand in ascending order; of two that were exchanged, the first.

    Method: patience sorting, from the end.
    """
    rank = {place: number for number, place in enumerate(sorted(set(places)))}
    ends: list[int] = []  # of each length, the highest possible first element, as a negative number
    heads: list[int] = []  # where that element stands
    following: dict[int, int | None] = {}
    for position in reversed(range(len(places))):
        length = bisect_right(ends, -rank[places[position]])
        ends[length : length + 1] = [-rank[places[position]]]
        heads[length : length + 1] = [position]
        following[position] = heads[length - 1] if length else None
    kept: set[int] = set()
    position_kept = heads[-1] if heads else None
    while position_kept is not None:
        kept.add(position_kept)
        position_kept = following[position_kept]
    return kept


def _place(key: str) -> tuple[int, str]:
    """What keys are sorted by: numbers as numbers, words as words."""
    return (int(key) if key.isdecimal() else 0, key)


def whole_series(package: Package) -> Iterator[Finding]:
    """A table whose entry names the columns of a ``series`` has one row for each year (or month) of each series, from its first to its last.

    A year without a value stands there all the same, its value cells empty.
    """
    for table, rows in package.rows.items():
        columns = package.resources[table].get("series", [])
        field = next(iter(package.date_fields(table)), "")
        series: dict[str, list[Row]] = {}
        for row in rows if columns else []:
            if span(row[field]):
                series.setdefault(", ".join(row[column] for column in columns), []).append(row)
        for name, own in series.items():
            own.sort(key=lambda row: row[field])
            frequency = "M" if len(own[0][field]) == len("2000-01") else "Y"
            for before, row in zip(own, own[1:], strict=False):
                expected = str(pd.Period(before[field], frequency) + 1)
                if row[field] > expected:
                    wrong = f"{row[field]} of {name} follows {before[field]}: {expected} is missing"
                    yield package.finding(table, row, field, wrong, "a row for each, with empty cells where there is no value")
                elif row[field] == before[field]:
                    yield package.finding(table, row, field, f"{row[field]} of {name} stands twice", "one row for each")


def dated_ids(package: Package) -> Iterator[Finding]:
    """The id of an event, visit or release begins with its date, as precise as the date is."""
    for table in ("events", "visits", "prisoner_releases"):
        for row in package.rows.get(table, []):
            stem = re.match(r"\d{4}(-\d{2}(?!\d))?(-\d{2}(?!\d))?", row["id"])
            if span(row["date"]) and (stem is None or stem.group() != row["date"]):
                yield package.finding(table, row, "id", f"does not begin with the date {row['date']}", f"{row['date']}-few-words")


def by_start(row: Row) -> tuple[pd.Timestamp, str]:
    """The order of a post's intervals: by the day that stands for the start, as the measures take it."""
    days = span(row["start"])
    return (dates.middle(row["start"]) if days else pd.Timestamp.min, row["start"])


def whole_ladder(package: Package) -> Iterator[Finding]:
    """Each post stands on exactly one rung every day: no hole, no overlap, one open interval at the end, one first day for all posts."""
    rows = package.rows.get("representation", [])
    posts = sorted({row["id"] for row in package.rows.get("posts", [])} | {row["post"] for row in rows})
    firsts: dict[str, Row] = {}
    for post in posts:
        own = sorted((row for row in rows if row["post"] == post), key=by_start)
        if not own:
            yield Finding("representation.csv", "(none)", "post", f"post {post} has no interval", "one rung on every day")
            continue
        firsts[post] = own[0]
        for row, following in zip(own, own[1:], strict=False):
            if row["end"] == following["start"]:
                continue
            this, that = span(row["end"]), span(following["start"])
            if not row["end"]:
                wrong = f"is open, though {following['id']} begins on {following['start']}"
            elif this and that:
                kind = "a hole" if this.earliest < that.earliest else "an overlap"
                wrong = f"{row['end']} leaves {kind} to {following['id']}, which begins on {following['start']}"
            else:
                wrong = f"{row['end']!r} is not the start of {following['id']}"
            yield package.finding("representation", row, "end", wrong, following["start"])
        for row, following in zip(own, own[1:], strict=False):
            if row["rung"] == following["rung"]:
                yield package.finding(
                    "representation",
                    following,
                    "rung",
                    f"is the rung of {row['id']} before it",
                    "another rung, or one interval",
                )
        if own[-1]["end"]:
            yield package.finding(
                "representation",
                own[-1],
                "end",
                f"the last interval ends on {own[-1]['end']}",
                "an empty end: still so",
            )
    first_day = min((row["start"] for row in firsts.values()), default="")
    for row in firsts.values():
        if row["start"] != first_day:
            yield package.finding("representation", row, "start", f"the series of {row['post']} begins on {row['start']}", first_day)


def linked_events(package: Package) -> Iterator[Finding]:
    """A row that names an event falls on the days of that event; names are listed in the week that begins with it."""
    events = {row["id"]: row for row in package.rows.get("events", [])}
    links = (
        ("representation", "begin_event", "start", 0),
        ("visits", "event", "date", 0),
        ("prisoner_releases", "event", "date", 0),
        ("designations", "event", "date", 7),
    )
    for table, field, date, after in links:
        for row in package.rows.get(table, []):
            if not row[field]:
                continue
            event = events.get(row[field])
            if event is None:
                continue  # the schema has said so
            begin, end, here = span(event["date"]), span(event["last_day"] or event["date"]), span(row[date])
            if begin and end and here and not here.meets(Span(begin.earliest, end.latest + after * DAY)):
                yield package.finding(table, row, field, f"{event['id']} is dated {event['date']}", f"an event on {row[date]}")


def episodes(package: Package) -> Iterator[Finding]:
    """Tone stands once an episode; an event that stands alone has its own; an episode has two rows at least."""
    groups: dict[str, list[Row]] = {}
    for row in package.rows.get("events", []):
        if row["episode"]:
            groups.setdefault(row["episode"], []).append(row)
        elif not row["tone"]:
            yield package.finding("events", row, "tone", "is empty on an event without episode", "-2 to 2")
    for name, rows in groups.items():
        toned = [row["id"] for row in rows if row["tone"]]
        if len(toned) != 1:
            yield package.finding(
                "events",
                rows[0],
                "tone",
                f"episode {name} has {len(toned)} toned rows ({', '.join(toned)})",
                "exactly one",
            )
        if len(rows) < 2:
            yield package.finding("events", rows[0], "episode", f"episode {name} has one row", "two or more, or no episode")


def known_actors(package: Package) -> Iterator[Finding]:
    """Actors, targets and the like are ids of the table of actors, joined by + in its order."""
    order = [row["id"] for row in package.rows.get("actors", [])]
    for table, field in (("events", "actor"), ("events", "target"), ("prisoner_releases", "tied_to")):
        for row in package.rows.get(table, []):
            parts = [part for part in row[field].split("+") if part]
            if any(part not in order for part in parts) or parts != sorted(set(parts), key=lambda part: order.index(part) if part in order else -1):
                yield package.finding(
                    table,
                    row,
                    field,
                    f"{row[field]!r} is not a known actor",
                    f"ids of {', '.join(order)}, joined by + in that order",
                )


def known_sources(package: Package) -> Iterator[Finding]:
    """Every cited source exists, every source is cited, and no address stands under two ids."""
    known = {row["id"]: row for row in package.rows.get("sources", [])}
    cited: set[str] = set()
    for table, rows in package.rows.items():
        if "sources" not in {field["name"] for field in package.resources[table]["schema"]["fields"]}:
            continue
        for row in rows:
            for source in filter(None, row["sources"].split(";")):
                cited.add(source)
                if source not in known:
                    yield package.finding(table, row, "sources", f"no source {source!r}", "the id of a row in sources.csv")
    whole = not package.unread and next(whole_rows(package), None) is None  # else what is not read may cite it
    addresses: dict[str, str] = {}
    for source, row in known.items():
        if whole and source not in cited:
            yield package.finding("sources", row, "id", "is cited by no row", "at least one citation, or no row")
        address = re.sub(r"^https?://(www\.)?|/$", "", row["url"].lower())
        if address and address in addresses:
            yield package.finding("sources", row, "url", f"is also the address of {addresses[address]}", "one id a page")
        addresses.setdefault(address, source)


def counted_names(package: Package) -> Iterator[Finding]:
    """The running totals of designations equal the names listed, and both equal each independent copy of the list."""

    def middle(cell: str) -> pd.Timestamp | None:
        return dates.middle(cell) if span(cell) else None

    def listed_on(day: pd.Timestamp, kind: str) -> int:
        return sum(row["type"] == kind and begin <= day and (end is None or day < end) for row, begin, end in listed if begin)

    def whole(cell: str) -> int:
        return int(cell) if re.fullmatch(r"\d+", cell) else 0

    listed = [(row, middle(row["start"]), middle(row["end"])) for row in package.rows.get("listed", [])]
    actions = package.rows.get("designations", [])
    cells = [row["date"] for row in actions] + [row[field] for row, _, _ in listed for field in ("start", "end")]
    days = {day: cell for cell in cells if (day := middle(cell))}
    for kind, plural in TYPES.items():
        total = 0
        for day, cell in sorted(days.items()):
            of_day = [row for row in actions if middle(row["date"]) == day]
            total += sum(whole(row[f"added_{plural}"]) - whole(row[f"removed_{plural}"]) for row in of_day)
            if total != listed_on(day, kind):
                where = of_day[0] if of_day else {"id": f"(no action on {cell})"}
                wrong = f"running total on {cell} is {total}"
                yield package.finding("designations", where, f"added_{plural}", wrong, f"{listed_on(day, kind)}, the names in listed.csv")
        for row in package.rows.get("snapshots", []):
            on = middle(row["date"])
            if on and row[plural] != str(listed_on(on, kind)):
                yield package.finding("snapshots", row, plural, f"the copy has {row[plural]}", f"{listed_on(on, kind)}, the names in listed.csv")
    for row in package.rows.get("snapshots", []):
        parts = sum(whole(row[plural]) for plural in TYPES.values())
        if whole(row["total"]) != parts:
            yield package.finding("snapshots", row, "total", f"the copy has {row['total']}", f"{parts}, the sum of its parts")


def counts_in_range(package: Package) -> Iterator[Finding]:
    """A reported number of staff lies between the lowest and the highest that the sources give."""
    for row in package.rows.get("staffing", []):
        figures = [row[field] for field in ("low", "value", "high") if row[field].isdecimal()]
        if figures != sorted(figures, key=int) or bool(row["low"]) != bool(row["high"]):
            wrong = f"{row['value'] or 'empty'} beside low {row['low'] or 'empty'} and high {row['high'] or 'empty'}"
            yield package.finding("staffing", row, "value", wrong, "low <= value <= high, or neither low nor high")


def separate_gaps(package: Package) -> Iterator[Finding]:
    """Gaps of one mission do not overlap, and none has more days with an embassy than it has days."""
    table = "missions_worldwide"
    limit = str(package.resources.get(table, {}).get("checked_through", package.descriptor["facts_checked_through"]))
    before: dict[str, Row] = {}
    for row in package.rows.get(table, []):
        begin, end = span(row["start"]), span(row["end"] or limit)
        if begin is None or end is None:
            continue
        whole = (end.latest - begin.earliest).days
        if row["embassy_days"].isdecimal() and int(row["embassy_days"]) > whole >= 0:
            yield package.finding(table, row, "embassy_days", f"{row['embassy_days']} of {whole} days", f"at most {whole}")
        last = before.get(row["country"])
        over = span(last["end"]) if last else None
        if last and (not last["end"] or (over and begin.latest < over.earliest)):
            yield package.finding(table, row, "start", f"{row['start']} lies in {last['id']}", f"a day after {last['end'] or 'its end'}")
        before[row["country"]] = row


def checks_file(package: Package) -> Path:
    """Where the pages beside the data keep the checks of their claims."""
    return package.folder.resolve().parent / "book" / f"{claims.MODULE}.py"


def known_checks(package: Package) -> dict[str, claims.Check] | Finding | None:
    """The checks by name, what is wrong with their file, or ``None`` where no pages lie beside the data (an installed copy)."""
    file = checks_file(package)
    if not file.parent.is_dir():
        return None
    try:
        return claims.load_checks(file)
    except Exception as error:  # whatever an unfinished file may raise
        return Finding(file.name, "(all)", "(all)", f"{type(error).__name__}: {error}", "a module that can be imported")


def judged_claims(package: Package) -> Iterator[Finding]:
    """Each claim names a check that exists, or says why there is none; its verdict is one for its kind; every check has a claim."""
    rows = package.rows.get("claims", [])
    if not rows:
        return
    kinds = {row["id"]: row["applies_to"].split(";") for row in package.rows.get("verdicts", [])}
    checks = known_checks(package)
    if isinstance(checks, Finding):
        yield checks
        checks = None
    for row in rows:
        if not row["check"] and not row["not_computed"]:
            yield package.finding("claims", row, "check", "is empty, and not_computed too", "a check, or why there is none")
        if row["check"] and row["not_computed"]:
            yield package.finding("claims", row, "not_computed", f"has a reason beside the check {row['check']!r}", "an empty cell")
        if row["check"] and checks is not None and row["check"] not in checks:
            expected = f"a function marked @computed in {checks_file(package).name}"
            yield package.finding("claims", row, "check", f"no check {row['check']!r}", expected)
        if row["verdict"] in kinds and row["kind"] not in kinds[row["verdict"]]:
            expected = f"a verdict for {row['kind']}: {', '.join(verdict for verdict, of in kinds.items() if row['kind'] in of)}"
            yield package.finding("claims", row, "verdict", f"{row['verdict']} is not one for the kind {row['kind']}", expected)
    for before, row in zip(rows, rows[1:], strict=False):
        if before["order"].isdecimal() and row["order"].isdecimal() and int(before["order"]) > int(row["order"]):
            yield package.finding("claims", row, "order", f"{row['order']} stands after {before['order']}", "rows in the order of the text")
    named = {row["check"] for row in rows}
    for name in checks or {}:
        if name not in named:
            yield Finding(checks_file(package).name, name, "(name)", "is named by no claim", "a row in claims.csv")


def computed_verdicts(package: Package) -> Iterator[Finding]:
    """The authored verdict of each claim is the one that its check computes."""
    checks = known_checks(package)
    if not isinstance(checks, dict) or not package.rows.get("claims"):
        return
    try:
        loaded = tables.load(package.folder)
    except (OSError, KeyError, ValueError):
        return  # the schema has said why
    for row in package.rows["claims"]:
        if row["check"] not in checks:
            continue
        try:
            found = checks[row["check"]](loaded)
        except Exception as error:  # a check stands on rows that may be gone
            yield package.finding("claims", row, "check", f"{row['check']} stops: {type(error).__name__}: {error}", "a result")
            continue
        if found.verdict != row["verdict"]:
            wrong = f"is {row['verdict']!r}, but {row['check']} measures {found.measured}"
            yield package.finding("claims", row, "verdict", wrong, f"{found.verdict!r}, or another rule")


Rule = Callable[[Package], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    plain_files,
    whole_rows,
    schema,
    real_dates,
    ordered_dates,
    unknown_ends,
    sorted_rows,
    whole_series,
    dated_ids,
    whole_ladder,
    linked_events,
    episodes,
    known_actors,
    known_sources,
    counted_names,
    counts_in_range,
    separate_gaps,
    judged_claims,
)

# A verdict that no longer follows from the tables is for an editor to decide: the command reports it, and the book, which then shows the
# computed verdict beside the authored one, is still built.
REVIEW: tuple[Rule, ...] = (computed_verdicts,)


def findings(folder: Path | None = None, rules: tuple[Rule, ...] = RULES) -> list[Finding]:
    """All findings of ``rules`` on the package in ``folder`` (default: the library's own), sorted by file and row; empty if it is right."""
    package = Package(folder or home())
    found = {finding for rule in rules for finding in rule(package)}
    torn = {(finding.file, finding.row) for finding in whole_rows(package)}  # all that its shifted cells break follows from that
    return sorted(finding for finding in found if finding.field == "(row)" or (finding.file, finding.row) not in torn)


def main(arguments: list[str]) -> int:
    """Print the findings; 0 if there are none, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bilateral.check", description="Validate a data package and name what is wrong.")
    parser.add_argument("folder", nargs="?", type=Path, help="the folder with datapackage.json (default: the library's own data)")
    folder = parser.parse_args(arguments).folder or home()
    try:
        found = findings(folder, RULES + REVIEW)
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name != "frictionless":
            raise
        print(f"The check needs {error.name}: install the library with its extra, pip install '.[check]'.", file=sys.stderr)
        return 1
    for finding in found:
        print(finding)
    rows = sum(len(table) for table in Package(folder).rows.values())
    print(f"{folder}: {rows} rows checked, {len(found)} finding{'' if len(found) == 1 else 's'}", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0
