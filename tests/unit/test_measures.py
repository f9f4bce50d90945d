"""The measures on frames so small that each expected value was worked out by hand."""

import pandas as pd
import pytest
from frames import days, field, frame

from bilateral import words
from bilateral.measures import episodes, prisoners, sanctions, status, visits
from bilateral.tables import Tables, dates, source_ids, typed

THROUGH = pd.Timestamp("2000-04-01")

LADDER = frame(
    "post rung start end",
    "here 3 2000-03-01 2000-03-11",
    "here 0 2000-01-01 2000-01-31",
    "here 1 2000-01-31 2000-02-28",
    "here 4 2000-02-28 2000-03-01",
    "here 4 2000-03-11 2000-03-13",
    "here 2 2000-03-13 -",
    "there 1 2000-01-01 -",
)

SAME_DAY = frame(
    "post rung start end",
    "here 0 2000-01-01 2000-01-10",
    "here 3 2000-01-10 2000-01-10",
    "here 4 2000-01-10 2000-01-20",
    "here 2 2000-01-20 2000-01-20",
    "here 4 2000-01-20 -",
)

DATED = frame("post rung start end", "here 0 1990 1997", "here 3 1997 1999-02", "here 4 1999-02 -")

RANKS = pd.DataFrame(
    [("ambassador", ""), ("charge_en_pied", ""), ("charge_ad_interim", ""), ("ambassador_designate", "never at post"), ("special_envoy", "envoy")],
    columns=["id", "aside"],
)
HEADS = frame(
    "post person rank start end",
    "here Ada ambassador 2000-01-10 2000-02-29",
    "here Bo charge_ad_interim 2000-02-29 2000-03-05",
    "here Cy charge_en_pied 2000-03-05 -",
    "here Di ambassador 2000-03-20 -",
    "here Ed ambassador_designate 2000-01-01 -",
    "here Flo special_envoy 2000-01-01 -",
    "there Guy ambassador 2000-01-01 2000-01-02",
)

VISITS = frame(
    "id date last_day person tier sender host",
    "a 2000-02-28 - Ann 1 us them",
    "b 1999-03-01 1999-03-04 Bob 3 us them",
    "c 2000-03-10 - Cat 1 us them",
    "d 2000-03-10 - Dan 2 us them",
    "e 2000-03-31 - Eve 1 us them",
    "f 2000-03-02 - Fay 5 them us",
)

LISTED = frame(
    "id type start end",
    "1 individual 2000-01-01 2000-02-29",
    "2 individual 2000-02-29 -",
    "3 entity 2000-01-01 -",
    "4 aircraft 2000-03-01 2000-03-02",
    "5 individual 2000-03-02 -",
)

DESIGNATIONS = frame(
    "id date added_individuals removed_individuals added_entities removed_entities added_aircraft removed_aircraft",
    "a 2000-02-01 0 1 2 0 0 0",
    "b 2000-01-01 3 0 0 0 1 0",
    "c 2000-02-01 4 0 0 1 0 0",
    "d 2000-03-01 0 6 0 0 0 1",
)

EVENTS = frame(
    "id date tone",
    "a 2001-12-31 -1",
    "b 1998 1",
    "c 1998-05-01 1",
    "d 1998-05-02 -",
    "e 1999-01-01 -",
    "f 2001-01-01 2",
    "g 2002-06 -",
)


# Dates


