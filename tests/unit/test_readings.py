"""What was read twice: the rules on readings, witnesses and sources that nobody opened, each broken on purpose, and the states of rows."""

import shutil
from pathlib import Path

import pytest
from packages import Edit, all_of, drop, put, repeat

from bilateral import check
from bilateral.check import digests
from bilateral.measures.readings import CHANGED, STATES, UNREAD, counts, digest, states, sure
from bilateral.tables import Tables, home, load

READING, ROW = "visits-2001-01-dee-bol", "2001-01-dee-bol"
RULES = tuple(rule for rule in check.RULES if rule.__module__ == check.readings.__name__)
BREAKS: dict[str, tuple[Edit, str]] = {
    "the row is gone": (
        drop("visits", ROW),
        f"readings.csv, row {READING}, field row: '{ROW}' is gone from visits; expected the id of a row there",
    ),
    "the table is not read twice": (
        put("readings", READING, table="posts"),
        f"readings.csv, row {READING}, field table: 'posts' is no table that is read twice; expected one of events, ",
    ),
    "a field that the table does not have": (
        put("readings", READING, verdict="in part", unconfirmed="office;colour"),
        f"readings.csv, row {READING}, field unconfirmed: visits has no field 'colour'; expected some of id, date, last_day, ",
    ),
    "no digest": (
        put("readings", READING, digest=""),
        f"readings.csv, row {READING}, field digest: is empty; expected what `make readings` writes",
    ),
    "two readings of one state": (
        repeat("readings", READING, id=f"{READING}-2"),
        f"readings.csv, row {READING}-2, field digest: reads the state of {ROW} that {READING} reads; expected one reading of each state of a row",
    ),
    "confirmed by nobody": (
        put("readings", READING, witnesses=""),
        f"readings.csv, row {READING}, field witnesses: is empty beside 'confirmed'; expected the page of another publisher",
    ),
    "a witness of what was not found": (
        put("readings", READING, verdict="not found"),
        f"readings.csv, row {READING}, field witnesses: stands beside 'not found'; expected an empty cell, or another verdict",
    ),
    "in part, without the part": (
        put("readings", READING, verdict="in part"),
        f"readings.csv, row {READING}, field unconfirmed: is empty beside 'in part'; expected the fields that nobody else confirms",
    ),
    "confirmed but for a field": (
        put("readings", READING, unconfirmed="met"),
        f"readings.csv, row {READING}, field unconfirmed: met beside 'confirmed'; expected an empty cell",
    ),
    "corrected but for a field": (
        put("readings", READING, verdict="corrected", changed="The office was another.", unconfirmed="met"),
        f"readings.csv, row {READING}, field unconfirmed: met beside 'corrected'; expected an empty cell",
    ),
    "corrected by nobody": (
        put("readings", READING, verdict="corrected", changed="The office was another.", witnesses=""),
        f"readings.csv, row {READING}, field witnesses: is empty beside 'corrected'; expected the page of another publisher",
    ),
    "corrected, and not said how": (
        put("readings", READING, verdict="corrected"),
        f"readings.csv, row {READING}, field changed: is empty beside 'corrected'; expected what was changed, in one sentence",
    ),
    "a witness that has no row": (
        put("readings", READING, witnesses="courier-2001;nobody-2001"),
        f"readings.csv, row {READING}, field witnesses: no witness 'nobody-2001'; expected the id of a row in witnesses.csv",
    ),
    "a witness of a publisher that the row cites": (
        put("witnesses", "courier-2001", publisher="Boland Post (a wire)"),
        f"readings.csv, row {READING}, field witnesses: courier-2001 is of Boland Post (a wire), as post-2001, which the row cites; "
        "expected a publisher that the row does not cite",
    ),
    "a wire of a publisher that the row cites": (
        put("witnesses", "courier-2001", publisher="Southport Courier (after Boland Post)"),
        f"readings.csv, row {READING}, field witnesses: courier-2001 is of Southport Courier (after Boland Post), as post-2001, which the row cites; "
        "expected a publisher that the row does not cite",
    ),
    "a cable of a publisher that the row cites": (
        put("witnesses", "courier-2001", publisher="Boland Post via Southport"),
        f"readings.csv, row {READING}, field witnesses: courier-2001 is of Boland Post via Southport, as post-2001, which the row cites; "
        "expected a publisher that the row does not cite",
    ),
    "a witness of no reading": (
        repeat("witnesses", "courier-2001", id="courier-2002", url="https://courier.example/2002"),
        "witnesses.csv, row courier-2002, field id: is named by no reading; expected at least one reading, or no row",
    ),
    "a witness twice": (
        all_of(repeat("witnesses", "courier-2001", id="courier-2002"), put("readings", READING, witnesses="courier-2001;courier-2002")),
        "witnesses.csv, row courier-2002, field url: is also the address of courier-2001; expected one id a page",
    ),
    "one publisher in two spellings": (
        put("witnesses", "courier-2001", publisher="The Boland-Post"),
        "witnesses.csv, row courier-2001, field publisher: 'The Boland-Post' is also spelled 'Boland Post'; expected one spelling of a publisher",
    ),
    "a high confidence that is not explained": (
        put("visits", ROW, confidence="high"),
        f"readings.csv, row {READING}, field high_by: is empty beside high confidence; expected 'primary' or 'two publishers', or another confidence",
    ),
    "an explanation of what is not high": (
        put("readings", READING, high_by="two publishers"),
        f"readings.csv, row {READING}, field high_by: two publishers beside medium confidence; expected an empty cell",
    ),
    "a primary source that the row does not cite": (
        all_of(put("visits", ROW, confidence="high"), put("readings", READING, high_by="primary")),
        f"readings.csv, row {READING}, field high_by: primary, but the row cites none that was opened; "
        "expected 'two publishers', or another confidence",
    ),
    "two publishers that are one": (
        all_of(put("visits", ROW, confidence="high"), put("readings", READING, verdict="one publisher", witnesses="", high_by="two publishers")),
        f"readings.csv, row {READING}, field high_by: two publishers, but only boland post; expected another publisher, or another confidence",
    ),
    "a row that rests on what was not opened": (
        put("sources", "post-2001", opened="not opened"),
        f"visits.csv, row {ROW}, field sources: rests on post-2001 alone, not opened; expected a source that was opened, or low confidence",
    ),
}


