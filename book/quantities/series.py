"""Series by year: votes at the United Nations, ideal points, trade, aid, indices of democracy."""

from functools import lru_cache

import pandas as pd

from bilateral.measures import context
from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, quantity, stated
from bilateral.tables import Tables

BELARUS, RUSSIA, CHINA, STATES = "BLR", "RUS", "CHN", "USA"


def in_years(rows: pd.DataFrame, *years: int) -> pd.DataFrame:
    return rows[rows.index.isin(years)] if years else rows.dropna(subset=["id"])


# --- votes at the United Nations


@lru_cache(maxsize=32)
def alike(t: Tables, country: str, partner: str) -> pd.DataFrame:
    return context.agreement(t.un_votes, country, partner)


def last_year(t: Tables) -> int:
    return int(alike(t, STATES, BELARUS).index[-1])


def share_alike(t: Tables, country: str, partner: str, year: int) -> Found:
    found = alike(t, country, partner).loc[year]
    rows = in_years(context.series(t.un_votes, country=country, partner=partner), year)
    return 100 * float(found["share"]), used(un_votes=rows), (100 * float(found["low"]), 100 * float(found["high"]))


@quantity("year", text=str)
def last_year_of_un_votes(t: Tables) -> Found:
    """The last year of the copy of recorded votes in the UN General Assembly that was read."""
    return str(last_year(t)), used(un_votes=in_years(context.series(t.un_votes, country=STATES, partner=BELARUS), last_year(t)))


