"""Legal instruments as squares, by what is known of each: in force, ended, or no end found."""

from collections.abc import Collection, Mapping

from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, span, unknown
from ..draw.palette import INK, MUTED, color_of, pale
from ..measures import sanctions
from ..tables import Tables

STEP, SIDE = 0.25, 0.2  # inches from square to square, and the side of one
SMALL = 0.13  # and of one in the key
HEAD, LINE, GAP = 0.28, 0.27, 0.2  # inches: a heading, the words under squares, and between two groups


def instruments_in_force(tables: Tables, title: str, groups: Mapping[str, Collection[str]], id: str = "instruments-in-force") -> Exhibit:
    """One square an instrument, renewals joined, in groups: those in force, those that ended, and those of which no end was found.

    ``groups`` maps headings to the ids of their rows. The table is that of :func:`sanctions.states`, which says what it raises.
    """
    rows, through = sanctions.states(tables, groups), tables.checked_through("instruments")
    joined = rows.groupby(["group", "label"], sort=False).agg(state=("state", "last")).reset_index()
    counts = {group: own["state"].value_counts().reindex(list(sanctions.STATES), fill_value=0) for group, own in joined.groupby("group", sort=False)}
    color = color_of(tables, tables.posts["sender"].iloc[0])

    def draw(canvas: Canvas) -> None:
        fit, left = int((canvas.width - 0.2) // STEP), 0.1
        heights = [HEAD + STEP * -(-int(own.sum()) // fit) + LINE for own in counts.values()]
        ax = canvas.page(sum(heights) + GAP * (len(heights) - 1))
        top = 0.0
        for (group, own), height in zip(counts.items(), heights, strict=True):
            ax.text(left, top + HEAD / 2, f"{int(own.sum())} {group.lower()}", fontsize=canvas.size + 1, fontweight="bold", color=INK, va="center")
            states = [state for state, number in own.items() for _ in range(number)]
            for place, state in enumerate(states):
                _square(ax, state, left + STEP * (place % fit), top + HEAD + STEP * (place // fit), SIDE, color)
            x = left
            for state, number in own.items():
                _square(ax, str(state), x, top + height - LINE / 2 - SMALL / 2, SMALL, color)
                x += SMALL + 0.06
                text, strong = f"{number} {sanctions.STATES[str(state)]}", state == "ended"
                how: Look = {"fontsize": canvas.size, "fontweight": "bold" if strong else "normal", "color": INK if strong else MUTED, "va": "center"}
                ax.text(x, top + height - LINE / 2, text, **how)
                x += text_width(text, canvas.size, strong) + 0.2
            top += height + GAP

    said = "; ".join(
        f"{group}: " + ", ".join(f"{number} {sanctions.STATES[state]}" for state, number in own.items()) for group, own in counts.items()
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Legal texts by their state on {words.day(through)}; one square is one text, renewals joined",
        table=rows,
        alt=f"{title}. Squares in {words.number(len(counts))} groups. {said}.",
        sources=cite(tables, rows["sources"]),
        checked=through,
        draw=draw,
        note="Hatched: no end was found, and it is not known to be in force. Texts are counted, not their effect.",
    )


def _square(ax: Axes, state: str, x: float, y: float, side: float, color: str) -> None:
    """An instrument: full where in force, gray where ended, hatched where no end was found."""
    if state == "unknown":
        unknown(ax, x, x + side, y, side, edgecolor=color, linewidth=0.9)
        return
    face, edge = (color, color) if state == "open" else (pale(MUTED, 0.4), MUTED)
    span(ax, x, x + side, y, side, facecolor=face, edgecolor=edge, linewidth=0.9)
