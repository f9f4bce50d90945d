"""Europe beside Washington: the steps of the European Union, and the borders of Lithuania and Poland."""

import pandas as pd

from bilateral.measures import sanctions
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, quantity, said
from bilateral.tables import Tables

from .history import eu_measures
from .lists import VISIT

SINCE_2020 = pd.Timestamp("2020-01-01")


def steps(t: Tables) -> dict[str, pd.DataFrame]:
    """What Washington and Brussels eased and tightened, by actor; renewals apart."""
    new = {"us": sanctions.new_measures(t, "us", "by"), "eu": eu_measures(t)}
    return {actor: sanctions.steps(t, actor, "by", measures) for actor, measures in new.items()}


def days_of_tightening(t: Tables, since: pd.Timestamp) -> Found:
    rows = eu_measures(t)[lambda found: found["date"] >= since]
    return rows["date"].nunique(), used(events=rows)


@quantity("days")
def days_of_eu_tightening_since_visit(t: Tables) -> Found:
    """Days from the Kellogg visit on with a new restriction by the European Union: acts of one day count once, renewals not at all."""
    return days_of_tightening(t, row(t.events, VISIT)["date"])


@quantity("days")
def days_of_eu_tightening_since_2020(t: Tables) -> Found:
    """Days from January 1, 2020 on with a new restriction by the European Union: acts of one day count once, renewals not at all."""
    return days_of_tightening(t, SINCE_2020)


@quantity("people")
def people_on_the_eu_list(t: Tables) -> Found:
    """People on the European Union's Belarus list when it was renewed in February 2026, as reported."""
    return said(t, "2026-02-26-eu-renews-to-2027", "312")


@quantity("bodies")
def bodies_on_the_eu_list(t: Tables) -> Found:
    """Firms and other bodies on the European Union's Belarus list when it was renewed in February 2026, as reported."""
    return said(t, "2026-02-26-eu-renews-to-2027", "57")


@quantity("people")
def freed_as_the_eu_welcomed(t: Tables) -> Found:
    """Political prisoners whose release the European Union welcomed in July 2026."""
    return said(t, "2026-07-08-eu-on-28-released", "28")


@quantity("people")
def held_as_the_eu_said_in_july_2026(t: Tables) -> Found:
    """Political prisoners still held in Belarus in July 2026, at least, as the European Union said."""
    return said(t, "2026-07-08-eu-on-28-released", "863")


@quantity("days")
def days_that_poland_closed_its_border(t: Tables) -> Found:
    """Days from the closing of Poland's whole border with Belarus in September 2025 to its reopening."""
    return between(t, "2025-09-12-poland-closes-border", "2025-09-25-poland-reopens-border")


@quantity("days")
def days_that_lithuania_closed_its_border(t: Tables) -> Found:
    """Days from the decision of October 2025 to keep Lithuania's border with Belarus closed to its reopening."""
    return between(t, "2025-10-29-lithuania-closes-border", "2025-11-20-lithuania-reopens-border")


@quantity("crossings", text=str.lower)
def crossings_open_in_lithuania(t: Tables) -> Found:
    """Crossings from Lithuania to Belarus that were left open from March 2024 on, of those there had been."""
    return said(t, "2024-03-01-lithuania-closes-two-more-crossings", "two of six")


@quantity("trucks and trailers")
def trucks_counted_by_carriers(t: Tables) -> Found:
    """Lithuanian tractors and trailers that carriers had listed in Belarus by March 2026."""
    return said(t, "2026-03-10-trucks-return-to-lithuania", "1,418")


@quantity("days")
def days_from_potash_license_to_eu_refusal(t: Tables) -> Found:
    """Days from the announcement of U.S. relief for potash to the European Union's word that it would not follow."""
    return between(t, "2025-12-13-potash-relief-announced", "2025-12-15-eu-keeps-potash-ban")
