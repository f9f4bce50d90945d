"""What sentences of the book take for granted beyond their numbers: where it no longer holds, the build says which sentence to rewrite."""

from collections.abc import Callable

import pandas as pd

from bilateral.measures import sanctions, status, visits
from bilateral.tables import Tables, involves

from . import history, neighbors, posts, series, visitors, worldwide

Condition = tuple[str, str, Callable[[Tables], bool]]  # page, what it says, whether that holds
YEAR = 365.2425


def levels(t: Tables, day: pd.Timestamp) -> list[int]:
    return [status.rung_on(t.representation, post, day, t.through) for post in posts.POSTS]


def never_rose(t: Tables) -> bool:
    left = t.events.set_index("id")["date"][posts.LEFT]
    return all(status.daily(t.representation, post, t.through).loc[left:].is_monotonic_decreasing for post in posts.POSTS)


def waited_alike(t: Tables) -> bool:
    came, day = visitors.came(t), visitors.kellogg(t)["date"]
    waits = {visits.days_since(came, tier, day) for tier in (visitors.CABINET, visitors.ENVOY, visitors.ASSISTANT)}
    return len(waits) == 1 and visitors.last_of_rank(t)["person"] == "Mike Pompeo"


def same_gap(t: Tables) -> bool:
    now = posts.open_gap(t, posts.MINSK)
    return bool(now["open"]) and now["start"] == worldwide.own(t)["start"]


def no_top_visit_since(t: Tables) -> bool:
    last = worldwide.days_of_top_visits(t).iloc[-1]
    return bool((visits.between(t.visits, "us", "by", visitors.CABINET)["date"] <= last).all())


def nobody_named(t: Tables) -> bool:
    heads, leaders = t.heads_of_mission, t.visits[t.visits["tier"] == visitors.HEAD_OF_STATE]
    named = heads[heads["rank"].isin(["ambassador", "ambassador_designate"]) & (heads["start"] >= visitors.FROM)]
    return named.empty and bool((leaders["date"] < visitors.FROM).all())


def same_first_days(t: Tables) -> bool:
    return all(history.first_measure(t, year)[0] == history.first_eu_measure(t, year)[0] for year in ("2010", "2020"))


def brussels_has_not_eased(t: Tables) -> bool:
    by_eu = involves(t.events["actor"], "eu") & (t.events["target"] == "by") & (t.events["category"] == "relief")
    return int(t.events.loc[by_eu, "date"].max().year) == 2016


def gone_apart(t: Tables) -> bool:
    done = {actor: set(rows.loc[rows["date"] >= visitors.kellogg(t)["date"], "effect"]) for actor, rows in neighbors.steps(t).items()}
    return done == {"us": {"eased"}, "eu": {"tightened"}}


def doubt_of_three_years(t: Tables) -> bool:
    bounds = status.days_on_rung(t, status.rung(t, posts.AMBASSADOR)).loc[posts.WASHINGTON]
    return 2.5 < (bounds["most"] - bounds["fewest"]) / YEAR < 3.5


CONDITIONS: list[Condition] = [
    ("index", "the ladder stands where it stood before the envoy came", lambda t: levels(t, visitors.kellogg(t)["date"]) == levels(t, t.through)),
    ("a-visit-laden-with-symbolism", "the wait was the same at three ranks, since Pompeo", waited_alike),
    ("how-unusual-is-minsk", "the gap in Minsk is open, and began on the day that the worldwide record has", same_gap),
    ("how-unusual-is-minsk", "one longer gap had an embassy open throughout", lambda t: worldwide.longer_gaps_with_an_embassy(t).value == 1),
    ("how-unusual-is-minsk", "no president or cabinet member has come since", no_top_visit_since),
    ("strategic-calculations-and-realpolitik", "neither post has risen since March 2008", never_rose),
    (
        "strategic-calculations-and-realpolitik",
        "the relief is not yet in the figures of trade",
        lambda t: series.imports_so_far(t, 0)[0] <= series.imports_so_far(t, 1)[0],  # type: ignore[operator]
    ),
    ("sanctions-and-relief", "after the votes of 2010 and 2020 the two acted on the same day", same_first_days),
    (
        "sanctions-and-relief",
        "after the vote of 2025 Washington added nothing",
        lambda t: bool((sanctions.new_measures(t, "us", "by")["date"] < visitors.FROM).all()),
    ),
    ("sanctions-and-relief", "no relief by the European Union since 2016", brussels_has_not_eased),
    ("brussels-vilnius-warsaw", "since the visit Washington has only eased and Brussels only tightened", gone_apart),
    ("what-followed", "no ambassador has been named, and no head of state has visited", nobody_named),
    ("where-sources-disagree", "uncertain by about three years", doubt_of_three_years),
]


def broken(t: Tables) -> list[tuple[str, str]]:
    """Page and words of each sentence whose condition no longer holds."""
    return [(page, says) for page, says, holds in CONDITIONS if not holds(t)]
