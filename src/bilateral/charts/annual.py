"""Series by year: lines with the band in which each value may lie, and a break where a year has none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..draw.canvas import BOLD, Canvas, text_width, widest
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import DOTS, Look, beside, mark, say, x_of, year_axis
from ..draw.palette import BLUE, GRID, INK, MUTED, ORANGE, PAPER, pale
from ..draw.placement import spread
from ..draw.shown import POINTS
from ..measures import context
from ..tables import Tables

STYLES = ((BLUE, "o", "-"), (INK, "s", "--"), (ORANGE, "D", "-"), (MUTED, "^", "-."))  # of the lines, in their order
CLEAR = {True: 0.75, False: 0.15}  # how strong the color of a bar is by whether it is clear of zero
COUNTED = "votes a year"  # of the strip of bars
EVERY = 4  # years between two markers


@dataclass(frozen=True)
class Line:
    """One series: its name, and its rows (index ``year``; columns ``value, low, high``; missing cells are breaks)."""

    name: str
    rows: pd.DataFrame


@dataclass(frozen=True)
class Scale:
    """The vertical axis: its ticks, how they are written, and the lowest and highest value drawn."""

    ticks: Sequence[float]
    write: Callable[[float], str]
    low: float
    high: float


@dataclass(frozen=True)
class Plot:
    """What is drawn: the lines on their scale, how a value is put into words, counts by year for a strip of bars below, and a year ``marked``."""

    lines: Sequence[Line]
    scale: Scale
    write: Callable[[float], str]
    counts: "pd.Series[int] | None" = None
    marked: int = 0

    @property
    def values(self) -> list["pd.Series[float]"]:
        """The values that each line has."""
        return [line.rows["value"].dropna() for line in self.lines]


def agreement(tables: Tables, title: str, country: str, partners: Mapping[str, str], id: str = "un-agreement") -> Exhibit:
    """How often ``country`` votes as each of ``partners`` does (id: the name of its line), with the noise of each year's few votes.

    Below, as bars, the votes of the first pair. The table has one row a pair and year: ``pair, year, votes, same, share, low, high``.
    Raises ``KeyError`` for a pair without a series.
    """
    found = {name: context.agreement(tables.un_votes, partner, country) for partner, name in partners.items()}
    drawn = pd.concat([rows.drop(columns="net").assign(pair=name) for name, rows in found.items()]).reset_index()
    drawn = drawn[["pair", "year", "votes", "same", "share", "low", "high"]].round(4)
    lines = [Line(name, rows.rename(columns={"share": "value"})) for name, rows in found.items()]
    first, *_ = found.values()
    plot = Plot(lines, Scale([0, 0.25, 0.5, 0.75, 1], lambda value: f"{value:.0%}", 0, 1), lambda value: f"{value:.0%}", first["votes"])
    subtitle = f"Share of recorded votes in the UN General Assembly cast alike, {_span(lines)}; below, votes a year"
    note = "Band: what the year's number of votes leaves open (95 percent, Wilson). An abstention is an answer of its own."
    return _exhibit(tables, "un_votes", id, title, subtitle, plot, drawn, note)


def ideal_points_apart(tables: Tables, title: str, pair: tuple[str, str], names: tuple[str, str], beyond: str, id: str = "ideal-points") -> Exhibit:
    """By how much the second state of ``pair`` stands farther from ``beyond``, at the upper end of the scale, than the first, with its interval.

    ``names`` are those of the two. The table is that of :func:`context.lead` with the years. Raises ``KeyError`` for a state without a series.
    """
    rows = context.lead(tables.un_ideal_points, *pair)
    known = rows.dropna()
    days, clear_of = (pd.Timestamp(rows.index.min(), 1, 1), pd.Timestamp(rows.index.max(), 12, 31)), int(rows["clear"].sum())
    looks: dict[bool, Look] = {sure: {"facecolor": pale(ORANGE, strength), "edgecolor": ORANGE, "linewidth": 0.8} for sure, strength in CLEAR.items()}

    equal = f"as far\nas {names[0]}"

    def draw(canvas: Canvas) -> None:
        ax = canvas.axes(2.6, left=0.12, right=text_width(equal, canvas.size) + 0.15, below=0.32, above=0.62)
        year_axis(ax, *days, 8 if canvas.narrow else 4, month=7)
        ax.set_ylim(min(0.0, float(rows["low"].min())) * 1.25, float(rows["high"].max()) * 1.05)
        ax.set_yticks([])
        ax.tick_params(axis="x", labelcolor=MUTED)
        ax.axhline(0, color=INK, linewidth=1.2, zorder=4)
        for year, row in known.iterrows():
            at, tall = x_of(middle(int(str(year)))), row["high"] - row["low"]
            ax.bar(at, tall, 200 if canvas.narrow else 230, row["low"], zorder=2, **looks[bool(row["clear"])])
            mark(ax, at, row["value"], "o", INK, 3.5, zorder=3)
        canvas.write(0.12, -0.5, f"↑ {names[1]} farther from {beyond} than {names[0]} is", va="center")
        beside(ax, 0, equal, 6, fontsize=canvas.size, linespacing=1.1)
        told = {True: f"clearly farther: {clear_of} of {len(known)} years", False: f"not clear: {len(known) - clear_of}"}
        canvas.key([(text, looks[sure]) for sure, text in told.items()], 0.12, 0.12)

    return Exhibit(
        id=id,
        title=title,
        subtitle=f"Difference of ideal points, {names[0]} less {names[1]}, estimated from votes in the UN General Assembly, "
        f"{rows.index[0]} to {rows.index[-1]}",
        table=rows.reset_index(),
        alt=f"{title}. A bar a year, above zero where {names[1]} is farther from {beyond} than {names[0]}. {clear_of} of "
        f"{len(known)} bars do not touch zero.",
        sources=cite(tables, known["sources"]),
        checked=tables.checked_through("un_ideal_points"),
        reach="Data to",
        draw=draw,
        note="Dot: estimate; bar: from end to end of both 90 percent intervals. The unit has no meaning of its own.",
    )


def index(tables: Tables, title: str, name: str, label: str, countries: Mapping[str, str], id: str, marked: int = 0) -> Exhibit:
    """One index of democracy from 0 to 1 (``name`` in the table, ``label`` in words) for several countries, with its makers' bounds.

    The table has one row a country and year: ``country, year, value, low, high``. Raises ``KeyError`` for a country without a series.
    """
    lines = [Line(text, context.series(tables.democracy, country=code, index=name)) for code, text in countries.items()]
    note = "Band: the interval of about 68 percent that the makers give, from the spread of the experts' judgments."
    plot = Plot(lines, Scale([0, 0.25, 0.5, 0.75, 1], lambda value: f"{value:g}", 0, 1), lambda value: f"{value:.2f}", marked=marked)
    return _exhibit(tables, "democracy", id, title, f"{label}, 0 (least) to 1 (most), {_span(lines)}", plot, _joined(lines), note)


def _joined(lines: Sequence[Line], *more: str) -> pd.DataFrame:
    """The rows of all lines, one under the other: ``country, year, value, low, high`` and the columns ``more``."""
    rows = pd.concat([line.rows.assign(country=line.name) for line in lines]).reset_index()
    return rows[["country", "year", "value", "low", "high", *more]]


def _signed(number: str) -> str:
    """A number with a minus sign for the hyphen."""
    return number.replace("-", "−")


def _span(lines: Sequence[Line]) -> str:
    return f"{min(line.rows.index.min() for line in lines)} to {max(line.rows.index.max() for line in lines)}"


def middle(year: int) -> pd.Timestamp:
    """The day at which a year's value is drawn."""
    return pd.Timestamp(year, 7, 1)


