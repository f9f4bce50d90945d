"""Names listed, instruments in force, and how soon a measure followed an event.

Listed is not the same as off limits: a general license can make a listed name usable. Frames: ``designations`` (one action: counts added
and removed), ``listed`` (one name: ``type, start, end``), ``instruments`` (``kind, start, end``). Intervals are half-open.
"""

import pandas as pd

from .status import Day
from .tables import Tables

TYPES = {"individual": "individuals", "entity": "entities", "aircraft": "aircraft"}


def in_force(intervals: pd.DataFrame, day: Day) -> pd.DataFrame:
    """The rows (of ``listed`` or ``instruments``) in force on ``day``: begun, and not ended."""
    day = pd.Timestamp(day)
    return intervals[(intervals["start"] <= day) & (intervals["end"].isna() | (day < intervals["end"]))]


def permits(tables: Tables) -> "pd.Series[bool]":
    """Which of the ``instruments`` are of a kind that permits what another forbids."""
    kinds = tables.instrument_kinds
    return tables.instruments["kind"].isin(kinds.loc[kinds["permit"] == "yes", "id"])


def names_on(listed: pd.DataFrame, day: Day) -> "pd.Series[int]":
    """Names on the list on ``day`` (index: ``individuals, entities, aircraft``; values: counts)."""
    counts = in_force(listed, day)["type"].value_counts()
    return pd.Series({plural: int(counts.get(kind, 0)) for kind, plural in TYPES.items()})


def running_totals(designations: pd.DataFrame) -> pd.DataFrame:
    """Names on the list after each day of action (index: date; columns ``individuals, entities, aircraft, total``)."""
    by_day = designations.groupby("date").sum(numeric_only=True)
    totals = pd.DataFrame({plural: (by_day[f"added_{plural}"] - by_day[f"removed_{plural}"]).cumsum() for plural in TYPES.values()})
    totals["total"] = totals.sum(axis=1)
    return totals.astype(int)


def first_after(triggers: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """For each trigger the first measure after it and before the next trigger.

    Both frames have ``id, date, summary``. Columns of the result: ``trigger, trigger_date, measure, measure_date, days``; ``measure`` is
    empty and ``days`` missing where none came before the next trigger.
    """
    triggers = triggers.sort_values("date").reset_index(drop=True)
    rows = []
    for position, trigger in triggers.iterrows():
        following = triggers["date"].iloc[int(str(position)) + 1 :]
        limit = following.iloc[0] if len(following) else pd.Timestamp.max
        later = measures[(measures["date"] > trigger["date"]) & (measures["date"] < limit)].sort_values("date")
        first = later.iloc[0] if len(later) else None
        rows.append(
            {
                "trigger": trigger["id"],
                "trigger_date": trigger["date"],
                "measure": "" if first is None else first["id"],
                "measure_date": pd.NaT if first is None else first["date"],
                "days": pd.NA if first is None else (first["date"] - trigger["date"]).days,
            }
        )
    return pd.DataFrame(rows, columns=["trigger", "trigger_date", "measure", "measure_date", "days"]).astype({"days": "Int64"})