def found(folder: Path) -> list[str]:
    return [str(finding) for finding in check.findings(folder, RULES)]


def test_a_package_that_was_read_passes(package: Path) -> None:
    assert found(package) == []


def test_every_rule_is_broken_somewhere(package: Path, tmp_path: Path) -> None:
    silent = set(RULES)
    for number, (edit, _) in enumerate(BREAKS.values()):
        folder = Path(shutil.copytree(package, tmp_path / str(number)))
        edit(folder)
        silent -= {rule for rule in silent if any(rule(check.Package(folder)))}
    assert not silent


@pytest.mark.parametrize("mistake", BREAKS)
def test_what_is_wrong_is_named(package: Path, mistake: str) -> None:
    edit, message = BREAKS[mistake]
    edit(package)
    assert any(line.startswith(message) for line in found(package)), found(package)


@pytest.mark.parametrize(
    "edit",
    [
        put("visits", ROW, office="Minister"),  # another state than the one that was read
        put("readings", READING, verdict="one publisher", witnesses=""),
        put("readings", READING, verdict="in part", unconfirmed="office"),
        put("readings", READING, verdict="corrected", changed="The office was another."),
        put("witnesses", "courier-2001", publisher="Southport Post"),
        all_of(put("visits", ROW, confidence="high"), put("readings", READING, high_by="two publishers")),
    ],
)
def test_what_may_be(package: Path, edit: Edit) -> None:
    edit(package)
    assert [line for line in found(package) if "is named by no reading" not in line] == []


def test_low_confidence_may_rest_on_what_was_not_opened(package: Path) -> None:
    put("sources", "post-2001", opened="not opened")(package)
    put("visits", ROW, confidence="low")(package)
    assert not any(line.startswith("visits.csv") for line in found(package))


def test_digests_are_written_once(package: Path) -> None:
    before = (package / "readings.csv").read_bytes()
    assert digests.fill(package) == 0
    assert (package / "readings.csv").read_bytes() == before


def test_a_digest_is_of_what_states_facts() -> None:
    row = {"id": "a", "date": "2001", "office": "Director", "sources": "x", "confidence": "high", "note": "", "tone": "1"}
    assert digest(row) == digest(row | {"id": "b", "sources": "y", "confidence": "low", "note": "Seen.", "tone": "0"})
    assert digest(row) != digest(row | {"office": "Minister"})


def state(folder: Path, row: str) -> str:
    rows = states(load(folder)).set_index("row")
    return str(rows.loc[row, "state"])


def test_the_state_of_a_row(package: Path) -> None:
    assert state(package, ROW) == "confirmed"
    assert state(package, "2000-05-10-cor-arl") == UNREAD
    put("visits", ROW, office="Minister")(package)
    assert state(package, ROW) == CHANGED
    repeat("readings", READING, id=f"{READING}-2", verdict="one publisher", witnesses="", digest="")(package)
    digests.fill(package)
    assert state(package, ROW) == "one publisher"
    assert check.findings(package, RULES) == []


def test_a_new_column_that_is_empty_leaves_a_row_as_it_was_read() -> None:
    row = {"id": "2000-one", "date": "2000", "office": "Minister"}
    assert digest({**row, "place": ""}) == digest(row) != digest({**row, "place": "Northport"})


def test_what_charts_draw_filled_is_of_high_confidence_and_read(package: Path) -> None:
    high = "2000-05-10-cor-arl"
    assert sure(load(package), "visits") == set()
    repeat("readings", READING, id=f"visits-{high}", row=high, high_by="primary", digest="")(package)
    digests.fill(package)
    assert sure(load(package), "visits") == {high}
    put("visits", high, office="Director")(package)
    tables = load(package)
    assert sure(tables, "visits") == set()
    frames = {name: frame for name, frame in tables.frames.items() if name != "readings"}
    assert sure(Tables(frames, tables.descriptor), "visits") == {high}


def test_counts_add_up(package: Path) -> None:
    found = counts(load(package))
    assert (found[list(STATES)].sum(axis=1) == found["rows"]).all()
    assert found.loc["visits", ["confirmed", UNREAD, "rows"]].tolist() == [1, 1, 2]
    assert "posts" not in found.index


def test_every_row_of_the_book_has_one_state(tables: Tables) -> None:
    found = states(tables)
    assert set(found["state"]) <= set(STATES)
    assert not found.duplicated(["table", "row"]).any()
    assert len(found) == sum(len(tables.frames[name]) for name in found["table"].unique())


def test_the_typed_rows_have_the_digests_of_the_files(tables: Tables) -> None:
    """A reading that the check finds of the row as it is holds in the library too, whatever types its columns have."""
    found = states(tables)
    held = tables.readings["digest"].isin([digest(row) for row in written()])
    assert (found["state"].isin(STATES[:5])).sum() == held.sum()


def written() -> list[dict[str, str]]:
    package = check.Package(home())
    return [row for name, entry in package.resources.items() if entry.get("read_twice") for row in package.rows[name]]
