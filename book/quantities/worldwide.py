"""Gaps between ambassadors at all U.S. missions, and visits at the top, beside those of neighbors and peers."""

from functools import lru_cache

import pandas as pd

from bilateral import words
from bilateral.measures import gaps
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, quantity, stated
from bilateral.tables import Tables, dates

BELARUS, PLACED = "BLR", "BLR-2008-03-12"
LONG, YEAR = 5, 365  # years from which a gap counts as a long one; days from which chargés should be on record


@lru_cache(maxsize=4)
def known(t: Tables) -> pd.DataFrame:
    return gaps.lengths(t)


def followed(t: Tables) -> pd.DataFrame:
    return gaps.followed(known(t))


@lru_cache(maxsize=8)
def curve(t: Tables, throughout: bool = False) -> pd.DataFrame:
    rows = followed(t)
    return gaps.survival(rows[rows["throughout"]] if throughout else rows)


@lru_cache(maxsize=4)
def ranked(t: Tables) -> pd.DataFrame:
    return gaps.ranked(known(t))


def own(t: Tables) -> pd.Series:
    return row(ranked(t), PLACED)


def counted(rows: pd.DataFrame) -> Found:
    return len(rows), used(missions_worldwide=rows)


def minsk(t: Tables) -> tuple[tuple[str, str], ...]:
    return used(missions_worldwide=own(t))


@quantity("date")
def worldwide_record_ends(t: Tables) -> Found:
    """The last day of the worldwide record of chiefs of mission that can be relied on."""
    return t.checked_through(gaps.TABLE), stated(t, gaps.TABLE)


@quantity("gaps")
def gaps_worldwide(t: Tables) -> Found:
    """Gaps between U.S. ambassadors at any mission since 1991."""
    return counted(known(t))


@quantity("countries")
def missions_compared(t: Tables) -> Found:
    """Countries with a U.S. mission in the worldwide record."""
    return known(t)["country"].nunique(), used(missions_worldwide=known(t))


@quantity("gaps")
def gaps_followed(t: Tables) -> Found:
    """Gaps at U.S. missions since 1991 that began when an ambassador left, so that their first day is known."""
    return counted(followed(t))


@quantity("gaps")
def gaps_open_at_the_end_of_the_record(t: Tables) -> Found:
    """Gaps that were open on the last day of the worldwide record."""
    return counted(known(t)[known(t)["open"]])


@quantity("day")
def day_by_which_half_of_gaps_had_ended(t: Tables) -> Found:
    """The day of a gap by which half of those that began when an ambassador left had ended (Kaplan-Meier estimate)."""
    return gaps.outlasted(curve(t), 0.5) or 0, used(missions_worldwide=followed(t))


@quantity("day")
def day_by_which_nine_in_ten_gaps_had_ended(t: Tables) -> Found:
    """The day of a gap by which nine in ten of those that began when an ambassador left had ended (Kaplan-Meier estimate)."""
    return gaps.outlasted(curve(t), 0.1) or 0, used(missions_worldwide=followed(t))


@quantity("days")
def days_of_the_gap_in_minsk_when_the_record_ends(t: Tables) -> Found:
    """Days that the gap in Minsk had lasted on the last day of the worldwide record."""
    return int(own(t)["days"]), minsk(t)


@quantity("years", digits=1)
def years_of_the_gap_in_minsk_when_the_record_ends(t: Tables) -> Found:
    """Years that the gap in Minsk had lasted on the last day of the worldwide record."""
    return float(words.years(own(t)["days"])), minsk(t)


@quantity("by length")
def rank_of_the_gap_in_minsk(t: Tables) -> Found:
    """The place of the gap in Minsk among all gaps by length, on the last day of the worldwide record."""
    return int(own(t)["rank"]), used(missions_worldwide=ranked(t)[lambda rows: rows["days"] >= own(t)["days"]])


def share_left(t: Tables, throughout: bool) -> Found:
    left = gaps.at(curve(t, throughout), own(t)["days"])
    rows = followed(t)[lambda found: found["throughout"]] if throughout else followed(t)
    return 100 * float(left["share"]), used(missions_worldwide=rows), (100 * float(left["low"]), 100 * float(left["high"]))


@quantity("percent of gaps", digits=1)
def share_of_gaps_that_outlast_minsk(t: Tables) -> Found:
    """The share of gaps that last longer than the one in Minsk had on the last day of the record (Kaplan-Meier, band of 95 percent)."""
    return share_left(t, throughout=False)


@quantity("percent of gaps", digits=1)
def share_of_gaps_with_an_embassy_that_outlast_minsk(t: Tables) -> Found:
    """The same share, if only gaps with a U.S. embassy formally open throughout are followed."""
    return share_left(t, throughout=True)


