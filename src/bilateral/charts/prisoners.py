"""Political prisoners counted over time, beside the people freed in releases tied to diplomacy."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from .. import words
from ..draw.exhibit import GRID, INK, MUTED, Exhibit, cite, color_of, is_narrow
from ..draw.marks import round_ticks, stepped, text_width, x_of, year_axis
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
    drawn = pd.concat(
        [
            counts.rename(columns={"count": "number", "basis": "summary"}).assign(what="held, counted"),
            freed.assign(what="freed"),
        ]
    )
    drawn = drawn[["what", "date_known", "number", "freed", "summary", "confidence", "sources"]].astype({"number": "Int64", "freed": "Int64"})
    drawn = drawn.rename(columns={"date_known": "date", "freed": "freed_so_far"}).reset_index(drop=True)
    first = pd.Timestamp(min(counts["date"].min(), since).year, 1, 1)
    color = color_of(tables, tables.posts["host"].iloc[0])  # of who frees
    last, high = counts.iloc[-1], counts.loc[counts["count"].idxmax()]

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        height = 3.3 if narrow else 3.6
        figure = Figure(figsize=(width, height))
        left, right, below, above = 0.5, 0.55, 0.35, 0.15
        ax = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - (below + above) / height))
        year_axis(ax, first, through, 2 if narrow else 1)
        ceiling = float(high["count"]) * 1.14
        ax.set_ylim(0, ceiling)
        ticks = round_ticks(ceiling)
        ax.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
        ax.hlines(ticks[1:], x_of(first), x_of(through), color=GRID, linewidth=0.7, zorder=0)
        ax.tick_params(axis="x", labelcolor=MUTED)
        ax.plot(
            [x_of(day) for day in counts["date"]],
            counts["count"],
            linestyle="--",
            linewidth=1.1,
            color=INK,
            zorder=2,
        )
        for row in counts.itertuples():
            sure = row.confidence != "low"
            ax.plot(
                [x_of(row.date)],
                [row.count],
                "o",
                markersize=5,
                color=INK,
                markerfacecolor=INK if sure else "none",
                markeredgewidth=1.1,
                zorder=3,
                clip_on=False,
            )
        days = [x_of(since), *(x_of(day) for day in freed["date"]), x_of(through)]
        so_far = [0, *freed["freed"], freed["freed"].iloc[-1]]
        stepped(ax, days, so_far, color)
        for row in freed[freed["number"] >= least].itertuples():
            ax.annotate(
                f"+{row.number}",
                (x_of(row.date), row.freed - row.number),
                xytext=(-4, 3),
                textcoords="offset points",
                ha="right",
                va="bottom",
                fontsize=size,
                color=color,
                fontweight="bold",
            )
        write: dict[str, Any] = {"textcoords": "offset points", "fontsize": size, "fontweight": "bold", "annotation_clip": False}
        ax.annotate(
            f"{high['count']:,}",
            (x_of(high["date"]), high["count"]),
            xytext=(0, 7),
            ha="center",
            va="bottom",
            color=INK,
            **write,
        )
        ax.annotate(
            f"{last['count']:,}",
            (x_of(through), last["count"]),
            xytext=(4, 0),
            ha="left",
            va="center",
            color=INK,
            **write,
        )
        for _, then in counts[counts["date"] >= since].head(1).iterrows():
            ax.annotate(
                f"{then['count']:,}",
                (x_of(then["date"]), then["count"]),
                xytext=(8, 22),
                ha="left",
                va="bottom",
                color=INK,
                arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3, "relpos": (0, 0)},
                **write,
            )
        ax.annotate(f"{so_far[-1]:,}", (x_of(through), so_far[-1]), xytext=(4, 0), ha="left", va="center", color=color, **write)
        held = ("held, counted", f"by {counter}") if narrow else ("held as political prisoners,", f"counted by {counter}")
        tied = ("freed in", "tied releases") if narrow else ("freed in releases", "tied to diplomacy")
        plain: dict[str, Any] = {"fontweight": "bold", "va": "top", "fontsize": size}
        inch, gap, begun = (x_of(through) - x_of(first)) / (width - left - right), 240 if narrow else 90, x_of(counts["date"].iloc[0])
        place, align = x_of(high["date"]) + 150, "center"
        if x_of(first) + text_width("\n".join(held), size, bold=True) * inch < begun - gap:  # room before the first count
            place, align = begun - gap, "right"
        ax.text(place, high["count"] * (0.7 if narrow else 0.78), "\n".join(held), color=INK, ha=align, **plain)
        said = "\n".join([*tied, f"since {since:%b %Y}"])
        room = text_width(said, size, bold=True) * inch
        edge = max(x_of(since) - gap, x_of(first) + room)  # not left of the axis
        if x_of(since) - gap < edge and begun < edge:  # nor on the rising counts: below them
            edge = x_of(counts.loc[counts["count"] > high["count"] * 0.4, "date"].iloc[0]) + gap + room
        ax.text(edge, high["count"] * 0.3, said, color=color, ha="right", **plain)
        return figure

    alt = (
        f"{title}. Points from {words.day(counts['date'].min())} ({counts['count'].iloc[0]:,}) over the highest, {high['count']:,} on "
        f"{words.day(high['date'])}, to {last['count']:,} on {words.day(last['date'])}. A step line of people freed since {words.day(since)} "
        f"reaches {freed['freed'].iloc[-1]:,}."
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"People, {first.year} to {words.day(through)}: held on the day of a count, and freed since {words.day(since)}",
        table=drawn,
        alt=alt,
        sources=cite(tables, drawn["sources"]),
        checked=through,
        draw=draw,
        note="Dashed: no count between two points. Hollow: a count of low confidence. The lines are not two parts of one number: "
        "not everyone freed was on the count, and new names are added to it.",
    )
