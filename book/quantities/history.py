"""The history: the crisis of 2008, and from each contested vote to the first measure."""

from functools import lru_cache

import pandas as pd

from bilateral.measures import episodes, sanctions
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, quantity
from bilateral.tables import Tables, involves

VOTES = {
    "2001-09-09-presidential-election-2001": "2001",
    "2006-03-19-presidential-election": "2006",
    "2010-12-19-presidential-election": "2010",
    "2015-10-11-presidential-election": "2015",
    "2020-08-09-presidential-election": "2020",
    "2025-01-26-election-seventh-term": "2025",
}
EU_RENEWALS = [
    "2021-02-25-eu-renews-to-2022",
    "2023-02-27-eu-renews-to-2024",
    "2024-02-26-eu-renews-to-2025",
    "2026-02-26-eu-renews-to-2027",
]


@quantity("days")
def days_from_clinton_to_the_fall_of_his_host(t: Tables) -> Found:
    """Days from the visit of Bill Clinton to the vote that removed Stanislav Shushkevich as head of state."""
    return between(t, "1994-01-15-clinton-in-minsk", "1994-01-26-shushkevich-removed")


@quantity("days")
def days_from_referendum_to_objection(t: Tables) -> Found:
    """Days from the referendum of 1996 to the day the State Department objected to the new assembly."""
    return between(t, "1996-11-24-referendum-1996", "1996-11-27-us-on-new-parliament")


@quantity("diplomats")
def diplomats_expelled_in_2008(t: Tables) -> Found:
    """U.S. diplomats present in Minsk on April 30, 2008 less those who might stay."""
    present, cap = row(t.staffing, "2008-04-30-minsk-diplomats-present"), row(t.staffing, "2008-04-23-minsk-staff-cap")
    return int(present["value"] - cap["value"]), used(staffing=pd.DataFrame([present, cap]))


@quantity("days")
def days_from_summit_to_minsk_protocol(t: Tables) -> Found:
    """Days from the summit of Putin and Poroshenko in Minsk to the ceasefire protocol of September 2014."""
    return between(t, "2014-08-26-minsk-summit", "2014-09-05-minsk-protocol")


@quantity("days")
def days_from_munich_to_report(t: Tables) -> Found:
    """Days from Kellogg's remarks in Munich to the first report of his trip."""
    return between(t, "2025-02-15-kellogg-munich", "2025-06-17-reuters-kellogg-plan")


@lru_cache(maxsize=4)
def lags(t: Tables) -> pd.DataFrame:
    """The first U.S. measure and the first listing after each presidential vote, by its year."""
    return sanctions.lags(t, VOTES, "us", "by").set_index("vote")


def events(t: Tables, *ids: str) -> tuple[tuple[str, str], ...]:
    return used(events=t.events[t.events["id"].isin(ids)])


def vote(year: str) -> str:
    return next(event for event, name in VOTES.items() if name == year)


def first_measure(t: Tables, year: str) -> Found:
    return int(lags(t).loc[year, "days"]), events(t, vote(year), lags(t).loc[year, "measure"])


def first_listing(t: Tables, year: str) -> Found:
    return int(lags(t).loc[year, "days_to_listing"]), events(t, vote(year), lags(t).loc[year, "listing"])


@quantity("days")
def days_from_vote_of_2001_to_us_measure(t: Tables) -> Found:
    """Days from the vote of 2001 to the first new restriction by Washington."""
    return first_measure(t, "2001")


@quantity("days")
def days_from_vote_of_2015_to_us_measure(t: Tables) -> Found:
    """Days from the vote of 2015 to the first new restriction by Washington."""
    return first_measure(t, "2015")


@quantity("days")
def days_from_vote_of_2006_to_us_measure(t: Tables) -> Found:
    """Days from the vote of 2006 to the first new restriction by Washington."""
    return first_measure(t, "2006")


@quantity("days")
def days_from_vote_of_2010_to_us_measure(t: Tables) -> Found:
    """Days from the vote of 2010 to the first new restriction by Washington."""
    return first_measure(t, "2010")


@quantity("days")
def days_from_vote_of_2020_to_us_measure(t: Tables) -> Found:
    """Days from the vote of 2020 to the first new restriction by Washington."""
    return first_measure(t, "2020")


@quantity("days")
def days_from_vote_of_2006_to_first_names(t: Tables) -> Found:
    """Days from the vote of 2006 to the first measure by Washington that put names on the list."""
    return first_listing(t, "2006")


@quantity("days")
def days_from_vote_of_2010_to_first_names(t: Tables) -> Found:
    """Days from the vote of 2010 to the first measure by Washington that put names on the list."""
    return first_listing(t, "2010")


@quantity("days")
def days_from_order_of_2006_to_its_names(t: Tables) -> Found:
    """Days from the signing of Executive Order 13405 to the day on which its names were announced."""
    return between(t, "events:2006-06-16-executive-order-13405", "designations:2006-06-19-ofac-ten-named-in-order")


@quantity("days")
def days_since_vote_of_2025(t: Tables) -> Found:
    """Days from the vote of 2025 to the check date, in which no new restriction by Washington was found."""
    return int(lags(t).loc["2025", "days_watched"]), events(t, vote("2025"))


def eu_measures(t: Tables) -> pd.DataFrame:
    """New restrictions by the European Union: renewals apart."""
    own = t.events[involves(t.events["actor"], "eu") & (t.events["target"] == "by") & (t.events["category"] == "sanctions")]
    return own[~own["id"].isin(EU_RENEWALS)]


def first_eu_measure(t: Tables, year: str) -> Found:
    after = sanctions.first_after(t.events[t.events["id"] == vote(year)], eu_measures(t)).iloc[0]
    return int(after["days"]), events(t, vote(year), after["measure"])


@quantity("days")
def days_from_vote_of_2006_to_eu_measure(t: Tables) -> Found:
    """Days from the vote of 2006 to the first new restriction by the European Union."""
    return first_eu_measure(t, "2006")


@quantity("days")
def days_from_vote_of_2025_to_eu_measure(t: Tables) -> Found:
    """Days from the vote of 2025 to the first new restriction by the European Union."""
    return first_eu_measure(t, "2025")


@quantity("days")
def days_from_vote_of_2025_to_eu_listing(t: Tables) -> Found:
    """Days from the vote of 2025 to the day the European Union listed the election commission."""
    return between(t, vote("2025"), "2025-03-27-eu-lists-commission")


def steps(t: Tables) -> pd.DataFrame:
    """Episodes by year and tone since the ladder begins."""
    return episodes.by_year(t.events[t.events["date"] >= t.representation["start"].min()])


@quantity("years")
def years_with_steps_both_ways(t: Tables) -> Found:
    """Years in which an act or episode brought the two countries closer and another drove them apart."""
    counts = steps(t)
    mixed = counts[(counts[1] + counts[2] > 0) & (counts[-1] + counts[-2] > 0)]
    rows = episodes.toned(t.events)
    return len(mixed), used(events=rows[rows["year"].isin(mixed.index) & (rows["tone"] != 0)])


@quantity("years")
def years_of_tone(t: Tables) -> Found:
    """Years from the first of the ladder to that of the check date."""
    return len(steps(t)), used(events=episodes.toned(t.events)[lambda rows: rows["date"] >= t.representation["start"].min()])
