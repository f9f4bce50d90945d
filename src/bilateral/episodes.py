"""Tone of the relation, counted once an episode, so that a yearly figure does not measure how finely the table was cut."""

import pandas as pd


def toned(events: pd.DataFrame) -> pd.DataFrame:
    """The events that carry a tone: one row an episode, and one for each event that stands alone. Columns as in ``events`` plus ``year``."""
    rows = events[events["tone"].notna()].copy()
    rows["year"] = rows["date"].dt.year
    return rows.sort_values("date").reset_index(drop=True)


def by_year(events: pd.DataFrame) -> pd.DataFrame:
    """Episodes by year and tone (index: every year from first to last; columns: tones from -2 to 2; values: counts)."""
    rows = toned(events)
    counts = pd.crosstab(rows["year"], rows["tone"].astype(int))
    years = range(int(events["date"].dt.year.min()), int(events["date"].dt.year.max()) + 1)
    return counts.reindex(index=years, columns=range(-2, 3), fill_value=0)
