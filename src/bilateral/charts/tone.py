"""Episodes by year and tone, one block each, stacked up and down."""

from collections.abc import Mapping

from .. import words
from ..draw.canvas import Canvas
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, say, with_halo
from ..draw.palette import APART, CLOSER, INK, MUTED, pale
from ..measures import episodes
from ..tables import Tables

BLOCK = 0.125  # inches
WEAK = 0.35  # how strong the color of a block of tone 1 is


def tone_by_year(tables: Tables, title: str, named: Mapping[int, str] | None = None, id: str = "tone-by-year") -> Exhibit:
    """One block an episode, above the line if it brought the two closer, below if it drove them apart; tone 0 is counted, not drawn.

    Episodes of before the first day of the ladder are left out.
    ``named`` maps a year to a few words written at the end of its longer stack: beside it for the later half of the years,
    beyond it for the earlier. The table has one row a year:
    ``year``, and episodes counted by tone from ``minus_2`` to ``plus_2``. Raises ``KeyError`` for a year outside the series.
    """
    since = tables.events["date"] >= tables.representation["start"].min()
    counts = episodes.by_year(tables.events[since])
    ups, downs = counts[1] + counts[2], counts[-1] + counts[-2]
    sources = cite(tables, tables.events.loc[since & (tables.events["tone"].fillna(0) != 0), "sources"])
    drawn = counts.rename(columns={-2: "minus_2", -1: "minus_1", 0: "zero", 1: "plus_1", 2: "plus_2"}).rename_axis("year").reset_index()
    drawn.columns.name = None
    labels = {
        year: (int(ups.loc[year]), int(downs.loc[year]), f"{year}: {max(ups.loc[year], downs.loc[year])},\n{text}")
        for year, text in (named or {}).items()
    }
    through = tables.through

    def draw(canvas: Canvas) -> None:
        high, low = int(ups.max()), int(downs.max())
        ax = canvas.laid_out(BLOCK * (high + low + 7) + 0.35)[0]
        for year, row in counts.iterrows():
            for sign, color in ((1, CLOSER), (-1, APART)):
                strong, weak = int(row[2 * sign]), int(row[sign])
                for position in range(strong + weak):
                    ax.bar(
                        float(str(year)),
                        sign * 0.76,
                        bottom=sign * (position + 0.12),
                        width=0.74,
                        color=color if position < strong else pale(color, WEAK),
                        edgecolor=color,
                        linewidth=1.1,
                        zorder=3,
                    )
        ax.axhline(0, color=INK, linewidth=0.8)
        first, last = int(counts.index.min()), int(counts.index.max())
        ax.set_xlim(first - 0.8, last + 0.8)
        ax.set_ylim(-low - 3, high + 4)  # room for words over and under the blocks
        ticks = [tick for tick in range(-50, 51, 5) if -low - 1 <= tick <= high + 1]
        ax.set_yticks(ticks, [str(abs(tick)) for tick in ticks])
        every = 8 if canvas.narrow else 4
        ax.set_xticks([year for year in range(first, last + 1) if year % every == 0])
        ax.spines["bottom"].set_visible(False)
        ax.grid(axis="y")
        ax.text(0.01, 0.99, "closer", transform=ax.transAxes, color=CLOSER, fontweight="bold", va="top")
        ax.text(0.01, 0.01, "apart", transform=ax.transAxes, color=APART, fontweight="bold", va="bottom")
        ax.tick_params(axis="y", labelcolor=MUTED)
        for year, (up, down, text) in labels.items():
            above, right = up >= down, year > (first + last) / 2
            how: Look = {"ha": "right" if right else "left", "va": ("top" if above else "bottom") if right else ("bottom" if above else "top")}
            away = (-4, 0) if right else (0, 3 if above else -4)
            edge = (high + 3.6 if above else -low - 2.6) if right else up if above else -down
            with_halo(say(ax, year - 0.5, edge, text, away, fontsize=canvas.size, linespacing=1.1, zorder=6, **how))

    best, worst = ups.idxmax(), downs.idxmax()
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Episodes by year and effect on the relation, {counts.index.min()} to {words.day(through)}; one block is one episode",
        table=drawn,
        alt=f"{title}. Blocks stacked above and below a line, one column a year. Most steps closer: {best} ({ups.loc[best]}). "
        f"Most steps apart: {worst} ({downs.loc[worst]}).",
        sources=sources,
        checked=tables.checked_through("events"),
        draw=draw,
        note=f"Strong color: plus or minus 2; faint: 1. Words do not count. {int(counts[0].sum()):,} episodes of tone 0 are not drawn.",
    )
