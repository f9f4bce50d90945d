"""The values that a reader may change at the top of a page: each is checked, and one that cannot be used is answered with what to write instead."""

import difflib
from collections.abc import Iterable
from datetime import date

import pandas as pd

from ..tables import Tables, is_date, resource, typed


class Unusable(ValueError):
    """A value that a page cannot use. A notebook shows the sentence alone, without the lines of code that led to it."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def day(name: str, value: object, first: str | pd.Timestamp, last: str | pd.Timestamp) -> pd.Timestamp:
    """A day from ``first`` to ``last``, written ``"2008-03-12"``; ``Unusable`` for anything else."""
    earliest, latest = pd.Timestamp(first), pd.Timestamp(last)
    wanted = f'Write a day in quotation marks, from "{earliest:%Y-%m-%d}" to "{latest:%Y-%m-%d}".'
    try:
        found = pd.Timestamp(date.fromisoformat(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Unusable(f"{name} is {value!r}, which is not a day. {wanted}") from None
    if not earliest <= found <= latest:
        raise Unusable(f"{name} is {found:%Y-%m-%d}, and the tables do not reach there. {wanted}")
    return found


def whole(name: str, value: object, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``; ``Unusable`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unusable(f"{name} is {value!r}. Write a whole number from {least} to {most}, without quotation marks.")
    return value


def one_of(name: str, value: object, choices: Iterable[str], where: str) -> str:
    """One of the ``choices``, which stand ``where``: ``the ids of the table visits``; ``Unusable`` for anything else."""
    known = list(choices)
    if not isinstance(value, str) or value not in known:
        near = difflib.get_close_matches(value, known, n=3, cutoff=0.3) if isinstance(value, str) else []
        raise Unusable(f"{name} is {value!r}. Write one of {where}, in quotation marks, such as {', '.join(map(repr, near or known[:3]))}.")
    return value


def in_order(**days: pd.Timestamp) -> None:
    """Two or more days of which each must be later than the one before it; ``Unusable`` where one is not."""
    for (name, one), (later, other) in zip(list(days.items())[:-1], list(days.items())[1:], strict=True):
        if one >= other:
            raise Unusable(f"{later} is {other:%Y-%m-%d}, which is not after {name}, {one:%Y-%m-%d}. Write a later day.")


def one_cell(name: str, change: object, t: Tables) -> tuple[Tables, object, object]:
    """The tables with one cell changed, and that cell as it was and as it is; ``change`` is a table, an id, a column and a value.

    Raises ``Unusable`` where there is no such cell, or the value cannot stand in it.
    """
    if not isinstance(change, tuple) or len(change) != 4:
        raise Unusable(f"{name} is {change!r}. Write a table, an id, a column and a value: four in parentheses, with commas between them.")
    table, row, column, value = change
    frame = t.frames[one_of(f"The table in {name}", table, t.frames, "the tables")].copy()
    schema = resource(t.descriptor, table)["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    key, *columns = fields
    ids = frame[key].astype(str)
    one_of(f"The row in {name}", row, ids, f"the ids of the table {table}")
    one_of(f"The column in {name}", column, columns, f"the columns of the table {table}")
    place = frame.index[ids == row][0]
    was = frame.at[place, column]
    written = pd.DataFrame("", index=[place], columns=list(fields)).assign(**{column: str(value)})
    try:
        made = typed(written, schema).filter(regex=f"^{column}(_known|_earliest|_latest)?$")
        now = made.at[place, column]
        if pd.isna(now) or (isinstance(now, pd.Timestamp) and now > t.through):
            raise ValueError
    except ValueError:
        wanted = f'a day in quotation marks, "{t.through:%Y-%m-%d}" at the latest' if is_date(fields[column]) else "a number"
        raise Unusable(f"The value in {name} is {value!r}, which cannot stand in the column {column}. Write {wanted}.") from None
    for each in made:
        frame.at[place, each] = made.at[place, each]
    return Tables({**t.frames, table: frame}, t.descriptor), was, now
