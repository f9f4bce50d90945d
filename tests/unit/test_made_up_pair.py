"""Every chart that the tables of the made-up pair allow is drawn from them: nothing in the library knows the book's own pair."""

from collections.abc import Callable

import packages
import pandas as pd
import pytest
from drawn import outside

from bilateral.charts.annual import agreement
from bilateral.charts.corridor import corridor
from bilateral.charts.day_by_day import day_by_day
from bilateral.charts.doubt import doubtful_changes
from bilateral.charts.exchange import ledger_of_exchange
from bilateral.charts.freed import where_the_freed_are
from bilateral.charts.heads import heads_of_mission
from bilateral.charts.instruments import instruments_in_force
from bilateral.charts.lags import measures_after_votes
from bilateral.charts.milestones import milestones
from bilateral.charts.missions import longest_gaps
from bilateral.charts.peers import days_without_ambassador, top_visits
from bilateral.charts.policies import policies_side_by_side
from bilateral.charts.prisoners import prisoners_counted
from bilateral.charts.sanctions import changes_day_by_day, names_listed
from bilateral.charts.spells import openings_compared, thaws_by_rule
from bilateral.charts.tone import tone_by_year
from bilateral.charts.verdicts import verdicts_by_section
from bilateral.charts.visits import visits_by_tier
from bilateral.draw.canvas import NARROW, WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.measures import claims, sanctions
from bilateral.measures.exchange import Given, Step
from bilateral.tables import Tables, load

TITLE = "A finding"
START, END = pd.Timestamp("2000-01-01"), pd.Timestamp("2001-12-31")
VISIT, FREED, LISTED = "2000-05-10-cor-arl", "2001-06-01-three-freed", "2001-02-01-names-listed"
VOTE = {"2000-05-10-minister-comes": "2000"}
STEPS = {"2001-06-01-three": Step("three people", [Given("license", LISTED, "a permit"), Given("words", FREED, "thanks")])}
GAPS = {"COL-2000-01-01": "none was sent", "DOL-2000-02-01": "one died", "DOL-2001-06-01": "none was sent"}
ACTS = {"2000-05-10-minister-comes": "A minister comes", FREED: "Three are freed"}
CHARTS: dict[str, Callable[[Tables], Exhibit]] = {
    "agreement": lambda t: agreement(t, TITLE, "BOL", {"ARL": "Arland", "COL": "Coland"}),
    "changes_day_by_day": lambda t: changes_day_by_day(t, TITLE, {"BOLAND": "Order 1"}),
    "corridor": lambda t: corridor(t, TITLE, {"2000-08-ambassador-southport": "an ambassador"}),
    "day_by_day": lambda t: day_by_day(t, TITLE, "southport", ACTS, START, END),
    "days_without_ambassador": lambda t: days_without_ambassador(t, TITLE, "COL"),
    "doubtful_changes": lambda t: doubtful_changes(t, TITLE),
    "heads_of_mission": lambda t: heads_of_mission(t, TITLE),
    "instruments_in_force": lambda t: instruments_in_force(t, TITLE, {"Orders": t.instruments["id"]}),
    "ledger_of_exchange": lambda t: ledger_of_exchange(t, TITLE, STEPS, "bo", "ar"),
    "longest_gaps": lambda t: longest_gaps(t, TITLE, "COL", GAPS, []),
    "measures_after_votes": lambda t: measures_after_votes(
        t, TITLE, VOTE, {actor: sanctions.new_measures(t, actor, "bo") for actor in ("ar", "other")}
    ),
    "milestones": lambda t: milestones(t, TITLE, {"Arland": VOTE, "Boland": {FREED: "freed"}}, ("ar", "bo")),
    "names_listed": lambda t: names_listed(t, TITLE, {"2001-02-01-first": "the first"}, START),
    "openings_compared": lambda t: openings_compared(t, TITLE, {}, least=1),
    "policies_side_by_side": lambda t: policies_side_by_side(
        t, TITLE, {actor: sanctions.steps(t, actor, "bo", sanctions.new_measures(t, actor, "bo")) for actor in ("ar", "other")}, START, END
    ),
    "prisoners_counted": lambda t: prisoners_counted(t, TITLE, START, "a society", least=1),
    "thaws_by_rule": lambda t: thaws_by_rule(t, TITLE, {"One step": (1, -2), "Two steps": (2, -1)}),
    "tone_by_year": lambda t: tone_by_year(t, TITLE),
    "top_visits": lambda t: top_visits(t, TITLE, "BOL"),
    "verdicts_by_section": lambda t: verdicts_by_section(t, claims.judged(t, {"minister_came": came}), TITLE, {"index": "The lead"}),
    "visits_by_tier": lambda t: visits_by_tier(t, TITLE, "ar", "bo", {VISIT: "Arl"}),
    "where_the_freed_are": lambda t: where_the_freed_are(t, TITLE, t.prisoner_releases),
}


def came(t: Tables) -> claims.Result:
    return claims.Result(1, "visits", "Supported if he came.", "supported", ())


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return load(packages.copy_to(tmp_path_factory.mktemp("pair") / "data"))


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn(pair: Tables, name: str) -> None:
    exhibit = CHARTS[name](pair)
    assert exhibit.sources and len(exhibit.table)
    assert [outside(exhibit, width) for width in (WIDE, NARROW)] == [[], []]
