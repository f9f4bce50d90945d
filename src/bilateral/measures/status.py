"""Who represented whom, at what level, on which day.

The frames are ``representation`` (columns ``post, rung, start, end``: half-open intervals, an empty ``end`` is still so) and
``heads_of_mission`` (``post, person, rank, start, end``). ``through`` is the check date: nothing is known after it.
"""

from collections.abc import Collection
from typing import TypeAlias

import pandas as pd

from ..tables import Tables

Day: TypeAlias = str | pd.Timestamp
DAY = pd.Timedelta(days=1)
GAP = "post city start end days shortest longest open start_known end_known begun_by ended_by sources".split()


def elapsed(rows: pd.DataFrame) -> "pd.Series[int]":
    """Days from ``start`` to ``end`` of each row; those of an ``open`` row, whose end stands on the day after the check date, to that date."""
    return (rows["end"] - rows["start"]).dt.days - rows["open"].astype(int)


def intervals(representation: pd.DataFrame, post: str, through: pd.Timestamp) -> pd.DataFrame:
    """The intervals of one post in order, up to ``through``: what lasts longer is open and closed on the day after it.

    Columns as in ``representation`` plus ``open`` (bool) and ``days`` (int, see :func:`elapsed`). Raises ``ValueError`` naming the posts there are.
    """
    rows = representation[representation["post"] == post].sort_values("start", kind="stable").copy()
    if rows.empty:
        raise ValueError(f"no post {post!r}; there are: {', '.join(sorted(representation['post'].unique()))}")
    rows = rows[rows["start"] <= through]
    rows["open"] = rows["end"].isna() | (rows["end"] > through)
    rows["end"] = rows["end"].mask(rows["open"], through + DAY)
    rows["days"] = elapsed(rows)
    return rows.reset_index(drop=True)


def held_since(tables: Tables, first: pd.Timestamp) -> pd.DataFrame:
    """The intervals of the first two posts that had not ended on ``first``; columns as of :func:`intervals`."""
    rows = pd.concat([intervals(tables.representation, post, tables.through) for post in tables.posts["id"].head(2)])
    return rows[rows["end"] > first]


def levels(tables: Tables, first: pd.Timestamp) -> pd.DataFrame:
    """The same as a table to read: ``post, rung, level, start, end, days, sources``, dates as known."""
    rows, names = held_since(tables, first), tables.ladder.set_index("rung")["name"]
    shown = rows.assign(level=rows["rung"].map(names), rung=rows["rung"].astype(int), start=rows["start_known"], end=rows["end_known"])
    return shown[["post", "rung", "level", "start", "end", "days", "sources"]].reset_index(drop=True)


def rung(tables: Tables, name: str) -> int:
    """The number of the rung that ``ladder`` calls ``name``; ``KeyError`` naming those there are."""
    numbers = tables.ladder.set_index("name")["rung"]
    if name not in numbers:
        raise KeyError(f"no rung {name!r}; there are: {', '.join(numbers.index)}")
    return int(numbers[name])


def rung_on(representation: pd.DataFrame, post: str, day: Day, through: pd.Timestamp) -> int:
    """The rung of ``post`` on ``day``; ``ValueError`` for a post that does not exist or a day outside the series."""
    rows, day = intervals(representation, post, through), pd.Timestamp(day)
    held = rows[(rows["start"] <= day) & (day < rows["end"])]
    if held.empty or day > through:
        first = rows["start"].min()
        raise ValueError(f"{post} has no rung on {day:%Y-%m-%d}; the series runs from {first:%Y-%m-%d} to {through:%Y-%m-%d}")
    return int(held["rung"].iloc[-1])


def heading(ranks: pd.DataFrame) -> list[str]:
    """The ids of the ranks that head a mission: those of the table ``ranks`` without an ``aside``, the highest first."""
    return list(ranks.loc[ranks["aside"] == "", "id"])


def heads_on(heads_of_mission: pd.DataFrame, ranks: pd.DataFrame, post: str, day: Day, through: pd.Timestamp) -> pd.DataFrame:
    """The rows of ``heads_of_mission`` in office at ``post`` on ``day``: usually one, two where sources disagree, none where no name is known.

    Those of a rank that heads no mission are left out (see :func:`heading`). Raises ``ValueError`` as ``rung_on`` does.
    """
    rows, day = heads_of_mission[heads_of_mission["post"] == post], pd.Timestamp(day)
    if rows.empty:
        raise ValueError(f"no post {post!r}; there are: {', '.join(sorted(heads_of_mission['post'].unique()))}")
    if day > through:
        raise ValueError(f"nothing is known after {through:%Y-%m-%d}, asked: {day:%Y-%m-%d}")
    ends = rows["end"].fillna(through + DAY)
    return rows[rows["rank"].isin(heading(ranks)) & (rows["start"] <= day) & (day < ends)]


