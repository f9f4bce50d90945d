"""Each rule of the check, broken on purpose in a small valid package, and what the maintainer then reads."""

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import packages
import pytest
from packages import Edit, all_of, drop, put, repeat, swap_first

from bilateral import check, tables
from bilateral.check import files

LISTING, VISIT, RELEASE = "2001-02-01-names-listed", "2000-05-10-cor-arl", "2001-06-01-three"
FREED = f"{RELEASE}-abroad-col"
OF_PACKAGE, OF_TABLE = ", the facts_checked_through of datapackage.json", ", the checked_through of datapackage.json"


def lines(folder: Path) -> list[str]:
    """What the check prints, one line a finding."""
    return [str(finding) for finding in check.findings(folder)]


def end(table: str, day: str) -> Edit:
    """The table was checked through ``day`` only."""

    def edit(folder: Path) -> None:
        descriptor = packages.read_descriptor(folder)
        next(entry for entry in descriptor["resources"] if entry["name"] == table)["checked_through"] = day
        packages.write_descriptor(folder, descriptor)

    return edit


def rename_tier(folder: Path) -> None:
    path = folder / "visits.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",tier,", ",level,"), encoding="utf-8")


def rewrite(table: str, old: bytes, new: bytes) -> Edit:
    """Other bytes in the file of a table."""

    def edit(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.write_bytes(path.read_bytes().replace(old, new))

    return edit


BREAKS: dict[str, tuple[Edit, list[str]]] = {
    # files that a spreadsheet or an editor wrote otherwise
    "a file begins with a byte order mark": (
        rewrite("visits", b"id,date", b"\xef\xbb\xbfid,date"),
        ["visits.csv, row (all), field (all): begins with a byte order mark; expected UTF-8 without one: save it in an editor"],
    ),
    "lines end as on Windows": (
        rewrite("visits", b"\n", b"\r\n"),
        ["visits.csv, row (all), field (all): has lines that end as on Windows (CR LF) or an old Mac (CR); expected LF alone, as editors write"],
    ),
    "a comma is not quoted": (
        rewrite("events", b"Boland opens an embassy", b"Boland, at last, opens an embassy"),
        [
            "events.csv, row 2000-03-01-embassy-northport, field (row): has 15 cells, the header 13; "
            "expected as many; a cell that contains a comma stands in double quotes"
        ],
    ),
    # what the schema says
    "a required cell is empty": (
        put("events", LISTING, summary=""),
        [f"events.csv, row {LISTING}, field summary: is empty; expected a value"],
    ),
    "a number is out of range": (
        put("events", LISTING, tone="9"),
        [f"events.csv, row {LISTING}, field tone: 9 is out of range; expected -2 to 2"],
    ),
    "a number is a word": (
        put("events", LISTING, tone="bad"),
        [f"events.csv, row {LISTING}, field tone: 'bad' is not a whole number; expected -2 to 2"],
    ),
    "a word is none of the allowed": (
        put("events", LISTING, confidence="sure"),
        [f"events.csv, row {LISTING}, field confidence: 'sure' is none of the values of confidence; expected high or medium or low"],
    ),
    "a text is too long": (
        put("events", LISTING, summary="x" * 141),
        [f"events.csv, row {LISTING}, field summary: has 141 characters; expected at most 140"],
    ),
    "a category is not in the codebook": (
        put("events", LISTING, category="gossip"),
        [f"events.csv, row {LISTING}, field category: 'gossip' is not in categories.csv; expected the id of a row in categories.csv"],
    ),
    "an id stands twice": (
        repeat("events", LISTING),
        [
            f"events.csv, row {LISTING}, field id: '{LISTING}' stands in another row too; expected one row for each id",
        ],
    ),
    "a date has another form": (
        put("staffing", "southport-2000-09", date="Sept 2000"),
        [
            "staffing.csv, row southport-2000-09, field date: 'Sept 2000' is not written as a date; "
            "expected a date such as 2008-03-12, 1997-03 or 1992"
        ],
    ),
    "a count lies outside its range": (
        put("staffing", "southport-2000-09", value="10"),
        ["staffing.csv, row southport-2000-09, field value: 10 beside low 6 and high 9; expected low <= value <= high, or neither low nor high"],
    ),
    "more people are accounted for than were freed": (
        put("freed", FREED, number="4"),
        [f"prisoner_releases.csv, row {RELEASE}, field number: freed.csv accounts for 4 people; expected at most 3"],
    ),
    "others are abroad than the release says": (
        put("prisoner_releases", RELEASE, taken_abroad="2"),
        [f"prisoner_releases.csv, row {RELEASE}, field taken_abroad: is 2; expected 1, as in freed.csv"],
    ),
    "more people lack papers than are abroad": (
        put("freed", f"{RELEASE}-without-papers-col", number="2"),
        [f"prisoner_releases.csv, row {RELEASE}, field taken_abroad: 2 people of freed.csv had no papers; expected at most 1, those abroad"],
    ),
    # dates
    "a date is not in the calendar": (
        put("staffing", "southport-2000-09", date="2000-02-30"),
        ["staffing.csv, row southport-2000-09, field date: '2000-02-30' is not in the calendar; expected a day, month or year that exists"],
    ),
    "a leap day falls in another year": (
        put("instruments", "order-1", start="2001-02-29"),
        ["instruments.csv, row order-1, field start: '2001-02-29' is not in the calendar; expected a day, month or year that exists"],
    ),
    "a date is past the check date": (
        put("staffing", "southport-2000-09", date="2002-01"),
        ["staffing.csv, row southport-2000-09, field date: 2002-01 is after the check date; expected no date after 2001-12-31" + OF_PACKAGE],
    ),
    "a date is past the table's own check date": (
        end("designations", "2001-05-31"),
        ["designations.csv, row 2001-06-02-removal, field date: 2001-06-02 is after the check date; expected no date after 2001-05-31" + OF_TABLE],
    ),
    "an end is before its start": (
        put("instruments", "license-1", end="2001-05"),
        ["instruments.csv, row license-1, field end: 2001-05 is before start 2001-06-02; expected an end on or after its start"],
    ),
    "an end is given and said to be unknown": (
        put("instruments", "license-1", end_unknown="yes"),
        ["instruments.csv, row license-1, field end_unknown: stands beside the end 2001-09-02; expected an empty cell, or no end"],
    ),
    "a last day is before the first": (
        put("visits", VISIT, last_day="2000-05-09"),
        [f"visits.csv, row {VISIT}, field last_day: 2000-05-09 is before date 2000-05-10; expected an end on or after its start"],
    ),
    "rows are not sorted by date": (
        swap_first("designations"),
        [
            "designations.csv, row 2001-02-01-first, field (row): 2001-02-01 stands after 2001-06-02 of 2001-06-02-removal; "
            "expected rows sorted by date, then by id"
        ],
    ),
    "rows of one day are not sorted by id": (
        swap_first("representation"),
        [
            "representation.csv, row northport-2000-01-01, field (row): northport-2000-01-01 stands after southport-2000-01-01; "
            "expected rows sorted by start, then by id"
        ],
    ),
    "sources are not sorted by id": (
        swap_first("sources"),
        ["sources.csv, row gazette-2000, field (row): gazette-2000 stands after post-2001; expected rows sorted by id"],
    ),
    # series
    "a year is missing inside a series": (
        drop("un_votes", "arl-bol-1999"),
        [
            "un_votes.csv, row arl-bol-2000, field date: 2000 of ARL, BOL follows 1998: 1999 is missing; "
            "expected a row for each, with empty cells where there is no value"
        ],
    ),
    "a month is missing inside a series": (
        drop("trade_monthly", "arl-bol-2000-12"),
        [
            "trade_monthly.csv, row arl-bol-2001-01, field date: 2001-01 of ARL, BOL follows 2000-11: 2000-12 is missing; "
            "expected a row for each, with empty cells where there is no value"
        ],
    ),
    "a year of a series stands twice": (
        repeat("un_votes", "arl-bol-1999", id="arl-bol-1999-again"),
        ["un_votes.csv, row arl-bol-1999-again, field date: 1999 of ARL, BOL stands twice; expected one row for each"],
    ),
    "a year is past the last date of its source": (
        end("un_votes", "2000-12-31"),
        ["un_votes.csv, row arl-bol-2001, field date: 2001 is after the check date; expected no date after 2000-12-31" + OF_TABLE],
    ),
    "a country has an unknown code": (
        put("un_votes", "arl-bol-2001", partner="BOX"),
        ["un_votes.csv, row arl-bol-2001, field partner: 'BOX' is not in countries.csv; expected the id of a row in countries.csv"],
    ),
    "the id of an event has another date": (
        all_of(put("events", LISTING, id="2001-02-02-names-listed"), put("designations", "2001-02-01-first", event="")),
        ["events.csv, row 2001-02-02-names-listed, field id: does not begin with the date 2001-02-01; expected 2001-02-01-few-words"],
    ),
    "the id of a visit is more precise than its date": (
        all_of(put("visits", "2001-01-dee-bol", id="2001-01-05-dee-bol"), put("readings", "visits-2001-01-dee-bol", row="2001-01-05-dee-bol")),
        ["visits.csv, row 2001-01-05-dee-bol, field id: does not begin with the date 2001-01; expected 2001-01-few-words"],
    ),
    # the ladder
    "the ladder has a hole": (
        put("representation", "southport-2000-01-01", end="2000-02-28"),
        [
            "representation.csv, row southport-2000-01-01, field end: 2000-02-28 leaves a hole to southport-2000-03-01, "
            "which begins on 2000-03-01; expected 2000-03-01"
        ],
    ),
    "the ladder has an overlap": (
        put("representation", "southport-2000-01-01", end="2000-03-02"),
        [
            "representation.csv, row southport-2000-01-01, field end: 2000-03-02 leaves an overlap to southport-2000-03-01, "
            "which begins on 2000-03-01; expected 2000-03-01"
        ],
    ),
    "an interval is open too early": (
        put("representation", "southport-2000-01-01", end=""),
        ["representation.csv, row southport-2000-01-01, field end: is open, though southport-2000-03-01 begins on 2000-03-01; expected 2000-03-01"],
    ),
    "a chair is empty for a day": (
        all_of(put("heads_of_mission", "southport-ada", end="2000-07-31"), put("heads_of_mission", "southport-bea", start="2000-08-01")),
        [
            "heads_of_mission.csv, row southport-ada, field end: 2000-07-31 leaves the day to nobody: southport-bea begins on 2000-08-01; "
            "expected 2000-08-01"
        ],
    ),
    "the last interval is closed": (
        put("representation", "southport-2000-08", end="2001-01-01"),
        ["representation.csv, row southport-2000-08, field end: the last interval ends on 2001-01-01; expected an empty end: still so"],
    ),
    "a rung follows itself": (
        put("representation", "southport-2000-08", rung="3"),
        [
            "representation.csv, row southport-2000-08, field rung: is the rung of southport-2000-03-01 before it; "
            "expected another rung, or one interval"
        ],
    ),
    "a post has no interval": (
        all_of(drop("representation", "northport-2000-01-01"), drop("representation", "northport-2000-03-01")),
        ["representation.csv, row (none), field post: post northport has no interval; expected one rung on every day"],
    ),
    "a series begins later than the other": (
        drop("representation", "northport-2000-01-01"),
        ["representation.csv, row northport-2000-03-01, field start: the series of northport begins on 2000-03-01; expected 2000-01-01"],
    ),
    # events
    "a link leads to no event": (
        put("prisoner_releases", RELEASE, event="nothing"),
        [f"prisoner_releases.csv, row {RELEASE}, field event: 'nothing' is not in events.csv; expected the id of a row in events.csv"],
    ),
    "a designation names an act of another time": (
        put("designations", "2001-06-02-removal", event="2001-02-01-names-listed"),
        [
            "designations.csv, row 2001-06-02-removal, field event: 2001-02-01-names-listed is dated 2001-02-01; expected an event on 2001-06-02",
        ],
    ),
    "a link leads to an event of another day": (
        put("visits", VISIT, event=LISTING),
        [f"visits.csv, row {VISIT}, field event: {LISTING} is dated 2001-02-01; expected an event on 2000-05-10"],
    ),
    "an interval begins on another day than its event": (
        put("representation", "southport-2000-08", begin_event=LISTING),
        [f"representation.csv, row southport-2000-08, field begin_event: {LISTING} is dated 2001-02-01; expected an event on 2000-08"],
    ),
    "an event that stands alone has no tone": (
        put("events", LISTING, tone=""),
        [f"events.csv, row {LISTING}, field tone: is empty on an event without episode; expected -2 to 2"],
    ),
    "an episode has two tones": (
        put("events", "2000-03-01-embassy-northport", tone="1"),
        [
            "events.csv, row 2000-03-01-embassy-northport, field tone: episode 2000-03-embassies has 2 toned rows "
            "(2000-03-01-embassy-northport, 2000-03-01-embassy-southport); expected exactly one"
        ],
    ),
    "an episode has no tone": (
        put("events", "2000-03-01-embassy-southport", tone=""),
        ["events.csv, row 2000-03-01-embassy-northport, field tone: episode 2000-03-embassies has 0 toned rows (); expected exactly one"],
    ),
    "an episode has one row": (
        put("events", LISTING, episode="2001-02-lone"),
        [f"events.csv, row {LISTING}, field episode: episode 2001-02-lone has one row; expected two or more, or no episode"],
    ),
    "an actor is not known": (
        put("events", LISTING, target="zz"),
        [
            f"events.csv, row {LISTING}, field target: 'zz' is not a known actor; expected ids of ar, bo, other, joined by + in that order",
        ],
    ),
    "actors stand in another order": (
        put("events", "2000-01-01-series-begins", actor="bo+ar"),
        [
            "events.csv, row 2000-01-01-series-begins, field actor: 'bo+ar' is not a known actor; "
            "expected ids of ar, bo, other, joined by + in that order"
        ],
    ),
    # sources
    "a source does not exist": (
        put("visits", VISIT, sources="gazette-2000;nobody-1999"),
        [f"visits.csv, row {VISIT}, field sources: no source 'nobody-1999'; expected the id of a row in sources.csv"],
    ),
    "a source is cited by no row": (
        repeat("sources", "post-2001", id="post-2002", url="https://post.example/2002"),
        ["sources.csv, row post-2002, field id: is cited by no row; expected at least one citation, or no row"],
    ),
    "an address stands under two ids": (
        put("sources", "post-2001", url="http://www.gazette.example/2000/"),
        ["sources.csv, row post-2001, field url: is also the address of gazette-2000; expected one id a page"],
    ),
    # names listed
    "more names were added than are listed": (
        put("designations", "2001-06-02-removal", added_entities="1"),
        ["designations.csv, row 2001-06-02-removal, field added_entities: running total on 2001-06-02 is 2; expected 1, the names in listed.csv"],
    ),
    "a name comes off on a day without action": (
        put("listed", "13", end="2001-08-01"),
        [
            "designations.csv, row (no action on 2001-08-01), field added_entities: running total on 2001-08-01 is 1; "
            "expected 0, the names in listed.csv"
        ],
    ),
    "a copy of the list has another count": (
        put("snapshots", "2001-07-01-copy", individuals="2", total="3"),
        ["snapshots.csv, row 2001-07-01-copy, field individuals: the copy has 2; expected 1, the names in listed.csv"],
    ),
    "a copy of the list does not add up": (
        put("snapshots", "2001-07-01-copy", total="9"),
        ["snapshots.csv, row 2001-07-01-copy, field total: the copy has 9; expected 2, the sum of its parts"],
    ),
    # the comparison with other countries
    "a gap ends past the source's last date": (
        all_of(put("missions_worldwide", "DOL-2001-06-01", end="2001-10-01"), end("missions_worldwide", "2001-09-30")),
        ["missions_worldwide.csv, row DOL-2001-06-01, field end: 2001-10-01 is after the check date; expected no date after 2001-09-30" + OF_TABLE],
    ),
    "a gap begins past the source's last date": (
        all_of(put("missions_worldwide", "DOL-2001-06-01", embassy_days=""), end("missions_worldwide", "2001-05-31")),
        ["missions_worldwide.csv, row DOL-2001-06-01, field start: 2001-06-01 is after the check date; expected no date after 2001-05-31" + OF_TABLE],
    ),
    "a gap is negative": (
        put("missions_worldwide", "DOL-2000-02-01", end="2000-01-31"),
        ["missions_worldwide.csv, row DOL-2000-02-01, field end: 2000-01-31 is before start 2000-02-01; expected an end on or after its start"],
    ),
    "gaps of one mission overlap": (
        put("missions_worldwide", "DOL-2000-02-01", end="2001-06-02"),
        ["missions_worldwide.csv, row DOL-2001-06-01, field start: 2001-06-01 lies in DOL-2000-02-01; expected a day after 2001-06-02"],
    ),
    "a gap is still open when the next begins": (
        put("missions_worldwide", "DOL-2000-02-01", end=""),
        ["missions_worldwide.csv, row DOL-2001-06-01, field start: 2001-06-01 lies in DOL-2000-02-01; expected a day after its end"],
    ),
    "an embassy is open longer than its gap": (
        put("missions_worldwide", "DOL-2000-02-01", embassy_days="11"),
        ["missions_worldwide.csv, row DOL-2000-02-01, field embassy_days: 11 of 10 days; expected at most 10"],
    ),
    "a gap is at a country that is not in the code table": (
        put("missions_worldwide", "COL-2000-01-01", country="ZZZ"),
        ["missions_worldwide.csv, row COL-2000-01-01, field country: 'ZZZ' is not in countries.csv; expected the id of a row in countries.csv"],
    ),
    "a mission is in a country that is not in the code table": (
        put("missions_observed", "COL", id="ZZZ"),
        ["missions_observed.csv, row ZZZ, field id: 'ZZZ' is not in countries.csv; expected the id of a row in countries.csv"],
    ),
    "a visit is to a country that is not in the code table": (
        put("peer_visits", "2000-04-01-col-arl", country="ZZZ"),
        ["peer_visits.csv, row 2000-04-01-col-arl, field country: 'ZZZ' is not in countries.csv; expected the id of a row in countries.csv"],
    ),
    # files
    "a column has another name": (
        rename_tier,
        [
            f"visits.csv, row (header), field {name}; "
            "expected the columns id,date,last_day,person,office,tier,sender,host,place,met,event,sources,confidence,note"
            for name in ("level: is no column of the table", "tier: is missing")
        ],
    ),
}


def test_a_valid_package_has_no_findings(package: Path) -> None:
    assert lines(package) == []


def test_a_valid_package_can_be_loaded(package: Path) -> None:
    loaded = tables.load(package)
    assert loaded.events["id"].iloc[0] == "2000-01-01-series-begins"
    assert {path.stem for path in package.glob("*.csv")} == set(loaded.frames)


@pytest.mark.parametrize("second", ['two,"other, words",high,', "two,words,high,", 'two,words,high,"a, b"'])
def test_a_quote_that_takes_in_the_row_below_is_found(package: Path, second: str) -> None:
    first = 'one,"words, more",high,'
    for row, findings in ((first, 0), (first.replace('",', ","), 1)):
        (package / "staffing.csv").write_text(f"id,basis,confidence,note\n{row}\n{second}\n", encoding="utf-8")
        found = [str(each) for each in files.whole_rows(check.Package(package))]
        assert len(found) == findings
        assert all("row one, field (row): goes on in the next line, in basis" in each for each in found)


@pytest.mark.parametrize("cell", ['words more"', '"words "" more"'])
def test_a_quote_that_has_no_other_is_found(package: Path, cell: str) -> None:
    """Who forgets the first of two quotes where no comma needs them breaks no row."""
    (package / "staffing.csv").write_text(f"id,basis,confidence,note\none,{cell},high,\n", encoding="utf-8")
    (found,) = files.whole_rows(check.Package(package))
    assert 'row one, field basis: has a double quote (")' in str(found)


def test_what_is_done_to_a_loaded_table_is_not_done_to_the_next_one(package: Path) -> None:
    first = tables.load(package)
    first.events.loc[0, "id"] = "changed"
    first.events["added"] = 1
    again = tables.load(package)
    assert again.events["id"].iloc[0] == "2000-01-01-series-begins" and "added" not in again.events
    text = (package / "events.csv").read_text(encoding="utf-8")
    (package / "events.csv").write_text(text.replace("2000-01-01-series-begins", "another"), encoding="utf-8")
    assert tables.load(package).events["id"].iloc[0] == "another"


HALF = (len(BREAKS) + 1) // 2
TWO_AT_A_TIME = [*zip_longest([*BREAKS][:HALF], [*BREAKS][HALF:], fillvalue=[*BREAKS][HALF - 1])]


@pytest.mark.parametrize(("first", "second"), TWO_AT_A_TIME)
def test_breaks_are_found_and_nothing_else(package: Path, first: str, second: str) -> None:
    """Two at a time, since the schemas take their time for each package."""
    for name in dict.fromkeys((first, second)):
        BREAKS[name][0](package)
    assert lines(package) == sorted(line for name in dict.fromkeys((first, second)) for line in BREAKS[name][1])


@pytest.mark.parametrize("to", ["first", "last"])
@pytest.mark.parametrize("edit", [put("events", LISTING, tone="9"), rewrite("events", b"-names-listed,2001-02-01,", b"-names-listed,2001-02-01,,")])
def test_the_row_that_stands_in_the_wrong_place_is_named_whatever_else_is_wrong_with_it(package: Path, to: str, edit: Edit) -> None:
    file = package / "events.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    moved = rows.pop(next(number for number, row in enumerate(rows) if row.startswith(LISTING)))
    rows.insert(0 if to == "first" else len(rows), moved)
    file.write_text(head + "".join(rows), encoding="utf-8")
    edit(package)
    placed = [line for line in lines(package) if "rows sorted by" in line]
    assert [line.split(",")[1] for line in placed] == [f" row {LISTING}"]
    assert len(lines(package)) > 1


def test_every_rule_is_broken_somewhere(package: Path, tmp_path: Path) -> None:
    """Each rule by itself has something to say of at least one of the breaks; for those on readings, test_readings.py asks the same."""
    silent = {rule.__name__ for rule in check.RULES if rule.__module__ != check.readings.__name__}
    for number, (edit, _) in enumerate(BREAKS.values()):
        folder = Path(shutil.copytree(package, tmp_path / str(number)))
        edit(folder)
        silent -= {rule.__name__ for rule in check.RULES if rule.__name__ in silent and any(rule(check.Package(folder)))}
    assert not silent


def test_a_year_without_value_is_no_missing_year(package: Path) -> None:
    put("trade_monthly", "arl-bol-2000-12", exports="", imports="")(package)
    assert lines(package) == []


def test_a_gap_may_begin_in_the_year_in_which_the_one_before_it_ended(package: Path) -> None:
    put("missions_worldwide", "DOL-2000-02-01", end="2001-03")(package)
    put("missions_worldwide", "DOL-2001-06-01", start="2001")(package)
    assert lines(package) == []


def test_a_name_that_came_off_in_some_month_is_counted_until_the_middle_of_it(package: Path) -> None:
    put("designations", "2001-06-02-removal", date="2001-06")(package)
    put("listed", "11", end="2001-06")(package)
    put("snapshots", "2001-03-01-copy", date="2001-06-10")(package)
    assert lines(package) == []


@pytest.mark.parametrize("first", ["a number is a word", "a date is not in the calendar", "a column has another name"])
@pytest.mark.parametrize("second", ["an address stands under two ids", "the ladder has a hole", "a copy of the list does not add up"])
def test_no_break_hides_another(package: Path, first: str, second: str) -> None:
    for name in (first, second):
        BREAKS[name][0](package)
    assert lines(package) == sorted(BREAKS[first][1] + BREAKS[second][1])


def test_two_breaks_in_one_row_are_both_found(package: Path) -> None:
    put("events", LISTING, tone="bad", sources="nobody-1999")(package)
    found = {(finding.row, finding.field) for finding in check.findings(package)}
    assert found == {(LISTING, "tone"), (LISTING, "sources")}


def test_tables_that_are_missing_are_named_and_nothing_that_follows(package: Path) -> None:
    """Not the tables that refer to them."""
    for name in ("sources", "visits"):
        (package / f"{name}.csv").unlink()
    said = "row (all), field (all): cannot be read; expected the table that datapackage.json lists, or no such entry there"
    assert lines(package) == [f"sources.csv, {said}", f"visits.csv, {said}"]


def separated(content: bytes, sign: str) -> bytes:
    """A table as a spreadsheet saves it where the comma is in numbers."""
    made = io.StringIO()
    csv.writer(made, delimiter=sign, lineterminator="\r\n").writerows(csv.reader(content.decode().splitlines()))
    return made.getvalue().encode()


SAVED: dict[str, tuple[Callable[[bytes], bytes], str]] = {  # as spreadsheets and editors save, and what is said of it
    "semicolons": (partial(separated, sign=";"), "is separated by semicolons"),
    "tabs": (partial(separated, sign="\t"), "is separated by tabs"),
    "UTF-16": (lambda content: content.decode().encode("utf-16"), "is written in UTF-16"),
    "Windows-1252": (lambda content: content.replace(b"\n", b"\n\xe9", 1), "has a byte that is no UTF-8, 0xe9"),
    "a line on the separator": (lambda content: b"sep=,\n" + content, "begins with 'sep=,', not with the names of its columns"),
    "nothing": (lambda content: b"", "is empty"),
}


@pytest.mark.parametrize("kind", SAVED)
def test_a_table_saved_otherwise_is_named_once_and_nothing_that_follows_from_it(package: Path, kind: str) -> None:
    save, said = SAVED[kind]
    tables_saved = sorted(package.glob("*.csv"))
    for path in tables_saved:
        path.write_bytes(save(path.read_bytes()))
    found = [finding for finding in check.findings(package) if "(CR LF)" not in finding.wrong]
    assert [finding.file for finding in found] == [path.name for path in tables_saved]
    assert all(finding.wrong.startswith(said) for finding in found)


def test_the_first_cell_that_is_not_utf_8_is_named(package: Path) -> None:
    put("events", LISTING, summary="The chargé lists, then leaves.")(package)
    path = package / "events.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    (finding,) = check.findings(package)
    assert (finding.row, finding.field) == (LISTING, "summary")
    assert finding.wrong == "has a byte that is no UTF-8, 0xe9, after 'The charg'"


@pytest.mark.parametrize("table", ["events", "sources"])
def test_a_row_of_separators_is_one_finding_and_so_are_columns_without_name(package: Path, table: str) -> None:
    path = package / f"{table}.csv"
    content = path.read_bytes()
    path.write_bytes(content + b"," * content.partition(b"\n")[0].count(b",") + b"\n")
    assert lines(package) == [f"{table}.csv, row (no id), field (row): is empty; expected no line that has separators only"]
    path.write_bytes(content.replace(b"\n", b",,\n"))
    (line,) = lines(package)
    assert line.startswith(f"{table}.csv, row (header), field (no name): is no column of the table; expected the columns id,")


def test_a_descriptor_with_a_mark_is_a_finding_and_one_in_another_encoding_a_sentence(package: Path) -> None:
    """Others than the check may read it, who take the mark for an error."""
    path = package / tables.DESCRIPTOR
    text = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8-sig")
    assert lines(package) == [
        f"{tables.DESCRIPTOR}, row (all), field (all): begins with a byte order mark; expected UTF-8 without one: save it in an editor"
    ]
    path.write_text(text, encoding="utf-16")
    with pytest.raises(ValueError, match=r"datapackage\.json is not UTF-8: save it as UTF-8 without a byte order mark$"):
        check.findings(package)


@pytest.mark.parametrize("console", ["ascii", "cp1252"])
def test_all_findings_are_said_on_a_console_of_any_encoding(package: Path, console: str) -> None:
    put("events", LISTING, tone="дев’ять")(package)
    put("snapshots", "2001-07-01-copy", total="9")(package)
    environment = os.environ | {"PYTHONPATH": str(Path(check.__file__).parents[2]), "PYTHONIOENCODING": console}
    ran = subprocess.run([sys.executable, "-m", "bilateral.check", str(package)], capture_output=True, check=False, env=environment)
    assert ran.returncode == 1
    assert b"\\u0434\\u0435\\u0432" in ran.stdout
    assert b"snapshots.csv, row 2001-07-01-copy, field total" in ran.stdout
    assert ran.stderr.endswith(b"2 findings" + os.linesep.encode())


@pytest.mark.parametrize("old", [b"Boland opens an embassy", b",sources,"], ids=["a row", "a table"])
def test_what_is_not_read_may_cite_a_source(package: Path, old: bytes) -> None:
    """Its source is not called uncited, which would send a maintainer the wrong way."""
    repeat("sources", "post-2001", id="post-2002", url="https://post.example/2002")(package)
    put("events", "2000-03-01-embassy-northport", sources="post-2002")(package)
    assert lines(package) == []
    rewrite("events", old, old.replace(b"an", b"an,").replace(b"sources", b"source"))(package)
    assert {finding.file for finding in check.findings(package)} == {"events.csv"}


def test_a_bad_date_stops_the_loader_with_file_and_field(package: Path) -> None:
    put("visits", VISIT, last_day="2000-02-30")(package)
    with pytest.raises(ValueError, match=r"visits\.csv: field 'last_day'"):
        tables.load(package)


def test_the_command_line_is_silent_about_a_valid_package(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([str(package)]) == 0
    printed = capsys.readouterr()
    assert printed.out.endswith("rows checked, 0 findings\n")
    assert len(printed.out.splitlines()) == 1
    assert printed.err == ""


def test_the_command_line_prints_each_finding_and_fails(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["a number is a word", "an address stands under two ids"]
    for name in names:
        BREAKS[name][0](package)
    assert check.main([str(package)]) == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [line for name in names for line in BREAKS[name][1]]
    assert printed.err.endswith("rows checked, 2 findings\n")


def test_a_library_without_what_the_check_needs_says_so(package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "frictionless", None)
    assert check.main([str(package)]) == 1
    assert capsys.readouterr().err == "The check needs frictionless: install the library with its extra, pip install '.[check]'.\n"


def test_one_finding_is_one(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    BREAKS["a number is a word"][0](package)
    check.main([str(package)])
    assert capsys.readouterr().err.endswith("rows checked, 1 finding\n")


def test_a_copy_of_a_table_is_said_not_to_be_read_and_is_no_finding(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies = ["Copy of events.csv", "events (1).csv", "events.CSV.bak", "events.csv~", "events.xlsx", "more.csv"]
    for name in (*copies, ".events.csv.swp", "._events.csv", ".~lock.events.csv#", "~$events.xlsx", "Thumbs.db"):
        (package / name).write_bytes(b"\xff")
    assert check.main([str(package)]) == 0
    said, count = capsys.readouterr().out.splitlines()
    assert said == f"Not read, as datapackage.json has no such table: {', '.join(copies)}"
    assert count.endswith("rows checked, 0 findings")


def test_where_a_table_cannot_be_read_no_row_is_counted_as_checked(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = package / "events.csv"
    events.write_text(events.read_text(encoding="utf-8"), encoding="utf-16")
    assert check.main([str(package)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("events.csv, row (header), field (row): is written in UTF-16; expected")
    assert printed.err == f"{package}: 0 rows checked, 1 finding\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no datapackage.json in"), ("{", "is not valid JSON: Expecting"), ("[]", "does not describe a package")],
    ids=["missing", "cut off", "something else"],
)
def test_a_folder_without_package_gets_a_sentence(package: Path, capsys: pytest.CaptureFixture[str], content: str | None, said: str) -> None:
    descriptor = package / tables.DESCRIPTOR
    descriptor.unlink()
    if content is not None:
        descriptor.write_text(content, encoding="utf-8")
    assert check.main([str(package)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert said in printed.err
    assert str(package) in printed.err


def describe(edit: Callable[[dict[str, Any]], object]) -> Edit:
    """Something else in the descriptor."""

    def edited(folder: Path) -> None:
        descriptor = packages.read_descriptor(folder)
        edit(descriptor)
        packages.write_descriptor(folder, descriptor)

    return edited


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (describe(lambda found: found["resources"][0].pop("path")), "resource 1 (actors): it needs path"),
        (describe(lambda found: found["resources"][0].pop("name")), "resource 1 (without a name): it needs name"),
        (describe(lambda found: found["resources"][1].pop("schema")), "resource 2 (countries): it needs schema.fields, each with a name and a type"),
        (describe(lambda found: found["resources"][1]["schema"].pop("fields")), "resource 2 (countries): it needs schema.fields"),
        (describe(lambda found: found["resources"][1]["schema"]["fields"][0].pop("name")), "resource 2 (countries): it needs schema.fields"),
        (describe(lambda found: found["resources"].insert(0, "actors")), "resource 1 (without a name): it needs name and path and schema.fields"),
        (describe(lambda found: found.update(resources=None)), "it needs resources and facts_checked_through"),
        (describe(lambda found: found.update(facts_checked_through="soon")), "facts_checked_through is 'soon', not a day such as 2008-03-12"),
        (describe(lambda found: found.update(facts_checked_through="2001-02-30")), "facts_checked_through is '2001-02-30', not a day"),
        (describe(lambda found: found.update(facts_checked_through=2001)), "facts_checked_through is 2001, not a day"),
        (end("visits", "2001"), "(visits): checked_through is '2001', not a day such as 2008-03-12"),
    ],
)
def test_a_slip_in_the_descriptor_is_one_sentence(package: Path, capsys: pytest.CaptureFixture[str], edit: Edit, said: str) -> None:
    edit(package)
    assert check.main([str(package)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert said in printed.err and tables.DESCRIPTOR in printed.err


def test_a_table_with_a_byte_order_mark_can_be_loaded(package: Path) -> None:
    rewrite("visits", b"id,date", b"\xef\xbb\xbfid,date")(package)
    assert tables.load(package).visits["id"].iloc[0] == VISIT


def test_the_module_runs_as_a_command(package: Path) -> None:
    put("snapshots", "2001-07-01-copy", total="9")(package)
    path = os.environ | {"PYTHONPATH": str(Path(check.__file__).parents[2])}
    ran = subprocess.run([sys.executable, "-m", "bilateral.check", str(package)], capture_output=True, text=True, check=False, env=path)
    assert ran.returncode == 1
    assert "snapshots.csv, row 2001-07-01-copy, field total" in ran.stdout
