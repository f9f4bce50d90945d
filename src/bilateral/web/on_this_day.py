"""On this day: what stood on any day of the ladder, from compact lists of changes that a script reads."""

import html
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from .. import words
from ..charts import corridor
from ..draw.canvas import NARROW, WIDE
from ..draw.exhibit import Exhibit
from ..measures import sanctions, status
from ..tables import Tables, dates
from ..web.chronology import script_data
from ..web.reference import document_anchor


def change_points(tables: Tables) -> dict[str, Any]:
    """Everything that ``explore.js`` needs to say what stood on a day, days as ``YYYY-MM-DD``, each the one that the measures use.

    ``posts``: each post's rungs (day, rung; from the day on) and heads (start, end, person, rank); ``listed``: day and names by type;
    ``instruments``: start, end, name, anchor, kind, ``yes`` if its end is not known; ``prisoners``: day, count, publisher, address,
    confidence; ``visits`` by direction: day, tier, person, office. An empty end is still so. A last text is the date in words where the day
    is not known.
    """
    t = tables
    sources = t.sources.set_index("id")
    first = t.representation["start"].min()
    names, kinds = t.actors.set_index("id")["name"], list(t.instrument_kinds["id"])
    joined = set(t.instrument_kinds.loc[t.instrument_kinds["one_entry"] != "", "id"])
    documents = t.instruments.assign(place=t.instruments["kind"].map(kinds.index)).sort_values(["place", "start"], kind="stable")
    counted = t.political_prisoners.sort_values("date", kind="stable")
    return {
        "first": _day(first),
        "through": _day(t.through),
        "checked": {name: _day(t.checked_through(name)) for name in ("listed", "political_prisoners")},
        "rungs": {int(row.rung): words.curly(row.name) for row in t.ladder.itertuples()},
        "tiers": {int(row.tier): row.name for row in t.tiers.sort_values("tier", ascending=False).itertuples()},
        "kinds": t.instrument_kinds["name"].tolist(),
        "posts": [
            {"name": post.label, "city": post.city, "rungs": _rungs(t, post.id), "heads": _heads(t, post.id, post.city)}
            for post in t.posts.itertuples()
        ],
        "listed": [[_day(day), *map(int, sanctions.names_on(t.listed, day))] for day in _days(t.listed["start"], t.listed["end"])],
        "instruments": [
            [
                _day(row.start),
                _day(row.end),
                ": ".join(filter(None, ["" if row.kind in joined else row.number, row.title])),
                document_anchor(t, row.kind, "") if row.kind in joined else document_anchor(t, row.id, row.number),
                row.place,
                row.end_unknown,
            ]
            for row in documents.itertuples()
        ],
        "prisoners": [
            [_day(row.date), int(row.number), *sources.loc[cited, ["publisher", "url"]], row.confidence, _inexact(row.date_known)]
            for row in counted.rename(columns={"count": "number"}).itertuples()
            for cited in [row.sources.split(";")[0]]
        ],
        "visits": [
            {
                "name": f"{names[sender]} to {names[host]}",
                "rows": [
                    [_day(row.date), int(row.tier), row.person, row.office, _inexact(row.date_known)]
                    for row in rows.sort_values(["date", "tier"]).itertuples()
                ],
            }
            for post in t.posts.itertuples()
            for sender, host in [(post.sender, post.host)]
            for rows in [t.visits[(t.visits["sender"] == sender) & (t.visits["host"] == host)]]
        ],
    }


def at_once(points: dict[str, Any]) -> dict[str, Any]:
    """What the timeline draws: the bands of both posts, and the days between which there are answers."""
    posts = [{name: value for name, value in post.items() if name != "heads"} for post in points["posts"]]
    return {"first": points["first"], "through": points["through"], "rungs": points["rungs"], "posts": posts}


def asked_for(tables: Tables) -> dict[str, str]:
    """The script that the page loads when a reader comes near the form, by its file name: all the rest, with ``heads`` by post."""
    points = change_points(tables)
    later = {name: value for name, value in points.items() if name not in at_once(points)}
    later["heads"] = [post["heads"] for post in points["posts"]]
    return {"explore-days.js": f"globalThis.exploreDays = {script_data(later)};\n"}


def _day(moment: pd.Timestamp) -> str:
    return "" if pd.isna(moment) else f"{moment:%Y-%m-%d}"


def _days(*columns: "pd.Series[pd.Timestamp]") -> Iterable[pd.Timestamp]:
    return sorted(pd.concat(columns).dropna().unique())


