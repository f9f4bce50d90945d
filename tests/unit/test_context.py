"""Votes, trade, aid and indices by year: the measures against hand counts and other publications, and what a chart does with a gap."""

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.axes import Axes

from bilateral.charts.annual import agreement, ideal_points, index
from bilateral.charts.money import aid_by_year, trade_both_ways
from bilateral.draw.canvas import NARROW, WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.draw.palette import style
from bilateral.measures import context
from bilateral.tables import Tables, load

# Votes of Belarus and the United States on one side (yes or no), less votes on opposite sides, by calendar year: counted from the roll calls
# by another author (github.com/LuckYuanZ/CountryRelationByUnVotes, commit 1ee10ad, accumulated scores, December less the December before).
NET = dict(
    zip(
        range(1991, 2020),
        [-10, -14, -8, 0, -10, -1, 1, -13, -24, -17, -25, -51, -42, -54, -50, -58, -68, -55, -30, -21, -17, -26, -27, -33, -34, -26, -49, -53, -51],
        strict=True,
    )
)

# Three years worked out by hand: votes, alike, one abstaining, opposed (the last three make the first); alike by votes.
BY_HAND = {1997: (87, 29, 32, 26, 0.3333), 2007: (94, 5, 16, 73, 0.0532), 2011: (92, 29, 17, 46, 0.3152)}

# R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I: the score method without correction.
WILSON = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]

# U.S. Census Bureau, press releases FT-900 and FT-920: goods to and from Belarus, millions of dollars (month or January to month).
EXPORTED = {"2003-01": 2.2, "2003-04": 1.5, "2009-09": 8.7, "2009-11": 6.0}
RECEIVED = {"2003-01": 10.0, "2003-04": 15.9}
EXPORTED_SO_FAR = {"2009-09": 111.9, "2009-11": 130.4}
ROUNDED = 0.05  # how far a printed tenth of a million can be off

YEARS = {"un_votes": 2019, "un_ideal_points": 2024, "trade": 2026, "aid": 2024, "democracy": 2024}


def pair(tables: Tables) -> pd.DataFrame:
    return context.agreement(tables.un_votes, "USA", "BLR")


def test_agreement_equals_another_authors_count(tables: Tables) -> None:
    assert pair(tables)["net"].to_dict() == NET


@pytest.mark.parametrize("year", BY_HAND)
def test_agreement_equals_the_count_by_hand(tables: Tables, year: int) -> None:
    votes, same, one, opposed, share = BY_HAND[year]
    row = context.series(tables.un_votes, country="USA", partner="BLR").loc[year]
    assert tuple(row[["votes", "same", "one_abstained", "opposed"]]) == (votes, same, one, opposed)
    assert pair(tables).loc[year, "share"] == pytest.approx(share, abs=0.00005)


def test_each_votes_parts_make_the_whole(tables: Tables) -> None:
    votes = tables.un_votes
    assert (votes["same"] + votes["one_abstained"] + votes["opposed"] == votes["votes"]).all()
    assert (votes["both_abstained"].fillna(0) <= votes["same"]).all()


@pytest.mark.parametrize(("same", "votes", "low", "high"), WILSON)
def test_the_noise_of_a_year_is_the_textbooks(same: int, votes: int, low: float, high: float) -> None:
    cells: dict[str, object] = {"country": "A", "partner": "B", "votes": votes, "same": same, "both_abstained": 0, "opposed": 0}
    cells |= {"date": pd.Timestamp(2000, 7, 1), "sources": "a-book"}
    found = context.agreement(pd.DataFrame([cells]), "A", "B").loc[2000]
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.00006)


def test_more_votes_leave_less_noise(tables: Tables) -> None:
    rows = pair(tables).assign(width=lambda found: found["high"] - found["low"])
    rows = rows[rows["share"].between(0.19, 0.21)].sort_values("votes")
    assert rows["width"].is_monotonic_decreasing
    assert len(rows) > 2


