"""The mission of the pair's first post beside those in its neighbors and peers: days without an ambassador, and visits at the top."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.text import Annotation

from .. import words
from ..draw import marks
from ..draw.canvas import Canvas, inch_of, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, rows_down, span, tip, with_halo, x_of, year_axis
from ..draw.palette import GRID, INK, MUTED, ORANGE, PAPER
from ..draw.shown import POINTS
from ..measures import gaps
from ..tables import Tables, resource

MEDIAN = 0.6  # of a row: the room of the line between those above the median and the others
MARKS = ((INK, "D", 6.5), (MUTED, "o", 5.0))  # of the two highest offices, in the order of their column's values: color, mark, size


def beside(ax: Axes, y: float, inches: float, text: str, own: bool, size: float, **how: Any) -> Annotation:
    """A word or number, flush right, beside a row: so many ``inches`` right of the axes or, if negative, left of them."""
    look: Look = {"ha": "right", "fontsize": size, "color": ORANGE if own else INK, "fontweight": "bold" if own else "normal"}
    return marks.beside(ax, y, text, inches * POINTS, 1 if inches > 0 else 0, **(look | how))


def days_without_ambassador(tables: Tables, title: str, own: str) -> Exhibit:
    """A strip of days for each mission of ``missions_observed``, dark where there was no ambassador, by share of such days.

    ``own`` is the country drawn in color. The table has one row a gap: ``country, share, start, end, days`` (an open gap has no ``end``).
    """
    through = tables.checked_through(gaps.TABLE)
    kept, first = gaps.watched(tables), tables.missions_observed["start"].min()
    found = gaps.shares(gaps.lengths(tables), tables.missions_observed, through)
    names = tables.countries.set_index("id")["name"]
    drawn = kept.assign(country=kept["name"], end=kept["end"].where(~kept["open"]))[["country", "share", "start", "end", "days"]].round({"share": 4})

    def draw(canvas: Canvas) -> None:
        size, row_height = canvas.size, 0.25 if canvas.narrow else 0.27
        side, edge = widest(names[found["country"]], size, bold=True) + 0.12, 0.62
        ax = canvas.axes(row_height * len(found), side, edge, below=0.3, above=0.24)
        year_axis(ax, first, through, 10 if canvas.narrow else 5)
        rows_down(ax, len(found), grid=False)
        ax.tick_params(axis="x", labelsize=size)
        inch = inch_of(ax)
        for position, mission in enumerate(found.itertuples()):
            color = ORANGE if mission.country == own else MUTED
            beside(ax, position + 0.5, -0.08, names[mission.country], mission.country == own, size)
            beside(ax, position + 0.5, 0.55, f"{mission.share:.0%}", mission.country == own, size)
            span(ax, mission.start, through, position + 0.46, 0.08, facecolor=color, zorder=1)
            for gap in kept[kept["country"] == mission.country].itertuples():
                span(ax, gap.start, gap.end, position + 0.14, 0.72, facecolor=color, zorder=2)
                if gap.open:
                    tip(ax, gap.end, position + 0.5, inch, 0.36, color)
        canvas.write(side, -0.1, "█ no ambassador   ━ one at post", color=MUTED, va="center")
        canvas.write(canvas.width - edge + 0.55, -0.1, "of days", color=MUTED, va="center", ha="right")

    said = "; ".join(f"{names[row.country]} {row.share:.1%} ({row.days_without:,} of {row.days_observed:,} days)" for row in found.itertuples())
    return Exhibit(
        id="days-without-ambassador",
        title=title,
        subtitle=f"Days without a {gaps.sender(tables)['adjective']} ambassador at post, "
        f"each mission from its first recorded chief (or {first.year}) to {words.day(through)}",
        table=drawn,
        alt=f"{title}. One strip of days a country. {said}.",
        sources=cite(tables, pd.concat([kept["sources"], tables.missions_observed["sources"]]), 2),
        checked=through,
        draw=draw,
        note="Arrow: still without one on the last day. An ambassador who was away for consultations counts as present.",
    )


def top_visits(tables: Tables, title: str, own: str) -> Exhibit:
    """Visits by people of the two highest offices to the pair's country and its peers, one row a country, the most visited first.

    ``own`` is the country drawn in color. The values of ``peer_visits.office`` are those two and, last, that of visits in return, whose number
    stands beside. The table has one row a visit: ``country, date, last_day, office, person, place``.
    """
    visitor, through, first = gaps.sender(tables), tables.checked_through("peer_visits"), tables.missions_observed["start"].min()
    names, (high, low, back) = tables.countries.set_index("id")["name"], _offices(tables)
    compared = [row.id for row in tables.countries.itertuples() if row.role == "peer"] + [own]
    rows = tables.peer_visits[tables.peer_visits["country"].isin(compared)]
    counts = pd.crosstab(rows["country"], rows["office"]).reindex(index=compared, columns=[high, low, back], fill_value=0)
    counts["to"] = counts[[high, low]].sum(axis=1)
    counts["name"] = names
    counts = counts.sort_values(["to", high, "name"], ascending=[False, False, True])
    going = rows[rows["office"].isin([high, low])].sort_values("date", kind="stable")
    drawn = going[["country", "date", "last_day", "office", "person", "place"]].assign(country=going["country"].map(names)).reset_index(drop=True)

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        columns = (0.26, 0.5, 0.86, 1.2) if narrow else (0.42, 0.8, 1.22, 1.75)  # inches
        side, edge, head = widest(counts["name"], size, bold=True) + 0.18, columns[-1] + 0.05, 0.55
        half = float(counts["to"].drop(own).median())
        above = int((counts["to"] >= half).sum())  # the rows over the line, which has room of its own
        tall = len(counts) + MEDIAN
        ax = canvas.axes((0.29 if narrow else 0.31) * tall, side, edge, below=0.3, above=head)
        year_axis(ax, first, through, 10 if narrow else 5)
        rows_down(ax, tall, grid=False)
        ax.tick_params(axis="x", labelsize=size)
        for position, (country, count) in enumerate(counts.iterrows()):
            mine, y = country == own, position + 0.5 + MEDIAN * (position >= above)
            ax.plot([0, 1], [y, y], transform=ax.get_yaxis_transform(), color=GRID, linewidth=0.8, zorder=1)
            beside(ax, y, -0.12, count["name"], mine, size)
            if mine:
                marks.frame(ax, y - 0.46, 0.94, side - 0.02, edge - 0.02, ORANGE)
            looks: list[Look] = [{}, {}, {"fontweight": "bold"}, {"color": MUTED, "fontweight": "normal"}]
            for inches, column, look in zip(columns, [high, low, "to", back], looks, strict=True):
                beside(ax, y, inches, str(count[column]), mine, size, **look)
            for office, (tone, form, large) in zip((high, low), MARKS, strict=True):
                days = going.loc[(going["country"] == country) & (going["office"] == office), "date"]
                look = {"markeredgecolor": PAPER, "markeredgewidth": 0.6, "clip_on": False, "zorder": 4 if form == "D" else 3}
                height, color = y - 0.18 if form == "D" else y + 0.14, ORANGE if mine else tone
                ax.plot([x_of(day) for day in days], [height] * len(days), form, color=color, markersize=large * (0.8 if narrow else 1), **look)
        between = above + MEDIAN / 2
        ax.plot(
            [0, 0.92 if narrow else 1], [between, between], transform=ax.get_yaxis_transform(), color=INK, linewidth=1.1, linestyle="--", zorder=2
        )
        with_halo(beside(ax, between, columns[2], f"median peer: {half:g}", False, size, fontweight="bold", zorder=5))
        signs = [(f"{sign} {_said(office)}", color) for sign, office, (color, *_) in zip("◆●", (high, low), MARKS, strict=True)]
        canvas.key(signs, 0.05, 0.12, fontweight="bold")
        for inches, text in zip(columns, ("◆", "●", "both", f"to\n{visitor['adjective']}"), strict=True):
            across = canvas.width - edge + inches
            canvas.write(across, canvas.height - head + 0.04, text, color=MUTED, va="bottom", ha="right", linespacing=1.0)

    said = "; ".join(f"{row['name']} {row[high]} and {row[low]} (its leaders here {row[back]})" for _, row in counts.iterrows())
    highest, second = (words.plural(_said(office)) for office in (high, low))
    return Exhibit(
        id="top-visits",
        title=title,
        subtitle=f"Visits by {visitor['adjective']} {highest} and {second}, {first:%B %Y} to {words.day(through)}; "
        f"last column: visits of the country's leaders to the {visitor['name']}",
        table=drawn,
        alt=f"{title}. One row a country, a mark a visit. Visits by {highest} and by {second}: {said}.",
        sources=cite(tables, rows["sources"], 2),
        checked=through,
        draw=draw,
        note=f"A {_said(low)} who came with a {_said(high)} counts beside him. Trips to the United Nations are not counted.",
    )


def _offices(tables: Tables) -> list[str]:
    """The values that the column of offices can have, in their order."""
    fields = {entry["name"]: entry for entry in resource(tables.descriptor, "peer_visits")["schema"]["fields"]}
    return [str(value) for value in fields["office"]["constraints"]["enum"]]


def _said(office: str) -> str:
    return office.replace("_", " ")
