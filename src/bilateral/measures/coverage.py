"""How much of what others list the tables have."""

import pandas as pd

from ..tables import Tables


def recall(tables: Tables) -> pd.DataFrame:
    """The rows of ``chronologies`` with ``percent``, the share of each list's acts that the tables had when the two were compared."""
    rows = tables.chronologies
    return rows.assign(percent=(100 * rows["found"] / rows["acts"]).round().astype(int))
