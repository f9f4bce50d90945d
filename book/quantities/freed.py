"""What became of the people freed in releases tied to Washington, and of those still held."""

import pandas as pd

from bilateral.measures import prisoners as measures
from bilateral.measures.claims import row, used
from bilateral.measures.prisoners import NOT_KNOWN, PAPERS
from bilateral.measures.quantities import Found, between, quantity, said
from bilateral.tables import Tables

from . import prisoners

UN_REPORT, EU_STATEMENT = "2026-02-28-un-experts-forced-expulsion", "2026-07-08-eu-on-28-released"


def with_outcome(t: Tables, outcome: str, country: str = "") -> Found:
    """People freed since the Kellogg visit of whom a row says this, or of whom no row speaks; the rows are those of the table, or the releases."""
    releases = prisoners.since_visit(t)
    found = measures.outcomes(t, releases)
    found = found[(found["outcome"] == outcome) & ((found["country"] == country) | (country == ""))]
    rows = t.freed[t.freed["release"].isin(found["release"]) & (t.freed["outcome"] == outcome)]
    of_release = releases[releases["id"].isin(found["release"])]
    return int(found["number"].sum()), used(freed=rows) if len(rows) else used(prisoner_releases=of_release)


@quantity("people")
def freed_taken_abroad(t: Tables) -> Found:
    """People freed since the Kellogg visit in releases tied to Washington who left the country in that step, as far as known."""
    return with_outcome(t, "abroad")


@quantity("people")
def freed_taken_to_lithuania(t: Tables) -> Found:
    """Those of them who were taken to Lithuania."""
    return with_outcome(t, "abroad", "Lithuania")


@quantity("people")
def freed_taken_to_ukraine(t: Tables) -> Found:
    """Those of them who were taken to Ukraine."""
    return with_outcome(t, "abroad", "Ukraine")


@quantity("people")
def freed_who_could_stay(t: Tables) -> Found:
    """People freed since the Kellogg visit in releases tied to Washington who were set free within the country, as far as known."""
    return with_outcome(t, "stayed")


@quantity("people")
def freed_without_passport(t: Tables) -> Found:
    """People taken abroad in those releases of whom somebody said that they had no passport: the least that they can be."""
    return with_outcome(t, PAPERS)


@quantity("people")
def freed_of_whom_it_is_not_known(t: Tables) -> Found:
    """People freed in those releases of whom it was not found whether they left or stayed."""
    return with_outcome(t, NOT_KNOWN)


@quantity("days")
def days_from_refusal_to_home(t: Tables) -> Found:
    """Days from the release in which Mikalai Statkevich refused to leave to the day on which his wife said that he was home."""
    return between(t, "2025-09-11-fifty-two-released", "2026-02-19-statkevich-freed")


@quantity("people")
def held_in_february_2026_as_un_experts_said(t: Tables) -> Found:
    """People in prison on political grounds, as a group of UN experts wrote in February 2026."""
    return said(t, UN_REPORT, "1,131")


@quantity("people")
def held_in_july_2026_as_the_eu_said(t: Tables) -> Found:
    """People still held, as the European Union said in July 2026."""
    return said(t, EU_STATEMENT, "863")


@quantity("people")
def pardoned_by_september_2024(t: Tables) -> Found:
    """People whom Lukashenko had pardoned from July to September 2024."""
    return said(t, "2024-09-30-pardoned-under-pressure", "115")


GROUP_PARDONS = {  # without an envoy, and no deal was found; how many, as the row says it
    "2024-07-03-first-political-prisoners-freed": "18",
    "2024-08-16-thirty-pardoned-august": "30",
    "2024-09-04-thirty-pardoned-september": "30",
    "2024-09-16-thirty-seven-pardoned": "37",
    "2024-11-07-thirty-one-pardoned": "31",
    "2024-11-20-thirty-two-pardoned": "32",
    "2024-12-09-twenty-nine-pardoned": "29",
    "2024-12-28-twenty-pardoned": "20",
    "2025-01-18-twenty-three-pardoned": "23",
    "2025-01-24-fifteen-pardoned": "15",
    "2025-05-07-forty-two-pardoned": "42",
    "2025-09-16-twenty-five-pardoned": "25",
    "2025-12-30-twenty-two-pardoned": "22",
    "2026-03-05-eighteen-pardoned": "18",
    "2026-09-24-fifteen-pardoned": "15",
}


@quantity("people")
def pardoned_outside_the_releases(t: Tables) -> Found:
    """People whom Minsk let out in groups from July 2024 on, with no envoy there and no deal found: the least, as other groups may be missing."""
    given = [said(t, event, number) for event, number in GROUP_PARDONS.items()]
    return sum(int(str(value)) for value, *_ in given), tuple(("events", event) for event in GROUP_PARDONS)


@quantity("groups")
def groups_pardoned_outside_the_releases(t: Tables) -> Found:
    """Groups that Minsk pardoned from July 2024 on, with no envoy there and no deal found."""
    return len(GROUP_PARDONS), tuple(("events", event) for event in GROUP_PARDONS)


@quantity("years")
def age_of_who_died_in_september_2025(t: Tables) -> Found:
    """Age of the prisoner who died in September 2025."""
    return said(t, "2025-09-03-ninth-death-in-custody", "36")


@quantity("U.S. citizens")
def citizens_freed_since_2025(t: Tables) -> Found:
    """U.S. citizens freed since the start of 2025; the least leaves out the one of June 2025, whom only Minsk's list has."""
    rows = prisoners.since_2025(t)
    rows = rows[rows["us_citizens"] > 0]
    number = int(rows["us_citizens"].sum())
    disputed = int(row(t.prisoner_releases, "2025-06-21-fourteen")["us_citizens"])
    return number, used(prisoner_releases=rows), (number - disputed, number)


@quantity("days")
def days_since_pause_of_immigrant_visas(t: Tables) -> Found:
    """Days to the check date since the pause of immigrant visas was announced."""
    pause = row(t.events, "2026-01-14-immigrant-visa-pause")
    return (t.through - pd.Timestamp(pause["date"])).days, used(events=pause)