@quantity("gaps")
def gaps_at_risk_at_the_length_of_minsk(t: Tables) -> Found:
    """Gaps that began when an ambassador left and are known to have lasted at least to the last step of the curve before Minsk's length."""
    left = gaps.at(curve(t), own(t)["days"])
    rows = followed(t)[followed(t)["days"] >= left["days"]]
    return int(left["at_risk"]), used(missions_worldwide=rows)


def ahead(t: Tables) -> pd.DataFrame:
    return ranked(t)[ranked(t)["rank"] < own(t)["rank"]]


@quantity("gaps")
def gaps_longer_than_in_minsk(t: Tables) -> Found:
    """Gaps at other U.S. missions that were longer than the one in Minsk on the last day of the record."""
    return counted(ahead(t))


@quantity("gaps")
def longer_gaps_that_had_ended(t: Tables) -> Found:
    """Gaps longer than the one in Minsk that had ended by the last day of the record."""
    return counted(ahead(t)[~ahead(t)["open"]])


@quantity("gaps")
def longer_gaps_with_an_embassy(t: Tables) -> Found:
    """Gaps longer than the one in Minsk in which a U.S. embassy was formally open throughout."""
    return counted(ahead(t)[ahead(t)["throughout"]])


def with_embassy(t: Tables) -> pd.DataFrame:
    return ranked(t)[ranked(t)["throughout"]].reset_index(drop=True)


def beside(t: Tables, step: int) -> pd.Series:
    """The gap that many places after Minsk's among those with an embassy open throughout."""
    rows = with_embassy(t)
    return rows.iloc[rows.index[rows["id"] == PLACED][0] + step]


@quantity("country")
def country_of_the_longest_gap_with_an_embassy(t: Tables) -> Found:
    """The country whose gap is next longer than Minsk's among those with a U.S. embassy formally open throughout."""
    return str(beside(t, -1)["name"]), used(missions_worldwide=beside(t, -1))


@quantity("days")
def days_of_the_longest_gap_with_an_embassy(t: Tables) -> Found:
    """Days of the gap that is next longer than Minsk's among those with a U.S. embassy formally open throughout."""
    return int(beside(t, -1)["days"]), used(missions_worldwide=beside(t, -1))


@quantity("country")
def country_of_the_next_gap_with_an_embassy(t: Tables) -> Found:
    """The country whose gap is next shorter than Minsk's among those with a U.S. embassy formally open throughout."""
    return str(beside(t, 1)["name"]), used(missions_worldwide=beside(t, 1))


@quantity("days")
def days_of_the_next_gap_with_an_embassy(t: Tables) -> Found:
    """Days of the gap that is next shorter than Minsk's among those with a U.S. embassy formally open throughout."""
    return int(beside(t, 1)["days"]), used(missions_worldwide=beside(t, 1))


def drawn(t: Tables) -> pd.DataFrame:
    """The gaps that the chart of the longest draws: those that have a label there."""
    return ranked(t)[ranked(t)["id"].isin(t.labels.loc[t.labels["exhibit"] == "longest-gaps", "id"])]


@quantity("gaps")
def longest_gaps_drawn(t: Tables) -> Found:
    """Gaps in the chart of the longest."""
    return counted(drawn(t))


@quantity("gaps")
def other_longest_gaps_with_an_embassy(t: Tables) -> Found:
    """Gaps in the chart of the longest, Minsk's apart, in which a U.S. embassy was formally open throughout."""
    return counted(drawn(t)[lambda rows: rows["throughout"] & (rows["id"] != PLACED)])


def long(t: Tables) -> pd.DataFrame:
    return known(t)[known(t)["throughout"] & (known(t)["days"] >= LONG * 365.25)]


@quantity("gaps")
def gaps_of_five_years_with_an_embassy(t: Tables) -> Found:
    """Gaps that passed five years while a U.S. embassy stayed formally open."""
    return counted(long(t))


@quantity("gaps")
def gaps_of_five_years_with_an_embassy_that_had_ended(t: Tables) -> Found:
    """Gaps that passed five years while a U.S. embassy stayed formally open, and had ended by the last day of the record."""
    return counted(long(t)[~long(t)["open"]])


@quantity("gaps")
def gaps_older_than_the_record(t: Tables) -> Found:
    """Gaps that were under way on the first day of 1991, when the count begins."""
    return counted(known(t)[known(t)["start_basis"] == "series_begins"])


@quantity("waits")
def waits_for_a_first_ambassador(t: Tables) -> Found:
    """Waits for the first ambassador at a new mission."""
    return counted(known(t)[known(t)["start_basis"] == "mission_opened"])


