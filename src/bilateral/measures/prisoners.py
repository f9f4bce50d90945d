"""People freed in releases, counted up."""

import pandas as pd

from ..tables import Tables


def releases_since(tables: Tables, since: pd.Timestamp) -> pd.DataFrame:
    """The releases from ``since`` on, in order, with the column ``freed``: people freed in them so far."""
    rows = tables.prisoner_releases[tables.prisoner_releases["date"] >= since].sort_values("date", kind="stable")
    return rows.assign(freed=rows["number"].cumsum()).reset_index(drop=True)


def counted_and_freed(counts: pd.DataFrame, freed: pd.DataFrame) -> pd.DataFrame:
    """Counts of those held and releases (of :func:`releases_since`), one row each.

    Columns: ``what, date, number, freed_so_far, summary, confidence, sources`` (dates as known).
    """
    held = counts.rename(columns={"count": "number", "basis": "summary"}).assign(what="held, counted")
    rows = pd.concat([held, freed.assign(what="freed")]).drop(columns="date").rename(columns={"date_known": "date", "freed": "freed_so_far"})
    rows = rows[["what", "date", "number", "freed_so_far", "summary", "confidence", "sources"]]
    return rows.astype({"number": "Int64", "freed_so_far": "Int64"}).reset_index(drop=True)
