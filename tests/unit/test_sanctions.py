"""Sanctions as the exhibits count them, against counts made another way and days that are known from elsewhere."""

import csv
from collections import Counter

import pandas as pd
import pytest

from bilateral.charts.instruments import instruments_in_force
from bilateral.charts.lags import measures_after_votes
from bilateral.charts.sanctions import changes_day_by_day
from bilateral.measures import sanctions
from bilateral.tables import Tables, dates, home

PROGRAMS = {"BELARUS": "2006", "BELARUS-EO14038": "2021"}
VOTES = {"2020-08-09-presidential-election": "2020", "2010-12-19-presidential-election": "2010", "2025-01-26-election-seventh-term": "2025"}


def rows_of(table: str) -> list[dict[str, str]]:
    with (home() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_additions_and_removals_are_those_of_the_raw_rows(tables: Tables) -> None:
    changes = sanctions.changes_by_program(tables, PROGRAMS)
    for name, codes in (("2006", {"BELARUS"}), ("2021", {"BELARUS-EO14038"})):
        own = [row for row in rows_of("listed") if row["programs"].split(";")[0] in codes]
        for verb, column in (("added", "start"), ("removed", "end")):
            counted = Counter(f"{dates.middle(row[column]):%Y-%m-%d}" for row in own if row[column])  # a month stands in its middle
            drawn = {f"{day:%Y-%m-%d}": number for day, number in zip(changes["date"], changes[f"{verb}_{name}"], strict=True) if number}
            assert drawn == counted
    net = changes.filter(like="added_").sum(axis=1) - changes.filter(like="removed_").sum(axis=1)
    assert list(net.cumsum()) == list(changes["total"])


def test_every_day_of_change_has_its_sources(tables: Tables) -> None:
    assert (sanctions.changes_by_program(tables, PROGRAMS)["sources"] != "").all()


def test_a_removal_of_which_only_the_month_is_known_is_shown_with_its_month(tables: Tables) -> None:
    shown = changes_day_by_day(tables, "Names", PROGRAMS).table["date"]
    assert "2026-07" in set(shown)
    assert not shown.str.startswith("2026-07-").any()


def test_a_listed_name_under_no_program_is_named(tables: Tables) -> None:
    with pytest.raises(ValueError, match="is listed under BELARUS-EO14038, none of BELARUS"):
        sanctions.changes_by_program(tables, {"BELARUS": "2006"})


def test_no_more_programs_than_can_be_told_apart(tables: Tables) -> None:
    with pytest.raises(ValueError, match="at most 2 programs"):
        changes_day_by_day(tables, "A finding", PROGRAMS | {"RUSSIA-EO14024": "another"})


@pytest.fixture(scope="module")
def after_votes(tables: Tables) -> pd.DataFrame:
    eu = tables.events[(tables.events["actor"] == "eu") & (tables.events["category"] == "sanctions")]
    return measures_after_votes(tables, "A finding", VOTES, {"us": sanctions.new_measures(tables, "us", "by"), "eu": eu}).table


@pytest.mark.parametrize(
    ("vote", "by", "days"),
    [
        ("2010", "United States", 43),  # December 19, 2010, to January 31, 2011: Reuters of that day has both the EU and the U.S. measures
        ("2010", "European Union", 43),
        ("2020", "United States", 54),  # August 9 to October 2, 2020: Treasury release SM-1143 and the EU's Implementing Regulation 2020/1387
        ("2020", "European Union", 54),
        ("2025", "European Union", 29),  # January 26 to February 24, 2025: the day of the EU's 16th package against Russia
    ],
)
def test_the_first_measure_after_a_vote(after_votes: pd.DataFrame, vote: str, by: str, days: int) -> None:
    own = after_votes[(after_votes["vote"] == vote) & (after_votes["by"] == by)]
    assert own["days"].min() == days


def test_measures_end_with_the_days_that_are_watched(after_votes: pd.DataFrame) -> None:
    assert after_votes["days"].between(1, 365).all()
    assert not ((after_votes["vote"] == "2025") & (after_votes["by"] == "United States")).any()
    assert "2020-11-06-eu-second-round" in set(after_votes["measure"])  # Lukashenko himself, day 89


def test_two_sides_and_known_votes_only(tables: Tables) -> None:
    one = {"us": sanctions.new_measures(tables, "us", "by")}
    with pytest.raises(ValueError, match="two sides are drawn, 1 were given: us"):
        measures_after_votes(tables, "A finding", VOTES, one)
    with pytest.raises(KeyError, match="no-such-vote"):
        measures_after_votes(tables, "A finding", {"no-such-vote": "2030"}, one | {"eu": one["us"]})


def test_squares_are_the_instruments_asked_for(tables: Tables) -> None:
    rows = tables.instruments
    orders = rows.loc[rows["kind"] == "executive_order", "id"]
    exhibit = instruments_in_force(tables, "A finding", {"Orders": orders})
    assert len(exhibit.table) == len(orders)
    assert set(exhibit.table["number"]) >= {"E.O. 13405", "E.O. 14038"}
    assert "Orders: 2 in force, 0 ended, 0 no end found" in exhibit.alt


def test_an_unknown_row_is_named(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no-such-row"):
        instruments_in_force(tables, "A finding", {"Orders": ["no-such-row"]})


def test_what_relief_is_known_from_elsewhere_ended(tables: Tables) -> None:
    """The license for nine firms ended with its wind-down on June 3, 2021 (Treasury, GL 2H); that for Belavia when it left the list."""
    ends = tables.instruments.set_index("id")["end_known"]
    assert ends["2021-04-19-gl-2h"] == "2021-06-03"
    assert ends["2025-09-11-gl-11"] == "2025-11-04"
    unknown = tables.instruments.set_index("id")["end_unknown"] == "yes"
    assert unknown["1998-07-14-visa-ban"]  # no source says when, if ever, the ban over the residences ended
    assert not unknown["2006-06-16-eo-13405"]


def test_a_license_without_a_known_end_is_not_called_open(tables: Tables) -> None:
    unknown = {row["number"] for row in rows_of("instruments") if row["kind"] == "general_license" and row["end_unknown"]}
    assert unknown == {"GL 3"}
    found = sanctions.states(tables, {"Licenses": tables.instruments.loc[sanctions.permits(tables), "id"]})
    assert set(found.loc[found["state"] == "unknown", "number"]) == unknown
    assert set(found.loc[found["state"] == "open", "number"]) == {"GL 12", "GL 14"}
