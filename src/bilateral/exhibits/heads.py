"""Who headed each mission: one bar a person, one row a bar."""

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..tables import Tables
from .exhibit import GRID, INK, MUTED, SERIES, Exhibit, cite, is_narrow
from .marks import open_end, text_width, x_of, year_axis

RANKS = {
    "ambassador": "ambassador",
    "charge_en_pied": "chargé d'affaires en pied",
    "charge_ad_interim": "chargé d'affaires ad interim",
    "ambassador_designate": "named, never took up post",
    "special_envoy": "special envoy",
}
SHORT = {
    "ambassador": "ambassador",
    "charge_en_pied": "chargé",
    "charge_ad_interim": "chargé",
    "ambassador_designate": "named, never at post",
    "special_envoy": "special envoy",
}


def heads_of_mission(tables: Tables, title: str) -> Exhibit:
    """Every head of mission of both posts, and those named who never took up the post.

    The table has one row a tenure: ``post, person, rank, start, end, confidence, sources`` (dates as known; an empty ``end`` is open).
    """
    through, posts = tables.through, tables.posts.head(2)
    order = {post: position for position, post in enumerate(posts["id"])}
    rows = tables.heads_of_mission[tables.heads_of_mission["post"].isin(order)].copy()
    rows = rows.sort_values(["post", "start", "end"], key=lambda column: column.map(order) if column.name == "post" else column)
    drawn = pd.DataFrame(
        {
            "post": rows["post"],
            "person": rows["person"],
            "rank": rows["rank"].map(RANKS),
            "start": rows["start_known"],
            "end": rows["end_known"],
            "confidence": rows["confidence"],
            "sources": rows["sources"],
        }
    ).reset_index(drop=True)
    first = tables.representation["start"].min()

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size, row_height = (8.5, 0.19) if narrow else (9.5, 0.2)
        count = len(rows) + 2.4 * len(posts)
        height = count * row_height + 0.4
        figure = Figure(figsize=(width, height))
        left, right = 0.25, 0.15
        ax = figure.add_axes((left / width, 0.35 / height, 1 - (left + right) / width, 1 - 0.35 / height))
        year_axis(ax, first, through, 8 if narrow else 4)
        ax.set_ylim(count, 0)
        ax.set_yticks([])
        ax.grid(axis="x")
        inch = (x_of(through) - x_of(first)) / (width - left - right)
        y = 0.0
        for post, color in zip(posts.itertuples(), SERIES, strict=False):
            ax.text(x_of(first), y + 1.4, post.label, color=color, fontweight="bold", va="bottom", fontsize=size + 0.5)
            y += 1.6
            for row in rows[rows["post"] == post.id].itertuples():
                begin, end = x_of(row.start), x_of(row.end if pd.notna(row.end) else through)
                bar = Rectangle((begin, y + 0.2), max(end - begin, 0.03 * inch), 0.6, zorder=2)
                if row.rank == "ambassador":
                    bar.set(facecolor=color, edgecolor=color, linewidth=1)
                elif row.rank in ("charge_en_pied", "charge_ad_interim"):
                    bar.set(facecolor=color, alpha=0.5)
                else:
                    bar.set(fill=False, edgecolor=color, linewidth=1, linestyle="--")
                ax.add_patch(bar)
                if pd.isna(row.end):
                    open_end(ax, through, y + 0.5, color)
                doubt = "" if row.confidence == "high" else " (?)"
                surname = row.person.split()[-1]
                text = f"{surname if narrow else row.person}, {SHORT[row.rank]}{doubt}"
                long = text_width(text, size) * inch
                after = end + 0.08 * inch
                fits = after + long <= x_of(through)
                ax.text(after if fits else begin - 0.08 * inch, y + 0.5, text, ha="left" if fits else "right", va="center", fontsize=size, color=INK)
                y += 1
            y += 0.8
        ax.spines["bottom"].set_color(GRID)
        ax.tick_params(axis="x", labelcolor=MUTED)
        return figure

    counts = {post.label: (rows["post"].eq(post.id) & rows["rank"].eq("ambassador")).sum() for post in posts.itertuples()}
    alt = f"{title}. Bars over time, one a person and rank. " + " ".join(
        f"{label}: {words.number(count)} tenures as ambassador." for label, count in counts.items()
    )
    return Exhibit(
        id="heads-of-mission",
        title=title,
        subtitle=f"Heads of both missions by rank, {first.year} to {words.day(through)}",
        table=drawn,
        alt=alt,
        sources=cite(tables, rows["sources"]),
        checked=tables.checked_through("heads_of_mission"),
        draw=draw,
        note="Solid: ambassador; pale: chargé d'affaires; dashed: named but never at post, or envoy elsewhere. (?): not confirmed by two sources. "
        "Gaps: the name of the chargé was not found.",
    )
