"""Rules about intervals that leave no day out and none twice."""

from collections.abc import Iterator

import pandas as pd

from ..tables import dates
from .package import Finding, Package, Row, rule, span


def by_start(row: Row) -> tuple[pd.Timestamp, str]:
    """The order of a post's intervals: by the day that stands for the start, as the measures take it."""
    days = span(row["start"])
    return (dates.middle(row["start"]) if days else pd.Timestamp.min, row["start"])


@rule
def whole_ladder(package: Package) -> Iterator[Finding]:
    """Each post stands on exactly one rung every day: no hole, no overlap, one open interval at the end, one first day for all posts."""
    rows = package.rows.get("representation", [])
    posts = sorted({row["id"] for row in package.rows.get("posts", [])} | {row["post"] for row in rows})
    firsts: dict[str, Row] = {}
    for post in posts:
        own = sorted((row for row in rows if row["post"] == post), key=by_start)
        if not own:
            yield Finding("representation.csv", "(none)", "post", f"post {post} has no interval", "one rung on every day")
            continue
        firsts[post] = own[0]
        for row, following in zip(own, own[1:], strict=False):
            if row["end"] == following["start"]:
                continue
            this, that = span(row["end"]), span(following["start"])
            if not row["end"]:
                wrong = f"is open, though {following['id']} begins on {following['start']}"
            elif this and that:
                kind = "a hole" if this.earliest < that.earliest else "an overlap"
                wrong = f"{row['end']} leaves {kind} to {following['id']}, which begins on {following['start']}"
            else:
                wrong = f"{row['end']!r} is not the start of {following['id']}"
            yield package.finding("representation", row, "end", wrong, following["start"])
        for row, following in zip(own, own[1:], strict=False):
            if row["rung"] == following["rung"]:
                yield package.finding(
                    "representation",
                    following,
                    "rung",
                    f"is the rung of {row['id']} before it",
                    "another rung, or one interval",
                )
        if own[-1]["end"]:
            yield package.finding(
                "representation",
                own[-1],
                "end",
                f"the last interval ends on {own[-1]['end']}",
                "an empty end: still so",
            )
    first_day = min((row["start"] for row in firsts.values()), default="")
    for row in firsts.values():
        if row["start"] != first_day:
            yield package.finding("representation", row, "start", f"the series of {row['post']} begins on {row['start']}", first_day)


@rule
def filled_chairs(package: Package) -> Iterator[Finding]:
    """No mission is without a head for one day alone: that is an end given as the last day of a term, where it is the first day after it."""
    aside = {row["id"] for row in package.rows.get("ranks", []) if row["aside"]}
    known = [row for row in package.rows.get("heads_of_mission", []) if span(row["start"])]
    heads = [row for row in known if row["rank"] not in aside and dates.is_exact(row["start"])]
    starts = {(row["post"], row["start"]): row for row in heads}
    for row in heads:
        end = span(row["end"])
        following = end and starts.get((row["post"], str((end.latest + pd.Timedelta(days=1)).date())))
        if following and dates.is_exact(row["end"]):
            wrong = f"{row['end']} leaves the day to nobody: {following['id']} begins on {following['start']}"
            yield package.finding("heads_of_mission", row, "end", wrong, following["start"])


@rule
def separate_gaps(package: Package) -> Iterator[Finding]:
    """Gaps of one mission do not overlap, and none has more days with an embassy than it has days."""
    table = "missions_worldwide"
    limit = str(package.resources.get(table, {}).get("checked_through", package.descriptor["facts_checked_through"]))
    before: dict[str, Row] = {}
    for row in package.rows.get(table, []):
        begin, end = span(row["start"]), span(row["end"] or limit)
        if begin is None or end is None:
            continue
        whole = (end.latest - begin.earliest).days
        if row["embassy_days"].isdecimal() and int(row["embassy_days"]) > whole >= 0:
            yield package.finding(table, row, "embassy_days", f"{row['embassy_days']} of {whole} days", f"at most {whole}")
        last = before.get(row["country"])
        over = span(last["end"]) if last else None
        if last and (not last["end"] or (over and begin.latest < over.earliest)):
            yield package.finding(table, row, "start", f"{row['start']} lies in {last['id']}", f"a day after {last['end'] or 'its end'}")
        before[row["country"]] = row
