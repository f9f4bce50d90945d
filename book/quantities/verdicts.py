"""The ledger of claims: how many statements the article makes, of which kind, with which verdict."""

import pandas as pd

from bilateral.measures import agreement
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
def forecasts_still_open(t: Tables) -> Found:
    """Forecasts of the article that are open on the check date."""
    return shown(t, "open")


@quantity("claims")
def interpretations_made(t: Tables) -> Found:
    """Statements of the article that no observation could settle."""
    return shown(t, "interpretation")


def judged_twice(t: Tables, ours: str) -> pd.DataFrame:
    """The claims to which both judges gave a verdict; ``ours`` is the column that holds our own."""
    rows = ledger(t)
    return rows[(rows[ours] != "") & (rows["second_verdict"] != "")]


def same(t: Tables, ours: str) -> pd.DataFrame:
    return judged_twice(t, ours)[lambda rows: rows[ours] == rows["second_verdict"]]


def kappa(t: Tables, ours: str) -> float:
    codes = {verdict: number for number, verdict in enumerate(t.verdicts["id"])}
    first, second = (judged_twice(t, ours)[column].map(codes) for column in (ours, "second_verdict"))
    return agreement.weighted_kappa(agreement.matrix(first, second, list(codes.values())), 0)


@quantity("claims")
def claims_judged_twice(t: Tables) -> Found:
    """Statements of the article to which a second judge gave a verdict too."""
    return counted(judged_twice(t, "verdict"))


@quantity("claims")
def verdicts_the_same(t: Tables) -> Found:
    """Statements of the article to which both judges give the same verdict."""
    return counted(same(t, "verdict"))


@quantity("kappa", digits=2)
def kappa_of_verdicts(t: Tables) -> Found:
    """Cohen's kappa of the two judges' verdicts: agreement beyond what chance would give; 1 is full."""
    return kappa(t, "verdict"), used(claims=judged_twice(t, "verdict"))


@quantity("claims")
def claims_judged_twice_at_first(t: Tables) -> Found:
    """Statements of the article that had a verdict of ours before the second judge gave one."""
    return counted(judged_twice(t, "first_verdict"))


@quantity("claims")
def verdicts_the_same_at_first(t: Tables) -> Found:
    """Statements of the article to which both judges gave the same verdict before we judged anew."""
    return counted(same(t, "first_verdict"))


@quantity("kappa", digits=2)
def kappa_of_verdicts_at_first(t: Tables) -> Found:
    """Cohen's kappa of the two judges' verdicts before we judged anew."""
    return kappa(t, "first_verdict"), used(claims=judged_twice(t, "first_verdict"))


@quantity("claims")
def verdicts_changed(t: Tables) -> Found:
    """Statements of the article whose verdict changed after the second judge had given one."""
    return counted(ledger(t)[lambda rows: (rows["first_verdict"] != "") & (rows["first_verdict"] != rows["verdict"])])
