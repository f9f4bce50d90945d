"""The U.S. sanctions list, licenses, orders and other instruments."""

from functools import lru_cache

import pandas as pd

from bilateral import words
from bilateral.measures import sanctions
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, quantity, stated
from bilateral.tables import Tables

VISIT = "2025-06-21-kellogg-lukashenko-talks"
PROGRAMS = {"BELARUS": "E.O. 13405 (2006)", "BELARUS-EO14038": "E.O. 14038 (2021)"}
PERMITS = ["2010-11-30-cfr-548-509", "2025-09-bis-belavia-letter"]  # they permit, though their kind does not say so
NO_RESTRICTION = ["1997-gsp-petition", "2003-04-14-visa-ban-lifted"]  # a petition, and an act of lifting


@lru_cache(maxsize=4)
def by_day(t: Tables) -> pd.DataFrame:
    """Names added and removed on each day of change, by order, and how many were listed after it."""
    return sanctions.changes_by_program(t, PROGRAMS).set_index("date")


def on(t: Tables, day: pd.Timestamp) -> Found:
    rows = sanctions.in_force(t.listed, day)
    return len(rows), used(listed=rows)


def removed(t: Tables) -> pd.DataFrame:
    return t.listed[t.listed["end"].notna()]


@quantity("names")
def names_listed(t: Tables) -> Found:
    """Names on the U.S. sanctions list under the two Belarus orders on the last day on which the list is known."""
    return on(t, t.checked_through("listed"))


@quantity("names")
def names_ever_listed(t: Tables) -> Found:
    """Names ever put on the U.S. sanctions list under the two Belarus orders."""
    return len(t.listed), used(listed=t.listed)


@quantity("names")
def most_names_listed(t: Tables) -> Found:
    """The most names that stood on the U.S. sanctions list under the two Belarus orders on one day."""
    day = by_day(t)["total"].idxmax()
    return on(t, day)


@quantity("names")
def names_removed(t: Tables) -> Found:
    """Names taken off the U.S. sanctions list under the two Belarus orders."""
    return len(removed(t)), used(listed=removed(t))


@quantity("percent", digits=0)
def share_of_names_still_listed(t: Tables) -> Found:
    """Names on the list on the last day on which it is known, of the most that stood on it on one day."""
    rows = sanctions.in_force(t.listed, t.checked_through("listed"))
    return 100 * len(rows) / int(by_day(t)["total"].max()), used(listed=rows)


@quantity("people")
def people_removed(t: Tables) -> Found:
    """Individuals among the names taken off the list."""
    rows = removed(t)[lambda found: found["type"] == "individual"]
    return len(rows), used(listed=rows)


def listed_now(t: Tables, kind: str) -> Found:
    rows = sanctions.in_force(t.listed, t.checked_through("listed"))
    return int((rows["type"] == kind).sum()), used(listed=rows[rows["type"] == kind])


@quantity("individuals")
def individuals_listed(t: Tables) -> Found:
    """Individuals on the list on the last day on which it is known."""
    return listed_now(t, "individual")


@quantity("entities")
def entities_listed(t: Tables) -> Found:
    """Firms and other bodies on the list on the last day on which it is known."""
    return listed_now(t, "entity")


@quantity("aircraft")
def aircraft_listed(t: Tables) -> Found:
    """Aircraft on the list on the last day on which it is known."""
    return listed_now(t, "aircraft")


@quantity("names")
def names_listed_at_the_visit(t: Tables) -> Found:
    """Names on the list on the day of the Kellogg visit."""
    return on(t, row(t.events, VISIT)["date"])


@quantity("names")
def names_listed_before_the_round_of_2020(t: Tables) -> Found:
    """Names on the list on the day before the first round after the vote of August 2020."""
    return on(t, row(t.events, "2020-10-02-treasury-eight-officials")["date"] - pd.Timedelta(days=1))


@quantity("names")
def names_listed_when_the_ambassador_left(t: Tables) -> Found:
    """Names on the list on the day the last U.S. ambassador left Minsk."""
    return on(t, row(t.events, "2008-03-12-ambassador-stewart-leaves")["date"])


def under(t: Tables, program: str, column: str) -> Found:
    """Names added (``start``) or removed (``end``) under an order; one under both counts under the older."""
    own = t.listed["programs"].str.split(";").map(lambda codes: next(code for code in PROGRAMS if code in codes)) == program
    rows = t.listed[own & t.listed[column].notna()]
    return len(rows), used(listed=rows)


