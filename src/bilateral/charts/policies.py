"""Two policies toward one state on one axis of time: what each side eased stands above its line, what it tightened below."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, beside, mark, say, x_of, year_axis
from ..draw.palette import GRID, INK, MUTED, color_of
from ..draw.placement import short_date
from ..draw.shown import POINTS
from ..measures import readings
from ..tables import Tables
from ..tables.dates import YEAR

APART = 1.5  # points between the line of the day and the columns beside it
MARK, GAP = 0.085, 0.22  # inches: the width of a phone's mark, the room between two lines
PHONE = 1.95  # inches of a phone's axis, which decides how many months a column is at every width, so that a tower is as tall on each
COLUMNS = (1, 2, 3, 4, 6, 12, 24)  # months that a column of marks may stand for
FORMS = {"eased": ("^", "▲", 1), "tightened": ("v", "▼", -1)}  # the marker, its sign, and on which side of the line it stands


@dataclass(frozen=True)
class Day:
    """A day on which a side did something: where it is drawn, whether a sure source says so, how many marks stand between it and the line."""

    x: float
    sure: bool
    place: int


def policies_side_by_side(
    tables: Tables, title: str, steps: Mapping[str, pd.DataFrame], start: pd.Timestamp, since: pd.Timestamp, id: str = "policies"
) -> Exhibit:
    """A line of time for each of two actors, with a mark for each day from ``start`` on which it eased (above) or tightened (below).

    The marks of so many months, counted from ``since`` on and back, are one column, whose height is their number.

    ``steps`` maps the ids of the actors to their rows of :func:`sanctions.steps`. Days before ``since``, and from it on, are counted at the two ends.
    The table has one row a step: ``by, date, effect, summary, event, confidence, sources``. Raises ``ValueError`` unless there are two actors.
    """
    if len(steps) != 2:
        raise ValueError(f"two actors are drawn, {len(steps)} were given: {', '.join(steps)}")
    actors, through = tables.actors.set_index("id"), tables.checked_through("events")
    names = {actor: actors.loc[actor, "capital"] or actors.loc[actor, "name"] for actor in steps}
    sure = readings.sure(tables, "events")
    sides = {actor: rows[rows["date"] >= start].assign(sure=rows["id"].isin(sure)) for actor, rows in steps.items()}
    drawn = pd.concat([rows.assign(by=actors.loc[actor, "name"]) for actor, rows in sides.items()])
    drawn = drawn.assign(date=drawn["date_known"], event=drawn["id"])[["by", "date", "effect", "summary", "event", "confidence", "sources"]]
    months = next((each for each in COLUMNS if each * YEAR / 12 >= MARK / PHONE * (through - start).days), COLUMNS[-1])
    counts = {(actor, effect): _counted(rows[rows["effect"] == effect], since) for actor, rows in sides.items() for effect in FORMS}

    def draw(canvas: Canvas) -> None:
        size, aside = canvas.size, 0.46
        left, right = max(text_width(name, size, bold=True) for name in names.values()) + aside + 0.2, 0.47
        (slot, large), inch = (0.115, 5) if canvas.narrow else (0.16, 7.5), (x_of(through) - x_of(start)) / (canvas.width - left - right)
        lanes = {
            actor: {
                effect: _columns(rows[rows["effect"] == effect], since, months, x_of(through), large / POINTS * inch, APART / POINTS * inch)
                for effect in FORMS
            }
            for actor, rows in sides.items()
        }
        tall = {actor: [max([day.place for day in stack] + [1]) + 1 for stack in lane.values()] for actor, lane in lanes.items()}
        body = sum(slot * sum(marks) + GAP for marks in tall.values())
        above, foot = (0.82, 0.46) if canvas.narrow else (0.66, 0.32)  # on a phone the key and the ticks may need two lines
        ax = canvas.axes(body, left, right, foot, above)
        _axis(ax, (start, through), since, months, canvas.narrow)
        ax.set_ylim(0, body)
        ax.set_yticks([])
        ax.tick_params(axis="x", labelcolor=MUTED)
        ax.vlines(x_of(since), 0, body, color=INK, linewidth=0.9, linestyle="--", zorder=1)
        say(ax, since, body, short_date(f"{since:%Y-%m-%d}"), (-3, 3), ha="right", va="bottom", fontsize=size)
        signs = [(f"{sign} {effect}", MUTED) for effect, (_, sign, _) in FORMS.items()]
        canvas.key(
            [*signs, (f"a column: {words.counted(months, 'month')} from {since:%B} {since.day}", MUTED)], 0.05 if canvas.narrow else left, 0.12
        )
        top = body
        for actor, lane in lanes.items():
            color, line = color_of(tables, actor), top - GAP / 2 - slot * tall[actor][0]
            ax.hlines(line, x_of(start), x_of(through), color=color, linewidth=1.2, zorder=2)
            how: Look = {"fontsize": size, "color": color, "va": "center"}
            beside(ax, line, names[actor], -72 * (aside + 0.05), 0, ha="right", fontweight="bold", **how)
            for effect, (form, sign, up) in FORMS.items():
                for day in lane[effect]:
                    height = line + up * slot * (day.place + 0.6)
                    mark(ax, day.x, height, form, color, large, day.sure, markeredgewidth=1.1, zorder=3, clip_on=False)
                before, later = counts[actor, effect]
                beside(ax, line + up * 0.14, f"{sign} {before}", -13, 0, ha="right", **how)
                beside(ax, line + up * 0.14, f"{sign} {later}", 9, fontweight="bold", **how)
            top = line - slot * tall[actor][1] - GAP / 2
        heads: Look = {"va": "bottom", "color": MUTED, "linespacing": 1.1}
        canvas.write(left - 0.08, 0.04 - above, "days\nbefore", ha="right", **heads)
        canvas.write(canvas.width - right + 0.08, 0.04 - above, "days\nsince", **heads)

    said = ". ".join(
        f"{names[actor]}: {', '.join(f'{effect} on {counts[actor, effect][1]} days since, on {counts[actor, effect][0]} before' for effect in FORMS)}"
        for actor in steps
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Days on which each side eased or tightened its measures, {start.year} to {words.day(through)}",
        table=drawn.reset_index(drop=True),
        alt=f"{title}. Two lines of time, marks above for what was eased, below for what was tightened; dashed: {words.day(since)}. {said}.",
        sources=cite(tables, drawn["sources"]),
        checked=through,
        draw=draw,
        note="One mark a day, renewals left out. Hollow: on one secondary source or less, or not read twice.",
    )


def _counted(rows: pd.DataFrame, since: pd.Timestamp) -> tuple[int, int]:
    """On how many days before ``since``, and from it on."""
    days = rows["date"].drop_duplicates()
    return int((days < since).sum()), int((days >= since).sum())


def _axis(ax: Axes, across: tuple[pd.Timestamp, pd.Timestamp], since: pd.Timestamp, months: int, narrow: bool) -> None:
    """Years, or, where a column of marks is a year or longer, the days on which a column begins: it is not one calendar year."""
    (start, through), length = across, months * YEAR / 12
    year_axis(ax, start, through, 1)
    if months < 12:
        return
    first, last = int((start - since).days // length) + 1, int((through - since).days // length)
    every = math.ceil((0.42 if narrow else 0.75) * inch_of(ax) / length)  # so that the ticks do not touch
    begun = {place: since + pd.Timedelta(days=round(place * length)) for place in range(first, last + 1)}
    told = [day for place, day in begun.items() if (last - place) % every == 0]
    label = "%b\n%Y" if narrow else "%b %Y"
    ax.set_xticks([x_of(day) for day in told], [day.strftime(label) for day in told])
    for day in told if narrow else begun.values():
        ax.axvline(x_of(day), color=GRID, linewidth=0.7, zorder=0)


def _columns(rows: pd.DataFrame, since: pd.Timestamp, months: int, last: float, wide: float, apart: float) -> list[Day]:
    """The days of the rows in columns of so many ``months`` from ``since`` on and back, to the ``last``.

    A mark is so ``wide``, and stands so far ``apart`` from ``since`` that what is before it and what is after is seen.
    """
    sure, length = rows["sure"].groupby(rows["date"]).any(), months * YEAR / 12
    columns = pd.Series((sure.index - since).days // length, index=sure.index)
    begins = x_of(since) + columns * length
    middles = (begins + (begins + length).clip(upper=last)) / 2
    places = columns.groupby(columns).cumcount()
    return [
        Day(x, bool(each), int(place))
        for x, each, place in zip(middles.clip(lower=begins + wide / 2) + apart * (1 - 2 * (columns < 0)), sure, places, strict=True)
    ]
