"""Tables without the rows that a chart needs: one sentence, or a chart without them, never an error of pandas' own."""

from collections.abc import Callable

import pandas as pd
import pytest

from bilateral.charts.doubt import doubtful_changes
from bilateral.charts.freed import where_the_freed_are
from bilateral.charts.prisoners import prisoners_counted
from bilateral.charts.spells import openings_compared, spells_without_ambassador
from bilateral.draw.exhibit import Exhibit
from bilateral.measures import status
from bilateral.tables import Tables, involves

SINCE = pd.Timestamp("2025-01-01")


def kept(tables: Tables, name: str, rows: "pd.Series[bool]") -> Tables:
    """The tables, with some rows of one of them only."""
    return Tables({**tables.frames, name: tables.frames[name][rows]}, tables.descriptor)


def never_on_top(tables: Tables) -> Tables:
    return kept(tables, "representation", tables.representation["rung"] < tables.ladder["rung"].max())


def without_releases(tables: Tables) -> Tables:
    return kept(tables, "prisoner_releases", tables.prisoner_releases["date"] < SINCE)


def without_counts(tables: Tables) -> Tables:
    return kept(tables, "political_prisoners", tables.political_prisoners["date"].isna())


def without_doubt(tables: Tables) -> Tables:
    exact = tables.representation["start_earliest"] == tables.representation["start_latest"]
    return kept(tables, "representation", exact & (tables.representation["rung"] >= 0))


def without_tone(tables: Tables) -> Tables:
    return kept(tables, "events", tables.events["tone"].fillna(0) <= 0)


def test_posts_that_never_reached_the_top_have_no_gaps(tables: Tables) -> None:
    assert status.gaps(never_on_top(tables)).empty


def test_one_change_of_level_is_none(tables: Tables) -> None:
    first = kept(tables, "representation", ~tables.representation["post"].duplicated())
    assert status.changes(first).empty


@pytest.mark.parametrize(
    ("bare", "draw", "said"),
    [
        (never_on_top, lambda t: spells_without_ambassador(t, "A finding", {}), "there is no gap to draw"),
        (without_tone, lambda t: openings_compared(t, "A finding", {}), "there is no opening to draw: none has three steps closer"),
        (without_releases, lambda t: prisoners_counted(t, "A finding", SINCE, "a group"), "0 releases since 2025-01-01"),
        (without_counts, lambda t: prisoners_counted(t, "A finding", SINCE, "a group"), "there is nothing to draw: 0 counts"),
        (without_releases, lambda t: where_the_freed_are(t, "A finding", t.prisoner_releases[:0]), "there is no release to draw"),
        (without_doubt, lambda t: doubtful_changes(t, "A finding"), "there is no doubt to draw"),
    ],
)
def test_where_nothing_can_be_drawn_a_sentence_says_so(
    tables: Tables, bare: Callable[[Tables], Tables], draw: Callable[[Tables], Exhibit], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        draw(bare(tables))


def test_an_actor_is_named_whole() -> None:
    cells = pd.Series(["us", "us+by", "rus", "by+rus", ""])
    assert involves(cells, "us").tolist() == [True, True, False, False, False]
    assert involves(cells[:0], "us").tolist() == []