def test_bounds_hold_their_value(tables: Tables) -> None:
    for frame, value in ((tables.un_ideal_points, "ideal_point"), (tables.democracy, "value"), (pair(tables), "share")):
        known = frame.dropna(subset=["low", "high"])
        assert len(known) > 20
        assert known[value].between(known["low"], known["high"]).all()


def test_distance_is_the_difference_of_places(tables: Tables) -> None:
    places = tables.un_ideal_points.set_index("id")["ideal_point"]
    found = context.distance(tables.un_ideal_points, "BLR", "USA")
    assert found[2024] == pytest.approx(places["usa-2024"] - places["blr-2024"])
    assert found.equals(context.distance(tables.un_ideal_points, "USA", "BLR"))


# --- trade and aid


def by_year(trade_monthly: pd.DataFrame, country: str, partner: str) -> pd.DataFrame:
    """Trade added up from months, and how many of them have a value."""
    own = trade_monthly[(trade_monthly["country"] == country) & (trade_monthly["partner"] == partner)]
    years = own.groupby(own["date"].dt.year.rename("year"))
    return years[["exports", "imports"]].sum().assign(months=years["exports"].count())


def test_months_make_the_year(tables: Tables) -> None:
    years, months = context.series(tables.trade, country="USA", partner="BLR"), by_year(tables.trade_monthly, "USA", "BLR")
    assert list(years.index) == list(months.index)
    for side in ("exports", "imports"):
        assert ((years[side] - months[side]).abs() <= (months["months"] + 1) * ROUNDED).all()
    assert set(months["months"].drop(2026)) == {12}
    assert list(context.whole(years).index) == [year for year in years.index if year != 2026]


def test_the_partial_year_is_as_long_as_its_months(tables: Tables) -> None:
    last = tables.trade_monthly.iloc[-1]["date"]
    assert tables.trade.iloc[-1]["partial"] == f"January to {last:%B}"
    assert tables.checked_through("trade") == last.to_period("M").end_time.normalize()


@pytest.mark.parametrize(("side", "printed"), [("exports", EXPORTED), ("imports", RECEIVED)])
def test_months_equal_the_press_releases(tables: Tables, side: str, printed: dict[str, float]) -> None:
    months = tables.trade_monthly.set_index("date_known")[side]
    assert {month: months[month] for month in printed} == pytest.approx(printed, abs=2 * ROUNDED)


def test_sums_of_months_equal_the_press_releases(tables: Tables) -> None:
    months = tables.trade_monthly.set_index("date_known")["exports"]
    for month, printed in EXPORTED_SO_FAR.items():
        own = months[f"{month[:4]}-01" : month]
        assert own.sum() == pytest.approx(printed, abs=(len(own) + 1) * ROUNDED), month


def test_the_fall_of_the_indices_is_what_the_ledger_says(tables: Tables) -> None:
    """Claims c29 and c30: from 1994 to 1997 electoral democracy fell by about a third, liberal democracy by about two thirds."""
    for name, share in (("polyarchy", 1 / 3), ("libdem", 2 / 3)):
        value = context.series(tables.democracy, country="BLR", index=name)["value"]
        assert 1 - value[1997] / value[1994] == pytest.approx(share, abs=0.03)


def test_the_peaks_are_those_that_the_ledger_names(tables: Tables) -> None:
    """Claim c27: the measures by which 1994 was not the peak."""
    trade, aid = context.series(tables.trade, country="USA", partner="BLR"), context.series(tables.aid, donor="USA", country="BLR")
    peaks = ((trade["exports"] + trade["imports"]).idxmax(), aid["obligations"].idxmax(), pair(tables)["share"].idxmax())
    said = tables.claims.set_index("id").loc["c27", "note"]
    assert peaks == (2008, 1993, 1997)
    assert all(str(year) in said for year in peaks[:2])


# --- series


def test_an_unknown_series_is_answered_with_those_there_are(tables: Tables) -> None:
    with pytest.raises(KeyError, match="no series USA, RUS; there are: USA, BLR"):
        context.series(tables.trade, country="USA", partner="RUS")