@quantity("names")
def names_added_under_the_order_of_2006(t: Tables) -> Found:
    """Names ever put on the list under Executive Order 13405; a name under both orders counts here."""
    return under(t, "BELARUS", "start")


@quantity("names")
def names_added_under_the_order_of_2021(t: Tables) -> Found:
    """Names ever put on the list under Executive Order 14038 alone."""
    return under(t, "BELARUS-EO14038", "start")


@quantity("names")
def names_removed_under_the_order_of_2006(t: Tables) -> Found:
    """Names taken off the list that had stood under Executive Order 13405."""
    return under(t, "BELARUS", "end")


@quantity("names")
def names_removed_under_the_order_of_2021(t: Tables) -> Found:
    """Names taken off the list that had stood under Executive Order 14038 alone."""
    return under(t, "BELARUS-EO14038", "end")


def busiest(t: Tables) -> pd.DataFrame:
    return t.listed[t.listed["start"] == t.listed["start"].value_counts().idxmax()]


@quantity("names")
def most_names_added_on_a_day(t: Tables) -> Found:
    """The most names put on the list on one day."""
    return len(busiest(t)), used(listed=busiest(t))


@quantity("date")
def day_of_most_names_added(t: Tables) -> Found:
    """The day on which the most names were put on the list."""
    return busiest(t)["start"].iloc[0], used(listed=busiest(t))


@quantity("years", digits=1)
def longest_time_without_a_new_name(t: Tables) -> Found:
    """Years of the longest stretch in which no name was put on the list, once it had any."""
    days = t.listed["start"].drop_duplicates().sort_values()
    longest = days.diff().idxmax()
    ends = [days.shift()[longest], days[longest]]
    return float(words.years(days.diff()[longest].days)), used(listed=t.listed[t.listed["start"].isin(ends)])


@quantity("copies")
def copies_of_the_list(t: Tables) -> Found:
    """Full copies of the list kept by others with which the running total was compared."""
    return len(t.snapshots), used(snapshots=t.snapshots)


@quantity("copies")
def copies_that_agree(t: Tables) -> Found:
    """Full copies of the list kept by others that hold as many names as the tables do on their day."""
    rows = t.snapshots[[len(sanctions.in_force(t.listed, copy.date)) == copy.total for copy in t.snapshots.itertuples()]]
    return len(rows), used(snapshots=rows)


def general(t: Tables) -> pd.DataFrame:
    return t.instruments[t.instruments["kind"] == "general_license"]


