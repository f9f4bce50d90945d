"""Rules about single dates."""

import re
from collections.abc import Iterator

import pandas as pd

from ..tables import DESCRIPTOR, dates
from .package import Finding, Package, rule, span


@rule
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


@rule
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


@rule
def unknown_ends(package: Package) -> Iterator[Finding]:
    """An end that is said to be unknown is not given."""
    for table, rows in package.rows.items():
        for row in rows:
            if row.get("end_unknown") and row["end"]:
                yield package.finding(table, row, "end_unknown", f"stands beside the end {row['end']}", "an empty cell, or no end")


@rule
def dated_ids(package: Package) -> Iterator[Finding]:
    """The id of an event, visit or release begins with its date, as precise as the date is."""
    for table in ("events", "visits", "prisoner_releases"):
        for row in package.rows.get(table, []):
            stem = re.match(r"\d{4}(-\d{2}(?!\d))?(-\d{2}(?!\d))?", row["id"])
            if span(row["date"]) and (stem is None or stem.group() != row["date"]):
                yield package.finding(table, row, "id", f"does not begin with the date {row['date']}", f"{row['date']}-few-words")
