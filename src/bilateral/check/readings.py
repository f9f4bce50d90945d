"""Rules about what was read a second time, and about sources that nobody opened."""

import re
from collections.abc import Iterator

from ..measures.readings import digest
from .files import whole
from .links import address, parts
from .package import Finding, Package, Row, rule

COMMAND = "make readings"  # writes the digests
NOT_OPENED = "not opened"
PRIMARY, TWO = "primary", "two publishers"  # what a high confidence can rest on
BRACKETS = re.compile(r"\s*\([^)]*\)| via \w+$")  # a service of a publisher, whose wire it is, the post that sent a cable
WITHIN, BORROWED = re.compile(r"\(([^)]*)\)"), re.compile("^(after|via) ")


@rule
def known_readings(package: Package) -> Iterator[Finding]:
    """A reading is of a row that exists, names its columns, has a digest, and is the only one of that state of the row."""
    rows, all_read = rows_read(package), whole(package)
    read: dict[tuple[str, str, str], str] = {}
    for reading in package.rows.get("readings", []):
        table = reading["table"]
        if not package.resources.get(table, {}).get("read_twice"):
            expected = f"one of {', '.join(name for name, entry in package.resources.items() if entry.get('read_twice'))}"
            yield package.finding("readings", reading, "table", f"{table!r} is no table that is read twice", expected)
            continue
        if all_read and (table, reading["row"]) not in rows:
            yield package.finding("readings", reading, "row", f"{reading['row']!r} is gone from {table}", "the id of a row there")
        columns = [field["name"] for field in package.resources[table]["schema"]["fields"]]
        for field in parts(reading["unconfirmed"]):
            if field not in columns:
                yield package.finding("readings", reading, "unconfirmed", f"{table} has no field {field!r}", f"some of {', '.join(columns)}")
        if not reading["digest"]:
            yield package.finding("readings", reading, "digest", "is empty", f"what `{COMMAND}` writes")
        state = (table, reading["row"], reading["digest"])
        if state in read:
            wrong = f"reads the state of {reading['row']} that {read[state]} reads"
            yield package.finding("readings", reading, "digest", wrong, "one reading of each state of a row")
        read.setdefault(state, reading["id"])


@rule
def fitting_verdicts(package: Package) -> Iterator[Finding]:
    """What a reading found has what it needs: another publisher's page, the fields that none confirms, or what was changed.

    Where a reading changed a row, the other publisher may stand among the sources of the row by now.
    """
    sources = {row["id"]: row for row in package.rows.get("sources", [])}
    rows = rows_read(package)
    for reading in package.rows.get("readings", []):
        verdict = reading["verdict"]
        cited = parts(rows.get((reading["table"], reading["row"]), {}).get("sources", ""))
        several = bool(reading["changed"]) and len({publisher(sources[source]) for source in cited if source in sources}) > 1
        if verdict in ("confirmed", "corrected", "in part") and not reading["witnesses"] and not several:
            yield package.finding("readings", reading, "witnesses", f"is empty beside {verdict!r}", "the page of another publisher")
        if verdict in ("one publisher", "not found") and reading["witnesses"]:
            yield package.finding("readings", reading, "witnesses", f"stands beside {verdict!r}", "an empty cell, or another verdict")
        if (verdict, bool(reading["unconfirmed"])) in (("in part", False), ("confirmed", True), ("corrected", True)):
            expected = "an empty cell" if reading["unconfirmed"] else "the fields that nobody else confirms"
            yield package.finding("readings", reading, "unconfirmed", f"{reading['unconfirmed'] or 'is empty'} beside {verdict!r}", expected)
        if verdict == "corrected" and not reading["changed"]:
            yield package.finding("readings", reading, "changed", "is empty beside 'corrected'", "what was changed, in one sentence")


@rule
def other_publishers(package: Package) -> Iterator[Finding]:
    """A witness exists, is named by a reading, and is of a publisher that the row read does not cite."""
    sources = {row["id"]: row for row in package.rows.get("sources", [])}
    witnesses = {row["id"]: row for row in package.rows.get("witnesses", [])}
    rows, named = rows_read(package), set()
    for reading in package.rows.get("readings", []):
        row = rows.get((reading["table"], reading["row"]), {})
        cited = {name: source for source in parts(row.get("sources", "")) if source in sources for name in publishers(sources[source])}
        for witness in parts(reading["witnesses"]):
            named.add(witness)
            if witness not in witnesses:
                yield package.finding("readings", reading, "witnesses", f"no witness {witness!r}", "the id of a row in witnesses.csv")
            elif same := [cited[name] for name in publishers(witnesses[witness]) if name in cited]:
                wrong = f"{witness} is of {witnesses[witness]['publisher']}, as {same[0]}, which the row cites"
                yield package.finding("readings", reading, "witnesses", wrong, "a publisher that the row does not cite")
    first: dict[str, str] = {}
    for witness, row in witnesses.items():
        if witness not in named:
            yield package.finding("witnesses", row, "id", "is named by no reading", "at least one reading, or no row")
        if address(row) in first:
            yield package.finding("witnesses", row, "url", f"is also the address of {first[address(row)]}", "one id a page")
        first.setdefault(address(row), witness)


