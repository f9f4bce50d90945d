"""People freed in releases, counted up, and what became of them."""

import numpy as np
import pandas as pd

from ..measures.status import DAY
from ..tables import Tables, involves

PAPERS, NOT_KNOWN = "without papers", "not known"  # a part of those abroad; those of whom no row speaks
OUTCOMES = ("abroad", PAPERS, "stayed", "refused", NOT_KNOWN)


def releases_since(tables: Tables, since: pd.Timestamp) -> pd.DataFrame:
    """The releases from ``since`` on that are tied to one of the pair, in order, with the column ``freed``: people freed in them so far."""
    rows = tables.prisoner_releases[tables.prisoner_releases["date"] >= since].sort_values("date", kind="stable")
    rows = rows[np.logical_or.reduce([involves(rows["tied_to"], actor) for actor in tables.actors["id"].head(2)])]
    return rows.assign(freed=rows["number"].cumsum()).reset_index(drop=True)


def between_counts(tables: Tables, since: pd.Timestamp) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """The first count of ``political_prisoners`` from ``since`` on, the last one, and the releases after the first (:func:`releases_since`).

    Raises ``ValueError`` if there is no such count, or no such release.
    """
    counts = tables.political_prisoners.sort_values("date", kind="stable")
    counts = counts[counts["date"] >= since]
    freed = releases_since(tables, counts["date"].iloc[0] + DAY if len(counts) else since)
    if counts.empty or freed.empty:
        raise ValueError(f"there is nothing to draw: {len(counts)} counts and {len(freed)} releases since {since:%Y-%m-%d}")
    return counts.iloc[0], counts.iloc[-1], freed


def counted_and_freed(counts: pd.DataFrame, freed: pd.DataFrame) -> pd.DataFrame:
    """Counts of those held and releases (of :func:`releases_since`), one row each.

    Columns: ``what, date, number, freed_so_far, summary, confidence, sources`` (dates as known).
    """
    held = counts.rename(columns={"count": "number", "basis": "summary"}).assign(what="held, counted")
    rows = pd.concat([held, freed.assign(what="freed")]).drop(columns="date").rename(columns={"date_known": "date", "freed": "freed_so_far"})
    rows = rows[["what", "date", "number", "freed_so_far", "summary", "confidence", "sources"]]
    return rows.astype({"number": "Int64", "freed_so_far": "Int64"}).reset_index(drop=True)


def outcomes(tables: Tables, releases: pd.DataFrame) -> pd.DataFrame:
    """What became of the people of ``releases`` (rows of that table): for each outcome a row, and one for those of whom it is not known.

    Columns: ``date, release, freed, outcome, country, number, at_least, said_by, confidence, sources`` (date as known, country by name,
    ``freed``: people of the release). Within a release the outcomes but that without papers add up to ``freed``.
    """
    names = tables.countries.set_index("id")["name"]
    rows = tables.freed.assign(country=tables.freed["country"].map(names).fillna(""))
    known = rows[rows["outcome"] != PAPERS].groupby("release")["number"].sum().reindex(releases["id"], fill_value=0)
    rest = releases.assign(
        release=releases["id"], outcome=NOT_KNOWN, country="", at_least="", said_by="", number=releases["number"] - known.to_numpy()
    )
    found = pd.concat([rows[rows["release"].isin(releases["id"])], rest[rest["number"] > 0]]).drop(columns="date")
    found["freed"] = found["release"].map(releases.set_index("id")["number"])
    found = found.rename(columns={"date_known": "date"})
    columns = ["date", "release", "freed", "outcome", "country", "number", "at_least", "said_by", "confidence", "sources"]
    order = found["outcome"].map(OUTCOMES.index)
    return found[columns].assign(order=order).sort_values(["date", "order"], kind="stable").drop(columns="order").reset_index(drop=True)