@pytest.mark.parametrize(("table", "last"), YEARS.items())
def test_no_series_goes_past_its_source(tables: Tables, table: str, last: int) -> None:
    assert tables.frames[table]["date"].dt.year.max() == last == tables.checked_through(table).year


def test_a_year_that_is_not_there_is_a_missing_one(tables: Tables) -> None:
    rows = context.series(tables.trade[tables.trade["date"].dt.year != 2000], country="USA", partner="BLR")
    assert pd.isna(rows.loc[2000, "exports"])
    assert 2000 not in context.whole(rows).index


def shown(table: str, exhibit: Exhibit, tables: Tables) -> list[int]:
    assert exhibit.checked == tables.checked_through(table)
    column = "fiscal_year" if table == "aid" else "year"
    return [int(year) for year in exhibit.table[column]]


EXHIBITS: dict[str, Callable[[Tables], Exhibit]] = {
    "un_votes": lambda t: agreement(t, "A finding", "BLR", {"USA": "With one", "RUS": "With another"}),
    "un_ideal_points": lambda t: ideal_points(t, "A finding", {"BLR": "One", "USA": "Another"}),
    "democracy": lambda t: index(t, "A finding", "polyarchy", "An index", {"BLR": "One", "RUS": "Another"}, "an-index"),
    "trade": lambda t: trade_both_ways(t, "A finding", "USA", "BLR", {"2021-08-09-eo-14038": "an order"}, ("to us", "from us")),
    "aid": lambda t: aid_by_year(t, "A finding", "USA", "BLR"),
}
BLANKED = {
    "un_votes": ["votes", "same", "both_abstained", "one_abstained", "opposed"],
    "un_ideal_points": ["ideal_point", "low", "high"],
    "democracy": ["value", "low", "high"],
    "trade": ["exports", "imports"],
    "aid": ["obligations", "disbursements"],
}
GAP = 2011


def without(year: int, table: str) -> Tables:
    """The book's tables, the values of one year of one table blank."""
    tables = load()
    frame = tables.frames[table]
    frame.loc[frame["date"].dt.year == year, BLANKED[table]] = pd.NA
    return tables


def axes(exhibit: Exhibit, width: float) -> Axes:
    with style():
        return exhibit.at(width).axes[0]


@pytest.mark.parametrize("table", ["un_votes", "un_ideal_points", "democracy"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_missing_year_breaks_line_and_band(table: str, width: float) -> None:
    exhibit = EXHIBITS[table](without(GAP, table))
    assert GAP in shown(table, exhibit, load())
    ax = axes(exhibit, width)
    lines = [line for line in ax.lines if len(line.get_xdata()) > 10]
    assert len(lines) == 2
    for line in lines:
        gaps = [position for position, value in enumerate(line.get_ydata()) if pd.isna(value)]
        assert gaps == [GAP - 1991]
    assert [len(band.get_paths()) for band in ax.collections if band.get_paths() and len(band.get_paths()[0].vertices) > 5][-2:] == [2, 2]


@pytest.mark.parametrize(("table", "bars"), [("trade", 2), ("aid", 1)])
def test_a_missing_year_has_no_bar(table: str, bars: int) -> None:
    before, after = EXHIBITS[table](load()), EXHIBITS[table](without(GAP, table))
    assert len(axes(before, WIDE).patches) - len(axes(after, WIDE).patches) == bars
    assert shown(table, after, load()) == shown(table, before, load())


@pytest.mark.parametrize(("table", "hollow"), [("trade", 2), ("aid", 1)])
def test_a_partial_year_is_hollow(tables: Tables, table: str, hollow: int) -> None:
    patches = axes(EXHIBITS[table](tables), WIDE).patches
    empty = [patch for patch in patches if patch.get_facecolor()[3] == 0 and not patch.get_hatch()]
    assert len(empty) == hollow
    assert max(patch.get_x() for patch in patches) == empty[-1].get_x()


def test_a_partial_year_is_no_lowest_year(tables: Tables) -> None:
    assert "lowest full year: 1997" in EXHIBITS["aid"](tables).alt
    assert str(YEARS["aid"]) not in EXHIBITS["aid"](tables).alt
