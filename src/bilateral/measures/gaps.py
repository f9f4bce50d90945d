"""Gaps between ambassadors at all of a country's missions: how long they last, where one stands among them, and what share of days they take.

The frame is ``missions_worldwide`` (columns ``id, country, start, start_basis, end, embassy_days``: half-open stretches without an ambassador;
an empty ``end`` is still so on the table's last day). ``through`` is that last day: what the source does not know, it censors. A gap that
was open then has lasted at least so long (right-censored); one that is older than the series began on an unknown day (left-truncated).
"""

import warnings

import numpy as np
import pandas as pd

from ..measures.status import Day
from ..tables import Tables

TABLE = "missions_worldwide"
LEFT = "ambassador_left"  # gaps whose first day is the departure of an ambassador


def durations(gaps: pd.DataFrame, through: pd.Timestamp, censor: Day | None = None) -> pd.DataFrame:
    """Each gap that had begun by the day ``censor`` (default: ``through``), with what was known of its length on that day.

    Columns as in ``gaps`` plus ``days`` (int: from its start to its end or, if that had not come, to ``censor``), ``open`` (bool: right-censored)
    and ``throughout`` (bool: an embassy was formally open on every day of it that the table knows; false where that is not coded).
    Raises ``ValueError`` for a ``censor`` after ``through``.
    """
    censor = through if censor is None else pd.Timestamp(censor)
    if censor > through:
        raise ValueError(f"the gaps are known to {through:%Y-%m-%d}, asked: {censor:%Y-%m-%d}")
    rows = gaps[gaps["start"] <= censor].copy()
    whole = (rows["end"].fillna(through) - rows["start"]).dt.days
    rows["open"] = rows["end"].isna() | (rows["end"] > censor)
    rows["days"] = (rows["end"].where(~rows["open"], censor) - rows["start"]).dt.days
    rows["throughout"] = (rows["embassy_days"] == whole).fillna(False).astype(bool)
    return rows.reset_index(drop=True)


def followed(lengths: pd.DataFrame) -> pd.DataFrame:
    """The gaps fit for a survival curve: those that began when an ambassador left, so that their first day is known."""
    return lengths[lengths["start_basis"] == LEFT].reset_index(drop=True)