@pytest.mark.parametrize(
    ("known", "earliest", "middle", "latest"),
    [
        ("2008-03-12", "2008-03-12", "2008-03-12", "2008-03-12"),
        ("2000-02-29", "2000-02-29", "2000-02-29", "2000-02-29"),
        ("1997", "1997-01-01", "1997-07-02", "1997-12-31"),
        ("2000", "2000-01-01", "2000-07-01", "2000-12-31"),
        ("1997-03", "1997-03-01", "1997-03-16", "1997-03-31"),
        ("2000-02", "2000-02-01", "2000-02-15", "2000-02-29"),
        ("2001-02", "2001-02-01", "2001-02-14", "2001-02-28"),
        ("1996-12", "1996-12-01", "1996-12-16", "1996-12-31"),
    ],
)
def test_a_date_has_a_first_a_middle_and_a_last_day(known: str, earliest: str, middle: str, latest: str) -> None:
    found = [dates.earliest(known), dates.middle(known), dates.latest(known)]
    assert found == days(earliest, middle, latest)


@pytest.mark.parametrize("known", ["", "97", "1997-3", "1997-03-1", "1997-03-05 ", "1997\n", "March 1997", "1997/03/05"])
def test_what_has_another_form_is_no_date(known: str) -> None:
    with pytest.raises(ValueError, match="expected YYYY-MM-DD, YYYY-MM or YYYY"):
        dates.earliest(known)


@pytest.mark.parametrize("known", ["2001-02-29", "1900-02-29", "1997-13", "1997-00", "1997-04-31", "0000-01-01"])
@pytest.mark.parametrize("day", [dates.earliest, dates.middle, dates.latest])
def test_a_day_that_never_was_is_no_date(known: str, day: type) -> None:
    with pytest.raises(ValueError):
        day(known)


@pytest.mark.parametrize(("known", "exact"), [("2000-02-29", True), ("2000-02", False), ("2000", False)])
def test_only_a_day_is_exact(known: str, exact: bool) -> None:
    assert dates.is_exact(known) is exact


# Typed frames


def test_a_date_column_becomes_four() -> None:
    table = frame("id start end", "a 1997 -", "b 1997-03-05 1998-02")
    assert list(table.columns) == [
        *("id", "start", "start_known", "start_earliest", "start_latest"),
        *("end", "end_known", "end_earliest", "end_latest"),
    ]
    assert table.loc[0, ["start_earliest", "start", "start_latest"]].tolist() == days("1997-01-01", "1997-07-02", "1997-12-31")
    assert table.loc[1, ["end_earliest", "end", "end_latest"]].tolist() == days("1998-02-01", "1998-02-14", "1998-02-28")
    assert table["start_known"].tolist() == ["1997", "1997-03-05"]
    assert table.loc[0, ["end", "end_earliest", "end_latest"]].isna().all()
    assert table.loc[0, "end_known"] == ""


def test_an_empty_table_keeps_its_types() -> None:
    table = frame("id start rung")
    assert table.empty
    assert table.dtypes[["start", "rung"]].astype(str).tolist() == ["datetime64[ns]", "Int64"]


def test_an_empty_number_is_missing() -> None:
    assert frame("id tone", "a -", "b -2")["tone"].tolist() == [pd.NA, -2]


@pytest.mark.parametrize(("name", "cell"), [("rung", "four"), ("rung", "1.5"), ("start", "2001-02-29"), ("start", "12 March 2008")])
def test_a_cell_that_does_not_fit_names_its_field(name: str, cell: str) -> None:
    with pytest.raises(ValueError, match=f"field '{name}'"):
        typed(pd.DataFrame({name: [cell]}), {"fields": [field(name)]})


def test_source_ids_are_distinct_and_in_order() -> None:
    assert source_ids(pd.Series(["b;a", "", "a;c", "b"])) == ["b", "a", "c"]


# The ladder


@pytest.mark.parametrize(
    ("post", "day", "rung"),
    [
        ("here", "2000-01-01", 0),
        ("here", "2000-01-30", 0),
        ("here", "2000-01-31", 1),
        ("here", "2000-02-27", 1),
        ("here", "2000-02-28", 4),
        ("here", "2000-02-29", 4),
        ("here", "2000-03-01", 3),
        ("here", "2000-03-12", 4),
        ("here", "2000-03-13", 2),
        ("here", "2000-04-01", 2),
        ("there", "2000-01-01", 1),
        ("there", "2000-04-01", 1),
    ],
)
def test_rung_on_a_day(post: str, day: str, rung: int) -> None:
    assert status.rung_on(LADDER, post, day, THROUGH) == rung
    assert status.daily(LADDER, post, THROUGH)[day] == rung