def _exhibit(tables: Tables, table: str, id: str, title: str, subtitle: str, plot: Plot, drawn: pd.DataFrame, note: str) -> Exhibit:
    write, used = plot.write, pd.concat([line.rows["sources"].dropna() for line in plot.lines])
    said = "; ".join(
        f"{line.name}: {own.index[0]} {write(float(own.iloc[0]))}, lowest {own.idxmin()} {write(float(own.min()))}, "
        f"highest {own.idxmax()} {write(float(own.max()))}, {own.index[-1]} {write(float(own.iloc[-1]))}"
        for line, own in zip(plot.lines, plot.values, strict=True)
    )
    return Exhibit(
        id=id,
        title=title,
        subtitle=subtitle,
        table=drawn,
        alt=f"{title}. {words.number(len(plot.lines)).capitalize()} lines with bands by year. {said}.",
        sources=cite(tables, used),
        checked=tables.checked_through(table),
        reach="Data to",
        draw=lambda canvas: _draw(canvas, plot),
        note=note,
    )


def _draw(canvas: Canvas, plot: Plot) -> None:
    lines, scale = plot.lines, plot.scale
    first, last = (int(year) for year in _span(lines).split(" to "))
    days, every = (pd.Timestamp(first, 1, 1), pd.Timestamp(last, 12, 31)), 8 if canvas.narrow else 4
    texts = [f"{line.name} {plot.write(float(own.iloc[-1]))}" for line, own in zip(lines, plot.values, strict=True)]
    labels = ["\n".join(text.rsplit(" ", 1)) if canvas.narrow else text for text in texts]
    aside = [widest(labels, canvas.size) * BOLD, text_width(COUNTED, canvas.size) if plot.counts is not None else 0.0]
    left, right, below, above = 0.5, max(aside) + 0.2, 0.32, 0.3
    strip, body = 0.7 if plot.counts is not None else 0.0, 2.6 if canvas.narrow else 2.9
    ax = canvas.axes(body, left, right, below + strip, above)
    year_axis(ax, *days, every)
    ax.set_ylim(scale.low, scale.high)
    ax.set_yticks(list(scale.ticks), [scale.write(tick) for tick in scale.ticks])
    ax.hlines(list(scale.ticks), x_of(days[0]), x_of(days[1]), color=GRID, linewidth=0.7, zorder=0)
    beside(ax, scale.high, f"in {last}", 7, va="bottom", fontsize=canvas.size, color=MUTED)
    if plot.marked:
        ax.plot([x_of(middle(plot.marked))] * 2, [scale.low, scale.high], color=INK, linewidth=0.9, linestyle=DOTS, zorder=1)
        say(ax, middle(plot.marked), scale.high, str(plot.marked), (0, 2), ha="center", va="bottom", fontsize=canvas.size, fontweight="bold")
    for line, style in zip(lines, STYLES, strict=False):
        _line(ax, line.rows, *style)
    unit = (scale.high - scale.low) / body  # of the scale, an inch
    tall = [(label.count("\n") + 1) * canvas.size * 1.2 / POINTS for label in labels]
    ends = [float(own.iloc[-1]) for own in plot.values]
    order = sorted(range(len(lines)), key=lambda number: -ends[number])
    tops = spread([(scale.high - ends[number]) / unit - tall[number] / 2 for number in order], [tall[number] for number in order], 0.03, 0)
    for number, top in zip(order, tops, strict=True):
        height = scale.high - (top + tall[number] / 2) * unit
        beside(ax, height, labels[number], 7, fontsize=canvas.size, fontweight="bold", linespacing=1.1, color=STYLES[number][0])
    if plot.counts is not None:
        ax.tick_params(axis="x", labelbottom=False, length=0)
        bars, counts = canvas.panel(strip - 0.24, left, right, below), plot.counts.dropna().astype(int)
        year_axis(bars, *days, every)
        bars.bar([x_of(middle(int(str(year)))) for year in counts.index], counts, width=290, color=MUTED)
        bars.set_ylim(0, counts.max() * 1.05)
        bars.set_yticks([0, counts.max()], ["0", f"{counts.max():,}"])
        bars.tick_params(axis="y", labelcolor=MUTED)
        beside(bars, counts.max() / 2, COUNTED, 7, fontsize=canvas.size, color=MUTED)


def _line(ax: Axes, rows: pd.DataFrame, color: str, marker: str, dash: str) -> None:
    """One line and its band: a missing value breaks both, and a value alone between two breaks keeps a marker."""
    days = [x_of(middle(int(year))) for year in rows.index]
    value, low, high = (rows[column].astype(float) for column in ("value", "low", "high"))
    ax.fill_between(days, low, high, facecolor=pale(color, 0.2), edgecolor=color, linewidth=0.5, zorder=2)
    ax.plot(days, value, color=color, linestyle=dash, zorder=3)
    alone = value.notna() & value.shift().isna() & value.shift(-1).isna()
    some = value[alone | (value.notna() & (value.index.to_series() % EVERY == 0))]
    ax.plot(
        [x_of(middle(int(year))) for year in some.index],
        some,
        marker,
        markersize=6,
        color=color,
        markeredgecolor=PAPER,
        markeredgewidth=0.8,
        zorder=4,
    )