@quantity("percent of votes", digits=0)
def votes_alike_with_washington(t: Tables) -> Found:
    """Recorded votes of the last year in which Belarus and the United States said the same of yes, no and abstain (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, BELARUS, last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_with_moscow(t: Tables) -> Found:
    """Recorded votes of the last year in which Belarus and Russia said the same of yes, no and abstain (bounds: Wilson, 95 percent)."""
    return share_alike(t, RUSSIA, BELARUS, last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_with_china(t: Tables) -> Found:
    """Recorded votes of the last year in which Belarus and China said the same of yes, no and abstain (bounds: Wilson, 95 percent)."""
    return share_alike(t, CHINA, BELARUS, last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_of_washington_and_kazakhstan(t: Tables) -> Found:
    """Recorded votes of the last year in which Kazakhstan and the United States said the same (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, "KAZ", last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_of_washington_and_moldova(t: Tables) -> Found:
    """Recorded votes of the last year in which Moldova and the United States said the same (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, "MDA", last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_of_washington_and_ukraine(t: Tables) -> Found:
    """Recorded votes of the last year in which Ukraine and the United States said the same (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, "UKR", last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_of_washington_and_moscow(t: Tables) -> Found:
    """Recorded votes of the last year in which Russia and the United States said the same (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, RUSSIA, last_year(t))


@quantity("percent of votes", digits=0)
def votes_alike_with_washington_in_2016(t: Tables) -> Found:
    """Recorded votes of 2016 in which Belarus and the United States said the same (bounds: Wilson, 95 percent)."""
    return share_alike(t, STATES, BELARUS, 2016)


@quantity("votes")
def recorded_votes(t: Tables) -> Found:
    """Recorded votes of the last year in which Belarus and the United States both took part."""
    rows = in_years(context.series(t.un_votes, country=STATES, partner=BELARUS), last_year(t))
    return int(rows["votes"].iloc[0]), used(un_votes=rows)


def votes_in_a_year(t: Tables, most: bool) -> Found:
    rows = context.series(t.un_votes, country=STATES, partner=BELARUS)
    votes = rows["votes"].dropna()
    year = votes.idxmax() if most else votes.idxmin()
    return int(votes[year]), used(un_votes=in_years(rows, year))


@quantity("votes")
def fewest_recorded_votes_in_a_year(t: Tables) -> Found:
    """The fewest recorded votes of a year in which Belarus and the United States both took part."""
    return votes_in_a_year(t, most=False)


@quantity("votes")
def most_recorded_votes_in_a_year(t: Tables) -> Found:
    """The most recorded votes of a year in which Belarus and the United States both took part."""
    return votes_in_a_year(t, most=True)


@quantity("correlation", digits=2)
def correlation_of_agreement_with_moscows(t: Tables) -> Found:
    """Correlation over the years of Belarus's agreement with Washington and Russia's own."""
    rows = [in_years(context.series(t.un_votes, country=STATES, partner=partner)) for partner in (BELARUS, RUSSIA)]
    return float(alike(t, STATES, BELARUS)["share"].corr(alike(t, STATES, RUSSIA)["share"])), used(un_votes=pd.concat(rows))


# --- ideal points


def points(t: Tables, country: str) -> pd.DataFrame:
    return context.series(t.un_ideal_points, country=country)


def last_point(t: Tables) -> int:
    return int(points(t, BELARUS).index[-1])


def compared(t: Tables, years: "pd.Series[bool]", *countries: str) -> Found:
    own = years[years.fillna(False)].index
    return len(own), used(un_ideal_points=pd.concat([in_years(points(t, country), *own) for country in countries]))


@quantity("year", text=str)
def last_year_of_ideal_points(t: Tables) -> Found:
    """The last year of the ideal points that were read."""
    return str(last_point(t)), used(un_ideal_points=in_years(points(t, BELARUS), last_point(t)))


@quantity("years")
def years_with_minsk_below_moscow(t: Tables) -> Found:
    """Years in which the ideal point of Belarus was lower than Russia's."""
    return compared(t, points(t, BELARUS)["ideal_point"] < points(t, RUSSIA)["ideal_point"], BELARUS, RUSSIA)


@quantity("years")
def years_with_minsk_clearly_below_moscow(t: Tables) -> Found:
    """Years in which the ideal point of Belarus was lower than Russia's and their bands do not meet."""
    return compared(t, points(t, BELARUS)["high"] < points(t, RUSSIA)["low"], BELARUS, RUSSIA)


@quantity("years")
def years_with_minsk_nearer_to_moscow(t: Tables) -> Found:
    """Years in which the ideal point of Belarus was nearer to Russia's than to that of the United States."""
    nearer = context.distance(t.un_ideal_points, BELARUS, RUSSIA) < context.distance(t.un_ideal_points, BELARUS, STATES)
    return compared(t, nearer, BELARUS, RUSSIA, STATES)


def point(t: Tables, year: int) -> Found:
    rows = in_years(points(t, RUSSIA), year)
    return float(rows["ideal_point"].iloc[0]), used(un_ideal_points=rows), (float(rows["low"].iloc[0]), float(rows["high"].iloc[0]))


@quantity("ideal point", digits=2)
def ideal_point_of_moscow_in_2021(t: Tables) -> Found:
    """The ideal point of Russia in 2021; only more or less has a meaning."""
    return point(t, 2021)


@quantity("ideal point", digits=2)
def ideal_point_of_moscow_in_2022(t: Tables) -> Found:
    """The ideal point of Russia in 2022; only more or less has a meaning."""
    return point(t, 2022)


@quantity("ideal point", digits=2)
def last_ideal_point_of_moscow(t: Tables) -> Found:
    """The ideal point of Russia in the last year that was read; only more or less has a meaning."""
    return point(t, last_point(t))


# --- trade in goods


@lru_cache(maxsize=4)
def trade(t: Tables) -> pd.DataFrame:
    """Trade in goods by year, million dollars, whole years, with the ``total`` of both ways."""
    rows = context.whole(context.series(t.trade, country=STATES, partner=BELARUS))
    return rows.assign(total=rows["exports"] + rows["imports"])


def traded(t: Tables, year: int, column: str = "total") -> Found:
    return float(trade(t).loc[year, column]), used(trade=in_years(trade(t), year))


def peak(t: Tables) -> int:
    return int(trade(t)["total"].idxmax())


@quantity("year", text=str)
def year_of_most_trade(t: Tables) -> Found:
    """The year in which trade in goods between the two countries was largest."""
    return str(peak(t)), used(trade=in_years(trade(t), peak(t)))


@quantity("million dollars", digits=0)
def most_trade_in_a_year(t: Tables) -> Found:
    """Trade in goods, both ways, in the year in which it was largest."""
    return traded(t, peak(t))


@quantity("million dollars", digits=0)
def imports_in_the_year_of_most_trade(t: Tables) -> Found:
    """Goods from Belarus to the United States in the year of most trade."""
    return traded(t, peak(t), "imports")


@quantity("million dollars", digits=0)
def trade_in_2010(t: Tables) -> Found:
    """Trade in goods, both ways, in 2010."""
    return traded(t, 2010)


@quantity("million dollars", digits=0)
def trade_in_2021(t: Tables) -> Found:
    """Trade in goods, both ways, in 2021."""
    return traded(t, 2021)


@quantity("million dollars", digits=0)
def trade_in_2023(t: Tables) -> Found:
    """Trade in goods, both ways, in 2023."""
    return traded(t, 2023)


@quantity("million dollars", digits=0)
def trade_of_the_last_twelve_months(t: Tables) -> Found:
    """Trade in goods, both ways, in the last twelve months of the series."""
    rows = t.trade_monthly.sort_values("date", kind="stable").tail(12)
    return float((rows["exports"] + rows["imports"]).sum()), used(trade_monthly=rows)


@quantity("date")
def trade_checked_through(t: Tables) -> Found:
    """The last day that the series of trade in goods covers."""
    return t.checked_through("trade"), stated(t, "trade")


@quantity("months")
def months_of_the_last_year_of_trade(t: Tables) -> Found:
    """The months that the last year of the series of trade covers."""
    rows = context.series(t.trade, country=STATES, partner=BELARUS).tail(1)
    return str(rows["partial"].iloc[0]), used(trade=rows)


def imports_so_far(t: Tables, back: int) -> Found:
    """Imports of the last year so far, or of the same months of the year before."""
    last = t.trade_monthly["date"].max()
    own = (t.trade_monthly["date"].dt.year == last.year - back) & (t.trade_monthly["date"].dt.month <= last.month)
    return float(t.trade_monthly.loc[own, "imports"].sum()), used(trade_monthly=t.trade_monthly[own])


@quantity("million dollars", digits=1)
def imports_of_the_last_year_so_far(t: Tables) -> Found:
    """Goods from Belarus to the United States in the months that the last year of the series covers."""
    return imports_so_far(t, 0)


@quantity("million dollars", digits=1)
def imports_of_the_same_months_before(t: Tables) -> Found:
    """Goods from Belarus to the United States in the same months of the year before."""
    return imports_so_far(t, 1)


# --- aid


@lru_cache(maxsize=4)
def aid(t: Tables) -> pd.DataFrame:
    """U.S. aid obligated by fiscal year, in ``millions`` of dollars, whole years."""
    rows = context.whole(context.series(t.aid, donor=STATES, country=BELARUS))
    return rows.assign(millions=rows["obligations"].astype(float) / 1e6)


def given(t: Tables, year: int) -> Found:
    return float(aid(t).loc[year, "millions"]), used(aid=in_years(aid(t), year))


def years_of_aid(t: Tables) -> tuple[int, int, int]:
    """The years of most aid, of least, and of most after that."""
    sums = aid(t)["millions"]
    least = int(sums.idxmin())
    return int(sums.idxmax()), least, int(sums[sums.index > least].idxmax())


@quantity("fiscal year", text=str)
def year_of_most_aid(t: Tables) -> Found:
    """The fiscal year in which U.S. aid to Belarus was largest."""
    return str(years_of_aid(t)[0]), given(t, years_of_aid(t)[0])[1]


@quantity("million dollars", digits=1)
def most_aid_in_a_year(t: Tables) -> Found:
    """U.S. aid obligated in the fiscal year in which it was largest."""
    return given(t, years_of_aid(t)[0])


@quantity("fiscal year", text=str)
def year_of_least_aid(t: Tables) -> Found:
    """The fiscal year in which U.S. aid to Belarus was smallest."""
    return str(years_of_aid(t)[1]), given(t, years_of_aid(t)[1])[1]


@quantity("million dollars", digits=1)
def least_aid_in_a_year(t: Tables) -> Found:
    """U.S. aid obligated in the fiscal year in which it was smallest."""
    return given(t, years_of_aid(t)[1])


@quantity("fiscal year", text=str)
def year_of_most_aid_since(t: Tables) -> Found:
    """The fiscal year of most U.S. aid after that of least."""
    return str(years_of_aid(t)[2]), given(t, years_of_aid(t)[2])[1]


@quantity("million dollars", digits=1)
def most_aid_in_a_year_since(t: Tables) -> Found:
    """U.S. aid obligated in the fiscal year of most after that of least."""
    return given(t, years_of_aid(t)[2])


@quantity("million dollars", digits=1)
def aid_in_2022(t: Tables) -> Found:
    """U.S. aid obligated in fiscal 2022."""
    return given(t, 2022)


@quantity("fiscal year", text=str)
def last_whole_year_of_aid(t: Tables) -> Found:
    """The last whole fiscal year of the series of aid."""
    return str(aid(t).index[-1]), used(aid=aid(t).tail(1))


# --- indices of democracy


@lru_cache(maxsize=8)
def index(t: Tables, name: str) -> pd.DataFrame:
    return context.series(t.democracy, country=BELARUS, index=name).dropna(subset=["value"])


def scored(t: Tables, name: str, year: int) -> Found:
    rows = in_years(index(t, name), year)
    bounds = rows[["low", "high"]].iloc[0]
    value = float(rows["value"].iloc[0])
    return (value, used(democracy=rows)) if bounds.isna().any() else (value, used(democracy=rows), (float(bounds["low"]), float(bounds["high"])))


def highest_year(t: Tables) -> int:
    return int(index(t, "polyarchy")["value"].idxmax())


@quantity("index of 1", digits=2)
def highest_electoral_democracy(t: Tables) -> Found:
    """The highest value of V-Dem's index of electoral democracy for Belarus."""
    return scored(t, "polyarchy", highest_year(t))


@quantity("year", text=str)
def year_of_highest_electoral_democracy(t: Tables) -> Found:
    """The year of the highest value of V-Dem's index of electoral democracy for Belarus."""
    return str(highest_year(t)), scored(t, "polyarchy", highest_year(t))[1]


@quantity("index of 1", digits=2)
def last_electoral_democracy(t: Tables) -> Found:
    """The last value of V-Dem's index of electoral democracy for Belarus."""
    return scored(t, "polyarchy", int(index(t, "polyarchy").index[-1]))


@quantity("year", text=str)
def last_year_of_electoral_democracy(t: Tables) -> Found:
    """The year of the last value of V-Dem's index of electoral democracy for Belarus."""
    year = int(index(t, "polyarchy").index[-1])
    return str(year), scored(t, "polyarchy", year)[1]


@quantity("percent of the fall", digits=0)
def share_of_the_fall_by_2001(t: Tables) -> Found:
    """How much of the fall of electoral democracy from its highest to its last value had come by 2001."""
    values = index(t, "polyarchy")["value"]
    high, last = highest_year(t), values.index[-1]
    fall = (values[high] - values[2001]) / (values[high] - values[last])
    return 100 * float(fall), used(democracy=in_years(index(t, "polyarchy"), high, 2001, last))


@quantity("index of 1", digits=2)
def electoral_democracy_in_2019(t: Tables) -> Found:
    """V-Dem's index of electoral democracy for Belarus in 2019."""
    return scored(t, "polyarchy", 2019)


@quantity("index of 1", digits=2)
def electoral_democracy_in_2021(t: Tables) -> Found:
    """V-Dem's index of electoral democracy for Belarus in 2021."""
    return scored(t, "polyarchy", 2021)


@quantity("percent", digits=0)
def loss_of_liberal_democracy_from_1994_to_1997(t: Tables) -> Found:
    """How much of its value of 1994 V-Dem's index of liberal democracy for Belarus had lost by 1997."""
    rows = in_years(index(t, "libdem"), 1994, 1997)
    return 100 * float(1 - rows.loc[1997, "value"] / rows.loc[1994, "value"]), used(democracy=rows)


def voice(t: Tables, place: int) -> int:
    return int(index(t, "voice").index[place])


@quantity("index", digits=1)
def first_voice_and_accountability(t: Tables) -> Found:
    """The first value of the World Bank's index of voice and accountability for Belarus."""
    return scored(t, "voice", voice(t, 0))


@quantity("year", text=str)
def first_year_of_voice_and_accountability(t: Tables) -> Found:
    """The year of the first value of the World Bank's index of voice and accountability for Belarus."""
    return str(voice(t, 0)), scored(t, "voice", voice(t, 0))[1]


@quantity("index", digits=1)
def last_voice_and_accountability(t: Tables) -> Found:
    """The last value of the World Bank's index of voice and accountability for Belarus."""
    return scored(t, "voice", voice(t, -1))


@quantity("year", text=str)
def last_year_of_voice_and_accountability(t: Tables) -> Found:
    """The year of the last value of the World Bank's index of voice and accountability for Belarus."""
    return str(voice(t, -1)), scored(t, "voice", voice(t, -1))[1]
