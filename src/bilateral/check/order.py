"""Rules about the order of rows, and about series without holes."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import pandas as pd

from .package import Finding, Package, Row, rule, span


@rule
def sorted_rows(package: Package) -> Iterator[Finding]:
    """Tables of facts are sorted by their first date, then by id; sources and readings by id. A finding names the row that would have to move."""
    for table, all_rows in package.rows.items():
        role, key = package.resources[table].get("role"), package.key(table)
        if role not in ("facts", "sources", "readings"):
            continue
        field = package.date_fields(table)[0] if role == "facts" else key
        rows = [row for row in all_rows if row[key] and (field == key or span(row[field]))]  # of others the schema says what is wrong
        places = [(row[field], _place(row[key])) for row in rows]
        alike = SequenceMatcher(None, places, sorted(places), autojunk=False).get_matching_blocks()
        kept = {number for block in alike for number in range(block.a, block.a + block.size)}
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


def _place(key: str) -> tuple[int, str]:
    """What keys are sorted by: numbers as numbers, words as words."""
    return (int(key) if key.isdecimal() else 0, key)


@rule
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
