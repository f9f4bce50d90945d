"""Names listed, instruments in force, and how soon a measure followed an event.

Listed is not the same as off limits: what permits can make a listed name usable. Frames: ``designations`` (one action: counts added
and removed), ``listed`` (one name: ``type, start, end``), ``instruments`` (``kind, start, end``). Intervals are half-open.
"""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from ..measures.status import DAY, Day
from ..tables import Tables, involves

TYPES = {"individual": "individuals", "entity": "entities", "aircraft": "aircraft"}


def in_force(intervals: pd.DataFrame, day: Day) -> pd.DataFrame:
    """The rows (of ``listed`` or ``instruments``) in force on ``day``: begun, and not ended."""
    day = pd.Timestamp(day)
    return intervals[(intervals["start"] <= day) & (intervals["end"].isna() | (day < intervals["end"]))]


def permits(tables: Tables) -> "pd.Series[bool]":
    """Which of the ``instruments`` are of a kind that permits what another forbids."""
    kinds = tables.instrument_kinds
    return tables.instruments["kind"].isin(kinds.loc[kinds["permit"] == "yes", "id"])


STATES = {"open": "in force", "ended": "ended", "unknown": "no end found"}


def states(tables: Tables, groups: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """The instruments of ``groups`` (heading: ids of rows), each with its ``state``, a key of ``STATES``; of renewals (one label) the last.

    Columns: ``group, label, number, start, end, state, confidence, sources`` (dates as known). Raises ``KeyError`` for an unknown id.
    """
    known = tables.instruments.set_index("id")
    rows = pd.concat([known.loc[list(ids)].sort_values("start", kind="stable").assign(group=group) for group, ids in groups.items()])
    last = rows.groupby(["group", "kind", "label"], sort=False)
    over = last["end"].transform(lambda ends: ends.notna().all())
    lost = last["end_unknown"].transform(lambda cells: (cells == "yes").any())
    rows = rows.assign(state="open").assign(state=lambda frame: frame["state"].mask(over, "ended").mask(lost & ~over, "unknown"))
    rows = rows.rename(columns={"start": "day", "end": "last"}).rename(columns={"start_known": "start", "end_known": "end"})
    return rows[["group", "label", "number", "start", "end", "state", "confidence", "sources"]].reset_index(drop=True)


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
    triggers = triggers.sort_values("date", kind="stable").reset_index(drop=True)
    rows = []
    for position, trigger in triggers.iterrows():
        following = triggers["date"].iloc[int(str(position)) + 1 :]
        limit = following.iloc[0] if len(following) else pd.Timestamp.max
        later = measures[(measures["date"] > trigger["date"]) & (measures["date"] < limit)].sort_values("date", kind="stable")
        first = later.iloc[0] if len(later) else None
        found = ["", pd.NaT, pd.NA] if first is None else [first["id"], first["date"], (first["date"] - trigger["date"]).days]
        rows.append([trigger["id"], trigger["date"], *found])
    return pd.DataFrame(rows, columns=["trigger", "trigger_date", "measure", "measure_date", "days"]).astype({"days": "Int64"})


def listed_by_day(tables: Tables) -> pd.DataFrame:
    """Names on the list from each day of change on: columns ``start, end, individuals, entities, aircraft, total``; the last end is empty."""
    listed = tables.listed
    days = pd.Index(pd.concat([listed["start"], listed["end"].dropna()]).unique()).sort_values()
    counts = pd.DataFrame([names_on(listed, day) for day in days]).reset_index(drop=True)
    counts["total"] = counts.sum(axis=1)
    counts.insert(0, "start", days)
    counts.insert(1, "end", counts["start"].shift(-1))
    return counts


def as_known(tables: Tables, days: pd.Series) -> pd.Series:
    """Days of change of the list in words of the table, as precise as they are known (``2026-07`` for what stands in the middle of July)."""
    listed = tables.listed
    known = {day: text for end in ("start", "end") for day, text in zip(listed[end], listed[f"{end}_known"], strict=True)}
    return days.map(lambda day: known.get(day, f"{day:%Y-%m-%d}"), na_action="ignore")


def changes_by_program(tables: Tables, programs: Mapping[str, str]) -> pd.DataFrame:
    """Names added to and removed from the list on each day of change, by program, and the total after it.

    ``programs`` maps codes of ``listed.programs`` to names; a name under several counts under the first of them here. Columns: ``date``,
    ``added_X`` and ``removed_X`` for each program X, ``total, sources``. Raises ``ValueError`` naming a listed name under none of them.
    """
    listed = tables.listed
    own = listed["programs"].str.split(";").map(lambda codes: next((name for code, name in programs.items() if code in codes), ""))
    if (own == "").any():
        stray = listed.loc[own == ""].iloc[0]
        raise ValueError(f"{stray['name']} is listed under {stray['programs']}, none of {', '.join(programs)}")
    days = listed_by_day(tables)
    counts = {"date": days["start"]}
    for name in programs.values():
        for verb, column in (("added", "start"), ("removed", "end")):
            counts[f"{verb}_{name}"] = days["start"].map(listed.loc[own == name, column].value_counts()).fillna(0).astype(int)
    return pd.DataFrame(counts).assign(total=days["total"], sources=[sources_of(tables, day) for day in days["start"]])


def sources_of(tables: Tables, start: pd.Timestamp) -> str:
    """The sources of the actions of one day of change."""
    own = tables.designations[tables.designations["date"] == start]
    return ";".join(dict.fromkeys(part for cell in own["sources"] for part in cell.split(";")))


STEPS, COPIES = "names listed", "copy of the list"


def steps_and_copies(tables: Tables, through: pd.Timestamp) -> pd.DataFrame:
    """Stretches of days (:func:`listed_by_day`) and copies of the list up to ``through`` (rows of ``snapshots``), one row each.

    Columns: ``what, start, end, individuals, entities, aircraft, total, sources``.
    """
    steps, copies = listed_by_day(tables), tables.snapshots[tables.snapshots["date"] <= through]
    counts = [*TYPES.values(), "total"]
    parts = [
        steps.assign(what=STEPS, sources=[sources_of(tables, day) for day in steps["start"]]),
        copies.rename(columns={"date": "start"}).assign(what=COPIES, end=pd.NaT),
    ]
    rows = pd.concat([part.reindex(columns=["what", "start", "end", *counts, "sources"]).astype(object) for part in parts])
    rows = rows.astype(dict.fromkeys(counts, "Int64")).reset_index(drop=True)
    return rows.assign(start=pd.to_datetime(rows["start"]), end=pd.to_datetime(rows["end"]))


def new_measures(tables: Tables, actor: str, target: str) -> pd.DataFrame:
    """Events of category ``sanctions`` by ``actor`` (alone or jointly) against ``target`` that restrict anew.

    Left out are those of tone 0: renewals and continuations of what was in force before. Columns as in ``events``.
    """
    events = tables.events
    own = involves(events["actor"], actor) & involves(events["target"], target)
    return events[own & (events["category"] == "sanctions") & (events["tone"].fillna(-1) != 0)]


def steps(tables: Tables, actor: str, target: str, tightened: pd.DataFrame) -> pd.DataFrame:
    """What ``actor`` (alone or jointly) did to ``target``, by date: its relief, and ``tightened``, its new restrictions.

    Columns as in ``events``, and ``effect``: ``eased`` or ``tightened``.
    """
    events = tables.events
    own = involves(events["actor"], actor) & (events["target"] == target) & (events["category"] == "relief")
    return pd.concat([events[own].assign(effect="eased"), tightened.assign(effect="tightened")]).sort_values("date", kind="stable")


def listings(tables: Tables, actor: str, target: str) -> pd.DataFrame:
    """The new measures that put names on the list: those that ``designations`` ties to an addition. Columns as in ``events``."""
    added = tables.designations.filter(like="added_").sum(axis=1) > 0
    measures = new_measures(tables, actor, target)
    return measures[measures["id"].isin(tables.designations.loc[added, "event"])]


def lags(tables: Tables, votes: Mapping[str, str], actor: str, target: str) -> pd.DataFrame:
    """For each of ``votes`` (event id: its name) the first new measure, and the first with names listed, before the next vote.

    Columns: ``vote, vote_date, measure, measure_date, days, listing, listing_date, days_to_listing, days_watched``; the last counts to
    the next vote or the check date. Raises ``KeyError`` for an unknown event.
    """
    events = tables.events.set_index("id", drop=False).loc[list(votes)].reset_index(drop=True)
    first = first_after(events, new_measures(tables, actor, target))
    names = first_after(events, listings(tables, actor, target))
    until = first["trigger_date"].shift(-1).fillna(tables.through)
    return pd.DataFrame(
        {
            "vote": first["trigger"].map(votes),
            "vote_date": first["trigger_date"],
            "measure": first["measure"],
            "measure_date": first["measure_date"],
            "days": first["days"],
            "listing": names["measure"],
            "listing_date": names["measure_date"],
            "days_to_listing": names["days"],
            "days_watched": (until - first["trigger_date"]).dt.days,
        }
    )


def watched(tables: Tables, votes: Iterable[str]) -> dict[str, int]:
    """The ids of ``votes`` in order of date, each with the days to the next of them, the last to the check date of ``events``."""
    cast = tables.events.set_index("id").loc[list(votes), "date"].sort_values()
    until = cast.shift(-1).fillna(tables.checked_through("events"))
    return {str(vote): int(days) for vote, days in (until - cast).dt.days.items()}


def followed(tables: Tables, votes: Mapping[str, str], measures: Mapping[str, pd.DataFrame], within: int) -> pd.DataFrame:
    """Every one of ``measures`` (by actor) in the days after each vote, up to ``within`` days or before the next vote.

    ``votes`` maps ids of events to names. Columns: ``vote, vote_date, by, measure, measure_date, days, summary, sources``. Raises ``KeyError``
    for an unknown vote or actor.
    """
    dates, names = tables.events.set_index("id")["date"], tables.actors.set_index("id")["name"]
    ordered, rows = list(watched(tables, votes)), []
    for vote, following in zip(ordered, [*ordered[1:], None], strict=True):
        end = dates[following] if following else tables.checked_through("events") + DAY
        for actor, own in measures.items():
            days = (own["date"] - dates[vote]).dt.days
            for row in own[(days > 0) & (days <= within) & (own["date"] < end)].sort_values("date", kind="stable").itertuples():
                rows.append([votes[vote], dates[vote], names[actor], row.id, row.date, (row.date - dates[vote]).days, row.summary, row.sources])
    return pd.DataFrame(rows, columns=["vote", "vote_date", "by", "measure", "measure_date", "days", "summary", "sources"])