@pytest.mark.parametrize("day", ["1999-12-31", "2000-04-02"])
def test_no_rung_outside_of_the_series(day: str) -> None:
    with pytest.raises(ValueError, match=f"here has no rung on {day}; the series runs from 2000-01-01 to 2000-04-01"):
        status.rung_on(LADDER, "here", day, THROUGH)


def test_an_unknown_post_is_told_the_known_ones() -> None:
    for measure in (status.intervals, status.daily, status.share_of_days):
        with pytest.raises(ValueError, match="no post 'nowhere'; there are: here, there"):
            measure(LADDER, "nowhere", THROUGH)
    with pytest.raises(ValueError, match="no post 'nowhere'; there are: here, there"):
        status.heads_on(HEADS, RANKS, "nowhere", "2000-01-01", THROUGH)


def test_intervals_are_in_order_and_an_open_one_ends_after_the_check_date() -> None:
    rows = status.intervals(LADDER, "here", THROUGH)
    assert rows["days"].tolist() == [30, 28, 2, 10, 2, 19]
    assert rows["rung"].tolist() == [0, 1, 4, 3, 4, 2]
    assert rows["open"].tolist() == [False, False, False, False, False, True]
    assert rows["end"].iloc[-1] == pd.Timestamp("2000-04-02")


def test_intervals_leave_the_table_as_it_was() -> None:
    before = LADDER.copy()
    status.intervals(LADDER, "here", THROUGH)
    pd.testing.assert_frame_equal(LADDER, before)


def test_every_day_has_one_rung() -> None:
    series = status.daily(LADDER, "here", THROUGH)
    assert len(series) == 92
    assert series.index[0] == pd.Timestamp("2000-01-01")
    assert series.index[-1] == pd.Timestamp("2000-04-01")
    assert series.value_counts().to_dict() == {0: 30, 1: 28, 2: 20, 3: 10, 4: 4}


def test_shares_of_days() -> None:
    shares = status.share_of_days(LADDER, "here", THROUGH)
    assert shares.index.tolist() == [4, 3, 2, 1, 0]
    assert shares.tolist() == pytest.approx([4 / 92, 10 / 92, 20 / 92, 28 / 92, 30 / 92])


def test_a_share_together_is_bounded_by_what_is_known_of_the_dates() -> None:
    ladder = frame(
        "post rung start end",
        "here 0 2000-01-01 2000-01-11",
        "here 4 2000-01-11 2000-02",  # to some day of February
        "here 2 2000-02 -",
        "there 0 2000-01-01 2000-01",
        "there 4 2000-01 2000-02-06",  # some day of January
        "there 2 2000-02-06 -",
    )
    posts = pd.DataFrame({"id": ["here", "there"]})
    package = Tables({"representation": ladder, "posts": posts}, {"facts_checked_through": "2000-04-09", "resources": []})
    # 100 days in all. Surely both: January 31; at most: January 11 to February 5.
    assert status.share_together(package, 4) == pytest.approx((0.01, 0.26))
    assert status.share_together(package, 3) == (0, 0)


@pytest.mark.parametrize(("day", "rung"), [("2000-01-09", 0), ("2000-01-10", 4), ("2000-01-19", 4), ("2000-01-20", 4)])
def test_of_two_changes_on_a_day_the_later_counts(day: str, rung: int) -> None:
    assert status.rung_on(SAME_DAY, "here", day, THROUGH) == rung
    assert status.daily(SAME_DAY, "here", THROUGH)[day] == rung


