"""Figures that others gave: they stand in the words of an event, and stop the build where its row no longer has them."""

from bilateral.measures.quantities import Found, quantity, said
from bilateral.tables import Tables


@quantity("people")
def pardoned_in_september_2025(t: Tables) -> Found:
    """People whom Lukashenko pardoned on September 16, 2025, by his own account."""
    return said(t, "2025-09-16-twenty-five-pardoned", "25")


@quantity("visits")
def visits_by_july_2025_as_time_has_them(t: Tables) -> Found:
    """U.S. visits by late July 2025, as Time magazine wrote."""
    return said(t, "2025-08-08-time-interview", "at least five")


@quantity("people")
def detained_by_september_2021(t: Tables) -> Found:
    """People reportedly detained or imprisoned in Belarus since August 2020, as the Congressional Research Service wrote in September 2021."""
    return said(t, "2020-08-09-protests-dispersed", "35,000")


@quantity("people")
def freed_as_trump_gave_thanks(t: Tables) -> Found:
    """People for whose release Trump gave thanks in August 2025."""
    return said(t, "2025-08-15-trump-lukashenko-call", "16")


@quantity("people")
def freed_as_trump_credited_coale(t: Tables) -> Found:
    """People with whose release Trump credited Coale in November 2025."""
    return said(t, "2025-11-09-coale-named-envoy", "100")


@quantity("people")
def more_that_trump_sought(t: Tables) -> Found:
    """People whose release Trump sought in November 2025."""
    return said(t, "2025-11-09-coale-named-envoy", "50")


@quantity("people")
def forecast_of_coale(t: Tables) -> Found:
    """People who could be free within months, as Coale said in December 2025."""
    return said(t, "2025-12-13-coale-thousand-forecast", "1,000")


@quantity("people")
def releases_discussed_as_trump_said(t: Tables) -> Found:
    """Further releases that were being discussed, as Trump said in August 2025."""
    return said(t, "2025-08-15-trump-lukashenko-call", "1,300")


@quantity("people")
def held_in_september_2026_as_rights_groups_said(t: Tables) -> Found:
    """People held in September 2026, as rights groups said."""
    return said(t, "2026-09-16-twenty-five-released", "more than 900")
