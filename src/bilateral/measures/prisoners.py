"""People freed in releases, counted up."""

import pandas as pd

from ..tables import Tables


def releases_since(tables: Tables, since: pd.Timestamp) -> pd.DataFrame:
    """The releases from ``since`` on, in order, with the column ``freed``: people freed in them so far."""
    rows = tables.prisoner_releases[tables.prisoner_releases["date"] >= since].sort_values("date", kind="stable")
    return rows.assign(freed=rows["number"].cumsum()).reset_index(drop=True)