def test_of_two_changes_on_a_day_the_later_counts_in_a_long_table() -> None:
    """Sorting keeps rows of one day in the order of the table, however many there are."""
    first = pd.date_range("2000-01-01", periods=40)
    pairs = [f"here {rung} {day:%Y-%m-%d} {day + pd.Timedelta(days=int(rung == 4)):%Y-%m-%d}" for day in first for rung in (3, 4)]
    series = status.daily(frame("post rung start end", *pairs[:-1], "here 4 2000-02-09 -"), "here", THROUGH)
    assert series.unique().tolist() == [4]


@pytest.mark.parametrize(
    ("day", "rung"),
    [("1990-07-01", None), ("1990-07-02", 0), ("1997-07-01", 0), ("1997-07-02", 3), ("1999-02-13", 3), ("1999-02-14", 4)],
)
def test_a_doubtful_start_counts_from_its_middle(day: str, rung: int | None) -> None:
    if rung is None:
        with pytest.raises(ValueError, match="the series runs from 1990-07-02"):
            status.rung_on(DATED, "here", day, THROUGH)
    else:
        assert status.rung_on(DATED, "here", day, THROUGH) == rung


@pytest.mark.parametrize(
    ("rungs", "starts", "lengths", "open_ends"),
    [
        ([4], ["2000-02-28", "2000-03-11"], [2, 2], [False, False]),
        ([3, 4], ["2000-02-28"], [14], [False]),
        ([0, 1, 2], ["2000-01-01", "2000-03-13"], [58, 19], [False, True]),
        ([0, 1, 2, 3, 4], ["2000-01-01"], [91], [True]),
        ([7], [], [], []),
    ],
)
def test_spells(rungs: list[int], starts: list[str], lengths: list[int], open_ends: list[bool]) -> None:
    runs = status.spells(LADDER, "here", rungs, THROUGH)
    assert list(runs.columns) == ["start", "end", "days", "open"]
    assert runs["start"].tolist() == days(*starts)
    assert runs["days"].tolist() == lengths
    assert runs["open"].tolist() == open_ends


def test_a_spell_is_not_broken_by_a_rung_left_on_the_same_day() -> None:
    runs = status.spells(SAME_DAY, "here", [4], THROUGH)
    assert runs["start"].tolist() == days("2000-01-10")
    assert runs["days"].tolist() == [82]
    assert status.spells(SAME_DAY, "here", [2, 3], THROUGH).empty


@pytest.mark.parametrize(("rung", "start", "length", "still"), [(4, "2000-03-13", 19, True), (3, "2000-03-13", 19, True)])
def test_longest_gap(rung: int, start: str, length: int, still: bool) -> None:
    gap = status.longest_gap(LADDER, "here", rung, THROUGH)
    assert (gap["start"], gap["days"], gap["open"]) == (pd.Timestamp(start), length, still)


def test_the_longest_gap_depends_on_the_check_date_and_the_rung() -> None:
    gap = status.longest_gap(LADDER, "here", 4, pd.Timestamp("2000-03-15"))
    assert (gap["start"], gap["end"], gap["days"]) == (*days("2000-03-01", "2000-03-11"), 10)
    lower = status.longest_gap(LADDER, "here", 3, pd.Timestamp("2000-03-15"))
    assert (lower["start"], lower["open"]) == (pd.Timestamp("2000-03-13"), True)


