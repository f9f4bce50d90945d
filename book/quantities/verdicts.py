"""The ledger of claims: how many statements the article makes, of which kind, with which verdict."""

import pandas as pd

from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, ledger, quantity
from bilateral.tables import Tables


def counted(rows: pd.DataFrame) -> Found:
    return len(rows), used(claims=rows) or (("claims", "c01"),)


def shown(t: Tables, verdict: str) -> Found:
    """The claims with a verdict, or, where there is none, the verdict."""
    rows = ledger(t)[lambda found: found["shown"] == verdict]
    return len(rows), used(claims=rows) or (("verdicts", verdict),)


@quantity("statements")
def claims_made(t: Tables) -> Found:
    """Statements of the article that could be true or false by themselves."""
    return counted(ledger(t))


@quantity("claims")
def claims_of_fact_or_measure(t: Tables) -> Found:
    """Statements of the article that say that something is so, or how much."""
    return counted(ledger(t)[lambda rows: rows["kind"].isin(["fact", "measure"])])


@quantity("claims")
def forecasts_made(t: Tables) -> Found:
    """Statements of the article that say what may come."""
    return counted(ledger(t)[lambda rows: rows["kind"] == "forecast"])


@quantity("claims")
def claims_computed(t: Tables) -> Found:
    """Statements of the article whose verdict follows from the tables by a function."""
    return counted(ledger(t)[lambda rows: rows["check"] != ""])


@quantity("claims")
def claims_not_computed(t: Tables) -> Found:
    """Statements of the article whose verdict was given by reading."""
    return counted(ledger(t)[lambda rows: rows["check"] == ""])


@quantity("claims")
def claims_beyond_the_tables(t: Tables) -> Found:
    """Statements of the article, interpretations apart, that no table of this book holds."""
    return counted(ledger(t)[lambda rows: (rows["check"] == "") & (rows["kind"] != "interpretation")])


@quantity("claims")
def checks_that_agree(t: Tables) -> Found:
    """Computed claims to which the rule gives the verdict that was judged before."""
    return counted(ledger(t)[lambda rows: (rows["check"] != "") & (rows["shown"] == rows["verdict"])])


@quantity("claims")
def checks_that_disagree(t: Tables) -> Found:
    """Computed claims to which the rule gives another verdict than was judged before."""
    rows = ledger(t)[lambda rows: rows["check"] != ""]
    return int((rows["shown"] != rows["verdict"]).sum()), used(claims=rows)


@quantity("claims")
def claims_supported(t: Tables) -> Found:
    """Statements of the article that are supported as they stand."""
    return shown(t, "supported")


@quantity("claims")
def claims_qualified(t: Tables) -> Found:
    """Statements of the article that are supported with a qualification."""
    return shown(t, "qualified")


@quantity("claims")
def claims_imprecise(t: Tables) -> Found:
    """Statements of the article that are imprecise."""
    return shown(t, "imprecise")


@quantity("claims")
def claims_not_supported(t: Tables) -> Found:
    """Statements of the article that are not supported."""
    return shown(t, "not-supported")


@quantity("claims")
def claims_contradicted(t: Tables) -> Found:
    """Statements of the article that are contradicted."""
    return shown(t, "contradicted")


@quantity("claims")
def forecasts_that_came_true(t: Tables) -> Found:
    """Forecasts of the article that came true."""
    return shown(t, "came-true")


@quantity("claims")
def forecasts_that_did_not_come_true(t: Tables) -> Found:
    """Forecasts of the article that did not come true."""
    return shown(t, "did-not-come-true")


@quantity("claims")
def forecasts_still_open(t: Tables) -> Found:
    """Forecasts of the article that are open on the check date."""
    return shown(t, "open")


@quantity("claims")
def interpretations_made(t: Tables) -> Found:
    """Statements of the article that no observation could settle."""
    return shown(t, "interpretation")
