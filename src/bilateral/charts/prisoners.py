"""Political prisoners counted over time, beside the people freed in releases tied to diplomacy."""

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, mark, round_ticks, say, scale, stepped, x_of, year_axis
from ..draw.palette import INK, MUTED, color_of
from ..measures import prisoners
from ..tables import Tables


def prisoners_counted(tables: Tables, title: str, since: pd.Timestamp, counter: str, least: int = 50, id: str = "prisoners-counted") -> Exhibit:
    """Counts of political prisoners as points, and a step line of the people freed in releases tied to diplomacy from ``since`` on.

    ``counter`` names who counts; releases of at least ``least`` people carry their number. The table has one row a count or release:
    ``what, date, number, freed_so_far, summary, confidence, sources``. Raises ``ValueError`` if there is no count, or no release.
    """
    through = tables.through
    counts = tables.political_prisoners.sort_values("date")
    freed = prisoners.releases_since(tables, since)
    if counts.empty or freed.empty:
        raise ValueError(f"there is nothing to draw: {len(counts)} counts, and {len(freed)} releases since {since:%Y-%m-%d}")
    first = pd.Timestamp(min(counts["date"].min(), since).year, 1, 1)
    color = color_of(tables, tables.posts["host"].iloc[0])  # of who frees
    last, high = counts.iloc[-1], counts.loc[counts["count"].idxmax()]

    def draw(canvas: Canvas) -> None:
        size, end = canvas.size, freed["freed"].iloc[-1]
        ax = canvas.axes(2.8 if canvas.narrow else 3.1, left=0.5, right=0.55, below=0.35, above=0.15)
        year_axis(ax, first, through, 2 if canvas.narrow else 1)
        ceiling = float(high["count"]) * 1.14
        ax.set_ylim(0, ceiling)
        ticks = round_ticks(ceiling)
        scale(ax, ticks, (first, through), ticks[1:])
        ax.tick_params(axis="x", labelcolor=MUTED)
        ax.plot([x_of(day) for day in counts["date"]], counts["count"], linestyle="--", linewidth=1.1, color=INK, zorder=2)
        for row in counts.itertuples():
            mark(ax, row.date, row.count, "o", INK, 5, row.confidence != "low", markeredgewidth=1.1, zorder=3, clip_on=False)
        stepped(ax, [x_of(since), *(x_of(day) for day in freed["date"]), x_of(through)], [0, *freed["freed"], end], color)
        strong: Look = {"fontsize": size, "fontweight": "bold"}
        for row in freed[freed["number"] >= least].itertuples():
            say(ax, row.date, row.freed - row.number, f"+{row.number}", (-4, 3), ha="right", va="bottom", color=color, **strong)
        strong |= {"annotation_clip": False}
        say(ax, high["date"], high["count"], f"{high['count']:,}", (0, 7), ha="center", va="bottom", color=INK, **strong)
        say(ax, through, last["count"], f"{last['count']:,}", (4, 0), ha="left", va="center", color=INK, **strong)
        leader: Look = {"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3, "relpos": (0, 0)}
        for then in counts[counts["date"] >= since].head(1).itertuples():
            say(ax, then.date, then.count, f"{then.count:,}", (8, 22), ha="left", va="bottom", color=INK, arrowprops=leader, **strong)
        say(ax, through, end, f"{end:,}", (4, 0), ha="left", va="center", color=color, **strong)
        _names(ax, counts, since, counter, color, canvas)

    alt = (
        f"{title}. Points from {words.day(counts['date'].min())} ({counts['count'].iloc[0]:,}) over the highest, {high['count']:,} on "
        f"{words.day(high['date'])}, to {last['count']:,} on {words.day(last['date'])}. A step line of people freed since {words.day(since)} "
        f"reaches {freed['freed'].iloc[-1]:,}."
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"People, {first.year} to {words.day(through)}: held on the day of a count, and freed since {words.day(since)}",
        table=prisoners.counted_and_freed(counts, freed),
        alt=alt,
        sources=cite(tables, pd.concat([counts["sources"], freed["sources"]])),
        checked=through,
        draw=draw,
        note="Dashed: no count between two points. Hollow: a count of low confidence. The lines are not two parts of one number: "
        "not everyone freed was on the count, and new names are added to it.",
    )


def _names(ax: Axes, counts: pd.DataFrame, since: pd.Timestamp, counter: str, color: str, canvas: Canvas) -> None:
    """What the two lines are, each where it has room."""
    narrow, size, high = canvas.narrow, canvas.size, counts.loc[counts["count"].idxmax()]
    held = ("held, counted", f"by {counter}") if narrow else ("held as political prisoners,", f"counted by {counter}")
    tied = ("freed in", "tied releases") if narrow else ("freed in releases", "tied to diplomacy")
    plain: Look = {"fontweight": "bold", "va": "top", "fontsize": size}
    inch, gap, begun, first = inch_of(ax), 240 if narrow else 90, x_of(counts["date"].iloc[0]), ax.get_xlim()[0]
    place, align = x_of(high["date"]) + 150, "center"
    if first + text_width("\n".join(held), size, bold=True) * inch < begun - gap:  # room before the first count
        place, align = begun - gap, "right"
    ax.text(place, high["count"] * (0.7 if narrow else 0.78), "\n".join(held), color=INK, ha=align, **plain)
    said = "\n".join([*tied, f"since {since:%b %Y}"])
    room = text_width(said, size, bold=True) * inch
    edge = max(x_of(since) - gap, first + room)  # not left of the axis
    if x_of(since) - gap < edge and begun < edge:  # nor on the rising counts: below them
        edge = x_of(counts.loc[counts["count"] > high["count"] * 0.4, "date"].iloc[0]) + gap + room
    ax.text(edge, high["count"] * 0.3, said, color=color, ha="right", **plain)
