"""Episodes by year and tone, one square each, stacked up and down."""

from matplotlib.figure import Figure

from .. import episodes, words
from ..tables import Tables
from .exhibit import GREEN, INK, MUTED, ORANGE, Exhibit, cite, is_narrow, new_figure


def tone_by_year(tables: Tables, title: str) -> Exhibit:
    """One square an episode, above the line if it brought the two closer, below if it drove them apart; tone 0 is counted, not drawn.

    The table has one row a year: ``year``, and episodes counted by tone from ``minus_2`` to ``plus_2``.
    """
    counts = episodes.by_year(tables.events)
    sources = cite(tables, tables.events.loc[tables.events["tone"].fillna(0) != 0, "sources"])
    drawn = counts.rename(columns={-2: "minus_2", -1: "minus_1", 0: "zero", 1: "plus_1", 2: "plus_2"}).rename_axis("year").reset_index()
    drawn.columns.name = None
    through = tables.through

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        high, low = int((counts[1] + counts[2]).max()), int((counts[-1] + counts[-2]).max())
        figure = new_figure(width, min(0.11 * (high + low) + 1.0, 6.5))
        ax = figure.subplots()
        for year, row in counts.iterrows():
            for sign, color in ((1, GREEN), (-1, ORANGE)):
                strong, weak = int(row[2 * sign]), int(row[sign])
                for position in range(strong + weak):
                    solid = position < strong
                    ax.bar(
                        float(str(year)),
                        sign * 0.8,
                        bottom=sign * (position + 0.1),
                        width=0.8,
                        color=color if solid else "none",
                        edgecolor=color,
                        linewidth=1,
                        zorder=3,
                    )
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set_xlim(counts.index.min() - 0.8, counts.index.max() + 0.8)
        ax.set_ylim(-low - 1, high + 1)
        ticks = [tick for tick in range(-30, 31, 5) if -low - 1 <= tick <= high + 1]
        ax.set_yticks(ticks, [str(abs(tick)) for tick in ticks])
        ax.set_xticks(range(1992, int(counts.index.max()) + 1, 8 if narrow else 4))
        ax.spines["bottom"].set_visible(False)
        ax.grid(axis="y")
        ax.text(0.01, 0.99, "closer", transform=ax.transAxes, color=GREEN, fontweight="bold", va="top")
        ax.text(0.01, 0.01, "apart", transform=ax.transAxes, color=ORANGE, fontweight="bold", va="bottom")
        ax.tick_params(axis="y", labelcolor=MUTED)
        return figure

    best, worst = (counts[1] + counts[2]).idxmax(), (counts[-1] + counts[-2]).idxmax()
    return Exhibit(
        id="tone-by-year",
        title=title,
        subtitle=f"Episodes by year and effect on the relation, {counts.index.min()} to {words.day(through)}; one square is one episode",
        table=drawn,
        alt=f"{title}. Squares stacked above and below a line, one column a year. Most steps closer: {best} "
        f"({counts.loc[best, 1] + counts.loc[best, 2]}). Most steps apart: {worst} ({counts.loc[worst, -1] + counts.loc[worst, -2]}).",
        sources=sources,
        checked=tables.checked_through("events"),
        draw=draw,
        note="Solid: strong (plus or minus 2); outlined: plus or minus 1. Acts count, words do not; one deal or shock counts once. "
        f"{int(counts[0].sum())} episodes of tone 0 are not drawn.",
    )
