"""Stretches of time that stood out: posts without an ambassador, and openings that ended in a break."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from .. import words
from ..draw.exhibit import APART, CLOSER, INK, MUTED, PAPER, SERIES, Exhibit, cite, is_narrow
from ..draw.marks import text_width, tip, x_of, year_axis
from ..measures import episodes, status
from ..tables import Tables, dates
from ..tables.dates import YEAR

TIP, BOLD = 0.14, 1.15  # inches of an arrow; how much wider bold letters are


def spells_without_ambassador(tables: Tables, title: str, named: Mapping[str, str]) -> Exhibit:
    """Every gap between ambassadors at both posts as a bar of days, ranked.

    ``named`` maps ids of the events that ended the gaps to few words. The table has one row a gap: ``post, start, end,
    days, shortest, longest, open, begun_by, ended_by, sources`` (dates as known; an open gap has no ``end``;
    ``shortest`` and ``longest`` differ where a date is known to the month or year only). Raises ``ValueError`` if there is no gap.
    """
    rows, through = status.gaps(tables), tables.checked_through("representation")
    colors = dict(zip(tables.posts["id"], SERIES, strict=False))
    if rows.empty:
        raise ValueError("there is no gap to draw: neither post fell from the top rung")
    columns = [
        "post",
        "start_known",
        "end_known",
        "days",
        "shortest",
        "longest",
        "open",
        "begun_by",
        "ended_by",
        "sources",
    ]
    drawn = rows[columns].rename(columns={"start_known": "start", "end_known": "end"})

    def length(row: pd.Series) -> str:
        if row["shortest"] == row["longest"]:
            return f"{row['days']:,} days"
        return f"{row['shortest']:,} to {row['longest']:,} days" if row["shortest"] else f"at most {row['longest']:,} days"

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = 9.0 if narrow else 10.0, 0.27
        heads = _heads(rows)
        left, right = max(text_width(text, size) for text in heads) + 0.12, 0.25
        height = row_height * len(rows) + 0.35
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((left / width, 0.32 / height, 1 - (left + right) / width, 1 - 0.34 / height))
        most = rows["longest"].max()
        ax.set_xlim(0, most)
        ax.set_ylim(len(rows), 0)
        ax.set_yticks([])
        inch = most / (width - left - right)
        step = next(days for days in (100, 200, 500, 1000, 2000, 5000, 10000) if days > 0.6 * inch)
        ticks = list(range(0, int(most) + 1, step))
        ax.set_xticks(ticks, [f"{days:,} days" if days == ticks[-1] else f"{days:,}" for days in ticks])
        ax.tick_params(axis="x", labelcolor=MUTED, labelsize=size)
        ax.grid(axis="x")
        for y, (head, (_, row)) in enumerate(zip(heads, rows.iterrows(), strict=True)):
            ax.text(-0.08 * inch, y + 0.5, head, ha="right", va="center", fontsize=size, color=colors[row["post"]])
            ax.add_patch(Rectangle((0, y + 0.17), row["shortest"], 0.66, facecolor=colors[row["post"]], zorder=2))
            if row["longest"] > row["shortest"]:
                hollow = Rectangle((row["shortest"], y + 0.17), row["longest"] - row["shortest"], 0.66, zorder=2)
                hollow.set(fill=False, edgecolor=colors[row["post"]], linewidth=1)
                ax.add_patch(hollow)
            end, text = row["longest"], f"{length(row)}: {named.get(row['ended_by'], row['ended_by'])}"
            if row["open"]:
                tip = [(end, y + 0.05), (end + TIP * inch, y + 0.5), (end, y + 0.95)]
                ax.add_patch(Polygon(tip, facecolor=colors[row["post"]], clip_on=False, zorder=7))
                text = f"{length(row)}, still open" if narrow else f"{length(row)} ({words.years(row['days'])} years), still open"
                end += TIP * inch
            long, inside, beside = text_width(text, size), row["shortest"] / inch - 0.2, (most - end) / inch + right  # inches
            if long > beside and long * BOLD > inside:
                text = length(row)  # what ended it is in the table
            if long > beside or (row["open"] and long * BOLD < inside):
                ax.text(0.1 * inch, y + 0.5, text, va="center", fontsize=size, color=PAPER, fontweight="bold", zorder=8)
            else:
                note = ax.text(end + 0.07 * inch, y + 0.5, text, va="center", fontsize=size, color=INK, zorder=8)
                note.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.5})
        return figure

    def told(row: pd.Series) -> str:
        until = "still open" if row["open"] else f"ended by {named.get(row['ended_by'], row['ended_by'])}"
        return f"{row['city']} from {words.known(row['start_known'])}: {length(row)}, {until}"

    return Exhibit(
        id="spells-without-ambassador",
        title=title,
        subtitle=f"Days without an ambassador at post, each gap since the first ambassador, by the year in which it began; to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Bars of days, ranked. " + "; ".join(told(row) for _, row in rows.iterrows()) + ".",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="The words after the days say what ended the gap. Hollow: the length is not known more closely. Arrow: still so on the check date.",
    )


def _heads(gaps: pd.DataFrame) -> list[str]:
    """City and year of each gap; with the month where two gaps of a city began in one year and the month is known."""
    begun = gaps["start_known"].map(dates.earliest)
    heads = gaps["city"] + " " + begun.dt.strftime("%Y")
    finer = heads.duplicated(keep=False) & (gaps["start_known"].str.len() > len("2008"))
    return list(heads.where(~finer, gaps["city"] + " " + begun.dt.strftime("%b %Y")))


def openings_compared(tables: Tables, title: str, named: Mapping[str, str], least: int = 3) -> Exhibit:
    """Each opening on its own clock: a mark up for each step closer, a mark down for each step apart, to the break.

    ``named`` maps ids of the breaks to few words. The table has one row a step: ``opening, days, date, tone, event``;
    ``opening`` is the year in which it began, ``days`` the time since its first step. Raises ``ValueError`` if there is no opening.
    """
    through = tables.checked_through("events")
    found = episodes.thaws(tables.events, through, least)
    if found.empty:
        raise ValueError(f"there is no opening to draw: none has {words.number(least)} steps closer")
    steps = episodes.toned(tables.events)
    steps = steps[steps["tone"] != 0].sort_values("date", kind="stable")
    parts = []
    for row in found.itertuples():
        held = steps[(steps["date"] >= row.start) & (steps["date"] < row.end)]
        own = held[["date_known", "tone", "id"]].rename(columns={"date_known": "date", "id": "event"})
        own.insert(0, "opening", row.start.year)
        own.insert(1, "days", (held["date"] - row.start).dt.days)
        parts.append(own)
    drawn = pd.concat(parts, ignore_index=True)

    def counted(row: pd.Series) -> str:
        apart = words.number(row["apart"]) if row["apart"] else "none"
        return f"{words.number(row['closer'])} steps closer, {apart} apart"

    def end(row: pd.Series) -> str:
        return "no break so far" if row["open"] else f"ended by {named.get(row['ended_by'], row['ended_by'])}"

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        row_height, lines = (0.98, 2) if narrow else (0.82, 1)
        height = row_height * len(found) + 0.55
        figure = Figure(figsize=(width, height))
        left, right = 0.1, 0.3
        ax = figure.add_axes((left / width, 0.5 / height, 1 - (left + right) / width, 1 - 0.5 / height))
        most = found["days"].max()
        ax.set_xlim(0, most)
        ax.set_ylim(row_height * len(found), 0)  # inches, downwards
        ax.set_yticks([])
        ticks = list(range(0, int(most / YEAR) + 1))
        ax.set_xticks([year * YEAR for year in ticks], [str(year) for year in ticks])
        ax.tick_params(axis="x", labelcolor=MUTED, labelsize=size)
        ax.set_xlabel("years since the first step closer", fontsize=size)
        ax.grid(axis="x")
        for position, (_, row) in enumerate(found.iterrows()):
            top = position * row_height
            color = INK if row["open"] else MUTED
            y = top + 0.2 + 0.165 * lines + 0.24
            years = f"Since {row['start'].year}" if row["open"] else f"{row['start'].year}–{row['end'].year}"
            lead = f"{years}: {words.years(row['days'])} years"
            told = f"{lead}, {counted(row)}\n{end(row)}" if narrow else f"{lead}, {end(row)}"
            text = ax.text(0, top + 0.08, told, va="top", fontsize=size, color=INK, linespacing=1.2)
            text.set_fontweight("bold" if row["open"] else "normal")
            text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.8})
            if not narrow:
                ax.text(most, top + 0.08, counted(row), ha="right", va="top", fontsize=size, color=MUTED).set_bbox(
                    {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
                )
            ax.plot([0, row["days"]], [y, y], color=color, linewidth=1.6, zorder=2, solid_capstyle="butt")
            for step in drawn[drawn["opening"] == row["start"].year].itertuples():
                reach = 0.11 * abs(step.tone) * (-1 if step.tone > 0 else 1)
                ax.plot(
                    [step.days] * 2,
                    [y, y + reach],
                    color=CLOSER if step.tone > 0 else APART,
                    linewidth=2.2,
                    zorder=3,
                    clip_on=False,
                )
            mark = ">" if row["open"] else "X"
            end_of: dict[str, Any] = {
                "markersize": 9,
                "color": INK,
                "markeredgecolor": PAPER,
                "clip_on": False,
                "zorder": 5,
            }
            beyond = row["days"] + 0.09 * most / (width - left - right)  # so that it hides no step
            ax.plot([beyond], [y], marker=mark, **end_of)
        return figure

    alt = "; ".join(f"{row['start'].year}: {row['days']:,} days, {counted(row)}, {end(row)}" for _, row in found.iterrows())
    touched = tables.events[tables.events["id"].isin(drawn["event"])]
    return Exhibit(
        id="openings-compared",
        title=title,
        subtitle=f"Openings since {found['start'].min().year}, each from its first step; up: a step closer, "
        f"down: a step apart; to {words.day(through)}",
        table=drawn,
        alt=f"{title}. One line an opening, its length in days. {alt}.",
        sources=cite(tables, touched["sources"]),
        checked=through,
        draw=draw,
        note=f"An opening: at least {words.number(least)} steps closer after a break, and more of them than steps "
        f"apart, up to the next break (tone −{abs(episodes.BREAK)}). One deal or shock is one step; a long mark is a strong one. "
        "Cross: the break. Arrow: still open. Recent years are covered more closely than the first ones.",
    )


def thaws_by_rule(tables: Tables, title: str, rules: Mapping[str, tuple[int, int]]) -> Exhibit:
    """The thaws that each of several rules finds, on one calendar.

    ``rules`` maps few words to the least number of steps closer and the tone that ends a thaw; the first is the book's. The table has one row
    a thaw: ``rule, start, end, days, closer, apart, open`` (an open one has no ``end``).
    """
    through = tables.checked_through("events")
    first = tables.events["date"].min()
    found = {name: episodes.thaws(tables.events, through, least, ends) for name, (least, ends) in rules.items()}
    drawn = pd.concat([rows.assign(rule=name, end=rows["end"].where(~rows["open"])) for name, rows in found.items()], ignore_index=True)
    drawn = drawn[["rule", "start", "end", "days", "closer", "apart", "open"]]

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = 9.0 if narrow else 10.0, 0.76
        side, edge, foot = 0.08, 0.3, 0.3
        height = row_height * len(found) + foot + 0.05
        inner = width - side - edge
        figure = Figure(figsize=(width, height))
        ax = figure.add_axes((side / width, foot / height, inner / width, 1 - (foot + 0.05) / height))
        year_axis(ax, first, through, 10 if narrow else 5)
        ax.tick_params(axis="x", labelcolor=MUTED, labelsize=size)
        ax.set_ylim(row_height * len(found), 0)
        ax.set_yticks([])
        ax.grid(axis="x")
        inch = (x_of(through) - x_of(first)) / inner
        for position, (name, rows) in enumerate(found.items()):
            top, own = position * row_height, position == 0
            color = CLOSER if own else MUTED
            head = ax.text(
                x_of(first), top + 0.12, name, va="center", fontsize=size, color=CLOSER if own else INK, fontweight="bold" if own else "normal"
            )
            head.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.8})
            for row in rows.itertuples():
                begin, end = x_of(row.start), min(x_of(row.end), x_of(through))
                ax.add_patch(Rectangle((begin, top + 0.25), end - begin, 0.2, facecolor=color, zorder=3))
                if row.open:
                    tip(ax, end, top + 0.35, inch, 0.13, color)
                if row.days > YEAR:  # shorter ones have no room for it
                    text = ax.text((begin + end) / 2, top + 0.56, words.years(row.days), ha="center", va="center", fontsize=size, color=INK)
                    text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 0.5})
        return figure

    said = "; ".join(
        f"{name}: " + ", ".join(f"{row.start.year} {words.years(row.days)} years{' so far' if row.open else ''}" for row in rows.itertuples())
        for name, rows in found.items()
    )
    return Exhibit(
        id="thaws-by-rule",
        title=title,
        subtitle=f"Thaws by the book's rule (first row) and by others; lengths in years, of one year and more; {first.year} to {words.day(through)}",
        table=drawn,
        alt=f"{title}. One row a rule, a bar a thaw. {said}.",
        sources=cite(tables, tables.events.loc[tables.events["tone"].notna(), "sources"]),
        checked=through,
        draw=draw,
        note="Arrow: not ended so far. The chart cannot show how warm a thaw was, or why it ended; recent years are covered more closely than the "
        "first ones, which makes steps easier to find.",
    )
