"""A table as a page shows it: escaped, with a caption and header cells, scrolling within itself where it is wide."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from .. import words

# On a phone a table is read row by row, each cell under its column's name, where a cell is long or its columns cannot all be narrow enough;
# one of numbers scrolls, as they are read side by side.
LONG, ROOM = 60, 44  # characters of a cell; of the longest words of all columns side by side, a column's edges taken as three more
NUMBER = re.compile(r"[-−–+]?[\d,.]*%?")
DAY = re.compile(r"([A-Z][a-z]+) (\d{1,2}), (?=\d{4}\b)")  # in words
OTHER_SCRIPT = re.compile(r"[\u0370-\u1dbf\u1f00-\u1fff\u2c00-\u2dff\u3040-\ud7ff]")  # letters that are not Latin
SPELLINGS = "other spellings"  # a column of names


def table_html(frame: pd.DataFrame, caption: str, labels: bool = False, anchors: str = "", numbers: bool = False) -> str:
    """``frame`` as an HTML table in a box that keyboard and touch can scroll; empty cells for what is missing.

    With ``labels`` each cell names its column, for a style that sets cells one under the other. ``anchors`` is the column whose values
    are the addresses of the rows on the page. With ``numbers`` the columns that hold nothing else have the class ``number``. What is
    written in another script has the language that the row's column ``language`` names; among spellings it is as :func:`spelled` says.
    """

    languages = frame["language"] if "language" in frame else [""] * len(frame)

    def said(column: str, value: object, language: str) -> str:
        text = cell(value)
        if column.lower() == SPELLINGS:
            return spelled(text)
        return f'<span lang="{html.escape(language, quote=True)}">{text}</span>' if language and OTHER_SCRIPT.search(text) else text

    def cell(value: object) -> str:
        if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
            return ""
        return html.escape(f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value))

    names = [html.escape(str(name).replace("_", " "), quote=True) for name in frame.columns]
    kinds = [' class="number"' if numbers and all(map(NUMBER.fullmatch, frame[column].map(cell))) else "" for column in frame.columns]
    head = "".join(f'<th{kind} scope="col">{name}</th>' for kind, name in zip(kinds, names, strict=True))
    cells = [f'<td{kind} data-label="{words.begin(name)}">' if labels else f"<td{kind}>" for kind, name in zip(kinds, names, strict=True)]
    heads = [f'<tr id="{html.escape(str(value), quote=True)}">' for value in frame[anchors]] if anchors else ["<tr>"] * len(frame)
    rows = zip(heads, languages, frame.itertuples(index=False), strict=True)
    body = "".join(
        f"{head_}{''.join(f'{open_}{said(name, value, language)}</td>' for name, open_, value in zip(names, cells, row, strict=True))}</tr>"
        for head_, language, row in rows
    )
    return (
        f'<div class="exhibit-scroll" role="region" tabindex="0" aria-label="{html.escape(caption, quote=True)}">'
        f"<table><caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def spelled(text: str) -> str:
    """Spellings of one name, in HTML as ``text`` is: of those in Cyrillic letters the first is in the language `be`, the second in `ru`."""
    languages = iter(["be", "ru"])

    def named(spelling: re.Match[str]) -> str:
        return f'<span lang="{next(languages, "")}">{spelling[0]}</span>' if OTHER_SCRIPT.search(spelling[0]) else spelling[0]

    return re.sub(r"(?:&#?\w+;|[^;, ])(?:&#?\w+;|[^;,])*", named, text)  # a semicolon may end an escaped apostrophe


def selects(choices: Mapping[str, tuple[str, str, Iterable[tuple[str, str]]]]) -> str:
    """Labeled selects, by name: what it is, what choosing nothing means, and the values with their names."""

    def options(values: Iterable[tuple[str, str]]) -> str:
        return "".join(f'<option value="{html.escape(value, quote=True)}">{html.escape(name)}</option>' for value, name in values)

    return "".join(
        f'<label>{label} <select name="{name}"><option value="">{everything}</option>{options(values)}</select></label>'
        for name, (label, everything, values) in choices.items()
    )


@dataclass(frozen=True)
class Listing:
    """A small table in a page's text, where it says something better than a chart: a caption and the frame, rows as they come.

    ``anchors`` is the column whose values are the addresses of the rows, if they have any.
    """

    caption: str
    table: pd.DataFrame
    anchors: str = ""

    def _repr_html_(self) -> str:
        # As objects, since whole numbers beside an empty cell are decimal in some versions of pandas.
        prose = self.table.astype(object).map(lambda value: DAY.sub("\\1\u00a0\\2,\u00a0", words.curly(value)) if isinstance(value, str) else value)
        cells = prose.map(lambda value: "" if pd.isna(value) else str(value))
        widest = [max(map(len, " ".join([str(name), *cells[name]]).split(" "))) + 3 for name in cells]  # of the columns, as narrow as they can be
        counts = all(map(NUMBER.fullmatch, cells.iloc[:, 1:].to_numpy().flat))
        long = bool(cells.map(len).gt(LONG).any(axis=None)) or (sum(widest) > ROOM and not counts)
        body = table_html(prose, words.curly(self.caption), long, self.anchors, numbers=True)
        return f'<div class="listing{" listing-long" if long else ""}">{body}</div>'