def survival(lengths: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Kaplan-Meier estimate of the share of gaps that last longer than so many days (by ``scipy.stats.ecdf``).

    ``lengths`` has ``days`` and ``open``. One row a distinct length: ``days, share, low, high, at_risk, ended``; ``low`` and ``high`` bound
    the pointwise band at the level ``confidence`` (log-log transform, from Greenwood's variance; missing where it is undefined, that is where the
    share is 1 or 0); ``at_risk`` counts the gaps that lasted at least so long, ``ended`` those that ended then. Raises ``ValueError``
    if there is no gap.
    """
    from scipy import stats  # here, so that the other pages run in a browser without it

    if lengths.empty:
        raise ValueError("no gaps to follow")
    days, still = lengths["days"].to_numpy(dtype=float), lengths["open"].to_numpy(dtype=bool)
    curve = stats.ecdf(stats.CensoredData(uncensored=days[~still], right=days[still])).sf
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)  # where the share is 1 or 0: missing here
        band = curve.confidence_interval(confidence, method="log-log")
    at = curve.quantiles
    return pd.DataFrame(
        {
            "days": at.astype(int),
            "share": curve.probabilities,
            "low": band.low.probabilities,
            "high": band.high.probabilities,
            "at_risk": [int((days >= day).sum()) for day in at],
            "ended": [int((days[~still] == day).sum()) for day in at],
        }
    )


def columns(lengths: pd.DataFrame, many: int) -> pd.DataFrame:
    """The gaps counted by length, in ``many`` classes of which each is longer than the one before by the same factor.

    Columns: ``shortest, longest`` (days, both inclusive), ``middle`` (days, by the factor) and ``gaps``; classes without a gap are left out.
    """
    factor = float(lengths["days"].max() + 1) ** (1 / many)
    place = np.floor(np.log(lengths["days"].clip(lower=1)) / np.log(factor)).astype(int)
    found = lengths.groupby(place)["days"].agg(shortest="min", longest="max", gaps="size").reset_index(names="place")
    found.insert(2, "middle", factor ** (found.pop("place") + 0.5))
    return found.round({"middle": 1})


def at(curve: pd.DataFrame, days: float) -> pd.Series:
    """The row of a survival curve that holds after ``days``: the last one at or before it; ``ValueError`` before the first."""
    reached = curve[curve["days"] <= days]
    if reached.empty:
        raise ValueError(f"the curve begins at {curve['days'].min()} days, asked: {days:g}")
    return reached.iloc[-1]


def outlasted(curve: pd.DataFrame, share: float) -> int | None:
    """The number of days after which no more than ``share`` of the gaps are left (0.5: the median), or ``None`` if the curve never falls so far."""
    reached = curve[curve["share"] <= share]
    return None if reached.empty else int(reached["days"].iloc[0])


def ranked(lengths: pd.DataFrame) -> pd.DataFrame:
    """The gaps, longest first, with ``rank`` among all and ``rank_throughout`` among those with an embassy formally open throughout.

    Length is as in ``lengths``; equal lengths share a rank. Left-truncated gaps are ranked by the part of them that the series holds.
    """
    rows = lengths.sort_values(["days", "id"], ascending=[False, True]).reset_index(drop=True)
    rows["rank"] = rows["days"].rank(method="min", ascending=False).astype("Int64")
    rows["rank_throughout"] = rows["days"].where(rows["throughout"]).rank(method="min", ascending=False).astype("Int64")
    return rows


def shares(lengths: pd.DataFrame, observed: pd.DataFrame, censor: pd.Timestamp) -> pd.DataFrame:
    """The share of days without an ambassador, for each mission of ``observed`` (``id, start``), from its ``start`` to ``censor``.

    ``lengths`` are those known on ``censor``; what lies before a mission's ``start`` is cut off. Columns: ``country, start, days_observed,
    days_without, share, gaps``, the highest share first. Raises ``ValueError`` for a mission that is observed on no day.
    """
    rows = []
    for mission in observed.itertuples():
        whole = (censor - mission.start).days
        if whole <= 0:
            raise ValueError(f"{mission.id} is observed from {mission.start:%Y-%m-%d}, after {censor:%Y-%m-%d}")
        own = lengths[lengths["country"] == mission.id]
        begin = own["start"].clip(lower=mission.start)
        held = (own["start"] + pd.to_timedelta(own["days"], unit="D") - begin).dt.days.clip(lower=0)
        rows.append([mission.id, mission.start, whole, int(held.sum()), held.sum() / whole, int((held > 0).sum())])
    found = pd.DataFrame(rows, columns=["country", "start", "days_observed", "days_without", "share", "gaps"])
    return found.sort_values(["share", "country"], ascending=[False, True]).reset_index(drop=True)


def lengths(tables: Tables) -> pd.DataFrame:
    """Each gap with its length on the table's last day and the country's ``name``; columns as in :func:`durations`."""
    rows = durations(tables.missions_worldwide, tables.checked_through(TABLE))
    return rows.assign(name=rows["country"].map(tables.countries.set_index("id")["name"]))


def watched(tables: Tables) -> pd.DataFrame:
    """The gaps as far as their missions are watched (``missions_observed``), by the share of days without an ambassador, the highest first.

    Columns: ``country, name, share, start, end, days, open, sources``; ``end`` is the table's last day where a gap is still open.
    """
    through, rows = tables.checked_through(TABLE), lengths(tables)
    found = shares(rows, tables.missions_observed, through)[["country", "start", "share"]].rename(columns={"start": "watched"})
    rows = rows.merge(found, on="country")
    rows = rows.assign(start=rows[["start", "watched"]].max(axis=1), end=rows["end"].fillna(through))
    rows = rows[rows["end"] > rows["start"]].sort_values(["share", "country", "start"], ascending=[False, True, True], ignore_index=True)
    return rows.assign(days=(rows["end"] - rows["start"]).dt.days)[["country", "name", "share", "start", "end", "days", "open", "sources"]]


def sender(tables: Tables) -> pd.Series:
    """The country whose missions are compared, a row of ``actors``: the one that sends to the first post."""
    return tables.actors.set_index("id").loc[tables.posts["sender"].iloc[0]]
