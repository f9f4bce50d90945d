"""Gaps between ambassadors: against a textbook's survival example, against hand-made rows, and against the raw rows of the table."""

import csv
from datetime import date, timedelta
from statistics import median

import pages
import pandas as pd
import pytest
from frames import frame

from bilateral.measures import episodes, gaps, status
from bilateral.tables import Tables, home

# Freireich et al. (1963): weeks of remission of 21 patients on 6-mercaptopurine and 21 on placebo, as in Kleinbaum and Klein,
# Survival Analysis; the estimates and 95 percent limits of the first are those that Stata's `sts list` prints.
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_IN_REMISSION = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
PUBLISHED = {  # week: at risk, ended, share, low, high
    6: (21, 3, 0.8571, 0.6197, 0.9516),
    7: (17, 1, 0.8067, 0.5631, 0.9228),
    10: (15, 1, 0.7529, 0.5032, 0.8894),
    13: (12, 1, 0.6902, 0.4316, 0.8491),
    16: (11, 1, 0.6275, 0.3675, 0.8049),
    22: (7, 1, 0.5378, 0.2678, 0.7468),
    23: (6, 1, 0.4482, 0.1881, 0.6801),
}
THROUGH = pd.Timestamp("2000-12-31")
ROWS = frame(
    "id country start start_basis end embassy_days",
    "a AAA 2000-01-01 series_begins 2000-01-11 10",
    "b AAA 2000-02-01 ambassador_left 2000-03-01 20",
    "c BBB 2000-02-01 mission_opened 2000-02-02 1",
    "d BBB 2000-05-01 ambassador_left - 244",
    "e CCC 2000-12-01 ambassador_left - -",
)


def lengths(ended: list[int], still: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"days": [*ended, *still], "open": [False] * len(ended) + [True] * len(still)})


