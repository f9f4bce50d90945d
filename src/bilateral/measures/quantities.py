"""Numbers that prose quotes, each one function of the tables with its unit, its rule and the rows it rests on; and cells quoted as they are.

A book's own numbers live beside its pages, in the package ``quantities``: functions marked with ``@quantity`` whose docstring's first
line is the rule. A number is quoted by its name (``freed-since-visit``), a bound of it by ``.least`` or ``.most``, a cell by its place:
``instruments:2006-06-16-eo-13405.issued``.
"""

import inspect
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any, TypeAlias

import pandas as pd

from .. import tables, words
from ..tables import Tables
from .claims import Result, judged, row

Value: TypeAlias = int | float | str | pd.Timestamp
Rows: TypeAlias = tuple[tuple[str, str], ...]  # (table, id)
Found: TypeAlias = tuple[Value, Rows] | tuple[Value, Rows, tuple[Value, Value]]  # with bounds, where dates or counts are doubtful
Measure: TypeAlias = Callable[[Tables], Found]

DESCRIPTOR = "datapackage"  # stands for a table where a number comes from the package's descriptor
PLACE = re.compile(r"(?:(?P<table>\w+):)?(?P<id>[\w-]+?)(?:\.(?P<column>\w+))?")
DATES = ("date", "start")  # the column that dates a row, by rank
LEAST, MOST = ".least", ".most"


class Unquotable(ValueError):
    """A number or a cell that prose cannot quote, with the reason in a sentence."""


def number(value: Value, digits: int | None = None) -> str:
    """A value as prose writes it: a day in words; with ``digits`` a number with so many decimals, without a whole one, below ten in words."""
    if isinstance(value, pd.Timestamp):
        return words.day(value)
    if isinstance(value, str):
        return value
    text = words.number(value) if digits is None else f"{math.floor(abs(value) * 10**digits + 0.5) / 10**digits:,.{digits}f}"
    return text if digits is None or value >= 0 else f"−{text}"


@dataclass(frozen=True)
class Quantity:
    """A number of the book: call it with the tables for its :class:`Result`; ``text`` is what prose says of a value."""

    measure: Measure
    unit: str
    text: Callable[[Value], str]

    @property
    def name(self) -> str:
        return self.measure.__name__.replace("_", "-")

    @property
    def rule(self) -> str:
        return (inspect.getdoc(self.measure) or "").partition("\n")[0]

    def __call__(self, t: Tables) -> Result:
        """The value with unit, rule, rows and bounds; ``Unquotable`` where the function gives no value, or has no unit, rule or rows."""
        found = self.measure(t)
        if not isinstance(found, tuple) or found[0] is None or (isinstance(found[0], float) and math.isnan(found[0])):
            raise Unquotable(f"the function {self.measure.__name__} returns no value")
        for part, name in ((self.unit, "unit"), (self.rule, "rule in its docstring"), (found[1], "rows")):
            if not part:
                raise Unquotable(f"the number {self.name} has no {name}")
        value, rows, *bounds = found
        least, most = bounds[0] if bounds else (None, None)
        shown = None if least is None or most is None or least == most else (self.text(least), self.text(most))
        plain = value.item() if hasattr(value, "item") else value
        return Result(
            plain if isinstance(plain, int | float | str) else self.text(value), self.unit, self.rule, "", tuple(dict.fromkeys(rows)), shown
        )


def quantity(unit: str, digits: int | None = None, text: Callable[[Any], str] | None = None) -> Callable[[Measure], Quantity]:
    """Mark a function as a number of the book, counted in ``unit``; how it is written: by ``digits`` (see :func:`number`) or ``text``."""
    return lambda measure: Quantity(measure, unit, text or (lambda value: number(value, digits)))


def quantities_of(modules: Iterable[ModuleType]) -> dict[str, Quantity]:
    """The numbers of several modules by name, in the order in which they stand there; ``ValueError`` where two have one name."""
    found: dict[str, Quantity] = {}
    for each in (member for module in modules for member in vars(module).values() if isinstance(member, Quantity)):
        if found.setdefault(each.name, each) is not each:
            raise ValueError(f"two numbers are named {each.name}")
    return found


@dataclass(frozen=True)
class Cell:
    """One cell of a table that prose quotes as it is."""

    table: str
    row: pd.Series
    column: str

    @property
    def text(self) -> str:
        """The cell as prose writes it: a date as precise as it is known, a number in words below ten; ``Unquotable`` if it is empty."""
        if f"{self.column}_known" in self.row:
            known = str(self.row[f"{self.column}_known"])
            return words.known(known) if known else self._empty()
        value = self.row[self.column]
        if pd.isna(value) or value == "":
            return self._empty()
        if isinstance(value, str):
            return value
        return words.number(value) if float(value).is_integer() else f"{value:g}"

    def _empty(self) -> str:
        raise Unquotable(f"{self.column} of {self.table}:{self.row['id']} is empty")


@lru_cache(maxsize=4)
def ledger(t: Tables) -> pd.DataFrame:
    """Every claim as a reader is told it, each check run once for the same tables."""
    return judged(t)


def frame(t: Tables, table: str) -> pd.DataFrame:
    """A table as a cell of it is quoted: claims with what their checks found, verdicts with mark and name in one; ``Unquotable`` if unknown."""
    if table not in t.frames:
        raise Unquotable(f"there is no table {table!r}")
    if table == "claims":
        found = ledger(t)
        return found.assign(verdict=found["mark"] + "\u00a0" + found["name"])
    if table == "verdicts":
        return t.verdicts.assign(verdict=t.verdicts["mark"] + "\u00a0" + t.verdicts["name"])
    return t.frames[table]


