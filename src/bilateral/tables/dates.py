"""Dates of reduced precision: ``2008-03-12``, ``1997-03`` or ``1992`` (ISO 8601; EDTF level 0)."""

import re
from functools import cache

import pandas as pd

YEAR = 365.2425  # days, on average
PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"
RDF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF-level0"


def _parts(known: str) -> list[int]:
    if not re.fullmatch(PATTERN, known):
        raise ValueError(f"{known!r} is not a date: expected YYYY-MM-DD, YYYY-MM or YYYY")
    return [int(part) for part in known.split("-")]


@cache
def earliest(known: str) -> pd.Timestamp:
    """First day that ``known`` can mean; ``ValueError`` if it is no date."""
    year, month, day = (_parts(known) + [1, 1])[:3]
    return pd.Timestamp(year=year, month=month, day=day)


@cache
def latest(known: str) -> pd.Timestamp:
    """Last day that ``known`` can mean; ``ValueError`` if it is no date."""
    parts = _parts(known)
    first = earliest(known)
    if len(parts) == 3:
        return first
    return first + (pd.offsets.MonthEnd(0) if len(parts) == 2 else pd.offsets.YearEnd(0))


@cache
def middle(known: str) -> pd.Timestamp:
    """The one day that stands for ``known`` where one is needed: the middle of what it can mean."""
    first, last = earliest(known), latest(known)
    return first + pd.Timedelta(days=(last - first).days // 2)


def is_exact(known: str) -> bool:
    """True if ``known`` names a day."""
    return len(_parts(known)) == 3
