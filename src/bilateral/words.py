"""Dates and numbers as the prose writes them (U.S. English)."""

import math
import re
from collections.abc import Iterable

import pandas as pd

from .tables import dates

SMALL = "zero one two three four five six seven eight nine".split()


def day(moment: pd.Timestamp) -> str:
    """``March 12, 2008``."""
    return f"{moment:%B} {moment.day}, {moment.year}"


def known(date: str) -> str:
    """A date as precise as it is known: ``March 12, 2008``, ``March 1997`` or ``1992``."""
    if dates.is_exact(date):
        return day(dates.earliest(date))
    return date if len(date) == 4 else f"{dates.earliest(date):%B %Y}"


def number(value: float) -> str:
    """A whole number, or one rounded to it (a half up): words below ten, figures with commas from ten on: ``six``, ``4,206``."""
    whole = math.floor(value + 0.5)
    return SMALL[whole] if 0 <= whole < len(SMALL) else f"{whole:,}".replace("-", "−")


def counted(value: int, noun: str) -> str:
    """A number with its noun, whose plural takes an s: ``one day``, ``two days``."""
    return f"{number(value)} {noun}{'' if value == 1 else 's'}"


def begin(text: str) -> str:
    """``text`` as a sentence begins with it."""
    return f"{text[:1].upper()}{text[1:]}"


def plural(noun: str) -> str:
    """Several of what ``noun`` names; its first word takes the ending: ``secretary of state`` is ``secretaries of state``."""
    first, _, rest = noun.partition(" ")
    return f"{first[:-1]}ies {rest}".rstrip() if first.endswith("y") else f"{first}s {rest}".rstrip()


def series(items: Iterable[str]) -> str:
    """Several in one breath: ``a``, ``a and b``, ``a, b and c``; ``""`` for none."""
    *before, last = [*items] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def years(days: float) -> str:
    """A stretch of days in years with one decimal: ``18.6``."""
    return f"{days / dates.YEAR:.1f}"


def percent(share: float) -> str:
    """A share of 1 as a whole percentage: ``42 percent``."""
    return f"{share * 100:.0f} percent"


def curly(written: str) -> str:
    """Apostrophes within and after words as the prose has them: ``d’affaires``, ``envoys’``."""
    return re.sub(r"(?<=\w)'", "’", written)
