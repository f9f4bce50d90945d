"""The ledger of an exchange: one row a step, people freed on one side, what the other side gave on the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from .. import words
from ..draw.canvas import Canvas, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, mark, span
from ..draw.palette import GRID, MUTED, PAPER, color_of, pale
from ..draw.placement import short_date, wrap
from ..draw.shown import POINTS
from ..measures import exchange, readings
from ..measures.exchange import Step
from ..tables import Tables

HIGH = 5  # dots in a column: a dot is a person
ROUND = Path.unit_regular_polygon(8)  # a dot of two or three points: a circle of curves looks the same and takes four times the bytes
FORMS = {  # a form of what was given: its mark, whether it is in the giver's color, whether the mark is full, its name
    "delisting": ("s", True, True, "Delisted"),
    "license": ("s", True, False, "Licensed"),
    "other": ("D", True, True, "Eased"),
    "visit": ("o", True, True, "Visit"),
    "official": ("^", False, True, "Visit"),
    "words": ("x", False, True, "Words"),
    "none": ("_", False, True, "Nothing seen"),
    "no relief": ("_", False, True, "No relief seen"),
}
VISITS = {"visit": "envoy’s visit", "official": "officials’ visit"}  # whose names alone do not tell them apart


@dataclass(frozen=True)
class _Line:
    """One line of writing on the side of what was given; the first of an entry carries its mark."""

    form: str
    text: str
    sure: bool


def ledger_of_exchange(
    tables: Tables,
    title: str,
    steps: Mapping[str, Step],
    releasing: str,
    giving: str,
    thin: tuple[pd.Timestamp, pd.Timestamp] | None = None,
    tinted: Collection[str] = (),
) -> Exhibit:
    """Each release in ``steps`` (by its id in ``prisoner_releases``): people freed by ``releasing`` as dots, what ``giving`` gave as marks.

    ``thin`` is a period of thin coverage, named between the steps around it; what was given for the releases ``tinted`` stands on gray.
    The table has one row a thing given: ``release, date, freed,
    confidence, form, given, event, given_date, days_after, sources``; ``days_after`` is empty where a date is not known to the day. Raises
    ``KeyError`` for an unknown release or event, ``ValueError`` where the forms given are not those of the table.
    """
    capitals = tables.actors.set_index("id")["capital"]
    rows = tables.prisoner_releases.set_index("id").loc[list(steps)].sort_values("date", kind="stable")
    drawn, sure = exchange.given(tables, steps), readings.sure(tables, "events")

    def draw(canvas: Canvas) -> None:
        sides = [(capitals[actor], color_of(tables, actor)) for actor in (releasing, giving)]
        told = rows.assign(who=[steps[str(name)].who for name in rows.index], tinted=[name in tinted for name in rows.index])
        told["sure"] = told["event"].isin(sure)
        things = drawn.assign(sure=drawn["event"].isin(sure) | (drawn["event"] == ""))
        (_draw_narrow if canvas.narrow else _draw_wide)(canvas, told, things, sides, thin)

    freed = int(rows["number"].sum())
    largest = rows.loc[rows["number"].astype(int).idxmax()]
    return Exhibit(
        id="ledger-of-exchange",
        title=title,
        subtitle=f"Releases tied to diplomacy and what {capitals[giving]} gave in the same step, {_span(rows, tables.through)}; "
        "one dot is one person",
        table=drawn,
        alt=f"{title}. {words.counted(len(rows), 'row')} in order of date, {freed} people freed in all; the most, {largest['number']}, "
        f"on {words.known(str(largest['date_known']))}. Beside each row what was given: "
        + "; ".join(f"{VISITS.get(form, name.lower())} {words.number(int((drawn['form'] == form).sum()))}" for form, (_, _, _, name) in FORMS.items())
        + " times.",
        sources=cite(tables, pd.concat([rows["sources"], drawn["sources"]])),
        checked=tables.checked_through("prisoner_releases"),
        draw=draw,
        note="Hollow: on one secondary source or less, or not read twice. Half square: licensed, still listed.",
    )


def _span(rows: pd.DataFrame, through: pd.Timestamp) -> str:
    return f"{words.day(rows['date'].min())} to {words.day(through)}"


def _entries(own: pd.DataFrame, width: float, size: float) -> list[_Line]:
    lines = []
    for row in own.itertuples():
        name = FORMS[row.form][3]
        days = row.days_after
        delay = "" if pd.isna(days) or days == 0 else f", {words.counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
        text = f"{name}: {row.given}{delay}" if row.given else name
        for position, line in enumerate(wrap(text, width, size)):
            lines.append(_Line(row.form if position == 0 else "", line, row.sure))
    return lines


def _key(ax: Axes, x: float, y: float, size: float, acts: str, rows: pd.DataFrame, drawn: pd.DataFrame) -> None:
    """Whose visit a mark is and what the gray ground is, with how many steps have it, in a line from ``x`` on."""
    for form, name in VISITS.items():
        text, strong = f"{name}: {drawn.loc[drawn['form'] == form, 'release'].nunique()}", form == "visit"
        mark(ax, x, y, FORMS[form][0], acts if FORMS[form][1] else MUTED, 6)
        ax.text(x + 0.14, y, text, va="center", fontsize=size, fontweight="bold" if strong else "normal")
        x += 0.14 + text_width(text, size, strong) + 0.25
    _tint(ax, x - 0.05, x + 0.12, y - 0.07, 0.14)
    ax.text(x + 0.18, y, f"with relief: {rows['tinted'].sum()}", va="center", fontsize=size)


def _write(ax: Axes, lines: Sequence[_Line], x: float, y: float, line_height: float, size: float, acts: str) -> None:
    """The entries from ``y`` downwards, each with its mark at ``x``, acts in the color ``acts``."""
    for position, line in enumerate(lines):
        middle = y + (position + 0.5) * line_height
        if line.form:
            marker, act, full, _ = FORMS[line.form]
            color = acts if act else MUTED
            half: Look = {} if full else {"fillstyle": "bottom", "markerfacecoloralt": PAPER}
            mark(ax, x, middle, marker, color, 6, line.sure, markeredgewidth=1.5, **half)
        ax.text(x + 0.14, middle, line.text, va="center", fontsize=size, fontweight="bold" if line.form == "visit" else "normal")


def _dots(ax: Axes, number: int, x: float, y: float, across: float, solid: bool, color: str) -> float:
    """``number`` dots in columns of ``HIGH``, each ``across`` inches from the last, from ``x`` to the right or, if negative, left; returns where
    they end.

    A column is one mark, so that a drawing of hundreds of people stays small.
    """
    pitch = abs(across)
    xs = [x + (column + 0.5) * across for column in range((number - 1) // HIGH + 1)]
    high, step, radius = min(number, HIGH), pitch * POINTS, pitch * POINTS * 0.33
    columns = [high] * (number // high) + [number % high] * (number % high > 0)
    for dots in dict.fromkeys(columns):
        circles = [ROUND.transformed(Affine2D().scale(radius).translate(0, (high / 2 - 0.5 - row) * step)) for row in range(dots)]
        ax.plot(
            [place for place, column in zip(xs, columns, strict=True) if column == dots],
            [y + HIGH / 2 * pitch] * columns.count(dots),
            marker=Path.make_compound_path(*circles),
            markersize=(high - 1) * step + 2 * radius,  # of the circle around all of it: a mark is scaled to that
            color=color,
            markerfacecolor=color if solid else "none",
            markeredgewidth=0.8,
            linestyle="none",
        )
    return x + len(xs) * across


def _tint(ax: Axes, begin: float, end: float, y: float, tall: float) -> None:
    """Gray behind what was given, with a line where it begins; what was freed stays on paper, where its color has contrast."""
    span(ax, begin, end, y, tall, facecolor=pale(GRID, 0.45), zorder=0)
    ax.plot([begin, begin], [y, y + tall], color=MUTED, linewidth=1.2, zorder=1)


def _is_thin(before: pd.Timestamp, after: pd.Timestamp, thin: tuple[pd.Timestamp, pd.Timestamp] | None) -> bool:
    return thin is not None and before < thin[1] and thin[0] < after


def _draw_wide(
    canvas: Canvas, rows: pd.DataFrame, drawn: pd.DataFrame, sides: Sequence[tuple[str, str]], thin: tuple[pd.Timestamp, pd.Timestamp] | None
) -> None:
    size, line, pitch, gap = 9.5, 0.17, 0.05, 0.26
    (releaser, freed), (giver, given) = sides
    middle, half = 3.45, 0.55  # inches: where the dates stand
    right = middle + half + 0.15
    texts = {name: _entries(drawn[drawn["release"] == name], canvas.width - right - 0.2, size) for name in rows.index}
    who = {name: wrap(text, middle - half - 0.1, size) for name, text in rows["who"].items()}
    heights = {name: max(HIGH * pitch + 0.05 + line * len(who[name]), line * len(texts[name]), 0.36) for name in rows.index}
    ax = canvas.page(0.62 + sum(heights.values()) + gap * len(rows))
    head: Look = {"va": "center", "fontweight": "bold", "fontsize": 10.5}
    ax.text(middle - half, 0.14, f"Freed by {releaser}", ha="right", color=freed, **head)
    ax.text(right - 0.07, 0.14, f"Given by {giver}", color=given, **head)
    _key(ax, right, 0.36, size, given, rows, drawn)
    y, previous = 0.62, None
    for name, row in rows.iterrows():
        if previous is not None:
            before, foot = previous
            sparse = _is_thin(before, row["date"], thin)
            text = words.counted((row["date"] - before).days, "day") + ("\nthin coverage" if sparse else "")
            center = (foot + y) / 2
            reach = 0.18 if sparse else 0.1
            for begin, end in ((foot, center - reach), (center + reach, y - 0.02)):
                if end > begin:
                    ax.plot([middle, middle], [begin, end], color=GRID, linewidth=1)
            ax.text(middle, center, text, ha="center", va="center", fontsize=9, color=MUTED, linespacing=1.05)
        if row["tinted"]:
            _tint(ax, right - 0.12, canvas.width, y - 0.06, heights[name] + 0.08)
        ax.text(middle, y + 0.1, short_date(row["date_known"]), ha="center", va="center", fontweight="bold", fontsize=size)
        end = _dots(ax, int(row["number"]), middle - half, y, -pitch, row["sure"], freed)
        ax.text(end - 0.07, y + HIGH * pitch / 2, f"{row['number']}", ha="right", color=freed, **(head | {"fontsize": 11}))
        for position, text in enumerate(who[name]):
            ax.text(middle - half, y + HIGH * pitch + 0.05 + (position + 0.5) * line, text, ha="right", va="center", fontsize=size)
        _write(ax, texts[name], right, y + 0.015, line, size, given)
        previous = (row["date"], y + 0.2)
        y += heights[name] + gap


def _draw_narrow(
    canvas: Canvas, rows: pd.DataFrame, drawn: pd.DataFrame, sides: Sequence[tuple[str, str]], thin: tuple[pd.Timestamp, pd.Timestamp] | None
) -> None:
    size, line, pitch, gap, left = 9.0, 0.165, 0.062, 0.2, 0.03
    (releaser, freed), (giver, given) = sides
    edge = canvas.width - left
    texts = {name: _entries(drawn[drawn["release"] == name], edge - 0.4, size) for name in rows.index}
    who = {name: wrap(text, edge - 0.05, size) for name, text in rows["who"].items()}
    heights = {name: 0.24 + HIGH * pitch + 0.06 + line * (len(who[name]) + len(texts[name])) + 0.04 for name in rows.index}
    ax = canvas.page(0.54 + sum(heights.values()) + gap * len(rows))
    head: Look = {"va": "center", "fontweight": "bold", "fontsize": 10}
    ax.text(left, 0.12, f"Freed by {releaser}", color=freed, **head)
    ax.text(left + text_width(f"Freed by {releaser}", 10) * 1.2 + 0.04, 0.12, f"and given by {giver}", color=given, **head)
    _key(ax, left + 0.09, 0.34, size, given, rows, drawn)
    y, before = 0.54, None
    for name, row in rows.iterrows():
        ax.plot([left, edge], [y - 0.04, y - 0.04], color=GRID, linewidth=1)
        ax.text(left, y + 0.1, short_date(row["date_known"]), va="center", fontweight="bold", fontsize=9.5)
        if before is not None:
            sparse = ", thin coverage" if _is_thin(before, row["date"], thin) else ""
            days = words.counted((row["date"] - before).days, "day")
            ax.text(edge, y + 0.1, f"{days} later{sparse}", ha="right", va="center", fontsize=9, color=MUTED)
        y_dots = y + 0.24
        end = _dots(ax, int(row["number"]), left, y_dots, pitch, row["sure"], freed)
        ax.text(end + 0.07, y_dots + HIGH * pitch / 2, f"{row['number']}", color=freed, **(head | {"fontsize": 10.5}))
        y_who = y_dots + HIGH * pitch + 0.05
        for position, text in enumerate(who[name]):
            ax.text(left, y_who + (position + 0.5) * line, text, va="center", fontsize=size)
        y_given = y_who + len(who[name]) * line + 0.03
        if row["tinted"]:
            _tint(ax, left - 0.02, canvas.width, y_given, len(texts[name]) * line)
        _write(ax, texts[name], left + 0.09, y_given, line, size, given)
        before = row["date"]
        y += heights[name] + gap
