"""Political prisoners counted over time, beside the people freed in releases tied to diplomacy."""

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import DOTS, Look, beside, mark, round_ticks, say, scale, stepped, with_halo, x_of, year_axis
from ..draw.palette import INK, MUTED, PAPER, color_of
from ..measures import prisoners
from ..tables import Tables


def prisoners_counted(tables: Tables, title: str, since: pd.Timestamp, counter: str, least: int = 50, id: str = "prisoners-counted") -> Exhibit:
    """Counts of political prisoners as points, and a step line of the people freed after the first count from ``since`` on, read at the last.

    ``counter`` names who counts; releases of at least ``least`` people carry their number. The table has one row a count or release:
    ``what, date, number, freed_so_far, summary, confidence, sources``. Raises ``ValueError`` if there is no count, or no release.
    """
    then, last, freed = prisoners.between_counts(tables, since)
    drawn = prisoners.counted_and_freed(tables.political_prisoners.sort_values("date", kind="stable"), freed)
    compared = int(freed.loc[freed["date"] <= last["date"], "number"].sum())
    counts, through = tables.political_prisoners.sort_values("date", kind="stable"), tables.through
    first, high = pd.Timestamp(min(counts["date"].min(), since).year, 1, 1), counts.loc[counts["count"].idxmax()]
    color = color_of(tables, tables.posts["host"].iloc[0])  # of who frees

    def draw(canvas: Canvas) -> None:
        narrow, size = canvas.narrow, canvas.size
        weak = "" if last["confidence"] != "low" else ",\nweak count"
        total = int(freed["freed"].iloc[-1])
        more = f",\n{total:,} by {through:%b} {through.day}" if total > compared else ""  # whom the last count does not know yet
        ends = [f"{last['count']:,} held{weak}", f"{compared:,} freed{more}"]
        ax = canvas.axes(2.8 if narrow else 3.1, left=0.5, right=widest(ends, size, bold=True) + 0.22, below=0.35, above=0.15)
        year_axis(ax, first, through, 2 if narrow else 1)
        ceiling = float(high["count"]) * 1.14
        ax.set_ylim(0, ceiling)
        ticks = round_ticks(ceiling)
        scale(ax, ticks, (first, through), ticks[1:])
        ax.tick_params(axis="x", labelcolor=MUTED)
        ax.plot([x_of(day) for day in counts["date"]], counts["count"], linestyle="--", linewidth=1.1, color=INK, zorder=2)
        for row in counts.itertuples():
            mark(ax, row.date, row.count, "o", INK, 5, row.confidence != "low", markeredgewidth=1.1, zorder=3, clip_on=False)
        so_far = [0, *freed["freed"], total]
        stepped(ax, [x_of(then["date"]), *(x_of(day) for day in freed["date"]), x_of(through)], so_far, color)
        strong: Look = {"fontsize": size, "fontweight": "bold"}
        for row in freed[freed["number"] >= (freed["number"].max() if narrow else least)].itertuples():
            with_halo(say(ax, row.date, row.freed - row.number, f"+{row.number}", (-4, 3), ha="right", va="bottom", fontsize=size, color=color))
        ax.plot([x_of(then["date"])] * 2, [0, then["count"]], color=INK, linewidth=0.8, linestyle=DOTS, zorder=1.5)
        ax.plot([x_of(last["date"])] * 2, [0, last["count"]], color=INK, linewidth=0.8, linestyle=DOTS, zorder=1.5)
        dot: Look = {"markeredgecolor": PAPER, "zorder": 4, "clip_on": False}
        mark(ax, last["date"], compared, "o", color, 4.5 if narrow else 6, **dot)
        if total > compared:
            mark(ax, through, total, "o", color, 4.5 if narrow else 6, **dot)
        strong |= {"annotation_clip": False}
        say(ax, high["date"], high["count"], f"{high['count']:,}", (0, 7), ha="center", va="bottom", color=MUTED, fontsize=size)
        leader: Look = {"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3, "relpos": (0, 0)}
        say(ax, then["date"], then["count"], f"{then['count']:,} held", (8, 22), ha="left", va="bottom", color=INK, arrowprops=leader, **strong)
        for height, text, hue in ((last["count"], ends[0], INK), (compared, ends[1], color)):
            beside(ax, height, text, 8, va="center", color=hue, linespacing=1.1, **strong)
        _names(ax, counts, then["date"], counter, color, canvas)

    return Exhibit(
        id=id,
        title=title,
        subtitle=f"People, {first.year} to {words.day(through)}: held on the day of a count, and freed after that of {words.day(then['date'])}",
        table=drawn,
        alt=f"{title}. Points from {words.day(counts['date'].min())} ({counts['count'].iloc[0]:,}) over the highest, {high['count']:,} on "
        f"{words.day(high['date'])}, to {last['count']:,} on {words.day(last['date'])}. A step line of people freed after "
        f"{words.day(then['date'])} reaches {compared:,} on the day of the last count and {freed['freed'].iloc[-1]:,} on {words.day(through)}.",
        sources=cite(tables, pd.concat([counts["sources"], freed["sources"]])),
        checked=through,
        draw=draw,
        note="Hollow: a count of low confidence. Not everyone freed was on the count, and new names are added to it.",
    )


def _names(ax: Axes, counts: pd.DataFrame, since: pd.Timestamp, counter: str, color: str, canvas: Canvas) -> None:
    """What the two lines are, each where it has room."""
    narrow, size, high = canvas.narrow, canvas.size, counts.loc[counts["count"].idxmax()]
    held = ("held, counted", f"by {counter}") if narrow else ("held as political prisoners,", f"counted by {counter}")
    tied = ("freed, tied", "to diplomacy") if narrow else ("freed in releases", "tied to diplomacy")
    plain: Look = {"va": "top", "fontsize": size}
    inch, gap, begun, first = inch_of(ax), 240 if narrow else 90, x_of(counts["date"].iloc[0]), ax.get_xlim()[0]
    place, align = x_of(high["date"]) + (0 if narrow else 150), "center"
    if first + text_width("\n".join(held), size) * inch < begun - gap:  # room before the first count
        place, align = begun - gap, "right"
    ax.text(place, high["count"] * (0.7 if narrow else 0.78), "\n".join(held), color=INK, ha=align, **plain)
    room = text_width("\n".join(tied), size) * inch
    edge = max(x_of(since) - gap, first + room)  # not left of the axis
    if x_of(since) - gap < edge and begun < edge:  # nor on the rising counts: below them
        edge = x_of(counts.loc[counts["count"] > high["count"] * 0.4, "date"].iloc[0]) + gap + room
    ax.text(edge, high["count"] * 0.25, "\n".join(tied), color=color, ha="right", **plain)