@pytest.fixture
def raw() -> list[dict[str, str]]:
    """The rows of the table as they stand in the file."""
    with (home() / "missions_worldwide.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_curve_is_the_textbooks() -> None:
    curve = gaps.survival(lengths(REMISSION, STILL_IN_REMISSION)).set_index("days")
    for week, (at_risk, ended, share, low, high) in PUBLISHED.items():
        row = curve.loc[week]
        assert (row["at_risk"], row["ended"]) == (at_risk, ended)
        assert [row["share"], row["low"], row["high"]] == pytest.approx([share, low, high], abs=6e-5)


def test_the_medians_are_the_textbooks() -> None:
    assert gaps.outlasted(gaps.survival(lengths(REMISSION, STILL_IN_REMISSION)), 0.5) == 23
    assert gaps.outlasted(gaps.survival(lengths(PLACEBO, [])), 0.5) == 8
    assert gaps.outlasted(gaps.survival(lengths(REMISSION, STILL_IN_REMISSION)), 0.4) is None


def test_without_censoring_the_curve_is_a_count() -> None:
    curve = gaps.survival(lengths(PLACEBO, []))
    for row in curve.itertuples():
        assert row.share == pytest.approx(sum(week > row.days for week in PLACEBO) / len(PLACEBO))


def test_a_place_on_the_curve() -> None:
    curve = gaps.survival(lengths(REMISSION, STILL_IN_REMISSION))
    assert gaps.at(curve, 21)["share"] == pytest.approx(0.6275, abs=6e-5)
    assert gaps.at(curve, 22)["share"] == pytest.approx(0.5378, abs=6e-5)
    with pytest.raises(ValueError, match="begins at 6 days, asked: 5"):
        gaps.at(curve, 5)


def test_no_gaps_make_no_curve() -> None:
    with pytest.raises(ValueError, match="no gaps"):
        gaps.survival(lengths([], []))


def test_the_length_known_on_the_last_day() -> None:
    rows = gaps.durations(ROWS, THROUGH).set_index("id")
    assert rows["days"].to_dict() == {"a": 10, "b": 29, "c": 1, "d": 244, "e": 30}
    assert rows["open"].to_dict() == {"a": False, "b": False, "c": False, "d": True, "e": True}
    assert rows["throughout"].to_dict() == {"a": True, "b": False, "c": True, "d": True, "e": False}


def test_a_moved_censor_date_changes_what_it_should() -> None:
    rows = gaps.durations(ROWS, THROUGH, "2000-02-15").set_index("id")
    assert rows["days"].to_dict() == {"a": 10, "b": 14, "c": 1}  # d and e had not begun; b had not ended
    assert rows["open"].to_dict() == {"a": False, "b": True, "c": False}
    assert rows["throughout"].to_dict() == {"a": True, "b": False, "c": True}
    assert gaps.durations(ROWS, THROUGH, "2000-03-01").set_index("id").loc["b", ["days", "open"]].tolist() == [29, False]


def test_nothing_is_known_after_the_last_day() -> None:
    with pytest.raises(ValueError, match="known to 2000-12-31, asked: 2001-01-01"):
        gaps.durations(ROWS, THROUGH, "2001-01-01")


def test_the_curve_follows_departures_only() -> None:
    assert gaps.followed(gaps.durations(ROWS, THROUGH))["id"].tolist() == ["b", "d", "e"]


def test_ranks_say_what_is_compared() -> None:
    rows = gaps.ranked(gaps.durations(ROWS, THROUGH))
    assert rows["id"].tolist() == ["d", "e", "b", "a", "c"]
    assert rows["rank"].tolist() == [1, 2, 3, 4, 5]
    assert rows["rank_throughout"].fillna(0).tolist() == [1, 0, 0, 2, 3]


def test_equal_gaps_share_a_rank() -> None:
    twice = gaps.durations(pd.concat([ROWS, ROWS.assign(id=ROWS["id"] * 2)]), THROUGH)
    assert gaps.ranked(twice)["rank"].tolist() == [1, 1, 3, 3, 5, 5, 7, 7, 9, 9]


def test_shares_of_days_by_hand() -> None:
    observed = frame("id start", "AAA 2000-01-06", "BBB 2000-02-02")
    found = gaps.shares(gaps.durations(ROWS, THROUGH), observed, THROUGH).set_index("country")
    assert found.loc["AAA", ["days_observed", "days_without", "gaps"]].tolist() == [360, 5 + 29, 2]
    assert found.loc["BBB", ["days_observed", "days_without", "gaps"]].tolist() == [333, 244, 1]
    assert found.loc["BBB", "share"] == pytest.approx(244 / 333)
    assert found.index.tolist() == ["BBB", "AAA"]
    with pytest.raises(ValueError, match="AAA is observed from 2000-01-06, after 2000-01-06"):
        gaps.shares(ROWS, observed, pd.Timestamp("2000-01-06"))


# The book's own table, counted again from its raw rows


def test_the_number_and_the_median_of_gaps(tables: Tables, raw: list[dict[str, str]]) -> None:
    through = tables.checked_through("missions_worldwide")
    rows = gaps.durations(tables.missions_worldwide, through)
    ended = [(date.fromisoformat(row["end"]) - date.fromisoformat(row["start"])).days for row in raw if row["end"]]
    assert len(rows) == len(raw)
    assert int((~rows["open"]).sum()) == len(ended)
    assert rows.loc[~rows["open"], "days"].median() == median(ended)
    assert min(ended) > 0


def test_the_median_of_the_curve(tables: Tables, raw: list[dict[str, str]]) -> None:
    """Gaps that were open on the last day and older than the median lasted longer than it, so the median can be counted by hand."""
    through = tables.checked_through("missions_worldwide")
    days = sorted(
        (date.fromisoformat(row["end"] or str(through.date())) - date.fromisoformat(row["start"])).days
        for row in raw
        if row["start_basis"] == "ambassador_left"
    )
    open_early = sum(row["end"] == "" and (through.date() - date.fromisoformat(row["start"])).days < median(days) for row in raw)
    found = gaps.outlasted(gaps.survival(gaps.followed(gaps.durations(tables.missions_worldwide, through))), 0.5)
    assert found is not None
    assert days[len(days) // 2 - 1] <= found <= days[len(days) // 2 + open_early]


def test_an_earlier_last_day_shortens_what_was_open(tables: Tables, raw: list[dict[str, str]]) -> None:
    through, earlier = tables.checked_through("missions_worldwide"), pd.Timestamp("2015-06-30")
    rows = gaps.durations(tables.missions_worldwide, through, earlier)
    assert len(rows) == sum(row["start"] <= "2015-06-30" for row in raw) < len(raw)
    assert int(rows["open"].sum()) == sum(row["start"] <= "2015-06-30" and (not row["end"] or row["end"] > "2015-06-30") for row in raw)
    long = rows.set_index("id").loc["BLR-2008-03-12"]
    assert long["days"] == (date(2015, 6, 30) - date(2008, 3, 12)).days
    assert long["open"]


def test_the_shares_of_the_pair_and_its_peers_day_by_day(tables: Tables, raw: list[dict[str, str]]) -> None:
    through = tables.checked_through("missions_worldwide")
    found = gaps.shares(gaps.durations(tables.missions_worldwide, through), tables.missions_observed, through).set_index("country")
    compared = tables.countries[tables.countries["role"] == "peer"]["id"].tolist()
    assert len(compared) == 15
    assert set(found.index) == {*compared, "BLR"}
    for country, first in tables.missions_observed[["id", "start"]].itertuples(index=False):
        without: set[date] = set()
        for row in raw:
            if row["country"] == country:
                day, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"] or str(through.date()))
                without |= {day + timedelta(days=step) for step in range((end - day).days)}
        watched = {first.date() + timedelta(days=step) for step in range((through - first).days)}
        assert found.loc[country, "days_without"] == len(without & watched)
        assert found.loc[country, "days_observed"] == len(watched)


# Thaws

TONES = frame(
    "id date tone",
    "a 2000-01-01 1",
    "b 2000-02-01 0",
    "c 2000-03-01 2",
    "d 2000-04-01 -1",
    "e 2000-05-01 1",
    "f 2000-06-01 -2",
    "g 2000-07-01 -1",
    "h 2000-08-01 1",
    "i 2000-09-01 1",
)


def test_a_thaw_runs_from_the_first_step_closer_to_the_break() -> None:
    found = episodes.thaws(TONES, THROUGH, least=2)
    assert found["begun_by"].tolist() == ["a", "h"]
    assert found["ended_by"].tolist() == ["f", ""]
    assert found["days"].tolist() == [152, 152]  # to June 1; from August 1 to the check date
    assert found["closer"].tolist() == [3, 2]
    assert found["apart"].tolist() == [1, 0]
    assert found["open"].tolist() == [False, True]


def test_a_stricter_rule_finds_other_thaws() -> None:
    assert episodes.thaws(TONES, THROUGH, least=3)["begun_by"].tolist() == ["a"]
    assert episodes.thaws(TONES, THROUGH, least=2, ends=-1)["ended_by"].tolist() == ["d", ""]
    assert episodes.thaws(TONES, THROUGH, least=4).empty


# What the page draws


@pytest.fixture(scope="module")
def drawn() -> dict[str, pd.DataFrame]:
    return {exhibit.id: exhibit.table for page in ("how-unusual-is-minsk", "methods") for exhibit in pages.exhibits(page)}


def test_the_page_ranks_as_the_raw_rows_do(drawn: dict[str, pd.DataFrame], raw: list[dict[str, str]]) -> None:
    def days(row: dict[str, str]) -> int:
        return (date.fromisoformat(row["end"] or "2020-10-30") - date.fromisoformat(row["start"])).days

    longest = sorted(raw, key=days, reverse=True)[:15]
    assert sorted(drawn["longest-gaps"]["days"], reverse=True) == [days(row) for row in longest]
    assert sorted(drawn["longest-gaps"]["start"]) == sorted(row["start"] for row in longest)
    minsk = drawn["longest-gaps"].set_index("country").loc["Belarus"]
    assert minsk["rank"] == 1 + sum(days(row) > minsk["days"] for row in raw)
    assert minsk["rank_embassy_open"] == 1 + sum(row["embassy_days"] == str(days(row)) and days(row) > minsk["days"] for row in raw)


def test_the_parts_of_a_long_gap_are_in_their_order(drawn: dict[str, pd.DataFrame]) -> None:
    """The days are those of the source notes on each country by the Office of the Historian, and in the reasons of the table."""
    rows = drawn["longest-gaps"].set_index("country")
    starts, closed = pd.to_datetime(rows["start"]), pd.to_timedelta(rows["days"] - rows["embassy_days"], unit="D")
    opened = {f"{day:%Y-%m-%d}" for day in (starts + closed)[rows["closed_first"]]}
    assert set(rows.index[rows["closed_first"]]) == {"Cuba", "Sudan", "Libya", "Afghanistan"}
    assert {"2015-07-20", "2006-05-31", "2002-01-17"} <= opened
    iraq = rows.loc["Iraq"]  # open to January 12, 1991, and again on the day before the ambassador came
    assert starts["Iraq"] + pd.Timedelta(days=iraq["embassy_days"]) == pd.Timestamp("1991-01-12")
    assert not iraq["closed_first"]


def test_each_of_the_longest_has_a_reason_with_a_source_of_its_own(drawn: dict[str, pd.DataFrame]) -> None:
    rows = drawn["longest-gaps"]
    assert len(rows) == 15
    assert (rows["reason"] != "").all()
    assert all(set(cell.split(";")) - {"hist-pocom", "kenkel-2026-mission-status"} for cell in rows["sources"])


def test_the_curve_of_the_page_ends_at_the_sources_last_date(drawn: dict[str, pd.DataFrame], tables: Tables) -> None:
    """Minsk stands on it where it was on that day, not on the check date."""
    then = (tables.checked_through("missions_worldwide") - pd.Timestamp("2008-03-12")).days
    now = (tables.through - pd.Timestamp("2008-03-12")).days
    assert then in set(drawn["survival-of-gaps"]["days"])
    assert now not in set(drawn["survival-of-gaps"]["days"])


def test_the_visits_of_the_page_are_those_of_the_raw_rows(drawn: dict[str, pd.DataFrame]) -> None:
    with (home() / "peer_visits.csv").open(encoding="utf-8", newline="") as file:
        going = [row for row in csv.DictReader(file) if row["office"] != "foreign_leader"]
    assert sorted(drawn["top-visits"]["person"]) == sorted(row["person"] for row in going)
    assert (drawn["top-visits"]["country"] == "Belarus").sum() == sum(row["country"] == "BLR" for row in going) == 5


def test_one_stretch_has_one_length_however_it_is_measured(tables: Tables) -> None:
    """The gap still open: in the ladder, in the ranking of gaps at both posts and in the worldwide record, were it known to the check date."""
    gap = status.longest_gap(tables.representation, "minsk", 4, tables.through)
    drawn = status.gaps(tables).query("post == 'minsk' and open").iloc[0]
    everywhere = gaps.durations(tables.missions_worldwide, tables.checked_through("missions_worldwide")).query("country == 'BLR' and open").iloc[0]
    later = tables.through - tables.checked_through("missions_worldwide")
    assert gap["days"] == drawn["days"] == drawn["shortest"] == everywhere["days"] + later.days == (tables.through - gap["start"]).days
