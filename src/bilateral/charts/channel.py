"""What moved and what did not: the ladder of both posts, visits, people freed and names listed, on one time axis."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .. import words
from ..charts.corridor import strength_of
from ..draw.exhibit import GRID, INK, MUTED, PAPER, SERIES, Exhibit, cite, color_of, is_narrow
from ..draw.marks import open_end, pale, side_labels, stepped, text_width, x_of
from ..measures import sanctions, status
from ..measures import visits as measure
from ..tables import Tables, involves


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
    through = tables.through
    posts = tables.posts.head(2)
    rungs = tables.ladder.set_index("rung")["name"]
    rows = pd.concat([status.intervals(tables.representation, post, through) for post in posts["id"]])
    rows = rows[rows["end"] > start]
    pair = measure.between(tables.visits, sender, host, 1)
    pair = pair[(pair["date_latest"] >= start) & (pair["date"] <= through)]
    phoned = tables.events.set_index("id").loc[list(calls)]
    freed = tables.prisoner_releases
    freed = freed[(freed["date"] >= start) & involves(freed["tied_to"], sender)].sort_values("date")
    if freed.empty:
        raise ValueError(f"there is nothing to add up: no release since {start:%Y-%m-%d} is tied to {sender}")
    total = freed["number"].astype(int).cumsum()
    listed = sanctions.running_totals(tables.designations)["total"]
    before = int(sum(listed[listed.index < start].tail(1)))  # 0 before the first action
    listed = listed[listed.index >= start]
    acts = tables.designations[tables.designations["date"] >= start]
    licenses = tables.instruments
    licenses = licenses[sanctions.permits(tables) & (licenses["start"] >= start)].sort_values("start")
    tiers = tables.tiers[tables.tiers["tier"] >= 1].sort_values("tier")

    marks = [
        *((f"rung: {row.post}", row.start_known, row.rung, rungs[row.rung], row.confidence, row.sources) for row in rows.itertuples()),
        *(("visit", row.date_known, row.tier, row.person, row.confidence, row.sources) for row in pair.itertuples()),
        *(("call", row.date_known, pd.NA, calls[str(name)], row.confidence, row.sources) for name, row in phoned.iterrows()),
        *(
            ("people freed, running total", row.date_known, value, f"+{row.number}", row.confidence, row.sources)
            for row, value in zip(freed.itertuples(), total, strict=True)
        ),
        *(("names listed", row.date_known, listed[row.date], row.summary, row.confidence, row.sources) for row in acts.itertuples()),
        *(("license issued", row.start_known, pd.NA, row.number, row.confidence, row.sources) for row in licenses.itertuples()),
    ]
    drawn = pd.DataFrame(marks, columns=["series", "date", "value", "label", "confidence", "sources"])
    drawn["value"] = drawn["value"].astype("Int64")

    def draw(width: float) -> Figure:
        narrow = is_narrow(width)
        size = 9.0 if narrow else 10.0
        left, right = 0.1, 0.5
        heading, between = 0.27, 0.16  # inches over and under each panel
        heights = [0.92, 0.48 * len(tiers), 1.35, 1.25]
        height = sum(heights) + len(heights) * (heading + between) + 0.35
        figure = Figure(figsize=(width, height))
        panels, y = [], height
        for own in heights:
            y -= heading + own
            ax = figure.add_axes((left / width, y / height, 1 - (left + right) / width, own / height))
            ax.set_xlim(x_of(start), x_of(through))
            ax.set_yticks([])
            if thin is not None:
                begin, end = (x_of(day) for day in thin)
                ax.add_patch(
                    Rectangle(
                        (begin, 0),
                        end - begin,
                        1,
                        transform=ax.get_xaxis_transform(),
                        fill=False,
                        hatch="////",
                        edgecolor=GRID,
                        linewidth=0,
                        zorder=0,
                    )
                )
            panels.append(ax)
            y -= between
        names = [
            "Level at each post",
            f"Visits {_words(tables, sender, host)}, by tier",
            "People freed in tied releases, running total",
            "Names on the list of blocked persons",
        ]
        for ax, name in zip(panels, names, strict=True):
            ax.annotate(
                name,
                (0, 1),
                xycoords="axes fraction",
                xytext=(0, 5),
                textcoords="offset points",
                fontsize=size + 0.5,
                fontweight="bold",
            )
            _months(ax, start, through, 6 if narrow else 3, last=ax is panels[-1])
        _posts(panels[0], rows, posts, rungs, strength_of(tables), start, through, size)
        _visits(panels[1], pair, tiers, named, phoned, calls, start, size, color_of(tables, sender))
        _freed(panels[2], freed, total, start, through, size, color_of(tables, host))
        _listed(panels[3], listed, before, licenses, start, tables.checked_through("designations"), size, narrow, color_of(tables, sender))
        if thin is not None:
            middle = (x_of(thin[0]) + x_of(thin[1])) / 2
            panels[2].text(
                middle,
                0.1,
                "thin coverage",
                transform=panels[2].get_xaxis_transform(),
                ha="center",
                va="center",
                fontsize=9,
                color=MUTED,
            ).set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})
        return figure

    levels = {post.label: [rungs[rung] for rung in rows.loc[rows["post"] == post.id, "rung"]] for post in posts.itertuples()}
    told = "; ".join(f"{post}: {' then '.join(own) if len(own) > 1 else f'{own[0]} throughout'}" for post, own in levels.items())
    after = int(listed.iloc[-1]) if len(listed) else before
    moved = "fall" if after < before else "rise" if after > before else "stay"
    return Exhibit(
        id="channel",
        title=title,
        subtitle=f"Level at both posts, visits, people freed in tied releases and names listed, {words.day(start)} to {words.day(through)}",
        table=drawn,
        alt=f"{title}. Four panels on one time axis. {told}. {words.counted(len(pair), 'visit').capitalize()} as dots by tier; people freed "
        f"add up to {int(total.iloc[-1])}; names listed {moved} {f'from {before} to' if moved != 'stay' else 'at'} {after}.",
        sources=cite(tables, drawn["sources"]),
        checked=through,
        draw=draw,
        note="Hollow dot: on one secondary source or less; a bar through it: the day is not known. Each person on a trip has a dot. "
        "Diamond: a call, no visit. "
        "Solid square: names removed; hollow square: "
        "license issued, names stay listed."
        + (f" Hatched: thin coverage, {words.day(thin[0])} to {words.day(thin[1])}." if thin is not None else ""),
    )


def _words(tables: Tables, sender: str, host: str) -> str:
    actors = tables.actors.set_index("id")
    return f"of {actors.loc[sender, 'adjective']} officials to {actors.loc[host, 'name']}"


def _months(ax: Axes, start: pd.Timestamp, through: pd.Timestamp, every: int, last: bool) -> None:
    """Ticks each ``every`` months, named only under the last panel; the year under each January and the first."""
    ticks = [day for day in pd.date_range(start.replace(day=1), through, freq="MS") if (day.month - 1) % every == 0 and day >= start]
    names = [f"{day:%b}\n{day.year}" if day.month == 1 or day == ticks[0] else f"{day:%b}" for day in ticks]
    ax.set_xticks([x_of(day) for day in ticks], names if last else [""] * len(ticks))
    ax.grid(axis="x")
    ax.spines["bottom"].set_color(GRID)
    for label, day in zip(ax.get_xticklabels(), ticks, strict=True):
        label.set_horizontalalignment("left" if day == start else "center")


def _posts(
    ax: Axes,
    rows: pd.DataFrame,
    posts: pd.DataFrame,
    rungs: "pd.Series[str]",
    strengths: Mapping[int, float],
    start: pd.Timestamp,
    through: pd.Timestamp,
    size: float,
) -> None:
    ax.set_ylim(2, 0)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    for lane, (post, color) in enumerate(zip(posts.itertuples(), SERIES, strict=False)):
        own = rows[rows["post"] == post.id]
        for row in own.itertuples():
            begin, end = max(row.start, start), min(row.end, through)
            ax.add_patch(
                Rectangle(
                    (x_of(begin), lane + 0.55),
                    x_of(end) - x_of(begin),
                    0.32,
                    facecolor=pale(color, strengths[int(row.rung)]),
                    edgecolor=color,
                    linewidth=0.8,
                    zorder=2,
                )
            )
        open_end(ax, through, lane + 0.71, color)
        levels = ", then ".join(str(rungs[rung]) for rung in own.sort_values("start")["rung"])
        ax.text(x_of(start), lane + 0.5, f"{post.label}: {levels}", color=color, fontsize=size, va="bottom")


def _visits(
    ax: Axes,
    pair: pd.DataFrame,
    tiers: pd.DataFrame,
    named: Mapping[str, str],
    phoned: pd.DataFrame,
    calls: Mapping[str, str],
    start: pd.Timestamp,
    size: float,
    color: str,
) -> None:
    ax.set_ylim(-0.25, len(tiers) - 0.15)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    heights = {tier: position for position, tier in enumerate(tiers["tier"])}
    for position, name in enumerate(tiers["name"]):
        ax.axhline(position + 0.84, color=GRID, linewidth=0.7, zorder=1)  # the tiers are bands: name above, marks below
        ax.text(x_of(start), position + 0.64, name, fontsize=9, color=MUTED, va="center", zorder=4)
    for row in pair.itertuples():
        y = heights[row.tier]
        if row.date_earliest < row.date_latest:
            ax.plot([x_of(row.date_earliest), x_of(row.date_latest)], [y, y], color=color, linewidth=1.4, zorder=2)
        ax.plot(
            [x_of(row.date)],
            [y],
            marker="o",
            markersize=6.5,
            color=color,
            markerfacecolor=color if row.confidence == "high" else PAPER,
            markeredgewidth=1.4,
            zorder=3,
            clip_on=False,
        )
        if row.id in named:
            ax.annotate(
                named[row.id],
                (x_of(row.date), y),
                xytext=(0, 6),
                textcoords="offset points",
                ha="center",
                va="bottom",
                fontsize=max(size - 0.5, 9.0),
                color=color,
            )
    for name, row in phoned.iterrows():
        y = len(tiers) - 1
        ax.plot(
            [x_of(row["date"])],
            [y],
            marker="D",
            markersize=6,
            color=color,
            markerfacecolor=PAPER,
            markeredgewidth=1.4,
            zorder=3,
        )
        ax.annotate(
            calls[str(name)],
            (x_of(row["date"]), y),
            xytext=(8, 0),
            textcoords="offset points",
            ha="left",
            va="center",
            fontsize=max(size - 0.5, 9.0),
            color=color,
        )


def _freed(
    ax: Axes,
    freed: pd.DataFrame,
    total: "pd.Series[int]",
    start: pd.Timestamp,
    through: pd.Timestamp,
    size: float,
    color: str,
) -> None:
    xs = [x_of(start), *(x_of(day) for day in freed["date"]), x_of(through)]
    ys = [0, *total, int(total.iloc[-1])]
    ax.set_ylim(0, max(ys) * 1.2)
    stepped(ax, xs, ys, color)
    inch = (x_of(through) - x_of(start)) / (ax.bbox.width / ax.figure.dpi)
    for row, value in zip(freed.itertuples(), total, strict=True):
        fits = text_width(f"+{row.number}", size) + 0.06 < (x_of(row.date) - x_of(start)) / inch  # left of the mark
        solid = row.confidence == "high"
        ax.plot(
            [x_of(row.date)],
            [value],
            marker="o",
            markersize=4.5,
            color=color,
            markerfacecolor=color if solid else PAPER,
            zorder=3,
            clip_on=False,
        )
        if int(row.number) >= 0.04 * max(ys):
            ax.annotate(
                f"+{row.number}",
                (x_of(row.date), value),
                xytext=(-4 if fits else 4, 1),
                textcoords="offset points",
                ha="right" if fits else "left",
                va="bottom",
                fontsize=size,
                color=color,
            )
    side_labels(ax, {ys[-1]: f"{ys[-1]}"}, strong=True, color=color)


def _listed(
    ax: Axes,
    listed: "pd.Series[int]",
    before: int,
    licenses: pd.DataFrame,
    start: pd.Timestamp,
    through: pd.Timestamp,
    size: float,
    narrow: bool,
    color: str,
) -> None:
    xs = [x_of(start), *(x_of(day) for day in listed.index), x_of(through)]
    ys = [before, *listed, int([before, *listed][-1])]
    top = max(ys)
    ax.set_ylim(0, top * 1.5)
    stepped(ax, xs, ys, color)
    ax.plot(xs[1:-1], ys[1:-1], marker="s", markersize=5, color=color, linestyle="none", zorder=3)
    ax.text(x_of(start), before * 0.94, f" {before}", color=INK, fontsize=size, fontweight="bold", va="top")
    side_labels(ax, {ys[-1]: f"{ys[-1]}"}, strong=True, color=color)
    for row in licenses.itertuples():
        ax.plot(
            [x_of(row.start)],
            [top * 1.2],
            marker="s",
            markersize=6,
            color=color,
            markerfacecolor=PAPER,
            markeredgewidth=1.4,
            zorder=3,
        )
        text = str(row.number).split()[-1] if narrow else str(row.number)
        ax.annotate(
            text,
            (x_of(row.start), top * 1.2),
            xytext=(0, 6),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=max(size - 0.5, 9.0),
            color=color,
        )
    ax.text(
        x_of(start),
        top * 1.2,
        " licenses issued" if not narrow else " licenses (GL)",
        fontsize=9,
        color=MUTED,
        va="center",
    )
