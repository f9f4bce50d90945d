"""People freed in releases tied to Washington, and counts of political prisoners."""

import pandas as pd

from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, quantity
from bilateral.tables import Tables, involves

VISIT, FROM = "2025-06-21-kellogg-lukashenko-talks", "2025-01-01"
JANUARY_2025, JANUARY_2026, MARCH_2026 = "2025-01-31-viasna", "2026-01-31-viasna", "2026-03-05-viasna"
FORECAST, ENVOY_NAMED = "2025-12-13-coale-thousand-forecast", "2025-11-09-coale-named-envoy"
JULY, CHANNEL = "2025-07-02-sixteen", ["2025-01-26-nuhfer", "2025-02-12-three", "2025-04-30-ziankovich"]
FIRST_ROUNDS = ["2025-06-21-fourteen", "2025-09-11-fifty-two", "2025-12-13-one-hundred-twenty-three"]


def tied(t: Tables) -> pd.DataFrame:
    """The releases tied to Washington: alone, or with others."""
    return t.prisoner_releases[involves(t.prisoner_releases["tied_to"], "us")]


def since_2025(t: Tables) -> pd.DataFrame:
    return tied(t)[lambda rows: rows["date"] >= FROM]


def since_visit(t: Tables) -> pd.DataFrame:
    return tied(t)[lambda rows: rows["date"] >= row(t.events, VISIT)["date"]]


def at_visits(rows: pd.DataFrame) -> pd.DataFrame:
    """Releases in whose step somebody came from Washington."""
    return rows[rows["given_form"].str.contains("visit")]


def people(rows: pd.DataFrame) -> Found:
    return int(rows["number"].sum()), used(prisoner_releases=rows)


def releases(rows: pd.DataFrame) -> Found:
    return len(rows), used(prisoner_releases=rows)


@quantity("people")
def freed_at_visits_of_an_envoy(t: Tables) -> Found:
    """People freed from the Kellogg visit on in releases tied to Washington at visits of a U.S. envoy; one who would not leave counts."""
    return people(at_visits(since_visit(t)))


@quantity("releases")
def releases_at_visits_of_an_envoy(t: Tables) -> Found:
    """Releases tied to Washington from the Kellogg visit on for which a U.S. envoy had come to Minsk."""
    return releases(at_visits(since_visit(t)))


@quantity("people")
def freed_since_visit(t: Tables) -> Found:
    """People freed from the Kellogg visit on in all releases tied to Washington, with an envoy in Minsk or not."""
    return people(since_visit(t))


@quantity("releases")
def releases_since_visit(t: Tables) -> Found:
    """Releases tied to Washington from the Kellogg visit on, with an envoy in Minsk or not."""
    return releases(since_visit(t))


@quantity("people")
def freed_since_2025(t: Tables) -> Found:
    """People freed since the start of 2025, half a year before the Kellogg visit, in all releases tied to Washington."""
    return people(since_2025(t))


@quantity("releases")
def releases_since_2025(t: Tables) -> Found:
    """Releases tied to Washington since the start of 2025."""
    return releases(since_2025(t))


@quantity("people")
def freed_at_visits_since_2025(t: Tables) -> Found:
    """People freed since the start of 2025 in the releases tied to Washington in whose step any U.S. visitor came."""
    return people(at_visits(since_2025(t)))


@quantity("people")
def freed_on_the_channel_of_early_2025(t: Tables) -> Found:
    """People whom Belarus let go to the Americans in three steps before the Kellogg visit."""
    return people(t.prisoner_releases[t.prisoner_releases["id"].isin(CHANNEL)])


@quantity("U.S. citizens")
def citizens_freed_on_the_channel_of_early_2025(t: Tables) -> Found:
    """U.S. citizens among those whom Belarus let go to the Americans in three steps before the Kellogg visit."""
    rows = t.prisoner_releases[t.prisoner_releases["id"].isin(CHANNEL)]
    return int(rows["us_citizens"].sum()), used(prisoner_releases=rows)


@quantity("people")
def freed_since_the_forecast_of_a_thousand(t: Tables) -> Found:
    """People freed in releases tied to Washington after the day on which Coale forecast about a thousand within months."""
    return people(since_visit(t)[lambda rows: rows["date"] > row(t.events, FORECAST)["date"]])


def to_november(t: Tables) -> pd.DataFrame:
    return since_2025(t)[lambda rows: rows["date"] < row(t.events, ENVOY_NAMED)["date"]]


@quantity("people")
def freed_until_coale_was_named(t: Tables) -> Found:
    """People freed in releases tied to Washington from the start of 2025 to the day on which Coale was nominated as special envoy."""
    return people(to_november(t))


