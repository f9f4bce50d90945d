"""Rules about rows that name other rows."""

import re
from collections.abc import Iterator

import pandas as pd

from .files import whole
from .package import Finding, Package, Row, Span, rule, span

DAY = pd.Timedelta(days=1)


@rule
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


@rule
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


@rule
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


@rule
def known_sources(package: Package) -> Iterator[Finding]:
    """Every cited source exists, every source is cited, and no address stands under two ids."""
    known = {row["id"]: row for row in package.rows.get("sources", [])}
    cited: set[str] = set()
    for table, rows in package.rows.items():
        if "sources" not in {field["name"] for field in package.resources[table]["schema"]["fields"]}:
            continue
        for row in rows:
            for source in parts(row["sources"]):
                cited.add(source)
                if source not in known:
                    yield package.finding(table, row, "sources", f"no source {source!r}", "the id of a row in sources.csv")
    all_read = whole(package)  # else what is not read may cite it
    addresses: dict[str, str] = {}
    for source, row in known.items():
        if all_read and source not in cited:
            yield package.finding("sources", row, "id", "is cited by no row", "at least one citation, or no row")
        if address(row) and address(row) in addresses:
            yield package.finding("sources", row, "url", f"is also the address of {addresses[address(row)]}", "one id a page")
        addresses.setdefault(address(row), source)


def parts(cell: str) -> list[str]:
    """The ids in a cell, which semicolons join."""
    return [part for part in cell.split(";") if part]


def address(row: Row) -> str:
    """Where a page lies, however its address is written."""
    return re.sub(r"^https?://(www\.)?|/$", "", row["url"].lower())