@pytest.mark.parametrize(
    ("post", "rung", "message"),
    [
        ("there", 4, "there never reached rung 4; its highest is 1"),
        ("here", 5, "here never reached rung 5; its highest is 4"),
        ("there", 1, "there never fell below rung 1 after 2000-01-01"),
        ("here", 2, "here never fell below rung 2 after 2000-02-28"),
    ],
)
def test_no_gap(post: str, rung: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        status.longest_gap(LADDER, post, rung, THROUGH)


# Heads of mission


@pytest.mark.parametrize(
    ("post", "day", "people"),
    [
        ("here", "2000-01-09", []),
        ("here", "2000-01-10", ["Ada"]),
        ("here", "2000-02-28", ["Ada"]),
        ("here", "2000-02-29", ["Bo"]),
        ("here", "2000-03-04", ["Bo"]),
        ("here", "2000-03-05", ["Cy"]),
        ("here", "2000-03-20", ["Cy", "Di"]),
        ("here", "2000-04-01", ["Cy", "Di"]),
        ("there", "2000-01-01", ["Guy"]),
        ("there", "2000-01-02", []),
    ],
)
def test_heads_on_a_day(post: str, day: str, people: list[str]) -> None:
    assert status.heads_on(HEADS, RANKS, post, day, THROUGH)["person"].tolist() == people


def test_nobody_is_known_to_be_in_office_after_the_check_date() -> None:
    with pytest.raises(ValueError, match="nothing is known after 2000-04-01, asked: 2000-04-02"):
        status.heads_on(HEADS, RANKS, "here", "2000-04-02", THROUGH)


# Visits


@pytest.mark.parametrize(
    ("tier", "as_of", "expected"),
    [
        (0, "2000-03-01", 2),
        (1, "2000-02-29", 1),
        (1, "2000-02-28", 364),
        (2, "2000-03-01", 366),
        (3, "2001-03-01", 731),
        (2, "2000-03-10", 375),
        (2, "2000-03-11", 1),
        (3, "1999-03-02", 1),
    ],
)
def test_days_since_a_visit(tier: int, as_of: str, expected: int) -> None:
    assert visits.days_since(visits.between(VISITS, "us", "them"), tier, as_of) == expected


@pytest.mark.parametrize(("tier", "as_of"), [(1, "1999-03-01"), (4, "2000-04-01")])
def test_no_visit_before(tier: int, as_of: str) -> None:
    with pytest.raises(ValueError, match=f"no visit of tier {tier} or higher before {as_of}"):
        visits.days_since(visits.between(VISITS, "us", "them"), tier, as_of)


def test_of_two_visitors_on_a_day_the_senior_is_the_last() -> None:
    assert visits.last_before(VISITS, 1, "2000-03-11")["person"] == "Dan"


@pytest.mark.parametrize(
    ("sender", "host", "tier", "people"),
    [
        ("us", "them", 0, ["Bob", "Ann", "Cat", "Dan", "Eve"]),
        ("us", "them", 2, ["Bob", "Dan"]),
        ("us", "them", 4, []),
        ("them", "us", 0, ["Fay"]),
    ],
)
def test_visits_between(sender: str, host: str, tier: int, people: list[str]) -> None:
    assert visits.between(VISITS, sender, host, tier)["person"].tolist() == people


def test_an_unknown_pair_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match="no visits of 'us' to 'us'; there are: them to us, us to them"):
        visits.between(VISITS, "us", "us")


def test_waits_count_two_visits_of_a_day_once() -> None:
    stretches = visits.waits(visits.between(VISITS, "us", "them"), 1, THROUGH)
    assert list(stretches.columns) == ["start", "end", "days", "open", "person", "next_person"]
    assert stretches["start"].tolist() == days("1999-03-01", "2000-02-28", "2000-03-10", "2000-03-31")
    assert stretches["end"].tolist() == days("2000-02-28", "2000-03-10", "2000-03-31", "2000-04-01")
    assert stretches["days"].tolist() == [364, 11, 21, 1]
    assert stretches["open"].tolist() == [False, False, False, True]
    assert stretches["person"].tolist() == ["Bob", "Ann", "Dan", "Eve"]
    assert stretches["next_person"].tolist() == ["Ann", "Dan", "Eve", ""]