def _rungs(tables: Tables, post: str) -> list[list[Any]]:
    daily = status.daily(tables.representation, post, tables.through)
    begun = status.intervals(tables.representation, post, tables.through).drop_duplicates("start", keep="last").set_index("start")["start_known"]
    return [[_day(day), int(rung), _inexact(begun[day])] for day, rung in daily[daily.diff() != 0].items()]


def _heads(tables: Tables, post: str, city: str) -> list[list[Any]]:
    rows, titles = tables.heads_of_mission, tables.ranks.set_index("id")["title"].map(words.curly)
    rows = rows[(rows["post"] == post) & rows["rank"].isin(status.heading(tables.ranks))].sort_values("start", kind="stable")
    return [[_day(row.start), _day(row.end), row.person, titles[row.rank].format(city), _inexact(row.start_known)] for row in rows.itertuples()]


def _inexact(known: str) -> str:
    """A date in words if its day is not known, else nothing."""
    return "" if dates.is_exact(known) else words.known(known)


@dataclass(frozen=True)
class OnThisDay:
    """The form that asks for a day and the place of the answer; hidden until ``explore.js`` is there, which reads what a ``Handle`` brings."""

    tables: Tables

    def _repr_html_(self) -> str:
        first, through = _day(self.tables.representation["start"].min()), _day(self.tables.through)
        return (
            '<div class="day" hidden><form class="ledger-controls" aria-label="On this day">'
            f'<label>Day <input type="date" name="day" min="{first}" max="{through}" value="{through}" '
            'aria-describedby="day-problem" required></label>'
            '<button type="button" name="before">Previous change</button><button type="button" name="after">Next change</button></form>'
            '<p class="explore-problem" id="day-problem" role="alert"></p><p class="day-said" role="status"></p><div class="day-answer"></div></div>'
        )


HINT = "Drag the dot to any day. Arrow keys go a day on, with Shift a month, Page Up and Page Down a year."


@dataclass(frozen=True)
class Handle:
    """A handle to drag along the whole time of the ladder, and what stood on the last day; hidden until ``day.js`` is there.

    ``chart`` is the corridor along which it runs; without one it is the timeline of the same page, which says where its time begins and ends.
    """

    tables: Tables
    chart: Exhibit | None = field(default=None, repr=False)

    def _repr_html_(self) -> str:
        points = change_points(self.tables)
        posts = "".join(self._post(post, place, points) for place, post in enumerate(points["posts"]))
        there = sum(_in_force(each, points["through"]) and not each[5] for each in points["instruments"])
        names = sum(sum(each[1:]) for each in points["listed"][-1:])
        dated = self.tables.events[self.tables.events["id"].str.match(r"\d{4}-\d{2}-\d{2}-")]
        strongest = dated[dated["date"] == dated["date"].max()].sort_values("tone", key=lambda tone: tone.abs().fillna(0), kind="stable").tail(1)
        last = "".join(
            f"<p>Latest event, <span data-of=date>{words.day(row.date)}</span>: "
            f'<a data-of=last href="explore.html#{row.id}">{html.escape(words.curly(row.summary))}</a></p>'
            for row in strongest.itertuples()
        )
        of, drawn = "", {}
        if self.chart:
            of, drawn = f' data-of="{self.chart.id}"', {"drawn": [corridor.places(self.tables, self.chart, width) for width in (WIDE, NARROW)]}
        return (
            f'<div class="handle"{of} hidden><input type="range" min="0" aria-label="Day"><p class="handle-hint">{HINT}</p>'
            '<div class="handle-answer" role="status">'
            f'<p class="handle-day">{words.day(self.tables.through)}</p>{posts}'
            f"<p>Instruments in force: <b data-of=instruments>{there}</b>; names listed: <b data-of=listed>{names}</b>. "
            f'<a data-of=all href="explore.html#day={points["through"]}">All that stood on that day</a></p>{last}</div>'
            f'<script type="application/json">{script_data(at_once(points) | drawn)}</script></div>'
        )

    def _post(self, post: dict[str, Any], place: int, points: dict[str, Any]) -> str:
        """The level of a post and who heads it, whose rank is said where the level does not say it, as ``day.js`` has them."""
        level = points["rungs"][post["rungs"][-1][1]]
        heads = [head[1:4] for head in post["heads"] if _in_force(head, points["through"])]
        people = ", ".join(
            ("" if end else "last\u00a0known: ") + (person if rank.lower().startswith(level) else f"{person}, {rank[0].lower()}{rank[1:]}")
            for end, person, rank in heads
        )
        people = f"({people})" if people else ""
        return f'<p class="handle-post-{place}"><b>{post["name"]}</b>: <b>{level}</b> <span>{html.escape(people)}</span></p>'


def _in_force(row: list[Any], day: str) -> bool:
    start, end = row[:2]
    return bool(start <= day and (not end or day < end))
