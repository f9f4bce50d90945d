"""All events: a list by year, and the controls and the timeline that a script draws.

The list is complete in a notebook. A page has of each event only what the timeline draws, its ``Marks``: the list is many times as heavy, and
``explore.js`` fetches it with the first sign of a reader. This and all else that a reader may ask for is in ``asked_for``, which
the build puts into files of their own.
"""

import html
import json
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from .. import words
from ..measures import readings
from ..tables import Tables, as_written, dates, source_ids
from ..web.listing import selects

if TYPE_CHECKING:  # which reads this module
    from ..web.on_this_day import Handle

DATED = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=-)")  # with what is known of its date an id begins
PLAIN = re.compile(r"[\w+,.-]+")  # what may stand in HTML without quotation marks
SIGNS = {
    "up": ("M0-4.8 4.8 3.84H-4.8Z", "closer"),
    "down": ("M0 4.8 4.8-3.84H-4.8Z", "apart"),
    "dot": ("M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0Z", "neither"),
}
KEY = (
    "large: strongly",
    "hollow: less sure",
    "with a line: day not known",
    "gray band: few sources",
)  # after the signs, as ``explore.js`` draws them
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

    An item holds date and summary; ``data-c`` is its category, ``data-t`` how strong its tone is, if it has one. HTML needs no end
    of an item and no quotation marks around a word.
    """

    tables: Tables

    def _repr_html_(self) -> str:
        return f'<div class="chronology">{self.years()}</div>'

    def years(self) -> str:
        """Each year a fold, the last one open."""
        events = self.tables.events
        last = events["date"].dt.year.max()
        return "".join(self._year(int(str(year)), rows, " open" if year == last else "") for year, rows in by_year(events))

    def _year(self, year: int, rows: pd.DataFrame, state: str) -> str:
        items = "".join(self._event(row) for _, row in rows.iterrows())
        counted = words.counted(len(rows), "event")
        return f"<details{state}><summary><h3 id=year-{year}>{year}</h3> {counted}</summary><ol>{items}</ol></details>"

    def _event(self, row: pd.Series) -> str:
        said = html.escape(words.curly(row["summary"]), quote=False)
        day = short(row["date_known"], row["last_day_known"])
        strong = f" data-t={abs(int(row['tone']))}" if pd.notna(row["tone"]) and row["tone"] else ""
        return f"<li id={quoted(row['id'])} data-c={quoted(row['category'])}{strong}><b>{day}</b> {said}"


def by_year(events: pd.DataFrame) -> Iterator[tuple[Hashable, pd.DataFrame]]:
    """The events of each year, in the order of the list."""
    return iter(events.groupby(events["date"].dt.year, sort=True))


@dataclass(frozen=True)
class Marks:
    """The place of a ``Chronology`` on a page: what the timeline draws of each event, a line each, and the way to all without scripts.

    A line has what is known of the date, category, actor, tone (empty: 0, ``.``: none) and a confidence that is not high.
    """

    tables: Tables

    def _repr_html_(self) -> str:
        lines = [self._line(row) for _, rows in by_year(self.tables.events) for _, row in rows.iterrows()]
        every = f'<a href="rows-events.html">The table of all {words.counted(len(lines), "event")}</a> has each with its sources.'
        return f'<div class="chronology"><script type="application/json">{script_data(lines)}</script><p>{every}</p></div>'

    def _line(self, row: pd.Series) -> str:
        tone = "." if pd.isna(row["tone"]) else str(int(row["tone"]) or "")
        dated = DATED.match(row["id"])
        known = dated[0] if dated else row["date_known"]
        return ",".join([known, row["category"], row["actor"], tone, "" if row["confidence"] == "high" else row["confidence"]]).rstrip(",")


@dataclass(frozen=True)
class Timeline:
    """The controls for a ``Chronology`` on the same page and the place of its timeline; hidden until ``explore.js`` is there.

    ``thin``: the first and last day of a stretch where few sources were found, drawn gray; ``opens``: the first day that it shows until a
    reader chooses, since marks of all years at once would lie on each other; ``handle``: what runs along it and stands above it.
    """

    tables: Tables
    thin: tuple[pd.Timestamp, pd.Timestamp]
    opens: pd.Timestamp
    handle: "Handle"

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
        signs = "".join(
            f'<span><svg width="14" height="14" viewBox="-7 -7 14 14"><path class="explore-{name}" d="{drawn}"/></svg>{said}</span>'
            for name, (drawn, said) in SIGNS.items()
        )
        key = signs + "".join(f"<span>{said}</span>" for said in KEY)
        begin, end = self.thin
        return (
            f'<div class="explore" data-first="{first:%Y-%m-%d}" data-through="{t.through:%Y-%m-%d}" '
            f'data-opens="{self.opens:%Y-%m-%d}" '
            f'data-thin="{begin:%Y-%m-%d} {end:%Y-%m-%d}" hidden>'
            '<p class="explore-title exhibit-title"></p><div class="explore-bar"><p class="ledger-count" role="status"></p>'
            f'<div class="explore-zoom" role="group" aria-label="Zoom">{zoom}</div></div>'
            f'{self.handle._repr_html_()}<div class="explore-picture"></div><p class="explore-key" aria-hidden="true">{key}</p>'
            '<div class="explore-card" hidden></div>'
            '<form class="ledger-controls" role="search" aria-label="Events">'
            '<label class="ledger-search">Search <input type="search" name="words" autocomplete="off" placeholder="a word, a name, a place"></label>'
            f'<button type="reset">Show all</button>{selects(choices)}{periods}</form>'
            '<p class="explore-problem" id="explore-problem" role="alert"></p>'
            '<p><button type="button" class="explore-csv">Download (CSV)</button></p></div>'
        )


def asked_for(tables: Tables) -> dict[str, str]:
    """Scripts that the page loads only when a reader asks, by file name.

    ``explore-list.js``: the list of all events as HTML.
    ``explore-sources.js``: publisher and address of every source, and which ones each event has, in the order of the list.
    ``explore-readings.js``: what the second reading of each event found, and publisher and address of its witnesses, in the same order.
    ``explore-rows.js``: the table of events as it is in its CSV, header first.
    """
    known = tables.sources.set_index("id")
    ids = source_ids(tables.events["sources"])
    place = {source: position for position, source in enumerate(ids)}
    ordered = list(by_year(tables.events))
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
        "explore-list.js": f"globalThis.exploreList = {script_data(Chronology(tables).years())};\n",
        "explore-sources.js": f"globalThis.exploreSources = {script_data(cited)};\n",
        "explore-readings.js": f"globalThis.exploreReadings = {script_data(read)};\n",
        "explore-rows.js": f"globalThis.exploreRows = {script_data(whole)};\n",
    }


def _cell(value: object) -> str:
    return "" if pd.isna(value) else str(value)
