"""People freed in releases, counted up."""

import pandas as pd

from ..measures.status import DAY
from ..tables import Tables


def releases_since(tables: Tables, since: pd.Timestamp) -> pd.DataFrame:
    """The releases from ``since`` on, in order, with the column ``freed``: people freed in them so far."""
    rows = tables.prisoner_releases[tables.prisoner_releases["date"] >= since].sort_values("date", kind="stable")
    return rows.assign(freed=rows["number"].cumsum()).reset_index(drop=True)


def between_counts(tables: Tables, since: pd.Timestamp) -> tuple[pd.Series, pd.Series, pd.DataFrame]:
    """The first count of ``political_prisoners`` from ``since`` on, the last one, and the releases after the first (:func:`releases_since`).

    Raises ``ValueError`` if there is no such count, or no such release.
    """
    counts = tables.political_prisoners.sort_values("date")
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
