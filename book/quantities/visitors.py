"""Visits of U.S. officials: who came, how long the wait had been."""

import pandas as pd

from bilateral import words
from bilateral.measures import visits
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, quantity
from bilateral.tables import Tables

KELLOGG, SMITH, BOLTON, HALE = "2025-06-21-kellogg-minsk", "2025-02-12-smith-minsk", "2019-08-29-bolton-minsk", "2019-09-17-hale-minsk"
POMPEO, DOYLE = "2020-02-01-pompeo-minsk", "2024-10-15-doyle-minsk"
REPORTED = "2025-06-17-reuters-kellogg-plan"
HEAD_OF_STATE, CABINET, ENVOY, ASSISTANT, EXECUTIVE = 5, 4, 3, 2, 1  # tiers
FROM = "2025-01-01"  # the ledger of the exchange begins here


def came(t: Tables) -> pd.DataFrame:
    return visits.between(t.visits, "us", "by")


def kellogg(t: Tables) -> pd.Series:
    return row(t.visits, KELLOGG)


def last_of_rank(t: Tables) -> pd.Series:
    return visits.last_before(came(t), kellogg(t)["tier"], kellogg(t)["date"])


def waited(first: pd.Series, last: pd.Series) -> Found:
    """Days from one visit to another, with bounds where the day of the first is doubtful."""
    bounds = (last["date_earliest"] - first["date_latest"]).days, (last["date_latest"] - first["date_earliest"]).days
    return (last["date"] - first["date"]).days, used(visits=pd.DataFrame([first, last])), bounds


@quantity("days")
def wait_for_rank_of_kellogg(t: Tables) -> Found:
    """Days before the Kellogg visit since the last visit to Belarus by an American of his rank or higher."""
    return waited(last_of_rank(t), kellogg(t))


@quantity("name")
def last_visitor_of_rank_of_kellogg(t: Tables) -> Found:
    """Office and name of the last American of Kellogg's rank or higher to visit Belarus before him."""
    last = last_of_rank(t)
    return f"{last['office']} {last['person']}", used(visits=last)


@quantity("days")
def wait_for_exact_rank_of_kellogg(t: Tables) -> Found:
    """Days before the Kellogg visit since the last visitor of exactly his rank."""
    peers = came(t)[(came(t)["tier"] == kellogg(t)["tier"]) & (came(t)["date"] < kellogg(t)["date"])]
    return waited(peers.iloc[-1], kellogg(t))


@quantity("days")
def days_from_bolton_to_kellogg(t: Tables) -> Found:
    """Days from the visit of the national security adviser to that of Kellogg."""
    return waited(row(t.visits, BOLTON), kellogg(t))


@quantity("days at least")
def days_from_coale_to_kellogg(t: Tables) -> Found:
    """The fewest days that can lie between Coale's meeting with Lukashenko in April 2025 and the Kellogg visit: its day is not known."""
    coale = row(t.visits, "2025-04-coale-minsk")
    least = (kellogg(t)["date"] - coale["date_latest"]).days
    return least, used(visits=pd.DataFrame([coale, kellogg(t)])), (least, (kellogg(t)["date"] - coale["date_earliest"]).days)


@quantity("days")
def days_from_smith_to_kellogg(t: Tables) -> Found:
    """Days from the visit of Christopher Smith in February 2025 to that of Kellogg."""
    return waited(row(t.visits, SMITH), kellogg(t))


@quantity("days")
def days_from_ziankovich_to_kellogg(t: Tables) -> Found:
    """Days from the release of Youras Ziankovich to the Kellogg visit."""
    return between(t, "2025-04-30-ziankovich-released", f"visits:{KELLOGG}")


@quantity("days")
def days_from_report_to_visit(t: Tables) -> Found:
    """Days from the first report of the plan to the Kellogg visit."""
    return between(t, REPORTED, f"visits:{KELLOGG}")


@quantity("days")
def days_since_cabinet_visit(t: Tables) -> Found:
    """Days since the last visit to Belarus by an American of cabinet rank or higher, to the last day on which the table of visits was checked."""
    last = came(t)[came(t)["tier"] >= CABINET].iloc[-1]
    return (t.checked_through("visits") - last["date"]).days, used(visits=last)


def longest_wait(t: Tables, tier: int) -> Found:
    waits = visits.waits(came(t), tier, t.checked_through("visits"))
    longest = waits.loc[waits["days"].idxmax()]
    ends = came(t)[(came(t)["tier"] >= tier) & came(t)["date"].isin([longest["start"], longest["end"]])]
    return int(longest["days"]), used(visits=ends)


@quantity("days")
def longest_wait_for_cabinet(t: Tables) -> Found:
    """The most days between two visits by Americans of cabinet rank or higher."""
    return longest_wait(t, CABINET)


@quantity("days")
def longest_wait_for_envoy(t: Tables) -> Found:
    """The most days between two visits by Americans of the rank of envoy or deputy secretary or higher."""
    return longest_wait(t, ENVOY)


@quantity("days")
def longest_wait_for_assistant_secretary(t: Tables) -> Found:
    """The most days between two visits by American assistant secretaries or above."""
    return longest_wait(t, ASSISTANT)


@quantity("days")
def longest_wait_for_any_official(t: Tables) -> Found:
    """The most days between two visits by officials of the U.S. executive of any rank."""
    return longest_wait(t, EXECUTIVE)


@quantity("days")
def days_from_bolton_to_hale(t: Tables) -> Found:
    """Days between the visits of John Bolton and David Hale in 2019."""
    return waited(row(t.visits, BOLTON), row(t.visits, HALE))


