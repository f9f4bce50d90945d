"""How much of what others list the tables have."""

import pandas as pd

from ..tables import Tables


def recall(tables: Tables) -> pd.DataFrame:
    """The rows of ``chronologies``, the longest list first, with ``percent``: the share of its acts that the tables had when compared."""
    rows = tables.chronologies.sort_values("acts", ascending=False, kind="stable")
    return rows.assign(percent=(100 * rows["found"] / rows["acts"]).round().astype(int))
