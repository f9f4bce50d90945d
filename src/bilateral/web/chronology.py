"""All events: a list by year that is complete without scripts, and the controls and the timeline that a script draws from it.

The list is the data: ``explore.js`` reads it from the page. What a reader may ask for beyond it, sources and whole rows, is in
``asked_for``, which the build puts into files of their own.
"""

import html
import json
import re
from dataclasses import dataclass

import pandas as pd

from .. import words
from ..measures import readings
from ..tables import Tables, as_written, dates, source_ids
from ..web.listing import selects

PLAIN = re.compile(r"[\w+,.-]+")  # what may stand in HTML without quotation marks
TONES = {"closer": "brought closer (+1, +2)", "apart": "drove apart (−1, −2)", "neutral": "neither (0)", "none": "counted with another act"}


def short(known: str, last: str = "") -> str:
    """A date without its year, which the list says above: ``Mar 12``, ``Mar``, ``Mar 12–14``, ``Mar 30–Apr 2``; a year as it is."""
    first = dates.earliest(known)
    if not dates.is_exact(known):
        return known if len(known) == 4 else f"{first:%b}"
    if not last:
        return f"{first:%b} {first.day}"
    end = dates.latest(last)
    return f"{first:%b} {first.day}–{'' if end.month == first.month else f'{end:%b} '}{end.day}"


def script_data(value: object) -> str:
    """``value`` as JSON that can stand in a page: nothing in it closes the script or opens a tag."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def quoted(value: str) -> str:
    """The value of an attribute, in quotation marks where HTML asks for them."""
    return value if PLAIN.fullmatch(value) else f'"{html.escape(value)}"'


@dataclass(frozen=True)
class Chronology:
    """Every event of a table, in order, grouped by year; each at a permanent address, its id.

    An item holds date and summary; ``data-c`` is its category, and ``data-k`` has actor, tone (empty: 0, ``.``: none) and a confidence that is
    not high. HTML needs no end of an item and no quotation marks around a word: the page is the longest of the book.
    """

    tables: Tables

    def _repr_html_(self) -> str:
        events = self.tables.events
        years = "".join(self._year(int(str(year)), rows) for year, rows in events.groupby(events["date"].dt.year, sort=True))
        return f'<div class="chronology">{years}</div>'

    def _year(self, year: int, rows: pd.DataFrame) -> str:
        items = "".join(self._event(row) for _, row in rows.iterrows())
        return f"<section><h3 id=year-{year}>{year}</h3><ol>{items}</ol></section>"

    def _event(self, row: pd.Series) -> str:
        tone = "." if pd.isna(row["tone"]) else str(int(row["tone"]) or "")
        key = ",".join([row["actor"], tone, "" if row["confidence"] == "high" else row["confidence"]]).rstrip(",")
        said = html.escape(words.curly(row["summary"]), quote=False)
        day = short(row["date_known"], row["last_day_known"])
        return f"<li id={quoted(row['id'])} data-c={quoted(row['category'])} data-k={quoted(key)}><b>{day}</b> {said}"


@dataclass(frozen=True)
class Timeline:
    """The controls for a ``Chronology`` on the same page and the place of its timeline; hidden until ``explore.js`` is there.

    ``thin``: the first and last day of a stretch where few sources were found, drawn gray.
    """

    tables: Tables
    thin: tuple[pd.Timestamp, pd.Timestamp]

    def _repr_html_(self) -> str:
        t = self.tables
        first = t.events["date_earliest"].min()
        choices = {
            "category": ("Category", "All categories", [(row.id, row.id) for row in t.categories.itertuples()]),
            "actor": ("Who acted", "Everyone", [(row.id, row.name) for row in t.actors.itertuples()]),
            "tone": ("Effect", "Any", TONES.items()),
        }
        periods = "".join(
            f'<label>{label} <input name="{name}" autocomplete="off" placeholder="{example}" aria-describedby="explore-problem"></label>'
            for name, label, example in (("from", "From", f"{first.year}"), ("to", "To", f"{t.through:%Y-%m-%d}"))
        )
        zoom = "".join(
            f'<button type="button" name="{name}" aria-label="{label}" title="{label}">{sign}</button>'
            for name, label, sign in (
                ("in", "Zoom in", "+"),
                ("out", "Zoom out", "−"),
                ("earlier", "Earlier period", "←"),
                ("later", "Later period", "→"),
                ("all", "Whole period", "All years"),
            )
        )
        begin, end = self.thin
        return (
            f'<div class="explore" data-first="{first:%Y-%m-%d}" data-through="{t.through:%Y-%m-%d}" '
            f'data-thin="{begin:%Y-%m-%d} {end:%Y-%m-%d}" hidden>'
            '<form class="ledger-controls" role="search" aria-label="Events">'
            '<label class="ledger-search">Search <input type="search" name="words" autocomplete="off" placeholder="a word, a name, a place"></label>'
            f'<button type="reset">Show all</button>{selects(choices)}{periods}</form>'
            '<p class="explore-problem" id="explore-problem" role="alert"></p>'
            '<div class="explore-bar"><p class="ledger-count" role="status"></p>'
            f'<div class="explore-zoom" role="group" aria-label="Zoom">{zoom}</div></div>'
            '<div class="explore-picture"></div><p class="explore-key" aria-hidden="true"></p>'
            '<div class="explore-card"></div>'
            '<p><button type="button" class="explore-csv">Download the selection (CSV)</button></p></div>'
        )


def asked_for(tables: Tables) -> dict[str, str]:
    """Scripts that the page loads only when a reader asks, by file name.

    ``explore-sources.js``: publisher and address of every source, and which ones each event has, in the order of the list.
    ``explore-readings.js``: what the second reading of each event found, and publisher and address of its witnesses, in the same order.
    ``explore-rows.js``: the table of events as it is in its CSV, header first.
    """
    known = tables.sources.set_index("id")
    ids = source_ids(tables.events["sources"])
    place = {source: position for position, source in enumerate(ids)}
    ordered = tables.events.groupby(tables.events["date"].dt.year, sort=True)
    cited = {
        "sources": [[known.at[source, "publisher"], known.at[source, "url"]] for source in ids],
        "events": [[place[source] for source in cell.split(";") if source] for _, rows in ordered for cell in rows["sources"]],
    }
    states = readings.states(tables)
    of_event = states[states["table"] == "events"].set_index("row")
    read = [[of_event.at[event, "state"], readings.witnesses(tables, of_event.at[event, "witnesses"])] for _, rows in ordered for event in rows["id"]]
    rows = as_written(tables, "events")
    whole = [list(rows.columns), *([_cell(value) for value in row] for row in rows.itertuples(index=False))]
    return {
        "explore-sources.js": f"globalThis.exploreSources = {script_data(cited)};\n",
        "explore-readings.js": f"globalThis.exploreReadings = {script_data(read)};\n",
        "explore-rows.js": f"globalThis.exploreRows = {script_data(whole)};\n",
    }


def _cell(value: object) -> str:
    return "" if pd.isna(value) else str(value)
