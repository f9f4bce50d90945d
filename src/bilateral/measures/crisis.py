"""One crisis day by day: the acts of two sides, and the staff reported and demanded at a post."""

from collections.abc import Mapping

import pandas as pd

from ..measures import readings
from ..tables import Tables

ACT = "act"
PRESENT = {"staff_present": "staff", "diplomats_present": "diplomats"}
DEMANDED = {"staff_cap": "staff demanded at most"}


def day_by_day(tables: Tables, post: str, named: Mapping[str, str], first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """Acts (ids of ``named``, with their texts) and numbers of staff at ``post`` from ``first`` to ``last``, in order of ``day``.

    Columns: ``day, date, actor, side, measure, value, text, sure, sources`` (``date`` as known; ``day`` not before ``first``). Before
    the numbers of these days stand the last earlier ones, which still hold. Raises ``KeyError`` for an unknown post or event, and
    ``ValueError`` for an act of anybody but the post's sender and host.
    """
    where = tables.posts.set_index("id").loc[post]
    names = tables.actors.set_index("id")["name"]
    events = tables.events.set_index("id").loc[list(named)]
    foreign = events[~events["actor"].isin([where["host"], where["sender"]])]
    if not foreign.empty:
        raise ValueError(f"not acts of {where['host']} or {where['sender']} alone: {', '.join(foreign.index)}")
    acts = events.assign(day=events["date"], date=events["date_known"], side=events["actor"].map(names), text=pd.Series(named), measure=ACT)
    acts = acts[acts["day"].between(first, last)]
    staff = tables.staffing.assign(sure=tables.staffing["id"].isin(readings.sure(tables, "staffing")))
    staff = _standing(staff[staff["post"] == post], first, last)
    staff = staff.assign(date=staff["date_known"], actor="", side="", text="", measure=staff["measure"].map(PRESENT | DEMANDED))
    acts = acts.assign(sure=True, value=pd.Series(pd.NA, acts.index, staff["value"].dtype))
    rows = pd.concat([acts, staff])[["day", "date", "actor", "side", "measure", "value", "text", "sure", "sources"]]
    return rows.sort_values(["day", "date"], kind="stable").reset_index(drop=True)


def _standing(staff: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The numbers of the days from ``first`` to ``last``, each with its ``day``, and before them the last earlier ones, which still stand."""
    staff = staff.sort_values("date_earliest", kind="stable")
    earlier = staff[staff["date_latest"] < first]
    standing = earlier.groupby(earlier["measure"].isin(DEMANDED)).tail(1)
    staff = pd.concat([standing, staff[(staff["date_latest"] >= first) & (staff["date_earliest"] <= last)]])
    staff = staff[staff["value"].notna()]
    return staff.assign(day=staff["date_earliest"].clip(lower=first)).sort_values("day", kind="stable")
