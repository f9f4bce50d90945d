"""The values that a reader may change at the top of a page: each is checked, and one that cannot be used is answered with what to write instead."""

import difflib
from collections.abc import Iterable

import pandas as pd


class Unusable(ValueError):
    """A value that a page cannot use. A notebook shows the sentence alone, without the lines of code that led to it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def day(name: str, value: object, first: str | pd.Timestamp, last: str | pd.Timestamp) -> pd.Timestamp:
    """A day from ``first`` to ``last``, written ``"2008-03-12"``."""
    earliest, latest = pd.Timestamp(first), pd.Timestamp(last)
    wanted = f'Write a day in quotation marks, from "{earliest:%Y-%m-%d}" to "{latest:%Y-%m-%d}".'
    try:
        found = pd.Timestamp(value) if isinstance(value, str | pd.Timestamp) else pd.NaT
        if found is pd.NaT:
            raise ValueError
    except ValueError:
        raise Unusable(f"{name} is {value!r}, which is not a day. {wanted}") from None
    if not earliest <= found <= latest:
        raise Unusable(f"{name} is {found:%Y-%m-%d}, and the tables do not reach there. {wanted}")
    return found


def whole(name: str, value: object, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unusable(f"{name} is {value!r}. Write a whole number from {least} to {most}, without quotation marks.")
    return value


def one_of(name: str, value: object, choices: Iterable[str], where: str) -> str:
    """One of the ``choices``, which stand ``where``: ``the ids of the table visits``."""
    known = list(choices)
    if not isinstance(value, str) or value not in known:
        near = difflib.get_close_matches(value, known, n=3, cutoff=0.3) if isinstance(value, str) else []
        raise Unusable(f"{name} is {value!r}. Write one of {where}, in quotation marks, such as {', '.join(map(repr, near or known[:3]))}.")
    return value


def in_order(**days: pd.Timestamp) -> None:
    """Two or more days of which each is later than the one before it."""
    for (name, one), (later, other) in zip(list(days.items())[:-1], list(days.items())[1:], strict=True):
        if one >= other:
            raise Unusable(f"{later} is {other:%Y-%m-%d}, which is not after {name}, {one:%Y-%m-%d}. Write a later day.")