def dated(t: Tables) -> dict[str, str]:
    """The tables whose rows have a date, each with the column that holds it."""
    columns = {name: next((column for column in DATES if f"{column}_known" in rows), "") for name, rows in t.frames.items() if "id" in rows}
    return {name: column for name, column in columns.items() if column}


def cell(t: Tables, place: str) -> Cell:
    """The cell at ``table:id.column``. Without a column it is the row's date, and a row that stands in one dated table needs no table.

    Raises ``Unquotable`` with the reason where there is no such cell, or it could be two.
    """
    parts = PLACE.fullmatch(place)
    if parts is None:
        raise Unquotable(f"{place!r} is no place in a table; write table:id or table:id.column")
    columns = dated(t)
    if parts["table"]:
        holding = [parts["table"]]
    else:
        holding = [name for name in columns if (t.frames[name]["id"] == parts["id"]).any()]
        if len(holding) != 1:
            raise Unquotable(
                f"{parts['id']!r} stands in {words.series(holding)}; write the table too" if holding else f"no dated table has a row {parts['id']!r}"
            )
    table = holding[0]
    rows = frame(t, table)
    column = parts["column"] or columns.get(table, "")
    if column not in rows:
        raise Unquotable(f"the table {table} has no column {column!r}" if column else f"the table {table} has no date; write the column too")
    try:
        return Cell(table, row(rows, parts["id"]), column)
    except KeyError as error:
        raise Unquotable(f"{table}: {error.args[0]}") from None


def between(t: Tables, first: str, last: str) -> Found:
    """Days from the date of one row to that of another (places as in :func:`cell`), with bounds where a date is doubtful."""
    begin, end = cell(t, first), cell(t, last)
    return _elapsed(begin, (end.row[end.column], end.row[f"{end.column}_earliest"], end.row[f"{end.column}_latest"]), [begin, end])


def since(t: Tables, first: str) -> Found:
    """Days from the date of a row to the check date, with bounds where the date is doubtful."""
    begin = cell(t, first)
    return _elapsed(begin, (t.through,) * 3, [begin])


def _elapsed(begin: Cell, end: tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp], used: list[Cell]) -> Found:
    day, earliest, latest = end
    bounds = (earliest - begin.row[f"{begin.column}_latest"]).days, (latest - begin.row[f"{begin.column}_earliest"]).days
    return int((day - begin.row[begin.column]).days), tuple((each.table, str(each.row["id"])) for each in used), bounds


def said(t: Tables, event: str, text: str) -> Found:
    """A figure as the words of an event give it; ``Unquotable`` where its row no longer says so."""
    found = row(t.events, event)
    if text not in f"{found['summary']} {found['detail']} {found['note']}":
        raise Unquotable(f"{event} no longer says {text!r}")
    return text, (("events", event),)


def stated(t: Tables, *fields: str) -> Rows:
    """What of the package's descriptor a number rests on: ``facts_checked_through``, or the name of a table for what is said of it."""
    return tuple((DESCRIPTOR, field) for field in fields)


class Numbers:
    """The numbers of a book, each computed once when it is first asked for: ``numbers.text("freed-since-visit")``."""

    def __init__(self, t: Tables, quantities: Mapping[str, Quantity]) -> None:
        self.tables = t
        self.quantities = quantities
        self._found: dict[str, Result] = {}

    def result(self, name: str) -> Result:
        """``Unquotable`` with the names most like it where there is no such number."""
        if name not in self.quantities:
            import difflib

            near = difflib.get_close_matches(name, self.quantities, n=3, cutoff=0.5)
            raise Unquotable(f"there is no number {name!r}" + (f"; the most alike: {', '.join(near)}" if near else ""))
        if name not in self._found:
            self._found[name] = self.quantities[name](self.tables)
        return self._found[name]

    def text(self, quoted: str) -> str:
        """What prose says for a name, a bound of it or a cell: ``Freed-since-visit`` begins with a capital."""
        plain = quoted[:1].lower() + quoted[1:]
        if ":" in plain:  # the place of a cell
            text = cell(self.tables, plain).text
        else:
            name, _, bound = plain.partition(".")
            found = self.result(name)
            if bound and (f".{bound}" not in (LEAST, MOST) or found.bounds is None):
                raise Unquotable(f"{name} has no bound {bound!r}")
            text = found.bounds[bound == "most"] if bound and found.bounds else self.quantities[name].text(found.value)
        return text if plain == quoted else text[:1].upper() + text[1:]


def book(t: Tables | None = None) -> Numbers:
    """The numbers of the book whose package ``quantities`` is on the path."""
    from importlib import import_module

    return Numbers(tables.load() if t is None else t, import_module("quantities").ALL)


def moved(t: Tables, other: Tables) -> pd.DataFrame:
    """What other tables change: numbers of the book, and verdicts of its claims (columns ``what, name, before, after``, empty where nothing moves).

    A number that cannot be computed any more says why.
    """
    before, after = book(t), book(other)
    pairs = [("number", name, _text(before, name), _text(after, name)) for name in before.quantities]
    verdicts = [ledger(each).set_index("id")["shown"] for each in (t, other)]
    pairs += [("verdict", str(claim), verdict, verdicts[1].get(claim, "gone")) for claim, verdict in verdicts[0].items()]
    return pd.DataFrame([pair for pair in pairs if pair[2] != pair[3]], columns=["what", "name", "before", "after"])


def _text(numbers: Numbers, name: str) -> str:
    try:
        return numbers.text(name)
    except Exception as error:  # whatever a function of the book raises on tables that it does not know
        return f"cannot be computed: {error}"
