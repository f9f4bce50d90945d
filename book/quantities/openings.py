"""Openings: stretches from a step closer to the next break."""

from functools import lru_cache

import pandas as pd

from bilateral import words
from bilateral.measures import episodes
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, number, quantity
from bilateral.tables import Tables

VISIT = "2025-06-21-kellogg-lukashenko-talks"
LEAST, STRICT = 3, -1  # steps closer that make an opening; the tone that ends one by the stricter rule


@lru_cache(maxsize=16)
def openings(t: Tables, least: int = LEAST, ends: int = episodes.BREAK) -> pd.DataFrame:
    return episodes.thaws(t.events, t.through, least, ends)


def over(t: Tables, least: int = LEAST, ends: int = episodes.BREAK) -> pd.DataFrame:
    """The openings that have ended."""
    return openings(t, least, ends)[lambda rows: ~rows["open"]]


def present(t: Tables) -> pd.Series:
    return openings(t)[lambda rows: rows["open"]].iloc[0]


def ends_of(t: Tables, rows: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """The events that began and ended them."""
    return used(events=t.events[t.events["id"].isin([*rows["begun_by"], *rows["ended_by"]])])


def steps_in(t: Tables, first: pd.Timestamp, closer: bool) -> pd.DataFrame:
    rows = episodes.toned(t.events)
    return rows[(rows["date"] >= first) & ((rows["tone"] > 0) if closer else (rows["tone"] < 0))]


@quantity("openings")
def earlier_openings(t: Tables) -> Found:
    """Openings that have ended: stretches from a step closer to the next break with three steps closer or more, and more of them than apart."""
    return len(over(t)), ends_of(t, over(t))


@quantity("days")
def shortest_earlier_opening(t: Tables) -> Found:
    """Days of the shortest opening that has ended."""
    shortest = over(t).nsmallest(1, "days")
    return int(shortest["days"].iloc[0]), ends_of(t, shortest)


@quantity("days")
def longest_earlier_opening(t: Tables) -> Found:
    """Days of the longest opening that has ended."""
    longest = over(t).nlargest(1, "days")
    return int(longest["days"].iloc[0]), ends_of(t, longest)


@quantity("years", digits=1)
def shortest_earlier_opening_in_years(t: Tables) -> Found:
    """Years of the shortest opening that has ended."""
    shortest = over(t).nsmallest(1, "days")
    return float(words.years(shortest["days"].iloc[0])), ends_of(t, shortest)


@quantity("years", digits=1)
def longest_earlier_opening_in_years(t: Tables) -> Found:
    """Years of the longest opening that has ended."""
    longest = over(t).nlargest(1, "days")
    return float(words.years(longest["days"].iloc[0])), ends_of(t, longest)


@quantity("days")
def median_earlier_opening(t: Tables) -> Found:
    """The middle length of the openings that have ended."""
    return int(over(t)["days"].median()), ends_of(t, over(t))


@quantity("days")
def lengths_of_earlier_openings(t: Tables) -> Found:
    """The lengths of the openings that have ended, in their order."""
    return words.series(f"{days:,}" for days in over(t)["days"]), ends_of(t, over(t))


@quantity("days")
def days_of_the_present_opening(t: Tables) -> Found:
    """Days to the check date since the present opening began."""
    return int(present(t)["days"]), used(events=row(t.events, present(t)["begun_by"]))


@quantity("date")
def beginning_of_the_present_opening(t: Tables) -> Found:
    """The day of the first step closer after the last break."""
    return present(t)["start"], used(events=row(t.events, present(t)["begun_by"]))


@quantity("date")
def beginning_of_the_present_opening_by_a_stricter_rule(t: Tables) -> Found:
    """The day of the first step closer after the last step apart, if any step apart ends an opening."""
    now = openings(t, ends=STRICT)[lambda rows: rows["open"]].iloc[0]
    return now["start"], used(events=row(t.events, now["begun_by"]))


@quantity("days")
def days_from_opening_to_visit(t: Tables) -> Found:
    """Days from the beginning of the present opening to the Kellogg visit."""
    begun, visit = row(t.events, present(t)["begun_by"]), row(t.events, VISIT)
    return (visit["date"] - begun["date"]).days, used(events=pd.DataFrame([begun, visit]))


@quantity("steps")
def steps_closer_in_the_present_opening(t: Tables) -> Found:
    """Acts or episodes of the present opening that brought the two countries closer."""
    rows = steps_in(t, present(t)["start"], closer=True)
    return len(rows), used(events=rows)


@quantity("steps", text=lambda value: number(value) if value else "no")
def steps_apart_in_the_present_opening(t: Tables) -> Found:
    """Acts or episodes of the present opening that drove the two countries apart."""
    rows = steps_in(t, present(t)["start"], closer=False)
    return len(rows), used(events=rows) or used(events=row(t.events, present(t)["begun_by"]))


@quantity("steps")
def steps_closer_since_visit(t: Tables) -> Found:
    """Acts or episodes from the Kellogg visit on that brought the two countries closer."""
    rows = steps_in(t, row(t.events, VISIT)["date"], closer=True)
    return len(rows), used(events=rows)


@quantity("steps", text=lambda value: number(value) if value else "none")
def steps_apart_since_visit(t: Tables) -> Found:
    """Acts or episodes from the Kellogg visit on that drove the two countries apart."""
    rows = steps_in(t, row(t.events, VISIT)["date"], closer=False)
    return len(rows), used(events=rows) or used(events=row(t.events, VISIT))


def added(t: Tables) -> pd.DataFrame:
    """The openings that come in where two steps closer are enough."""
    return openings(t, LEAST - 1)[lambda rows: ~rows["start"].isin(openings(t)["start"])]


@quantity("openings")
def openings_added_by_a_looser_rule(t: Tables) -> Found:
    """Openings that come in where two steps closer are enough instead of three."""
    return len(added(t)), ends_of(t, added(t))


@quantity("days")
def days_of_the_opening_added_by_a_looser_rule(t: Tables) -> Found:
    """Days of the opening that comes in where two steps closer are enough instead of three."""
    return int(added(t)["days"].iloc[0]), ends_of(t, added(t))


@quantity("year", text=str)
def year_of_the_opening_added_by_a_looser_rule(t: Tables) -> Found:
    """The year in which the opening began that comes in where two steps closer are enough instead of three."""
    return str(added(t)["start"].iloc[0].year), ends_of(t, added(t))


@quantity("openings")
def openings_by_a_stricter_rule(t: Tables) -> Found:
    """Openings that have ended if any step apart ends one."""
    rows = over(t, ends=STRICT)
    return len(rows), ends_of(t, rows)


@quantity("days")
def shortest_opening_by_a_stricter_rule(t: Tables) -> Found:
    """Days of the shortest opening that has ended if any step apart ends one."""
    shortest = over(t, ends=STRICT).nsmallest(1, "days")
    return int(shortest["days"].iloc[0]), ends_of(t, shortest)


@quantity("days")
def longest_opening_by_a_stricter_rule(t: Tables) -> Found:
    """Days of the longest opening that has ended if any step apart ends one."""
    longest = over(t, ends=STRICT).nlargest(1, "days")
    return int(longest["days"].iloc[0]), ends_of(t, longest)


@quantity("days")
def median_opening_by_a_stricter_rule(t: Tables) -> Found:
    """The middle length of the openings that have ended if any step apart ends one."""
    rows = over(t, ends=STRICT)
    return float(rows["days"].median()), ends_of(t, rows)


@quantity("openings")
def openings_by_a_stricter_rule_of_two_steps(t: Tables) -> Found:
    """Openings that have ended if any step apart ends one and two steps closer are enough."""
    rows = over(t, LEAST - 1, STRICT)
    return len(rows), ends_of(t, rows)


@quantity("days")
def median_opening_by_a_stricter_rule_of_two_steps(t: Tables) -> Found:
    """The middle length of the openings that have ended if any step apart ends one and two steps closer are enough."""
    rows = over(t, LEAST - 1, STRICT)
    return float(rows["days"].median()), ends_of(t, rows)