def of_a_year(t: Tables) -> pd.DataFrame:
    return known(t)[known(t)["throughout"] & (known(t)["days"] >= YEAR)]


@quantity("gaps")
def gaps_of_a_year_with_an_embassy(t: Tables) -> Found:
    """Gaps of a year or more with a U.S. embassy formally open throughout."""
    return counted(of_a_year(t))


@quantity("gaps")
def gaps_of_a_year_without_a_charge_on_record(t: Tables) -> Found:
    """Gaps of a year or more with a U.S. embassy formally open throughout for which no chargé d'affaires is recorded."""
    return counted(of_a_year(t)[lambda rows: rows["charges_recorded"] == 0])


@quantity("gaps")
def gaps_that_share_their_beginning(t: Tables) -> Found:
    """Gaps that one departure opened at several missions at once."""
    ended = known(t)[known(t)["previous_ambassador"] != ""]
    return counted(ended[ended.duplicated(["start", "previous_ambassador"], keep=False)])


@quantity("gaps")
def gaps_followed_with_an_embassy(t: Tables) -> Found:
    """Gaps that began when an ambassador left, with a U.S. embassy formally open throughout."""
    return counted(followed(t)[followed(t)["throughout"]])


# --- beside the neighbors and peers


@lru_cache(maxsize=4)
def shares(t: Tables) -> pd.DataFrame:
    """Days observed and without an ambassador by country, the largest share first."""
    return gaps.shares(known(t), t.missions_observed, t.checked_through(gaps.TABLE)).set_index("country", drop=False)


def peers(t: Tables) -> pd.DataFrame:
    return shares(t).drop(BELARUS)


def observed(t: Tables, *countries: str) -> tuple[tuple[str, str], ...]:
    own_gaps = known(t)[known(t)["country"].isin(countries)]
    return used(missions_observed=t.missions_observed[t.missions_observed["id"].isin(countries)], missions_worldwide=own_gaps)


@quantity("peers")
def peers_compared(t: Tables) -> Found:
    """Neighbors and peers: the other states of the former Soviet Union, and Poland."""
    return len(peers(t)), used(missions_observed=t.missions_observed[t.missions_observed["id"] != BELARUS])


@quantity("days")
def days_without_ambassador_on_the_worldwide_record(t: Tables) -> Found:
    """Days on which the worldwide record has no ambassador in Minsk."""
    return int(shares(t).loc[BELARUS, "days_without"]), observed(t, BELARUS)


@quantity("days")
def days_on_the_worldwide_record(t: Tables) -> Found:
    """Days from the first U.S. ambassador in Minsk to the last day of the worldwide record."""
    return int(shares(t).loc[BELARUS, "days_observed"]), observed(t, BELARUS)


@quantity("percent of days", digits=0)
def share_of_days_without_ambassador_in_belarus(t: Tables) -> Found:
    """Days on which the worldwide record has no ambassador in Minsk, of all days on it."""
    return 100 * float(shares(t).loc[BELARUS, "share"]), observed(t, BELARUS)


@quantity("percent of days", digits=0)
def highest_share_of_a_peer(t: Tables) -> Found:
    """The largest share of days without a U.S. ambassador at a peer's mission."""
    return 100 * float(peers(t)["share"].iloc[0]), observed(t, peers(t).index[0])


@quantity("percent of days", digits=0)
def lowest_share_of_a_peer(t: Tables) -> Found:
    """The smallest share of days without a U.S. ambassador at a peer's mission."""
    return 100 * float(peers(t)["share"].min()), observed(t, peers(t)["share"].idxmin())


def named(t: Tables, country: str) -> Found:
    return str(t.countries.set_index("id")["name"][country]), observed(t, country)


@quantity("country")
def peer_with_the_highest_share(t: Tables) -> Found:
    """The peer at whose mission the share of days without a U.S. ambassador is largest."""
    return named(t, peers(t)["share"].idxmax())


@quantity("country")
def peer_with_the_lowest_share(t: Tables) -> Found:
    """The peer at whose mission the share of days without a U.S. ambassador is smallest."""
    return named(t, peers(t)["share"].idxmin())


def before(t: Tables) -> pd.DataFrame:
    return known(t)[(known(t)["country"] == BELARUS) & (known(t)["start"] < own(t)["start"])]


@quantity("gaps")
def earlier_gaps_on_the_worldwide_record(t: Tables) -> Found:
    """Gaps in Minsk on the worldwide record before the one that began in 2008."""
    return counted(before(t))


