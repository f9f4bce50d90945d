"""What the article expected, and the measures of change on two days."""

import pandas as pd

from bilateral import words
from bilateral.measures import sanctions, status, visits
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, ledger, quantity
from bilateral.tables import Tables

VISIT = "2025-06-21-kellogg-minsk"
CABINET = 4  # a tier
# A claim of the ledger, or a verdict by the ledger's rules on what it does not have; the reasons stand on the page.
# "open" twice: that repression eases, and that talks on the war restart.
EXPECTED = ["c00", "c01", "c02", "c06", "c07", "c58", "c59", "open", "open", "c51", "c60"]
NAMED = {"came-true", "supported", "qualified", "open", "interpretation"}  # verdicts that the lead names


def marked(t: Tables, *verdicts: str) -> Found:
    """How many expectations have one of these verdicts, and the claims among them."""
    judged = ledger(t).set_index("id")["shown"]
    shown = [(key, judged.get(key, key)) for key in EXPECTED]
    if unnamed := {verdict for _, verdict in shown} - NAMED:
        raise ValueError(f"verdicts that the lead does not name: {unnamed}")
    found = [key for key, verdict in shown if not verdicts or verdict in verdicts]
    return len(found), tuple(("claims" if key in judged.index else "verdicts", key) for key in dict.fromkeys(found))


@quantity("expectations")
def expectations(t: Tables) -> Found:
    """Things that the article expected or left open."""
    return marked(t)


@quantity("expectations")
def expectations_that_came_true(t: Tables) -> Found:
    """Things that the article expected or left open, and that came true or are supported."""
    return marked(t, "came-true", "supported")


@quantity("expectations")
def expectations_still_open(t: Tables) -> Found:
    """Things that the article expected or left open, and that are still open on the check date."""
    return marked(t, "open")


def state(t: Tables, day: pd.Timestamp) -> dict[str, str]:
    """The measures of change on one day, in words."""
    rungs = t.ladder.set_index("rung")["name"]
    rung = {post: status.rung_on(t.representation, post, day, t.through) for post in t.posts["id"]}
    count = t.political_prisoners[t.political_prisoners["date"] <= day].iloc[-1]
    cabinet = visits.between(t.visits, "us", "by", CABINET)
    removals = t.listed["end"].between("2025-01-01", day)
    licenses = t.instruments[(t.instruments["kind"] == "general_license") & (t.instruments["start"] >= "2025")]
    orders = t.instruments[t.instruments["kind"] == "executive_order"]
    return {
        "Ambassadors at post, of two": str(sum(value == status.rung(t, "ambassador") for value in rung.values())),
        "U.S. embassy in Minsk": rungs[rung["minsk"]],
        "Belarusian embassy in Washington": rungs[rung["washington"]],
        "Last U.S. visitor of cabinet rank": words.day(cabinet[cabinet["date"] <= day]["date"].max()),
        "Names on the U.S. sanctions list": str(sanctions.names_on(t.listed, min(day, t.checked_through("listed"))).sum()),
        "Names taken off since 2025": str(removals.sum()),
        "Treasury relief licenses since 2025, in force": str(len(sanctions.in_force(licenses, day))),
        "U.S. sanctions orders in force": str(len(sanctions.in_force(orders, day))),
        "Political prisoners, last count": f"{count['count']:,} ({words.day(count['date'])})",
    }


@quantity("measures")
def measures_of_change(t: Tables) -> Found:
    """Things read from the tables on the day of the Kellogg visit and on the check date."""
    return len(state(t, t.through)), used(visits=row(t.visits, VISIT))


@quantity("measures")
def measures_that_read_the_same(t: Tables) -> Found:
    """Measures of change that read the same on the day of the Kellogg visit and on the check date."""
    then, now = state(t, row(t.visits, VISIT)["date"]), state(t, t.through)
    return sum(then[key] == now[key] for key in then), used(visits=row(t.visits, VISIT))
