"""Levels of representation: ambassadors, their absence, the suspended embassy."""

from functools import lru_cache

import pandas as pd

from bilateral import words
from bilateral.measures import status
from bilateral.measures.claims import row, used
from bilateral.measures.quantities import Found, between, number, quantity, since
from bilateral.tables import Tables

POSTS = MINSK, WASHINGTON = "minsk", "washington"
AMBASSADOR = "ambassador"  # a rung of the ladder
LEFT, SUSPENDED = "2008-03-12-ambassador-stewart-leaves", "2022-02-28-embassy-minsk-operations-suspended"
ANNOUNCED, WITHDRAWN = "2019-09-17-ambassadors-to-return", "2021-08-11-agrement-withdrawn"
VISIT = "2025-06-21-kellogg-lukashenko-talks"


@lru_cache(maxsize=4)
def gaps(t: Tables) -> pd.DataFrame:
    """Every run of days without an ambassador at either post, the longest first."""
    return status.gaps(t)


def held(t: Tables, *, post: str = "") -> pd.DataFrame:
    """The intervals with an ambassador at post, of one post or of all."""
    rows = t.representation[t.representation["rung"] == status.rung(t, AMBASSADOR)]
    return rows[rows["post"] == post] if post else rows


def beginning(t: Tables, gap: pd.Series) -> pd.DataFrame:
    """The interval with which a gap began."""
    rows = t.representation
    return rows[(rows["post"] == gap["post"]) & (rows["start"] == gap["start"])]


def open_gap(t: Tables, post: str) -> pd.Series:
    found = gaps(t)[lambda rows: (rows["post"] == post) & rows["open"]]
    if found.empty:
        raise ValueError(f"{post} stands on the top rung of the ladder, or never reached it")
    return found.iloc[0]


def length(t: Tables, gap: pd.Series) -> Found:
    return int(gap["days"]), used(representation=beginning(t, gap)), (int(gap["shortest"]), int(gap["longest"]))


@quantity("days")
def days_without_ambassador_in_minsk(t: Tables) -> Found:
    """Days to the check date since a U.S. ambassador was last at post in Minsk."""
    return length(t, open_gap(t, MINSK))


@quantity("days")
def days_without_ambassador_in_washington(t: Tables) -> Found:
    """Days to the check date since an ambassador of Belarus was last at post in Washington."""
    return length(t, open_gap(t, WASHINGTON))


@quantity("years", digits=1)
def years_without_ambassador_in_minsk(t: Tables) -> Found:
    """Years of 365.2425 days to the check date since a U.S. ambassador was last at post in Minsk."""
    gap = open_gap(t, MINSK)
    return float(words.years(gap["days"])), used(representation=beginning(t, gap))


@quantity("years", digits=1)
def years_without_either_ambassador(t: Tables) -> Found:
    """Years of 365.2425 days to the check date in which neither capital has had the other's ambassador: the shorter of the two gaps."""
    gap = min((open_gap(t, post) for post in POSTS), key=lambda each: each["days"])
    return float(words.years(gap["days"])), used(representation=pd.concat([beginning(t, open_gap(t, post)) for post in POSTS]))


@quantity("days")
def days_between_the_open_gaps(t: Tables) -> Found:
    """Days between the beginnings of the two gaps that are open now."""
    starts = [open_gap(t, post) for post in POSTS]
    return abs((starts[0]["start"] - starts[1]["start"]).days), used(representation=pd.concat([beginning(t, gap) for gap in starts]))


def earlier(t: Tables, *posts: str) -> pd.DataFrame:
    found = gaps(t)
    return found[~found["open"] & found["post"].isin(posts)]


def longest_earlier(t: Tables, *posts: str) -> Found:
    gap = earlier(t, *posts).nlargest(1, "longest").iloc[0]
    return int(gap["longest"]), used(representation=beginning(t, gap)), (int(gap["shortest"]), int(gap["longest"]))


@quantity("gaps")
def earlier_gaps(t: Tables) -> Found:
    """Runs of days without an ambassador at either post that have ended, once a post had had its first."""
    found = earlier(t, *POSTS)
    return len(found), used(representation=pd.concat([beginning(t, gap) for _, gap in found.iterrows()]))


