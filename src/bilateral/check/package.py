"""A package as text, what is wrong with it, and the register of rules."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ..tables import DESCRIPTOR, dates, is_date

Row = dict[str, str]
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
    except UnicodeDecodeError as error:
        raise ValueError(f"{file} is not UTF-8: save it as UTF-8 without a byte order mark") from error
    except ValueError as error:
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


def span(cell: str) -> Span | None:
    """The days ``cell`` can mean, or ``None`` if it is empty or no date."""
    try:
        return Span(dates.earliest(cell), dates.latest(cell)) if cell else None
    except ValueError:
        return None


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
        """The rows of every table that can be read; `files.unreadable` names the others."""
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


Rule = Callable[[Package], Iterator[Finding]]
RULES: list[Rule] = []


def rule(function: Rule) -> Rule:
    """Register a rule of the library's own."""
    RULES.append(function)
    return function