@pytest.mark.parametrize(("tier", "through", "lengths"), [(2, "2000-03-31", [375, 21]), (2, "2000-03-09", [374]), (4, "2000-04-01", [])])
def test_waits_end_on_the_check_date(tier: int, through: str, lengths: list[int]) -> None:
    stretches = visits.waits(visits.between(VISITS, "us", "them"), tier, pd.Timestamp(through))
    assert stretches["days"].tolist() == lengths


# Sanctions


@pytest.mark.parametrize(
    ("day", "individuals", "entities", "aircraft"),
    [
        ("1999-12-31", 0, 0, 0),
        ("2000-01-01", 1, 1, 0),
        ("2000-02-28", 1, 1, 0),
        ("2000-02-29", 1, 1, 0),
        ("2000-03-01", 1, 1, 1),
        ("2000-03-02", 2, 1, 0),
    ],
)
def test_names_on_a_day(day: str, individuals: int, entities: int, aircraft: int) -> None:
    found = sanctions.names_on(LISTED, day)
    assert found.to_dict() == {"individuals": individuals, "entities": entities, "aircraft": aircraft}


def test_on_the_day_of_removal_a_name_is_off() -> None:
    assert sanctions.in_force(LISTED, "2000-02-28")["id"].tolist() == ["1", "3"]
    assert sanctions.in_force(LISTED, "2000-02-29")["id"].tolist() == ["2", "3"]


def test_running_totals_join_the_actions_of_a_day() -> None:
    totals = sanctions.running_totals(DESIGNATIONS)
    assert totals.index.tolist() == days("2000-01-01", "2000-02-01", "2000-03-01")
    assert totals["individuals"].tolist() == [3, 6, 0]
    assert totals["entities"].tolist() == [0, 1, 1]
    assert totals["aircraft"].tolist() == [1, 1, 0]
    assert totals["total"].tolist() == [4, 8, 1]


def test_the_first_measure_after_each_trigger() -> None:
    votes = frame("id date summary", "second 2000-03-01 b", "first 2000-02-01 a", "third 2000-05-01 c")
    measures = frame(
        "id date summary", "early 2000-01-01 x", "late 2000-04-02 x", "same-day 2000-02-01 x", "soon 2000-03-31 x", "next-vote 2000-05-01 x"
    )
    found = sanctions.first_after(votes, measures)
    assert found["trigger"].tolist() == ["first", "second", "third"]
    assert found["measure"].tolist() == ["", "soon", ""]
    assert found["days"].tolist() == [pd.NA, 30, pd.NA]
    assert found["measure_date"].iloc[1] == pd.Timestamp("2000-03-31")
    assert found["measure_date"].isna().tolist() == [True, False, True]


def test_a_leap_day_counts_between_trigger_and_measure() -> None:
    votes, measures = frame("id date summary", "vote 2000-02-28 a"), frame("id date summary", "order 2000-03-01 x")
    assert sanctions.first_after(votes, measures)["days"].tolist() == [2]


def test_no_triggers_no_rows() -> None:
    found = sanctions.first_after(frame("id date summary"), frame("id date summary", "order 2000-03-01 x"))
    assert found.empty
    assert list(found.columns) == ["trigger", "trigger_date", "measure", "measure_date", "days"]


# Episodes


def test_toned_events_are_in_order() -> None:
    rows = episodes.toned(EVENTS)
    assert rows["id"].tolist() == ["c", "b", "f", "a"]
    assert rows["year"].tolist() == [1998, 1998, 2001, 2001]


def test_a_year_without_an_episode_counts_zero() -> None:
    counts = episodes.by_year(EVENTS)
    assert counts.index.tolist() == [1998, 1999, 2000, 2001, 2002]
    assert counts.columns.tolist() == [-2, -1, 0, 1, 2]
    assert counts.loc[1998].tolist() == [0, 0, 0, 2, 0]
    assert counts.loc[2001].tolist() == [0, 1, 0, 0, 1]
    assert counts.loc[[1999, 2000, 2002]].to_numpy().sum() == 0


# Words