@quantity("days")
def longest_earlier_gap_on_the_worldwide_record(t: Tables) -> Found:
    """Days of the longest gap in Minsk on the worldwide record before the one that began in 2008."""
    longest = before(t).nlargest(1, "days")
    return int(longest["days"].iloc[0]), used(missions_worldwide=longest)


@quantity("days")
def longest_gap_of_a_peer(t: Tables) -> Found:
    """Days of the longest gap at a peer's mission."""
    longest = known(t)[known(t)["country"].isin(peers(t).index)].nlargest(1, "days")
    return int(longest["days"].iloc[0]), used(missions_worldwide=longest)


# --- visits at the top


def going(t: Tables, country: str = "", office: str = "") -> pd.DataFrame:
    """Visits of presidents and secretaries of state to the countries compared."""
    rows = t.peer_visits[t.peer_visits["office"] != "foreign_leader"]
    rows = rows[rows["country"] == country] if country else rows[rows["country"].isin(shares(t).index)]
    return rows[rows["office"] == office] if office else rows


def visited(rows: pd.DataFrame) -> Found:
    return len(rows), used(peer_visits=rows)


def times(value: float) -> str:
    """How often, in words."""
    return {1: "once", 2: "twice"}.get(int(value), f"{words.number(value)} times")


@quantity("date")
def lists_of_travels_end(t: Tables) -> Found:
    """The last day of the State Department's lists of travels that was read."""
    return t.checked_through("peer_visits"), stated(t, "peer_visits")


@quantity("visits", text=times)
def visits_of_presidents_by_the_list(t: Tables) -> Found:
    """How often a U.S. president came to Belarus, by the State Department's list."""
    return visited(going(t, BELARUS, "president"))


@quantity("visits", text=times)
def visits_of_secretaries_of_state_by_the_list(t: Tables) -> Found:
    """How often a U.S. secretary of state came to Belarus, by the State Department's list."""
    return visited(going(t, BELARUS, "secretary_of_state"))


@quantity("leaders")
def belarusian_leaders_received(t: Tables) -> Found:
    """Leaders of Belarus received in the United States, by the State Department's list."""
    return visited(t.peer_visits[(t.peer_visits["country"] == BELARUS) & (t.peer_visits["office"] == "foreign_leader")])


def top_visits(t: Tables) -> "pd.Series[int]":
    return going(t)["country"].value_counts().reindex(shares(t).index, fill_value=0)


@quantity("peers")
def peers_with_fewer_top_visits(t: Tables) -> Found:
    """Neighbors and peers to which presidents and secretaries of state came less often than to Belarus."""
    counts = top_visits(t)
    fewer = counts.drop(BELARUS)[lambda found: found < counts[BELARUS]]
    return len(fewer), used(peer_visits=going(t)[going(t)["country"].isin([*fewer.index, BELARUS])])


@quantity("peers")
def peers_with_as_many_top_visits(t: Tables) -> Found:
    """Neighbors and peers to which presidents and secretaries of state came as often as to Belarus."""
    counts = top_visits(t)
    same = counts.drop(BELARUS)[lambda found: found == counts[BELARUS]]
    return len(same), used(peer_visits=going(t)[going(t)["country"].isin([*same.index, BELARUS])])


@quantity("visits")
def top_visits_to_poland(t: Tables) -> Found:
    """Visits of U.S. presidents and secretaries of state to Poland."""
    return visited(going(t, "POL"))


@quantity("visits")
def top_visits_to_russia(t: Tables) -> Found:
    """Visits of U.S. presidents and secretaries of state to Russia."""
    return visited(going(t, "RUS"))


def days_of_top_visits(t: Tables) -> "pd.Series[pd.Timestamp]":
    return going(t, BELARUS)["date"].sort_values().drop_duplicates()


@quantity("years")
def years_between_the_last_two_top_visits(t: Tables) -> Found:
    """Years, rounded, of the longest stretch between visits of presidents or secretaries of state to Belarus."""
    days = days_of_top_visits(t)
    return round(days.diff().dt.days.max() / dates.YEAR), used(peer_visits=going(t, BELARUS)[going(t, BELARUS)["date"].isin(days.iloc[-2:])])


@quantity("date")
def last_top_visit(t: Tables) -> Found:
    """The day of the last visit of a president or secretary of state to Belarus, by the State Department's list."""
    day = days_of_top_visits(t).iloc[-1]
    return day, used(peer_visits=going(t, BELARUS)[going(t, BELARUS)["date"] == day])


@quantity("date")
def top_visit_before_the_last(t: Tables) -> Found:
    """The day of the last visit but one of a president or secretary of state to Belarus, by the State Department's list."""
    day = days_of_top_visits(t).iloc[-2]
    return day, used(peer_visits=going(t, BELARUS)[going(t, BELARUS)["date"] == day])
