"""How long since somebody of a given tier came.

The frame is ``visits`` (columns ``date, last_day, person, office, tier, sender, host, place``); tiers are numbers of the table
``tiers``, higher is more senior.
"""

from collections.abc import Sequence

import pandas as pd

from ..measures.status import Day
from ..tables.dates import YEAR


def between(visits: pd.DataFrame, sender: str, host: str, tier: int = 0) -> pd.DataFrame:
    """The visits of ``sender`` to ``host`` by people of at least ``tier``, in order of date; ``ValueError`` for an unknown pair."""
    pair = visits[(visits["sender"] == sender) & (visits["host"] == host)]
    if pair.empty:
        known = sorted({f"{a} to {b}" for a, b in zip(visits["sender"], visits["host"], strict=True)})
        raise ValueError(f"no visits of {sender!r} to {host!r}; there are: {', '.join(known)}")
    return pair[pair["tier"] >= tier].sort_values(["date", "tier"]).reset_index(drop=True)


def last_before(visits: pd.DataFrame, tier: int, as_of: Day) -> pd.Series:
    """The last visit of at least ``tier`` that began before ``as_of``; ``ValueError`` if there was none."""
    as_of = pd.Timestamp(as_of)
    earlier = visits[(visits["tier"] >= tier) & (visits["date"] < as_of)].sort_values(["date", "tier"])
    if earlier.empty:
        raise ValueError(f"no visit of tier {tier} or higher before {as_of:%Y-%m-%d}")
    return earlier.iloc[-1]


def days_since(visits: pd.DataFrame, tier: int, as_of: Day) -> int:
    """Days from the last visit of at least ``tier`` that began before ``as_of`` to ``as_of``."""
    return int((pd.Timestamp(as_of) - last_before(visits, tier, as_of)["date"]).days)


def waits(visits: pd.DataFrame, tier: int, through: pd.Timestamp) -> pd.DataFrame:
    """The stretches between visits of at least ``tier``: columns ``start, end, days, open, person, next_person``.

    The last stretch runs to ``through`` and is open. Visits on one day end one stretch. Empty if nobody of that tier came.
    """
    rows = visits[(visits["tier"] >= tier) & (visits["date"] <= through)].sort_values(["date", "tier"])
    rows = rows.groupby("date", as_index=False).last()
    starts = rows["date"]
    result = pd.DataFrame(
        {
            "start": starts,
            "end": starts.shift(-1).fillna(through),
            "open": starts.shift(-1).isna(),
            "person": rows["person"],
            "next_person": rows["person"].shift(-1).fillna(""),
        }
    )
    result.insert(2, "days", (result["end"] - result["start"]).dt.days)
    return result


def long_waits(visits: pd.DataFrame, tiers: Sequence[int], through: pd.Timestamp, years: float) -> pd.DataFrame:
    """The waits of more than so many ``years``, as :func:`waits`, for each of ``tiers`` (column ``tier``)."""
    found = pd.concat([waits(visits, tier, through).assign(tier=tier) for tier in tiers], ignore_index=True)
    return found[found["days"] > years * YEAR].reset_index(drop=True)