@quantity("people")
def freed_until_coale_was_named_without_july(t: Tables) -> Found:
    """The same without the pardon of July 2, 2025, for which nobody came from Washington."""
    return people(to_november(t)[lambda rows: rows["id"] != JULY])


@quantity("people")
def freed_in_the_first_three_rounds(t: Tables) -> Found:
    """People freed in the first three releases with an envoy in Minsk: June, September and December 2025."""
    return people(t.prisoner_releases[t.prisoner_releases["id"].isin(FIRST_ROUNDS)])


@quantity("people")
def taken_abroad_in_the_first_three_rounds(t: Tables) -> Found:
    """People who left the country in the first three releases with an envoy in Minsk."""
    rows = t.prisoner_releases[t.prisoner_releases["id"].isin(FIRST_ROUNDS)]
    return int(rows["taken_abroad"].sum()), used(prisoner_releases=rows)


def last_count(t: Tables) -> pd.Series:
    return t.political_prisoners.iloc[-1]


def freed_between(t: Tables, first: pd.Series, last: pd.Series) -> Found:
    rows = tied(t)[lambda rows: (rows["date"] > first["date"]) & (rows["date"] <= last["date"])]
    return int(rows["number"].sum()), used(prisoner_releases=rows, political_prisoners=pd.DataFrame([first, last]))


@quantity("people")
def freed_between_counts_a_year_apart(t: Tables) -> Found:
    """People freed in releases tied to Washington between Viasna's counts of January 31, 2025 and January 31, 2026."""
    return freed_between(t, row(t.political_prisoners, JANUARY_2025), row(t.political_prisoners, JANUARY_2026))


@quantity("people")
def freed_between_first_and_last_count(t: Tables) -> Found:
    """People freed in releases tied to Washington between Viasna's count of January 31, 2025 and the last count found."""
    return freed_between(t, row(t.political_prisoners, JANUARY_2025), last_count(t))


def fall(t: Tables, first: str, last: pd.Series) -> Found:
    begin = row(t.political_prisoners, first)
    return int(begin["count"] - last["count"]), used(political_prisoners=pd.DataFrame([begin, last]))


@quantity("prisoners")
def fall_of_prisoners_in_a_year(t: Tables) -> Found:
    """Viasna's count of January 31, 2025 less that of January 31, 2026."""
    return fall(t, JANUARY_2025, row(t.political_prisoners, JANUARY_2026))


@quantity("prisoners")
def fall_of_prisoners_to_the_last_count(t: Tables) -> Found:
    """Viasna's count of January 31, 2025 less the last count found."""
    return fall(t, JANUARY_2025, last_count(t))


@quantity("prisoners")
def rise_of_prisoners_in_january_2026(t: Tables) -> Found:
    """Viasna's count of January 31, 2026 less that of a month before."""
    last, first = row(t.political_prisoners, JANUARY_2026), row(t.political_prisoners, "2025-12-31-viasna")
    return int(last["count"] - first["count"]), used(political_prisoners=pd.DataFrame([first, last]))


@quantity("prisoners")
def last_count_of_prisoners(t: Tables) -> Found:
    """The last count of political prisoners found."""
    return int(last_count(t)["count"]), used(political_prisoners=last_count(t))


@quantity("date")
def day_of_the_last_count_of_prisoners(t: Tables) -> Found:
    """The day of the last count of political prisoners found."""
    return last_count(t)["date"], used(political_prisoners=last_count(t))


def highest_count(t: Tables) -> pd.Series:
    return t.political_prisoners.loc[t.political_prisoners["count"].idxmax()]


@quantity("prisoners")
def highest_count_of_prisoners(t: Tables) -> Found:
    """The highest count of political prisoners found."""
    return int(highest_count(t)["count"]), used(political_prisoners=highest_count(t))


@quantity("date")
def day_of_the_highest_count_of_prisoners(t: Tables) -> Found:
    """The day of the highest count of political prisoners found."""
    return highest_count(t)["date"], used(political_prisoners=highest_count(t))


@quantity("days")
def days_from_count_to_release_of_march_2026(t: Tables) -> Found:
    """Days from Viasna's count of March 2026 to the release of 250 people."""
    return between(t, f"political_prisoners:{MARCH_2026}", "2026-03-19-two-fifty-released")


@quantity("days")
def days_from_named_envoy_to_ukrainians(t: Tables) -> Found:
    """Days from the nomination of Coale as special envoy to the pardon of Ukrainian citizens."""
    return between(t, ENVOY_NAMED, "2025-11-22-thirty-one-ukrainians")


@quantity("days")
def days_since_hundreds_were_expected(t: Tables) -> Found:
    """Days to the check date since Coale said that he expected hundreds to be freed within about a month."""
    return (t.through - row(t.events, "2026-09-16-coale-minsk-visit")["date"]).days, used(events=row(t.events, "2026-09-16-coale-minsk-visit"))