@quantity("days")
def days_from_pompeo_to_doyle(t: Tables) -> Found:
    """Days from the visit of Mike Pompeo to the next by any U.S. official."""
    return waited(row(t.visits, POMPEO), row(t.visits, DOYLE))


@quantity("years", digits=1)
def years_from_carpenter_to_smith(t: Tables) -> Found:
    """Years from the last meeting of Lukashenko with an American of exactly Smith's grade to Smith's own."""
    smith, own = row(t.visits, SMITH), came(t)
    before = own[own["met"].str.contains("Lukashenko") & (own["tier"] == smith["tier"]) & (own["date"] < smith["date"])].iloc[-1]
    return float(words.years((smith["date"] - before["date"]).days)), used(visits=pd.DataFrame([before, smith]))


@quantity("visits")
def senior_visits_after_kellogg(t: Tables) -> Found:
    """Visits to Belarus by Americans of the rank of assistant secretary or above after that of Kellogg, each person counted."""
    rows = came(t)[(came(t)["tier"] >= ASSISTANT) & (came(t)["date"] > kellogg(t)["date"])]
    return len(rows), used(visits=rows)


@quantity("visits")
def visits_of_officials(t: Tables) -> Found:
    """Visits to Belarus by officials of the U.S. executive in the table, each person counted."""
    rows = came(t)[came(t)["tier"] >= EXECUTIVE]
    return len(rows), used(visits=rows)


@quantity("visits")
def visits_of_senior_officials(t: Tables) -> Found:
    """Visits to Belarus by Americans of the rank of assistant secretary or above, each person counted."""
    rows = came(t)[came(t)["tier"] >= ASSISTANT]
    return len(rows), used(visits=rows)


@quantity("visits")
def visits_of_deputy_assistant_secretaries(t: Tables) -> Found:
    """Visits to Belarus by U.S. deputy assistant secretaries, each person counted."""
    rows = came(t)[(came(t)["tier"] == EXECUTIVE) & came(t)["office"].str.startswith("Deputy Assistant Secretary")]
    return len(rows), used(visits=rows)


@quantity("visits")
def visits_of_presidents(t: Tables) -> Found:
    """Visits to Belarus by a sitting U.S. president in the table."""
    rows = came(t)[came(t)["tier"] >= HEAD_OF_STATE]
    return len(rows), used(visits=rows)


@quantity("ranks")
def ranks_of_visitors(t: Tables) -> Found:
    """Ranks of officials of the executive by which visits are compared."""
    return int((t.tiers["tier"] > 0).sum()), used(tiers=t.tiers.rename(columns={"tier": "id"}))


def since_2025(t: Tables) -> pd.DataFrame:
    return came(t)[came(t)["date"] >= FROM]


@quantity("visits")
def visits_since_2025(t: Tables) -> Found:
    """U.S. visits to Belarus since the start of 2025, each delegation counted once."""
    return since_2025(t)["event"].nunique(), used(visits=since_2025(t))


@quantity("visits")
def visits_to_minsk_since_2025(t: Tables) -> Found:
    """U.S. visits to Minsk since the start of 2025, each delegation counted once."""
    rows = since_2025(t)[lambda found: found["place"] == "Minsk"]
    return rows["event"].nunique(), used(visits=rows)


@quantity("visits")
def visits_of_coale_to_minsk(t: Tables) -> Found:
    """Visits of John Coale to Minsk since the start of 2025."""
    rows = since_2025(t)[lambda found: (found["place"] == "Minsk") & (found["person"] == "John Coale")]
    return rows["event"].nunique(), used(visits=rows)


@quantity("rank")
def highest_rank_since_2025(t: Tables) -> Found:
    """The highest rank of an American who came to Belarus since the start of 2025."""
    top = since_2025(t)["tier"].max()
    return str(t.tiers.set_index("tier")["name"][top]), used(visits=since_2025(t)[lambda found: found["tier"] == top])


@quantity("people")
def charges_while_frozen(t: Tables) -> Found:
    """People who served as U.S. chargé d'affaires in Minsk between the ambassador's departure and the announcement of 2019."""
    gone, announced = _frozen(t)
    heads = t.heads_of_mission
    own = (heads["post"] == "minsk") & heads["rank"].isin(["charge_en_pied", "charge_ad_interim"])
    rows = heads[own & (heads["start"] >= gone) & (heads["start"] <= announced)]
    return rows["person"].nunique(), used(heads_of_mission=rows)


def _frozen(t: Tables) -> tuple[pd.Timestamp, pd.Timestamp]:
    return row(t.events, "2008-03-12-ambassador-stewart-leaves")["date"], row(t.events, "2019-09-17-ambassadors-to-return")["date"]


def while_frozen(t: Tables, tier: int) -> Found:
    gone, announced = _frozen(t)
    rows = came(t)[(came(t)["tier"] >= tier) & (came(t)["date"] > gone) & (came(t)["date"] <= announced)]
    return rows["date"].nunique(), used(visits=rows)


@quantity("trips")
def trips_while_frozen(t: Tables) -> Found:
    """Trips to Belarus by officials of the U.S. executive between the ambassador's departure and the announcement of 2019; one a day counts."""
    return while_frozen(t, EXECUTIVE)


@quantity("trips")
def senior_trips_while_frozen(t: Tables) -> Found:
    """Trips by assistant secretaries or above between the ambassador's departure and the announcement of 2019; one a day counts."""
    return while_frozen(t, ASSISTANT)
