"""Tone of the relation, counted once an episode, so that a yearly figure does not measure how finely the table was cut."""

from collections.abc import Mapping

import pandas as pd

from ..measures.status import DAY, elapsed
from ..tables import Tables

BREAK = -2  # the tone of an episode that breaks the relation


def toned(events: pd.DataFrame) -> pd.DataFrame:
    """The events that carry a tone: one row an episode, and one for each event that stands alone. Columns as in ``events`` plus ``year``."""
    rows = events[events["tone"].notna()].copy()
    rows["year"] = rows["date"].dt.year
    return rows.sort_values("date", kind="stable").reset_index(drop=True)


def by_year(events: pd.DataFrame) -> pd.DataFrame:
    """Episodes by year and tone (index: every year from first to last; columns: tones from -2 to 2; values: counts)."""
    rows = toned(events)
    counts = pd.crosstab(rows["year"], rows["tone"].astype(int))
    years = range(int(events["date"].dt.year.min()), int(events["date"].dt.year.max()) + 1)
    return counts.reindex(index=years, columns=range(-2, 3), fill_value=0)


def thaws(events: pd.DataFrame, through: pd.Timestamp, least: int = 3, ends: int = BREAK) -> pd.DataFrame:
    """The thaws: stretches from the first step closer after a break to the next break that hold more steps closer than apart.

    A step closer is an episode of positive tone, a step apart one of negative tone, a break one of tone ``ends`` or lower (-2; with -1 any
    step apart ends a thaw). Stretches with fewer than ``least`` steps closer are not counted. Tone is coded on acts, by either
    side, and once for each deal or shock. Columns: ``start, end, days, closer, apart, open, begun_by, ended_by``; an open one ends on the day
    after ``through``, and its ``days`` are those to ``through``.
    """
    steps = toned(events)
    steps = steps[(steps["tone"] != 0) & (steps["date"] <= through)].sort_values("date", kind="stable")
    breaks = steps[steps["tone"] <= ends]
    stops = [*zip(breaks["date"], breaks["id"], strict=True), (through + DAY, "")]
    found, after = [], pd.Timestamp.min
    for end, ended_by in stops:
        held = steps[(steps["date"] > after) & (steps["date"] < end)]
        after = end
        closer = held[held["tone"] > 0]
        if len(closer) < max(least, 1):
            continue
        held = held[held["date"] >= closer["date"].iloc[0]]
        if len(closer) <= len(held) - len(closer):
            continue
        found.append(
            {
                "start": closer["date"].iloc[0],
                "end": end,
                "closer": len(closer),
                "apart": len(held) - len(closer),
                "open": ended_by == "",
                "begun_by": closer["id"].iloc[0],
                "ended_by": ended_by,
            }
        )
    rows = pd.DataFrame(found, columns=["start", "end", "closer", "apart", "open", "begun_by", "ended_by"])
    rows.insert(2, "days", elapsed(rows) if found else [])
    return rows


def steps_of(events: pd.DataFrame, thaws: pd.DataFrame) -> pd.DataFrame:
    """Every step of each of ``thaws``, closer or apart, from its first to its end, on its own clock.

    Columns: ``opening`` (the year in which it began), ``days`` (since then), ``date`` (as known), ``tone, event``.
    """
    steps, parts = toned(events), []
    steps = steps[steps["tone"] != 0].sort_values("date", kind="stable")
    for row in thaws.itertuples():
        held = steps[(steps["date"] >= row.start) & (steps["date"] < row.end)]
        days = (held["date"] - row.start).dt.days
        parts.append(held.assign(opening=row.start.year, days=days, date=held["date_known"], event=held["id"]))
    return pd.concat(parts, ignore_index=True)[["opening", "days", "date", "tone", "event"]]


def by_rule(events: pd.DataFrame, through: pd.Timestamp, rules: Mapping[str, tuple[int, int]]) -> pd.DataFrame:
    """The thaws that each of several rules finds; ``rules`` maps words to the least number of steps closer and the tone that ends a thaw.

    Columns: ``rule, start, end, days, closer, apart, open``; an open one has no ``end``.
    """
    found = [thaws(events, through, least, ends).assign(rule=rule) for rule, (least, ends) in rules.items()]
    rows = pd.concat(found, ignore_index=True)
    return rows.assign(end=rows["end"].where(~rows["open"]))[["rule", "start", "end", "days", "closer", "apart", "open"]]


def chosen(tables: Tables, columns: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """The events under two headings (heading: ids and the few words that name each), in order of date.

    Columns: ``column, date, summary, event, confidence, sources, day, text`` (``date`` as known). Raises ``KeyError`` for an unknown event,
    ``ValueError`` unless there are two headings.
    """
    if len(columns) != 2:
        raise ValueError(f"two columns are drawn, {len(columns)} were given: {', '.join(columns)}")
    events = tables.events.set_index("id")
    rows = pd.concat([events.loc[list(named)].assign(column=heading, text=list(named.values())) for heading, named in columns.items()])
    rows = rows.rename_axis("event").reset_index().sort_values("date", kind="stable").rename(columns={"date": "day", "date_known": "date"})
    return rows[["column", "date", "summary", "event", "confidence", "sources", "day", "text"]].reset_index(drop=True)
