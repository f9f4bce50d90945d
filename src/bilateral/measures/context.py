"""What surrounds a relation: votes in the United Nations, trade, aid, indices of democracy, each a series by year.

A series keeps every year between its first and its last: a year without a value stands there with missing cells, so that a chart breaks
there. A partial year has words in the column ``partial``.
"""

import pandas as pd

CONFIDENCE = 0.95


def series(frame: pd.DataFrame, **key: str) -> pd.DataFrame:
    """The rows of one series by year, ``series(t.trade, country="ARL", partner="BOL")``: index ``year``, columns as in ``frame``.

    Raises ``KeyError`` with the series there are if no row has these cells.
    """
    own = frame[(frame[list(key)] == pd.Series(key)).all(axis=1)]
    if own.empty:
        known = sorted({", ".join(cells) for cells in frame[list(key)].itertuples(index=False)})
        raise KeyError(f"no series {', '.join(key.values())}; there are: {'; '.join(known)}")
    own = own.set_index(own["date"].dt.year.rename("year"))
    return own.reindex(pd.RangeIndex(own.index.min(), own.index.max() + 1, name="year"))


def whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The years of a series that are covered in full and have a row."""
    return rows[rows["partial"] == ""]


def agreement(un_votes: pd.DataFrame, country: str, partner: str) -> pd.DataFrame:
    """How often two states voted alike (index ``year``; columns ``votes, same, share, low, high, net, sources``).

    ``share``: votes in which both said the same of yes, no and abstain, by the votes in which both took part. ``low`` and ``high``: the
    Wilson score interval at 95 percent (E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212), which asks how far the share could be off
    if the year's votes were independent draws. They are not: several votes on one subject move together, so the doubt is no smaller.
    ``net``: votes yes-yes or no-no, less votes yes-no; missing where ``both_abstained`` is.
    """
    from scipy.stats import binomtest  # here, so that the other pages run in a browser without it

    rows = series(un_votes, country=country, partner=partner)
    found = rows[["votes", "same"]].copy()
    found["share"] = (rows["same"] / rows["votes"]).astype(float)
    bounds = {
        year: binomtest(int(row["same"]), int(row["votes"])).proportion_ci(CONFIDENCE, method="wilson") for year, row in found.dropna().iterrows()
    }
    found["low"] = pd.Series({year: bound.low for year, bound in bounds.items()})
    found["high"] = pd.Series({year: bound.high for year, bound in bounds.items()})
    found["net"] = rows["same"] - rows["both_abstained"] - rows["opposed"]
    found["sources"] = rows["sources"]
    return found


def lead(un_ideal_points: pd.DataFrame, country: str, other: str) -> pd.DataFrame:
    """How far ``country`` stands above ``other`` on the line of ideal points (index ``year``; columns ``value, low, high, clear, sources``).

    ``low`` and ``high``: the difference where both stand at the ends of their intervals, so no narrower than an interval of the difference;
    ``clear``: the two intervals do not meet. The unit has no meaning of its own.
    """
    ours, theirs = (series(un_ideal_points, country=name) for name in (country, other))
    ends = {"value": ours["ideal_point"] - theirs["ideal_point"], "low": ours["low"] - theirs["high"], "high": ours["high"] - theirs["low"]}
    rows = pd.DataFrame(ends).astype(float)
    return rows.assign(clear=(rows["low"] > 0) | (rows["high"] < 0), sources=ours["sources"] + ";" + theirs["sources"])


def distance(un_ideal_points: pd.DataFrame, country: str, other: str) -> "pd.Series[float]":
    """How far apart two states stand on the line of ideal points, by year: the unit has no meaning of its own, only more or less."""
    places = [series(un_ideal_points, country=name)["ideal_point"].astype(float) for name in (country, other)]
    return (places[0] - places[1]).abs().rename("distance")
