"""Rules about numbers that two tables or two columns give."""

import re
from collections.abc import Iterator

import pandas as pd

from ..measures.sanctions import TYPES
from ..tables import dates
from .package import Finding, Package, rule, span


@rule
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


@rule
def counts_in_range(package: Package) -> Iterator[Finding]:
    """A reported number of staff lies between the lowest and the highest that the sources give."""
    for row in package.rows.get("staffing", []):
        figures = [row[field] for field in ("low", "value", "high") if row[field].isdecimal()]
        if figures != sorted(figures, key=int) or bool(row["low"]) != bool(row["high"]):
            wrong = f"{row['value'] or 'empty'} beside low {row['low'] or 'empty'} and high {row['high'] or 'empty'}"
            yield package.finding("staffing", row, "value", wrong, "low <= value <= high, or neither low nor high")


@rule
def freed_add_up(package: Package) -> Iterator[Finding]:
    """Of a release no more people are accounted for than it freed; those abroad are as many as it says; no more of them lack papers."""
    releases = {row["id"]: row for row in package.rows.get("prisoner_releases", [])}
    people: dict[str, dict[str, int]] = {}
    for row in package.rows.get("freed", []):
        if row["release"] in releases and row["number"].isdecimal():  # of anything else the schema says what is wrong
            counts = people.setdefault(row["release"], {})
            counts[row["outcome"]] = counts.get(row["outcome"], 0) + int(row["number"])
    for release, counts in people.items():
        row, papers = releases[release], counts.pop("without papers", 0)
        if row["number"].isdecimal() and sum(counts.values()) > int(row["number"]):
            yield package.finding(
                "prisoner_releases", row, "number", f"freed.csv accounts for {sum(counts.values())} people", f"at most {row['number']}"
            )
        if row["taken_abroad"] not in ("", str(counts.get("abroad", 0))):
            yield package.finding(
                "prisoner_releases", row, "taken_abroad", f"is {row['taken_abroad']}", f"{counts.get('abroad', 0)}, as in freed.csv"
            )
        if papers > counts.get("abroad", 0):
            wrong = f"{papers} people of freed.csv had no papers"
            yield package.finding("prisoner_releases", row, "taken_abroad", wrong, f"at most {counts.get('abroad', 0)}, those abroad")