@rule
def one_spelling(package: Package) -> Iterator[Finding]:
    """A publisher is spelled alike wherever it is named, for two spellings would count as two publishers."""
    spelled: dict[str, str] = {}
    for table in ("sources", "witnesses"):
        for row in package.rows.get(table, []):
            for name in BRACKETS.sub("", row["publisher"]).split(" / "):
                first = spelled.setdefault(re.sub(r"^the |\W", "", name.lower()), name)
                if first != name:
                    yield package.finding(table, row, "publisher", f"{name!r} is also spelled {first!r}", "one spelling of a publisher")


@rule
def grounded_confidence(package: Package) -> Iterator[Finding]:
    """A reading that holds says what a high confidence rests on, and it is there: a primary source not known to be unopened, or two publishers."""
    sources = {row["id"]: row for row in package.rows.get("sources", []) if row["opened"] != NOT_OPENED}
    witnesses = {row["id"]: row for row in package.rows.get("witnesses", [])}
    rows = rows_read(package)
    for reading in package.rows.get("readings", []):
        row, ground = rows.get((reading["table"], reading["row"]), {}), reading["high_by"]
        if "confidence" not in row or digest(row) != reading["digest"]:
            continue
        cited = [sources[source] for source in parts(row["sources"]) if source in sources]
        heard = {publisher(page) for page in [*cited, *(witnesses[page] for page in parts(reading["witnesses"]) if page in witnesses)]}
        if (row["confidence"] == "high") != bool(ground):
            expected = "an empty cell" if ground else f"{PRIMARY!r} or {TWO!r}, or another confidence"
            yield package.finding("readings", reading, "high_by", f"{ground or 'is empty'} beside {row['confidence']} confidence", expected)
        elif ground == PRIMARY and not any(page["kind"] == "primary" for page in cited):
            yield package.finding(
                "readings", reading, "high_by", f"{ground}, but the row cites none that was opened", f"{TWO!r}, or another confidence"
            )
        elif ground == TWO and len(heard) < 2:
            yield package.finding(
                "readings", reading, "high_by", f"{ground}, but only {' and '.join(sorted(heard))}", "another publisher, or another confidence"
            )


@rule
def opened_sources(package: Package) -> Iterator[Finding]:
    """What is known not to have been opened carries no fact alone, unless the row says that its confidence is low."""
    closed = {row["id"] for row in package.rows.get("sources", []) if row["opened"] == NOT_OPENED}
    for table, rows in package.rows.items():
        for row in rows:
            cited = parts(row.get("sources", ""))
            if cited and closed.issuperset(cited) and row.get("confidence") != "low":
                wrong = f"rests on {' and '.join(cited)} alone, not opened"
                yield package.finding(table, row, "sources", wrong, "a source that was opened, or low confidence")


def rows_read(package: Package) -> dict[tuple[str, str], Row]:
    """The rows, as they are now, of the tables of which there are readings, by table and key."""
    named = {reading["table"] for reading in package.rows.get("readings", [])} & set(package.rows)
    return {(table, row[package.key(table)]): row for table in named for row in package.rows[table]}


def missing_digests(package: Package) -> dict[str, str]:
    """The digest of the row as it is now, for each reading (by its id) that has none and whose row exists."""
    rows = rows_read(package)
    unwritten = ((reading["id"], rows.get((reading["table"], reading["row"]))) for reading in package.rows["readings"] if not reading["digest"])
    return {reading: digest(row) for reading, row in unwritten if row is not None}


def publishers(row: Row) -> list[str]:
    """Who published a page, and whose wire it is: ``Kyiv Post (Reuters)``, ``CNN / Associated Press``, ``TV3 (after Reuters)``."""
    named = [publisher(row), *(BORROWED.sub("", part) for part in WITHIN.findall(row["publisher"].lower()))]
    return [name for part in named for name in part.split(" / ")]


def publisher(row: Row) -> str:
    """Who published a page, without what stands in brackets."""
    return BRACKETS.sub("", row["publisher"]).lower()
