"""The ladder of both posts, day by day, against the events and the heads of mission."""

from collections.abc import Iterator

import pandas as pd
import pytest

from bilateral.measures import quantities, status
from bilateral.tables import Tables

POSTS = ("minsk", "washington")  # all of them: the first test says so
AMBASSADOR, CHARGE = 4, 3
# what must explain an ambassador on rung 3
AWAY = "recall|withdr|consult|left|leave|absen|not accredited|not yet accredited|credentials|Drozdy"


def doubtful_days(table: pd.DataFrame) -> set[pd.Timestamp]:
    """The days on which an interval of ``table`` may or may not have begun or ended, as far as its dates say."""
    days: set[pd.Timestamp] = set()
    for side in ("start", "end"):
        known = table.dropna(subset=[side])
        for first, last in zip(known[f"{side}_earliest"], known[f"{side}_latest"], strict=True):
            if first != last:
                days.update(pd.date_range(first, last))
    return days


def runs(days: list[pd.Timestamp]) -> Iterator[str]:
    """Days as a reader wants them named: ``1998-06-22 to 1999-09-14``."""
    series = pd.Series(sorted(days))
    for _, run in series.groupby((series.diff() != status.DAY).cumsum()):
        yield f"{run.iloc[0]:%Y-%m-%d} to {run.iloc[-1]:%Y-%m-%d}"


def days_on(tables: Tables, post: str, rung: int) -> list[pd.Timestamp]:
    """One day for each stretch that ``post`` is certain to have spent on ``rung`` with the same heads of mission: its first."""
    ladder = tables.representation[tables.representation["post"] == post]
    heads = tables.heads_of_mission[tables.heads_of_mission["post"] == post]
    series = status.daily(tables.representation, post, tables.through)
    certain = set(series.index[series == rung]) - doubtful_days(ladder) - doubtful_days(heads)
    changes = {*heads["start"], *heads["end"]}
    return sorted(day for day in certain if day in changes or day - status.DAY not in certain)


def test_the_posts_are_the_ones_tested(tables: Tables) -> None:
    assert sorted(tables.posts["id"]) == sorted(POSTS)


@pytest.mark.parametrize("post", POSTS)
def test_one_rung_on_every_day(tables: Tables, post: str) -> None:
    rows = status.intervals(tables.representation, post, tables.through)
    held = pd.Series(0, index=pd.date_range(rows["start"].min(), tables.through))
    for row in rows.itertuples():
        held[row.start : row.end - status.DAY] += 1
    assert list(runs(held.index[held != 1].tolist())) == []


@pytest.mark.parametrize("post", POSTS)
def test_days_on_all_rungs_are_all_days(tables: Tables, post: str) -> None:
    days = (tables.through - tables.representation["start"].min()).days + 1
    series = status.daily(tables.representation, post, tables.through)
    assert series.value_counts().sum() == len(series) == days
    assert (
        status.intervals(tables.representation, post, tables.through)["days"].sum() == days - 1
    )  # the check date is a day of the ladder, and no day has passed on it
    assert status.share_of_days(tables.representation, post, tables.through).sum() == pytest.approx(1)


@pytest.mark.parametrize("post", POSTS)
def test_the_series_runs_from_the_first_day_of_all_to_the_check_date(tables: Tables, post: str) -> None:
    series = status.daily(tables.representation, post, tables.through)
    assert series.index[0] == tables.representation["start"].min()
    assert series.index[-1] == tables.through == pd.Timestamp(tables.descriptor["facts_checked_through"])


@pytest.mark.parametrize("post", POSTS)
def test_both_ways_of_asking_for_a_rung_agree(tables: Tables, post: str) -> None:
    series = status.daily(tables.representation, post, tables.through)
    rows = status.intervals(tables.representation, post, tables.through)
    edges = sorted({day for start in rows["start"] for day in (start - status.DAY, start, start + status.DAY)} & set(series.index))
    assert [status.rung_on(tables.representation, post, day, tables.through) for day in edges] == series[edges].tolist()


@pytest.mark.parametrize("post", POSTS)
def test_each_interval_begins_with_an_event(tables: Tables, post: str) -> None:
    events = tables.events.set_index("id")
    rows = tables.representation[tables.representation["post"] == post]
    assert set(rows["begin_event"]) <= set(events.index)
    begun = events.loc[rows["begin_event"]]
    ends = begun["last_day_latest"].fillna(begun["date_latest"]).to_numpy()
    outside = (rows["start_latest"].to_numpy() < begun["date_earliest"].to_numpy()) | (rows["start_earliest"].to_numpy() > ends)
    assert rows.loc[outside, ["id", "begin_event"]].to_numpy().tolist() == []


@pytest.mark.parametrize("post", POSTS)
def test_an_ambassador_is_named_on_every_day_of_the_top_rung(tables: Tables, post: str) -> None:
    unnamed = [
        day
        for day in days_on(tables, post, AMBASSADOR)
        if "ambassador" not in set(status.heads_on(tables.heads_of_mission, tables.ranks, post, day, tables.through)["rank"])
    ]
    assert unnamed == []


@pytest.mark.parametrize("post", POSTS)
def test_an_ambassador_below_the_top_rung_is_explained(tables: Tables, post: str) -> None:
    """Recalled, gone or not accredited yet: the head's row or the ladder's says so."""
    ladder = tables.representation[tables.representation["post"] == post]
    unexplained = []
    for day in days_on(tables, post, CHARGE):
        heads = status.heads_on(tables.heads_of_mission, tables.ranks, post, day, tables.through)
        rung = ladder[(ladder["start"] <= day) & (ladder["end"].isna() | (day < ladder["end"]))]
        for row in heads[heads["rank"] == "ambassador"].itertuples():
            said = " ".join([row.end_reason, row.note, row.start_basis, *rung["summary"], *rung["note"]])
            if not pd.Series([said]).str.contains(AWAY, case=False).item():
                unexplained.append((day, row.person))
    assert unexplained == []


@pytest.mark.parametrize("post", POSTS)
def test_no_two_ambassadors_at_once(tables: Tables, post: str) -> None:
    heads = tables.heads_of_mission
    rows = heads[(heads["post"] == post) & (heads["rank"] == "ambassador")].sort_values("start")
    ends = rows["end_earliest"].fillna(tables.through).to_numpy()[:-1]
    overlaps = ends > rows["start_latest"].to_numpy()[1:]
    assert rows["id"].iloc[1:][overlaps].tolist() == []


@pytest.mark.parametrize("post", POSTS)
def test_nobody_heads_a_mission_before_there_is_one(tables: Tables, post: str) -> None:
    heads = tables.heads_of_mission
    rows = heads[(heads["post"] == post) & heads["rank"].isin(status.heading(tables.ranks))]
    series = status.daily(tables.representation, post, tables.through)
    opened = series.index[series >= CHARGE].min()
    assert rows.loc[rows["start_latest"] < opened, "id"].tolist() == []


def test_another_rung_in_the_middle_moves_no_number(tables: Tables) -> None:
    """The book names its rungs; only the tables number them."""
    ladder, representation = tables.ladder.copy(), tables.representation.copy()
    ladder["rung"] += ladder["rung"] >= CHARGE
    representation["rung"] += representation["rung"] >= CHARGE
    more = Tables({**tables.frames, "ladder": ladder, "representation": representation}, tables.descriptor)
    moved = quantities.moved(tables, more)["name"]
    assert [name for name in moved if "rows" not in name] == []  # rows that were read twice are unread then
    with pytest.raises(KeyError, match="no rung 'consul'; there are: ambassador, "):
        status.rung(tables, "consul")