def tenures(tables: Tables) -> pd.DataFrame:
    """Every tenure at the first two posts, in order of post and start. Columns as in ``heads_of_mission``, and three more.

    ``last``: the day on which it ended, or the day after the check date; ``aside``: what somebody of a rank that heads no mission was; ``away``: of
    the highest rank, the stretches (begin, end) within it in which the ladder has nobody of that rank at post.
    """
    top, posts, ranks = int(tables.ladder["rung"].max()), list(tables.posts["id"].head(2)), tables.ranks.set_index("id")
    rows = tables.heads_of_mission[tables.heads_of_mission["post"].isin(posts)]
    rows = rows.assign(order=rows["post"].map(posts.index), aside=rows["rank"].map(ranks["aside"]), last=rows["end"].fillna(tables.through + DAY))
    rows = rows.sort_values(["order", "start", "end"], kind="stable").reset_index(drop=True)
    below = [int(rung) for rung in tables.ladder["rung"] if rung < top]
    absences = {post: spells(tables.representation, post, below, tables.through) for post in posts}
    rows["away"] = [
        [
            (away.start, away.end)
            for away in absences[row.post].itertuples()
            if row.rank == heading(tables.ranks)[0] and row.start < away.start and away.end < row.last
        ]
        for row in rows.itertuples()
    ]
    return rows


def tenures_as_known(tables: Tables) -> pd.DataFrame:
    """The same as a table to read: ``post, person, rank, start, end, days_away, confidence, sources``, dates as known, ranks by name."""
    rows = tenures(tables)
    away = [sum((end - begin).days for begin, end in stretches) for stretches in rows["away"]]
    shown = rows.assign(rank=rows["rank"].map(tables.ranks.set_index("id")["name"]), start=rows["start_known"], end=rows["end_known"], days_away=away)
    return shown[["post", "person", "rank", "start", "end", "days_away", "confidence", "sources"]]


def daily(representation: pd.DataFrame, post: str, through: pd.Timestamp) -> "pd.Series[int]":
    """The rung of ``post`` on every day from the first to ``through`` (index: days; values: rungs)."""
    rows = intervals(representation, post, through)
    index = pd.date_range(rows["start"].min(), through, freq="D")
    steps = pd.Series(rows["rung"].to_numpy(dtype=int), index=pd.DatetimeIndex(rows["start"]))
    # of two changes on one day the later row is what the day ends with
    return steps[~steps.index.duplicated(keep="last")].reindex(index, method="ffill").astype(int)


def share_of_days(representation: pd.DataFrame, post: str, through: pd.Timestamp) -> "pd.Series[float]":
    """Share of all days of the series that ``post`` spent on each rung (index: rung, highest first; values sum to 1)."""
    return daily(representation, post, through).value_counts(normalize=True).sort_index(ascending=False)


def both_on(tables: Tables, rung: int) -> "pd.Series[bool]":
    """On each day of the ladder: whether both posts stood on ``rung``; a doubtful date counts by its middle."""
    one, other = (daily(tables.representation, post, tables.through) == rung for post in tables.posts["id"].head(2))
    return one & other


def spells(representation: pd.DataFrame, post: str, rungs: Collection[int], through: pd.Timestamp) -> pd.DataFrame:
    """Maximal runs of days that ``post`` spent on any of ``rungs``: columns ``start, end, days, open`` (:func:`elapsed`), in order, or none."""
    rows = intervals(representation, post, through)
    inside = rows["rung"].isin(list(rungs))
    lasted = rows["end"] > rows["start"]
    runs = rows[inside & lasted].copy()
    # a new run starts where the row before it (in time) was on another rung
    runs["run"] = (~inside & lasted).cumsum()[runs.index]
    merged = runs.groupby("run").agg(start=("start", "min"), end=("end", "max"), open=("open", "max")).reset_index(drop=True)
    merged["days"] = elapsed(merged)
    return merged[["start", "end", "days", "open"]]


def longest_gap(representation: pd.DataFrame, post: str, rung: int, through: pd.Timestamp) -> pd.Series:
    """The longest run of days below ``rung`` after the first day on it: ``start, end, days, open``.

    Raises ``ValueError`` if the post never reached the rung, or never left it.
    """
    rows = intervals(representation, post, through)
    reached = rows.loc[rows["rung"] >= rung, "start"]
    if reached.empty:
        raise ValueError(f"{post} never reached rung {rung}; its highest is {int(rows['rung'].max())}")
    below = spells(representation, post, [value for value in rows["rung"].unique() if value < rung], through)
    below = below[below["start"] >= reached.min()]
    if below.empty:
        raise ValueError(f"{post} never fell below rung {rung} after {reached.min():%Y-%m-%d}")
    return below.loc[below["days"].idxmax()]