@quantity("days at most")
def longest_earlier_gap(t: Tables) -> Found:
    """The most days that an earlier gap at either post can have lasted, as far as its dates are known."""
    return longest_earlier(t, *POSTS)


@quantity("days at most")
def longest_earlier_gap_in_minsk(t: Tables) -> Found:
    """The most days that an earlier gap in Minsk can have lasted, as far as its dates are known."""
    return longest_earlier(t, MINSK)


@quantity("days at most")
def longest_earlier_gap_in_washington(t: Tables) -> Found:
    """The most days that an earlier gap in Washington can have lasted, as far as its dates are known."""
    return longest_earlier(t, WASHINGTON)


@quantity("times")
def open_gaps_to_the_longest_before(t: Tables) -> Found:
    """The shorter of the two open gaps by the most days that an earlier one can have lasted, rounded down."""
    still = gaps(t)[gaps(t)["open"]]
    longest = longest_earlier(t, *POSTS)
    return int(still["days"].min() // longest[0]), (*used(representation=pd.concat([beginning(t, gap) for _, gap in still.iterrows()])), *longest[1])


@quantity("percent of days", digits=0)
def share_of_days_with_both_ambassadors(t: Tables) -> Found:
    """Days on which an ambassador was at post in both capitals at once, of all days of the ladder; a doubtful date counts by its middle."""
    least, most = status.share_together(t, status.rung(t, AMBASSADOR))
    return 100 * float(status.both_on(t, status.rung(t, AMBASSADOR)).mean()), used(representation=held(t)), (100 * least, 100 * most)


@quantity("date")
def last_day_with_both_ambassadors(t: Tables) -> Found:
    """The last day on which an ambassador was at post in both capitals."""
    both = status.both_on(t, status.rung(t, AMBASSADOR))
    return both[both].index.max(), used(representation=held(t))


@quantity("year", text=str)
def first_year_of_the_ladder(t: Tables) -> Found:
    """The year in which the ladder of both posts begins."""
    first = t.representation.sort_values("start", kind="stable").iloc[0]
    return str(first["start"].year), used(representation=first)


@quantity("days")
def days_of_the_ladder(t: Tables) -> Found:
    """Days from the first of the ladder to the check date, both counted."""
    return len(status.daily(t.representation, MINSK, t.through)), used(representation=t.representation[t.representation["post"] == MINSK])


@quantity("days")
def days_since_suspension(t: Tables) -> Found:
    """Days to the check date since the United States suspended the operations of its embassy in Minsk."""
    return since(t, SUSPENDED)


def level(t: Tables, post: str, day: pd.Timestamp) -> Found:
    rows = status.intervals(t.representation, post, t.through)
    now = rows[(rows["start"] <= day) & (day < rows["end"])]
    return t.ladder.set_index("rung")["name"][now["rung"].iloc[-1]], used(representation=now.iloc[-1])


@quantity("level")
def level_in_minsk(t: Tables) -> Found:
    """The rung of the ladder on which the U.S. post in Minsk stands on the check date."""
    return level(t, MINSK, t.through)


@quantity("level")
def level_in_washington(t: Tables) -> Found:
    """The rung of the ladder on which the post of Belarus in Washington stands on the check date."""
    return level(t, WASHINGTON, t.through)


@quantity("ambassadors", text=lambda value: number(value) if value else "no")
def ambassadors_at_post(t: Tables) -> Found:
    """Ambassadors at post on the check date, of the two posts."""
    rows = t.representation[t.representation["end"].isna()]
    return int((rows["rung"] == status.rung(t, AMBASSADOR)).sum()), used(representation=rows)


def head(t: Tables, post: str) -> Found:
    heads = status.heads_on(t.heads_of_mission, t.ranks, post, t.through, t.through)
    return str(heads["person"].iloc[0]), used(heads_of_mission=heads)


@quantity("name")
def head_of_the_us_mission(t: Tables) -> Found:
    """Who heads the U.S. mission to Belarus on the check date, as far as is known."""
    return head(t, MINSK)


@quantity("name")
def head_of_the_belarusian_mission(t: Tables) -> Found:
    """Who heads the mission of Belarus in Washington on the check date, as far as is known."""
    return head(t, WASHINGTON)


@quantity("days")
def days_from_departure_to_announcement(t: Tables) -> Found:
    """Days from the departure of the last U.S. ambassador to the announcement of 2019 that both were ready to exchange ambassadors again."""
    return between(t, LEFT, ANNOUNCED)


@quantity("days")
def days_from_announcement_to_withdrawn_agrement(t: Tables) -> Found:
    """Days from the announcement of 2019 on an exchange of ambassadors to the day Belarus withdrew its consent to the one named for Minsk."""
    return between(t, ANNOUNCED, WITHDRAWN)


@quantity("days")
def days_since_announcement_of_ambassadors(t: Tables) -> Found:
    """Days to the check date since both sides announced that they were ready to exchange ambassadors again."""
    return since(t, ANNOUNCED)


@quantity("days")
def days_since_return_of_the_embassy_was_announced(t: Tables) -> Found:
    """Days to the check date since a U.S. envoy first said that Washington wanted to reopen the embassy in Minsk."""
    return since(t, "2025-09-11-embassy-return-announced")


@quantity("announcements")
def announced_returns(t: Tables) -> Found:
    """Announcements on a return of ambassadors or of the U.S. embassy: that of 2019 and the first of 2025."""
    rows = t.events[t.events["id"].isin([ANNOUNCED, "2025-09-11-embassy-return-announced"])]
    return len(rows), used(events=rows)


@quantity("days")
def days_of_the_drozdy_absence(t: Tables) -> Found:
    """Days for which the dispute over the Drozdy residences kept the U.S. ambassador away; where a month is known, its middle counts."""
    gap = next(each for _, each in gaps(t).iterrows() if each["begun_by"] == "1998-06-22-us-ambassador-leaves-drozdy")
    return length(t, gap)


@quantity("days")
def days_that_fisher_was_ambassador_by_title(t: Tables) -> Found:
    """Days from the appointment of Julie Fisher to the day Belarus withdrew its consent, without which she was not admitted."""
    person = row(t.heads_of_mission, "minsk-2020-12-22-fisher")
    return (person["end"] - person["start"]).days, used(heads_of_mission=person)


@quantity("days")
def days_that_kozak_waited_for_credentials(t: Tables) -> Found:
    """Days that Michael Kozak lived in Minsk before his credentials were received."""
    return between(t, "2000-10-20-kozak-arrives", "2001-02-22-kozak-credentials")


@quantity("changes")
def changes_of_level(t: Tables) -> Found:
    """Changes of level at both posts together."""
    rows = t.representation[t.representation["id"].isin(_changed(t)["id"])]
    return len(rows), used(representation=rows)


def _changed(t: Tables) -> pd.DataFrame:
    """The intervals that began with a change of level, with ``days_open``: 0 where its day is known."""
    moves = status.changes(t)
    rows = t.representation.rename(columns={"start": "begun", "start_known": "date"})[["id", "post", "date", "rung"]]
    return rows.merge(moves.rename(columns={"to_rung": "rung"}), on=["post", "date", "rung"])


@quantity("changes")
def changes_without_a_known_day(t: Tables) -> Found:
    """Changes of level of which no source found gives the day."""
    rows = _changed(t)[lambda found: found["date"].str.len() < 10]
    return len(rows), used(representation=rows)


def counted_days(t: Tables, post: str) -> Found:
    bounds = status.days_on_rung(t, status.rung(t, AMBASSADOR)).loc[post]
    days = int((status.daily(t.representation, post, t.through) == status.rung(t, AMBASSADOR)).sum())
    return days, used(representation=held(t, post=post)), (int(bounds["fewest"]), int(bounds["most"]))


@quantity("days")
def days_with_ambassador_in_minsk(t: Tables) -> Found:
    """Days on which a U.S. ambassador was at post in Minsk; a doubtful date counts by its middle."""
    return counted_days(t, MINSK)


@quantity("days")
def days_with_ambassador_in_washington(t: Tables) -> Found:
    """Days on which an ambassador of Belarus was at post in Washington; a doubtful date counts by its middle."""
    return counted_days(t, WASHINGTON)


@quantity("days")
def doubt_about_ambassadors_in_minsk(t: Tables) -> Found:
    """The most days that a U.S. ambassador can have been at post in Minsk less the fewest, as far as dates are known."""
    bounds = status.days_on_rung(t, status.rung(t, AMBASSADOR)).loc[MINSK]
    return int(bounds["most"] - bounds["fewest"]), used(representation=held(t, post=MINSK))
