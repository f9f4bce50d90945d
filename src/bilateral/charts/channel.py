"""What moved and what did not: the ladder of both posts, visits, people freed and names listed, on one time axis."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from .. import words
from ..charts.corridor import strength_of
from ..draw.canvas import Canvas, inch_of, text_width
from ..draw.exhibit import Exhibit, cite
from ..draw.marks import Look, clear, mark, open_end, say, side_labels, span, stepped, unknown, x_of
from ..draw.palette import GRID, INK, MUTED, SERIES, color_of, pale
from ..measures import readings, sanctions, status
from ..measures import visits as measure
from ..tables import Tables, involves, resource


@dataclass(frozen=True)
class Channel:
    """What there is to show of two actors since ``start``: see :func:`channel`."""

    tables: Tables
    sender: str
    host: str
    start: pd.Timestamp
    named: Mapping[str, str]
    calls: Mapping[str, str]

    @cached_property
    def rungs(self) -> pd.DataFrame:
        """The intervals of both posts."""
        return status.held_since(self.tables, self.start)

    @cached_property
    def visits(self) -> pd.DataFrame:
        """The visits by people of a tier that is ranked."""
        pair = measure.between(self.tables.visits, self.sender, self.host, 1)
        return pair[(pair["date_latest"] >= self.start) & (pair["date"] <= self.tables.through)]

    @cached_property
    def phoned(self) -> pd.DataFrame:
        """The events that were calls."""
        return self.tables.events.set_index("id").loc[list(self.calls)]

    @cached_property
    def freed(self) -> pd.DataFrame:
        """Releases tied to the sender, with their running ``total``."""
        rows = self.tables.prisoner_releases
        rows = rows[(rows["date"] >= self.start) & involves(rows["tied_to"], self.sender)].sort_values("date")
        return rows.assign(total=rows["number"].astype(int).cumsum())

    @cached_property
    def listed(self) -> "pd.Series[int]":
        """Names on the list after each day of action, that before ``start`` first (0 before the first action)."""
        totals = sanctions.running_totals(self.tables.designations)["total"]
        before = totals[totals.index < self.start].tail(1)
        return pd.concat([pd.Series([int(sum(before))], index=[self.start]), totals[totals.index >= self.start]])

    @cached_property
    def licenses(self) -> pd.DataFrame:
        """The instruments that permit."""
        rows = self.tables.instruments
        return rows[sanctions.permits(self.tables) & (rows["start"] >= self.start)].sort_values("start")

    def table(self) -> pd.DataFrame:
        """One row a mark: ``series, date, value, label, confidence, sources``."""
        names, listed = self.tables.ladder.set_index("rung")["name"], self.listed.iloc[1:]
        acts = self.tables.designations[self.tables.designations["date"] >= self.start]
        parts = [
            self.rungs.assign(series="rung: " + self.rungs["post"], date=self.rungs["start_known"], value=self.rungs["rung"]).assign(
                label=self.rungs["rung"].map(names)
            ),
            self.visits.assign(series="visit", date=self.visits["date_known"], value=self.visits["tier"], label=self.visits["person"]),
            self.phoned.assign(series="call", date=self.phoned["date_known"], value=pd.NA, label=pd.Series(dict(self.calls), dtype=str)),
            self.freed.assign(series="people freed, running total", date=self.freed["date_known"], value=self.freed["total"]).assign(
                label="+" + self.freed["number"].astype(str)
            ),
            acts.assign(series="names listed", date=acts["date_known"], value=acts["date"].map(listed), label=acts["summary"]),
            self.licenses.assign(series="license issued", date=self.licenses["start_known"], value=pd.NA, label=self.licenses["number"]),
        ]
        columns = ["series", "date", "value", "label", "confidence", "sources"]
        return pd.concat([part[columns].astype(object) for part in parts], ignore_index=True).astype({"value": "Int64"})


def channel(
    tables: Tables,
    title: str,
    sender: str,
    host: str,
    start: pd.Timestamp,
    named: Mapping[str, str],
    calls: Mapping[str, str],
    thin: tuple[pd.Timestamp, pd.Timestamp] | None = None,
) -> Exhibit:
    """Four panels from ``start`` to the check date: both posts' rungs, visits of ``sender`` to ``host`` by tier, people freed, names listed.

    ``named`` maps visit ids to short names, ``calls`` ids of events (calls, no visits) to short names, drawn on the line of the highest
    tier; ``thin`` is a period of thin coverage, hatched. The table has one row a mark: ``series, date, value, label, confidence, sources``.
    Raises ``KeyError`` for an unknown call, ``ValueError`` if nobody was freed since ``start``.
    """
    shown, through = Channel(tables, sender, host, start, named, calls), tables.through
    drawn = shown.table()
    if shown.freed.empty:
        raise ValueError(f"there is nothing to add up: no release since {start:%Y-%m-%d} is tied to {sender}")
    rungs, before, after = tables.ladder.set_index("rung")["name"], int(shown.listed.iloc[0]), int(shown.listed.iloc[-1])
    levels = {
        post.label: [rungs[rung] for rung in shown.rungs.loc[shown.rungs["post"] == post.id, "rung"]] for post in tables.posts.head(2).itertuples()
    }
    told = "; ".join(f"{post}: {' then '.join(own) if len(own) > 1 else f'{own[0]} throughout'}" for post, own in levels.items())
    moved = "fall" if after < before else "rise" if after > before else "stay"
    return Exhibit(
        id="channel",
        title=title,
        subtitle=f"Level at both posts, visits, people freed in tied releases and names listed, {words.day(start)} to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Four panels on one time axis. {told}. {words.counted(len(shown.visits), 'visit').capitalize()} as dots by tier; people freed "
        f"add up to {int(shown.freed['total'].iloc[-1])}; names listed {moved} {f'from {before} to' if moved != 'stay' else 'at'} {after}.",
        sources=cite(tables, drawn["sources"]),
        checked=through,
        draw=lambda canvas: _draw(canvas, shown, thin),
        note="Hollow dot: on one secondary source or less, or not read twice; a bar through it: the day is not known. Each person on a trip has a "
        "dot. "
        "Diamond: a call, no visit. "
        "Solid square: names removed; hollow square: "
        "license issued, names stay listed."
        + (f" Hatched: thin coverage, {words.day(thin[0])} to {words.day(thin[1])}." if thin is not None else ""),
    )


def _draw(canvas: Canvas, shown: Channel, thin: tuple[pd.Timestamp, pd.Timestamp] | None) -> None:
    actors = shown.tables.actors.set_index("id")
    tiers = shown.tables.tiers[shown.tables.tiers["tier"] >= 1].sort_values("tier")
    panels = {
        "Level at each post": 0.92,
        f"Visits of {actors.loc[shown.sender, 'adjective']} officials to {actors.loc[shown.host, 'name']}, by tier": 0.48 * len(tiers),
        "People freed in tied releases, running total": 1.35,
        f"{resource(shown.tables.descriptor, 'listed')['title']}": 1.25,
    }
    axes: list[Axes] = []
    heading, between = 0.27, 0.16  # inches over and under each panel
    y = sum(panels.values()) + len(panels) * (heading + between) + 0.35
    for name, own in panels.items():
        y -= heading + own
        ax = canvas.panel(own, 0.1, 0.5, y) if axes else canvas.axes(own, 0.1, 0.5, y, heading)
        ax.set_xlim(x_of(shown.start), x_of(shown.tables.through))
        ax.set_yticks([])
        if thin is not None:
            unknown(ax, *thin, 0, 1, transform=ax.get_xaxis_transform(), hatch="////", edgecolor=GRID, linewidth=0, zorder=0)
        axes.append(ax)
        y -= between
        say(ax, 0, 1, name, (0, 5), xycoords="axes fraction", fontsize=canvas.size + 0.5, fontweight="bold")
        _months(ax, shown.start, shown.tables.through, 6 if canvas.narrow else 3, last=len(axes) == len(panels))
    _posts(axes[0], shown, canvas.size)
    _visits(axes[1], shown, tiers, canvas.size)
    _freed(axes[2], shown, canvas.size)
    _listed(axes[3], shown, canvas)
    if thin is not None:
        middle = (x_of(thin[0]) + x_of(thin[1])) / 2
        how: Look = {"ha": "center", "va": "center", "fontsize": 9, "color": MUTED}
        clear(axes[2].text(middle, 0.1, "thin coverage", transform=axes[2].get_xaxis_transform(), **how), 1.5)


def _months(ax: Axes, start: pd.Timestamp, through: pd.Timestamp, every: int, last: bool) -> None:
    """Ticks each ``every`` months, named only under the last panel; the year under each January and the first."""
    ticks = [day for day in pd.date_range(start.replace(day=1), through, freq="MS") if (day.month - 1) % every == 0 and day >= start]
    names = [f"{day:%b}\n{day.year}" if day.month == 1 or day == ticks[0] else f"{day:%b}" for day in ticks]
    ax.set_xticks([x_of(day) for day in ticks], names if last else [""] * len(ticks))
    ax.grid(axis="x")
    ax.spines["bottom"].set_color(GRID)
    for label, day in zip(ax.get_xticklabels(), ticks, strict=True):
        label.set_horizontalalignment("left" if day == start else "center")


def _posts(ax: Axes, shown: Channel, size: float) -> None:
    names, strengths, through = shown.tables.ladder.set_index("rung")["name"], strength_of(shown.tables), shown.tables.through
    ax.set_ylim(2, 0)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    for lane, (post, color) in enumerate(zip(shown.tables.posts.head(2).itertuples(), SERIES, strict=False)):
        own = shown.rungs[shown.rungs["post"] == post.id]
        for row in own.itertuples():
            face = pale(color, strengths[int(row.rung)])
            span(ax, max(row.start, shown.start), min(row.end, through), lane + 0.55, 0.32, facecolor=face, edgecolor=color, linewidth=0.8, zorder=2)
        open_end(ax, through, lane + 0.71, color)
        held = [str(names[rung]) for rung in own.sort_values("start")["rung"]]
        text = f"{post.label}: {', then '.join(held)}"
        if text_width(text, size) * inch_of(ax) > x_of(through) - x_of(shown.start):
            text = f"{post.label}: now {held[-1]}"
        ax.text(x_of(shown.start), lane + 0.5, text, color=color, fontsize=size, va="bottom")


def _visits(ax: Axes, shown: Channel, tiers: pd.DataFrame, size: float) -> None:
    color, small = color_of(shown.tables, shown.sender), max(size - 0.5, 9.0)
    ax.set_ylim(-0.25, len(tiers) - 0.15)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    heights, sure = {tier: position for position, tier in enumerate(tiers["tier"])}, readings.sure(shown.tables, "visits")
    for position, name in enumerate(tiers["name"]):
        ax.axhline(position + 0.84, color=GRID, linewidth=0.7, zorder=1)  # the tiers are bands: name above, marks below
        ax.text(x_of(shown.start), position + 0.64, name, fontsize=9, color=MUTED, va="center", zorder=4)
    for row in shown.visits.itertuples():
        y = heights[row.tier]
        if row.date_earliest < row.date_latest:
            ax.plot([x_of(row.date_earliest), x_of(row.date_latest)], [y, y], color=color, linewidth=1.4, zorder=2)
        mark(ax, row.date, y, "o", color, 6.5, row.id in sure, markeredgewidth=1.4, zorder=3, clip_on=False)
        if row.id in shown.named:
            say(ax, row.date, y, shown.named[row.id], (0, 6), ha="center", va="bottom", fontsize=small, color=color)
    for name, row in shown.phoned.iterrows():
        mark(ax, row["date"], len(tiers) - 1, "D", color, 6, False, markeredgewidth=1.4, zorder=3)
        say(ax, row["date"], len(tiers) - 1, shown.calls[str(name)], (8, 0), ha="left", va="center", fontsize=small, color=color)


def _freed(ax: Axes, shown: Channel, size: float) -> None:
    color, start, most = color_of(shown.tables, shown.host), x_of(shown.start), int(shown.freed["total"].iloc[-1])
    ax.set_ylim(0, most * 1.2)
    days, sure = [x_of(day) for day in shown.freed["date"]], readings.sure(shown.tables, "prisoner_releases")
    stepped(ax, [start, *days, x_of(shown.tables.through)], [0, *shown.freed["total"], most], color)
    for x, row in zip(days, shown.freed.itertuples(), strict=True):
        fits = text_width(f"+{row.number}", size) + 0.06 < (x - start) / inch_of(ax)  # left of the mark
        mark(ax, x, row.total, "o", color, 4.5, row.id in sure, zorder=3, clip_on=False)
        if int(row.number) >= 0.04 * most:
            how: Look = {"ha": "right" if fits else "left", "va": "bottom", "fontsize": size, "color": color}
            say(ax, x, row.total, f"+{row.number}", (-4 if fits else 4, 1), **how)
    side_labels(ax, {most: f"{most}"}, strong=True, color=color)


def _listed(ax: Axes, shown: Channel, canvas: Canvas) -> None:
    color, size, kind = color_of(shown.tables, shown.sender), canvas.size, sanctions.permit(shown.tables)
    name = kind["name"].split()[-1].lower()
    xs, ys = [x_of(day) for day in shown.listed.index], [int(total) for total in shown.listed]
    top, start, before = max(ys), xs[0], ys[0]
    ax.set_ylim(0, top * 1.5)
    stepped(ax, [*xs, x_of(shown.tables.checked_through("designations"))], [*ys, ys[-1]], color)
    ax.plot(xs[1:], ys[1:], marker="s", markersize=5, color=color, linestyle="none", zorder=3)
    ax.text(start, before * 0.94, f" {before}", color=INK, fontsize=size, fontweight="bold", va="top")
    side_labels(ax, {ys[-1]: f"{ys[-1]}"}, strong=True, color=color)
    for row in shown.licenses.itertuples():
        text = str(row.number).split()[-1] if canvas.narrow else str(row.number)
        mark(ax, row.start, top * 1.2, "s", color, 6, False, markeredgewidth=1.4, zorder=3)
        say(ax, row.start, top * 1.2, text, (0, 6), ha="center", va="bottom", fontsize=max(size - 0.5, 9.0), color=color)
    ax.text(start, top * 1.2, f" {name} issued" if not canvas.narrow else f" {name} ({kind['short']})", fontsize=9, color=MUTED, va="center")
