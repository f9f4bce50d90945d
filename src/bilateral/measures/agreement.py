"""How far two people who coded the same things by the same rule agree, beyond what chance would give.

Weighted kappa: J. Cohen, "Weighted kappa: Nominal scale agreement with provision for scaled disagreement or partial credit",
Psychological Bulletin 70 (1968), 213-220, here with squared distances as weights. Alpha for interval data: K. Krippendorff, Content
Analysis (4th edition, 2018), chapter 12. Both compare the disagreement seen with the disagreement expected by chance.
"""

from collections.abc import Sequence

import pandas as pd


def matrix(first: Sequence[int], second: Sequence[int], scale: Sequence[int]) -> pd.DataFrame:
    """How often each pair of codes was given (rows: the first coder, columns: the second); ``ValueError`` for a code not on the scale."""
    if len(first) != len(second) or not len(first):
        raise ValueError(f"two codings of the same things are needed, not {len(first)} and {len(second)} codes")
    unknown = sorted({*first, *second} - set(scale))
    if unknown:
        raise ValueError(f"not on the scale: {unknown}")
    return pd.crosstab(pd.Series(list(first)), pd.Series(list(second))).reindex(index=list(scale), columns=list(scale), fill_value=0)


def share_equal(counts: pd.DataFrame) -> float:
    """The share of things that both coded the same."""
    return float(sum(counts.loc[code, code] for code in counts.index) / counts.to_numpy().sum())


def weighted_kappa(counts: pd.DataFrame, power: int = 2) -> float:
    """1: full agreement; 0: no more than chance. ``power`` of the distance between two codes: 0 plain kappa, 1 linear, 2 squared weights.

    Raises ``ValueError`` where both coders gave one and the same code to everything.
    """
    total, rows, columns = counts.to_numpy().sum(), counts.sum(axis=1), counts.sum(axis=0)
    seen = chance = 0.0
    for a in counts.index:
        for b in counts.columns:
            weight = float(abs(a - b) ** power) if a != b else 0.0
            seen += weight * counts.loc[a, b]
            chance += weight * rows[a] * columns[b] / total
    if chance == 0:
        raise ValueError("both coders gave one and the same code to everything: agreement beyond chance has no meaning")
    return 1 - seen / chance


def alpha(counts: pd.DataFrame) -> float:
    """Krippendorff's alpha for two coders without gaps, codes as an interval scale: chance is what both together used each code for.

    Raises ``ValueError`` where both coders gave one and the same code to everything.
    """
    values = counts.sum(axis=1) + counts.sum(axis=0)
    many = values.sum()
    seen = 2 * sum((a - b) ** 2 * counts.loc[a, b] for a in counts.index for b in counts.columns) / many
    chance = sum((a - b) ** 2 * values[a] * values[b] for a in counts.index for b in counts.columns) / (many * (many - 1))
    if chance == 0:
        raise ValueError("both coders gave one and the same code to everything: agreement beyond chance has no meaning")
    return float(1 - seen / chance)