@pytest.mark.parametrize(("known", "text"), [("2008-03-02", "March 2, 2008"), ("1997-03", "March 1997"), ("1992", "1992")])
def test_a_date_in_words(known: str, text: str) -> None:
    assert words.known(known) == text


def test_a_day_in_words() -> None:
    assert words.day(pd.Timestamp("2000-02-29")) == "February 29, 2000"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "zero"), (1, "one"), (9, "nine"), (10, "10"), (999, "999"), (4206, "4,206"), (1234567, "1,234,567"), (6.0, "six"), (-3, "−3")],
)
def test_a_number_in_words(value: float, text: str) -> None:
    assert words.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "zero days"), (1, "one day"), (2, "two days"), (1200, "1,200 days")])
def test_a_number_with_its_noun(value: int, text: str) -> None:
    assert words.counted(value, "day") == text


@pytest.mark.parametrize(("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_several_in_one_breath(items: list[str], text: str) -> None:
    assert words.series(items) == text


def test_apostrophes_are_those_of_the_prose() -> None:
    assert words.curly("the envoys' trips, Minsk's chargé d'affaires") == "the envoys’ trips, Minsk’s chargé d’affaires"


@pytest.mark.parametrize(("length", "text"), [(0, "0.0"), (365, "1.0"), (6796, "18.6"), (183, "0.5")])
def test_days_as_years(length: float, text: str) -> None:
    assert words.years(length) == text


@pytest.mark.parametrize(("share", "text"), [(0, "0 percent"), (0.424, "42 percent"), (0.426, "43 percent"), (1, "100 percent")])
def test_a_share_as_a_percentage(share: float, text: str) -> None:
    assert words.percent(share) == text


def test_what_is_not_yet_known_is_cut_off() -> None:
    """Asked as of an earlier day, the measures know nothing of later rows: what went on beyond that day is open."""
    until = pd.Timestamp("2000-02-29")
    assert list(status.intervals(LADDER, "here", until)["end"]) == [*days("2000-01-31", "2000-02-28", "2000-03-01")]
    assert list(status.intervals(LADDER, "here", until)["open"]) == [False, False, True]
    assert status.spells(LADDER, "here", [4], until)["days"].tolist() == [1]
    assert status.spells(LADDER, "here", [3], until).empty


def test_who_is_not_accounted_for_is_not_known() -> None:
    releases = typed(
        pd.DataFrame(
            {"id": ["r1", "r2"], "date": ["2000-01-01", "2000-02-01"], "number": ["5", "2"], "sources": ["a", "b"], "confidence": ["high", "low"]}
        ),
        {"fields": [field("id"), field("date"), field("number"), *({"name": name, "type": "string"} for name in ("sources", "confidence"))]},
    )
    texts = {"at_least": "", "said_by": "a paper", "sources": "a", "confidence": "high"}
    rows = [("r1", "stayed", "", "1"), ("r1", "abroad", "CO", "3"), ("r1", "without papers", "CO", "2")]
    freed = pd.DataFrame(
        [{"date": "2000-01-01", "release": each[0], "outcome": each[1], "country": each[2], "number": each[3], **texts} for each in rows]
    )
    names = ("release", "outcome", "country", *texts)
    freed = typed(freed, {"fields": [field("date"), field("number"), *({"name": name, "type": "string"} for name in names)]})
    countries = pd.DataFrame({"id": ["CO"], "name": ["Coland"]})
    found = prisoners.outcomes(Tables({"freed": freed, "countries": countries}, {}), releases)
    assert found[["date", "outcome", "country", "number", "freed"]].to_numpy().tolist() == [
        ["2000-01-01", "abroad", "Coland", 3, 5],
        ["2000-01-01", "without papers", "Coland", 2, 5],
        ["2000-01-01", "stayed", "", 1, 5],
        ["2000-01-01", "not known", "", 1, 5],
        ["2000-02-01", "not known", "", 2, 2],
    ]