def winds_down(titles: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether a license only ends dealings; one that is for flight safety as well does not."""
    return titles.str.contains("wind-down") & ~titles.str.contains("safety")


@quantity("licenses")
def licenses_since_visit(t: Tables) -> Found:
    """General licenses that took effect from the Kellogg visit on."""
    rows = general(t)[lambda found: found["start"] >= row(t.events, VISIT)["date"]]
    return len(rows), used(instruments=rows)


@quantity("licenses")
def relief_licenses_in_force(t: Tables) -> Found:
    """The numbers of the general licenses of 2025 and later that are in force on the check date."""
    rows = sanctions.in_force(general(t)[lambda found: found["start"] >= "2025"], t.through)
    return words.series(rows["number"]), used(instruments=rows)


def joined_licenses(t: Tables) -> pd.DataFrame:
    return permits(t).loc[["general_license"]]


@quantity("licenses")
def general_licenses(t: Tables) -> Found:
    """General licenses found, renewals joined; a renewal that only winds down counts apart."""
    return counted(joined_licenses(t))


@quantity("licenses")
def wind_down_licenses(t: Tables) -> Found:
    """General licenses that only give time to wind down dealings: with a name just listed, or after a license was revoked."""
    ending = general(t)[winds_down(general(t)["title"])]["label"]
    return counted(joined_licenses(t)[lambda rows: rows.index.get_level_values("label").isin(ending)])


def relief_of_2015(t: Tables) -> Found:
    return between(t, "instruments:2015-10-29-gl-2.start", "2021-04-19-gl-2-revoked")


@quantity("years", digits=1)
def years_of_license_2(t: Tables) -> Found:
    """Years from the day General License 2 took effect to the day its last renewal was revoked; the wind-down after it is not counted."""
    found = relief_of_2015(t)
    return float(words.years(float(found[0]))), found[1]


@quantity("days")
def days_of_relief_under_license_2(t: Tables) -> Found:
    """Days from the day General License 2 took effect to the day its last renewal was revoked; the wind-down after it is not counted."""
    return relief_of_2015(t)


@quantity("days")
def days_of_the_wind_down_of_2021(t: Tables) -> Found:
    """Days that the license of April 2021 gave to end dealings with the nine names that General License 2 had covered."""
    return between(t, "instruments:2021-04-19-gl-2h.start", "2021-06-03-full-blocking-sanctions-return")


@quantity("days")
def days_from_license_to_delisting_of_belavia(t: Tables) -> Found:
    """Days from the general license for the airline Belavia to its removal from the list."""
    return between(t, "instruments:2025-09-11-gl-11.start", "2025-11-04-belavia-delisted")


@quantity("days")
def days_from_license_to_delisting_of_potash(t: Tables) -> Found:
    """Days from the general license for three potash firms to their removal from the list."""
    return between(t, "instruments:2025-12-15-gl-13.start", "2026-03-26-potash-delisted-gl14")


@quantity("days")
def days_of_removal_without_a_license(t: Tables) -> Found:
    """Days of removal on which names came off for which no license since 2025 had been found: all but those of Belavia and of potash."""
    rows = t.designations[
        (t.designations["kind"] == "removal") & ~t.designations["event"].isin(["2025-11-04-belavia-delisted", "2026-03-26-potash-delisted-gl14"])
    ]
    return rows["date"].nunique(), used(designations=rows)


@quantity("orders")
def orders_in_force(t: Tables) -> Found:
    """Executive orders on sanctions in force on the check date."""
    rows = sanctions.in_force(t.instruments[t.instruments["kind"] == "executive_order"], t.through)
    return len(rows), used(instruments=rows)


@quantity("renewals")
def renewals_of_the_emergency(t: Tables) -> Found:
    """Yearly renewals of the national emergency that are known or implied."""
    rows = t.instruments[t.instruments["kind"] == "emergency_notice"]
    return len(rows), used(instruments=rows)


@lru_cache(maxsize=8)
def joined(t: Tables, permit: bool) -> pd.DataFrame:
    """Instruments by name, renewals joined (index: kind and label): their ``ids``, whether they have ``ended``, whether the end is ``unknown``."""
    permits = sanctions.permits(t) | t.instruments["id"].isin(PERMITS)
    rows = t.instruments[~t.instruments["id"].isin(NO_RESTRICTION) & (permits == permit)]
    return rows.groupby(["kind", "label"]).agg(
        ids=("id", list), ended=("end", lambda ends: ends.notna().all()), unknown=("end_unknown", lambda cells: (cells == "yes").any())
    )


def restrictions(t: Tables) -> pd.DataFrame:
    return joined(t, permit=False)


def permits(t: Tables) -> pd.DataFrame:
    return joined(t, permit=True)


def counted(rows: pd.DataFrame) -> Found:
    return len(rows), tuple(("instruments", each) for ids in rows["ids"] for each in ids)


@quantity("restrictions")
def restrictions_found(t: Tables) -> Found:
    """Laws, orders, rules and bans of the United States against Belarus, renewals joined; permits apart."""
    return counted(restrictions(t))


@quantity("restrictions")
def restrictions_in_force(t: Tables) -> Found:
    """Restrictions in force on the check date."""
    return counted(restrictions(t)[lambda rows: ~rows["ended"] & ~rows["unknown"]])


@quantity("restrictions")
def restrictions_ended(t: Tables) -> Found:
    """Restrictions that have ended or been replaced."""
    return counted(restrictions(t)[lambda rows: rows["ended"]])


@quantity("restrictions")
def restrictions_without_a_known_end(t: Tables) -> Found:
    """Restrictions of which no end was found, and which are not known to be in force."""
    return counted(restrictions(t)[lambda rows: rows["unknown"]])


@quantity("days")
def days_of_relief_since_visit(t: Tables) -> Found:
    """Days from the Kellogg visit on with an act of relief by Washington: acts of one day count once."""
    acts = t.events[(t.events["actor"] == "us") & (t.events["category"] == "relief") & (t.events["date"] >= row(t.events, VISIT)["date"])]
    return acts["date"].nunique(), used(events=acts)


@quantity("date")
def list_checked_through(t: Tables) -> Found:
    """The last day on which the U.S. sanctions list is known to this book."""
    return t.checked_through("listed"), stated(t, "listed")