def changes(tables: Tables) -> pd.DataFrame:
    """Every change of level of both posts, with the first and the last day on which it can have happened.

    Columns: ``post, from_rung, to_rung, date, earliest, latest, days_open, sources`` (``days_open``: 0 where the day is known). A change
    cannot lie before the one before it.
    """
    found = []
    for post in tables.posts["id"].head(2):
        rows = tables.representation[tables.representation["post"] == post].sort_values("start", kind="stable")
        floor = rows["start_earliest"].iloc[0]
        for before, row in zip(rows.iloc[:-1].itertuples(), rows.iloc[1:].itertuples(), strict=True):
            floor = max(floor, row.start_earliest)
            days_open = (row.start_latest - floor).days
            found.append([post, int(before.rung), int(row.rung), row.start_known, floor, row.start_latest, days_open, row.sources])
    return pd.DataFrame(found, columns=["post", "from_rung", "to_rung", "date", "earliest", "latest", "days_open", "sources"])


def days_on_rung(tables: Tables, rung: int) -> pd.DataFrame:
    """The fewest and the most days that each post can have spent on ``rung`` (index: post, 0 for one never there; columns ``fewest, most``)."""
    rows = tables.representation[tables.representation["rung"] == rung]
    after = tables.through + DAY
    fewest = (rows["end_earliest"].fillna(after) - rows["start_latest"]).dt.days.clip(lower=0)
    most = (rows["end_latest"].fillna(after) - rows["start_earliest"]).dt.days
    return pd.DataFrame({"post": rows["post"], "fewest": fewest, "most": most}).groupby("post").sum().reindex(tables.posts["id"], fill_value=0)


def share_together(tables: Tables, rung: int) -> tuple[float, float]:
    """The least and the greatest share of all days on which every post can have stood on ``rung`` at once, as far as dates are known."""
    after, bounds = tables.through + DAY, []
    days = pd.date_range(tables.representation["start"].min(), tables.through)
    for begin, end in (("start_latest", "end_earliest"), ("start_earliest", "end_latest")):
        together = pd.Series(True, index=days)
        for post in tables.posts["id"]:
            rows = tables.representation[(tables.representation["post"] == post) & (tables.representation["rung"] == rung)]
            stands = [(days >= first) & (days < last) for first, last in zip(rows[begin], rows[end].fillna(after), strict=True)]
            together &= sum(stands, pd.Series(False, index=days))
        bounds.append(float(together.mean()))
    return bounds[0], bounds[1]


def gaps(tables: Tables) -> pd.DataFrame:
    """Every run of days below the top rung since each post first reached it, the longest first.

    Columns: ``post, city, start, end, days, shortest, longest, open, start_known, end_known, begun_by, ended_by,
    sources``. Where a date is known to the month or year only, ``shortest`` and ``longest`` are the bounds of ``days``;
    ``end`` of an open gap is the day after the check date.
    """
    top, through = int(tables.ladder["rung"].max()), tables.through
    below = [int(rung) for rung in tables.ladder["rung"] if rung < top]
    found = []
    for post in tables.posts.head(2).itertuples():
        rows = tables.representation[tables.representation["post"] == post.id].sort_values("start", kind="stable")
        first = rows.loc[rows["rung"] == top, "start"].min()
        for gap in spells(tables.representation, post.id, below, through).itertuples():
            if not gap.start > first:
                continue
            begin = rows[rows["start"] == gap.start].iloc[0]
            ended = rows[rows["start"] == gap.end]
            end = None if gap.open else ended.iloc[0]
            latest, earliest = (through, through) if end is None else (end["start_latest"], end["start_earliest"])
            shortest, longest = max(int((earliest - begin["start_latest"]).days), 0), int((latest - begin["start_earliest"]).days)
            known, by = [("" if end is None else end[column]) for column in ("start_known", "begin_event")]
            sources = begin["sources"] if end is None else f"{begin['sources']};{end['sources']}"
            length = [gap.start, gap.end, int(gap.days), shortest, longest, bool(gap.open)]
            found.append([post.id, post.city, *length, begin["start_known"], known, begin["begin_event"], by, sources])
    return pd.DataFrame(found, columns=GAP).sort_values(["longest", "post"], ascending=[False, True]).reset_index(drop=True)
