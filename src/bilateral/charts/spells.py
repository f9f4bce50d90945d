"""Stretches of time that stood out: posts without an ambassador, and openings that ended in a break."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import BOLD, Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import TIP, Look, clear, mark, rows_down, span, tip, unknown, x_of, year_axis
from ..draw.palette import APART, CLOSER, INK, MUTED, PAPER, SERIES
from ..measures import episodes, status
from ..tables import Tables, dates
from ..tables.dates import YEAR


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
    columns = ["post", "start_known", "end_known", "days", "shortest", "longest", "open", "begun_by", "ended_by", "sources"]
    drawn = rows[columns].rename(columns={"start_known": "start", "end_known": "end"})

    def draw(canvas: Canvas) -> None:
        size, heads = canvas.size, _heads(rows)
        left, right, most = widest(heads, size) + 0.12, 0.25, rows["longest"].max()
        ax = canvas.axes(0.27 * len(rows) + 0.01, left, right, below=0.32, above=0.26)
        canvas.key([(post.label, colors[post.id]) for post in tables.posts.head(2).itertuples()], 0.05, 0.1, fontweight="bold")
        ax.set_xlim(0, most)
        rows_down(ax, len(rows))
        inch = inch_of(ax)
        step = next(years for years in (1, 2, 5, 10, 20, 50) if years * YEAR > 0.6 * inch)
        ticks = list(range(0, int(most / YEAR) + 1, step))
        ax.set_xticks([years * YEAR for years in ticks], [f"{years} years" if years == ticks[-1] else str(years) for years in ticks])
        ax.tick_params(axis="x", labelsize=size)
        for y, (head, (_, row)) in enumerate(zip(heads, rows.iterrows(), strict=True)):
            color = colors[row["post"]]
            ax.text(-0.08 * inch, y + 0.5, head, ha="right", va="center", fontsize=size, color=color)
            point = TIP * inch if row["open"] else 0  # the arrow ends where the gap does, so that bars can be compared
            span(ax, 0, row["shortest"] - point, y + 0.17, 0.66, facecolor=color, zorder=2)
            if row["longest"] > row["shortest"]:
                unknown(ax, row["shortest"], row["longest"], y + 0.17, 0.66, edgecolor=color, linewidth=1, zorder=2)
            if row["open"]:
                tip(ax, row["longest"] - point, y + 0.5, inch, 0.45, color)
            _length(ax, row, named.get(row["ended_by"], row["ended_by"]), y + 0.5, right, canvas)

    def told(row: pd.Series) -> str:
        until = "not ended" if row["open"] else f"ended by {named.get(row['ended_by'], row['ended_by'])}"
        return f"{row['city']} from {words.known(row['start_known'])}: {_days(row)}, {until}"

    return Exhibit(
        id="spells-without-ambassador",
        title=title,
        subtitle="Days without an ambassador at post, each gap since the first ambassador, longest first, "
        f"beside the year it began; to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Bars of days, ranked. " + "; ".join(told(row) for _, row in rows.iterrows()) + ".",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="The words say what ended the gap. Hatched: the length is not known more closely. Arrow: still so.",
    )


def _days(row: pd.Series) -> str:
    """The length of a gap as far as its days are known."""
    if row["shortest"] == row["longest"]:
        return f"{row['days']:,} days"
    return f"{row['shortest']:,} to {row['longest']:,} days" if row["shortest"] else f"at most {row['longest']:,} days"


def _length(ax: Axes, row: pd.Series, ended: str, y: float, right: float, canvas: Canvas) -> None:
    """The length of a gap and what ended it: after its bar, or in it where there is more room, or the length alone."""
    size, inch, most = canvas.size, inch_of(ax), ax.get_xlim()[1]
    length = f"{words.years(row['days'])} years" if row["days"] > 2 * YEAR and row["shortest"] == row["longest"] else _days(row)
    end, text = row["longest"], f"{length}: {ended}"
    if row["open"]:
        text = f"{length}, not ended"
    long, inside, beside = text_width(text, size), row["shortest"] / inch - 0.2, (most - end) / inch + right  # inches
    if long > beside and long * BOLD > inside:
        text = length  # what ended it is in the table
    if long > beside or (row["open"] and long * BOLD < inside):
        ax.text(0.1 * inch, y, text, va="center", fontsize=size, color=PAPER, fontweight="bold", zorder=8)
    else:
        clear(ax.text(end + 0.07 * inch, y, text, va="center", fontsize=size, color=INK, zorder=8), 0.5)


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
    drawn = episodes.steps_of(tables.events, found)

    def counted(row: pd.Series) -> str:
        apart = words.number(row["apart"]) if row["apart"] else "none"
        return f"{words.number(row['closer'])} steps closer, {apart} apart"

    def end(row: pd.Series) -> str:
        return "no break so far" if row["open"] else f"ended by {named.get(row['ended_by'], row['ended_by'])}"

    def draw(canvas: Canvas) -> None:
        narrow, size, most = canvas.narrow, canvas.size, found["days"].max()
        row_height, lines = (0.98, 2) if narrow else (0.82, 1)
        ax = canvas.axes(row_height * len(found) + 0.05, left=0.1, right=0.3, below=0.55)
        ax.set_xlim(0, most)
        rows_down(ax, row_height * len(found))  # inches
        ticks = range(0, int(most / YEAR) + 1)
        ax.set_xticks([year * YEAR for year in ticks], [str(year) for year in ticks])
        ax.tick_params(axis="x", labelsize=size)
        ax.set_xlabel("years since the first step closer", fontsize=size)
        for position, (_, row) in enumerate(found.iterrows()):
            top = position * row_height
            years = f"Since {row['start'].year}" if row["open"] else f"{row['start'].year}–{row['end'].year}"
            lead = f"{years}: {words.years(row['days'])} years"
            told = f"{lead}, {counted(row)}\n{end(row)}" if narrow else f"{lead}, {end(row)}"
            weight = "bold" if row["open"] else "normal"
            clear(ax.text(0, top + 0.08, told, va="top", fontsize=size, color=INK, linespacing=1.2, fontweight=weight), 0.8)
            if not narrow:
                clear(ax.text(most, top + 0.08, counted(row), ha="right", va="top", fontsize=size, color=MUTED), 0.8)
            _steps(ax, row, drawn[drawn["opening"] == row["start"].year], top + 0.2 + 0.165 * lines + 0.24)

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
        note="A long mark is a strong step. Cross: the break. Arrow: not ended. The rule is in Methods.",
    )


def _steps(ax: Axes, row: pd.Series, steps: pd.DataFrame, y: float) -> None:
    """One opening on its line: a mark up for each step closer, down for each step apart, longer for a strong one, and how it ends."""
    ax.plot([0, row["days"]], [y, y], color=INK if row["open"] else MUTED, linewidth=1.6, zorder=2, solid_capstyle="butt")
    for step in steps.itertuples():
        reach, color = 0.11 * abs(step.tone) * (-1 if step.tone > 0 else 1), CLOSER if step.tone > 0 else APART
        ax.plot([step.days] * 2, [y, y + reach], color=color, linewidth=2.2, zorder=3, clip_on=False)
    beyond = row["days"] + 0.09 * inch_of(ax)  # so that it hides no step
    mark(ax, beyond, y, ">" if row["open"] else "X", INK, 9, markeredgecolor=PAPER, clip_on=False, zorder=5)


def thaws_by_rule(tables: Tables, title: str, rules: Mapping[str, tuple[int, int]]) -> Exhibit:
    """The thaws that each of several rules finds, on one calendar.

    ``rules`` maps few words to the least number of steps closer and the tone that ends a thaw. The table has one row
    a thaw: ``rule, start, end, days, closer, apart, open`` (an open one has no ``end``).
    """
    through = tables.checked_through("events")
    first = tables.events["date"].min()
    drawn = episodes.by_rule(tables.events, through, rules)
    found = {rule: drawn[drawn["rule"] == rule] for rule in rules}
    longest = drawn.loc[~drawn["open"], "days"].max()

    def draw(canvas: Canvas) -> None:
        size, row_height = canvas.size, 0.76
        ax = canvas.axes(row_height * len(found), left=0.08, right=0.3, below=0.3, above=0.05)
        year_axis(ax, first, through, 10 if canvas.narrow else 5)
        rows_down(ax, row_height * len(found))
        ax.tick_params(axis="x", labelsize=size)
        for at, label in zip(ax.get_xticks(), ax.get_xticklabels(), strict=True):
            label.set_horizontalalignment("left" if at == ax.get_xlim()[0] else "center")  # no room left of the axis
        inch = inch_of(ax)
        for position, (name, rows) in enumerate(found.items()):
            top = position * row_height
            clear(ax.text(x_of(first), top + 0.12, name, va="center", fontsize=size, color=INK), 0.8)
            for row in rows.itertuples():
                begin, end = x_of(row.start), x_of(through if row.open else row.end)
                span(ax, begin, end, top + 0.25, 0.2, facecolor=CLOSER, zorder=3)
                if row.open:
                    tip(ax, end, top + 0.35, inch, 0.13, CLOSER)
                if row.days > YEAR:  # shorter ones have no room for it
                    middle: Look = {"ha": "center", "va": "center", "fontsize": size, "color": INK}
                    weight = "bold" if row.days == longest and not row.open else "normal"
                    clear(ax.text((begin + end) / 2, top + 0.56, words.years(row.days), fontweight=weight, **middle), 0.5)

    said = "; ".join(
        f"{name}: " + ", ".join(f"{row.start.year} {words.years(row.days)} years{' so far' if row.open else ''}" for row in rows.itertuples())
        for name, rows in found.items()
    )
    return Exhibit(
        id="thaws-by-rule",
        title=title,
        subtitle=f"Openings by {words.number(len(rules))} rules, {first.year} to {words.day(through)}; lengths of a year or more, in years",
        table=drawn,
        alt=f"{title}. One row a rule, a bar an opening. {said}.",
        sources=cite(tables, tables.events.loc[tables.events["tone"].notna(), "sources"]),
        checked=through,
        draw=draw,
        note="Arrow: not ended so far. Recent years are covered more closely, which makes steps easier to find.",
    )
