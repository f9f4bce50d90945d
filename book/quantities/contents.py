"""What the tables hold, through which day they were checked, and how the rows were coded."""

from functools import lru_cache

import pandas as pd

from bilateral.measures import agreement, coverage, episodes, owners
from bilateral.measures.claims import used
from bilateral.measures.quantities import Found, quantity, stated
from bilateral.tables import Tables

SCALE = range(-2, 3)


@quantity("date")
def checked_through(t: Tables) -> Found:
    """The check date: the last day through which the facts of this book were checked; "today" is never read from the clock."""
    return t.through, stated(t, "facts_checked_through")


@quantity("year", text=str)
def year_of_the_check_date(t: Tables) -> Found:
    """The year of the check date."""
    return str(t.through.year), stated(t, "facts_checked_through")


@quantity("version")
def version(t: Tables) -> Found:
    """The version of the data package."""
    return str(t.descriptor["version"]), stated(t, "version")


@quantity("tables")
def tables_in_all(t: Tables) -> Found:
    """Tables of the data package."""
    return len(t.frames), stated(t, *t.frames)


@quantity("tables")
def tables_of_facts(t: Tables) -> Found:
    """Tables of the data package that hold facts, whose rows name their sources."""
    names = [entry["name"] for entry in t.descriptor["resources"] if entry["role"] == "facts"]
    return len(names), stated(t, *names)


@quantity("rows")
def rows_in_all(t: Tables) -> Found:
    """Rows of all tables of the data package."""
    return sum(map(len, t.frames.values())), stated(t, *t.frames)


@quantity("sources")
def sources_recorded(t: Tables) -> Found:
    """Pages and documents on which the tables rest."""
    return len(t.sources), used(sources=t.sources)


@quantity("percent of sources", digits=0)
def share_of_primary_sources(t: Tables) -> Found:
    """Sources that are primary: a government, a court, a treaty, or an actor in its own place."""
    rows = t.sources[t.sources["kind"] == "primary"]
    return 100 * len(rows) / len(t.sources), used(sources=rows)


@quantity("percent of sources", digits=0)
def share_of_sources_in_english(t: Tables) -> Found:
    """Sources in English."""
    rows = t.sources[t.sources["language"] == "en"]
    return 100 * len(rows) / len(t.sources), used(sources=rows)


@quantity("sources")
def sources_of_media_that_a_state_pays(t: Tables) -> Found:
    """Pages of news outlets that a state owns or pays for, as far as the table of owners has them; reprints elsewhere are not counted."""
    return int(owners.counted(t)["pages"].sum()), used(owners=t.owners)


@quantity("rows")
def rows_drawn_blind(t: Tables) -> Found:
    """Rows drawn and checked by readers who had no part in them, in all draws; a row drawn twice counts twice."""
    return int(t.audits["drawn"].sum()), used(audits=t.audits)


def right_of_covered(audits: pd.DataFrame) -> "pd.Series[float]":
    """Percent of the rows of each draw that were right, of those that another publisher covers."""
    return 100 * audits["right"] / (audits["drawn"] - audits["not_covered"])


@quantity("percent of rows", digits=0)
def share_right_in_the_last_draw(t: Tables) -> Found:
    """Rows of the last draw that were right, of those that another publisher covers."""
    last = t.audits.tail(1)
    return float(right_of_covered(last).iloc[0]), used(audits=last)


@quantity("draws")
def blind_draws(t: Tables) -> Found:
    """Times that rows were drawn and checked blind."""
    return len(t.audits), used(audits=t.audits)


@quantity("draws")
def draws_short_of_the_aim(t: Tables) -> Found:
    """Blind draws in which fewer than 95 percent of the rows that another publisher covers were right, or one was wrong."""
    short = t.audits[(right_of_covered(t.audits) < 95) | (t.audits["wrong"] > 0)]
    return len(short), used(audits=short)


@quantity("rows")
def rows_not_covered_in_the_last_draw(t: Tables) -> Found:
    """Rows of the last draw that no other publisher was found to cover."""
    last = t.audits.tail(1)
    return int(last["not_covered"].sum()), used(audits=last)


@quantity("rows")
def rows_marked_in_the_last_draw(t: Tables) -> Found:
    """Rows of the last draw that nobody else covers, and that said so before the draw."""
    last = t.audits.tail(1)
    return int((last["not_covered"] - last["unmarked"]).sum()), used(audits=last)


@quantity("chronologies")
def chronologies_compared(t: Tables) -> Found:
    """Chronologies by others with which the table of events was compared."""
    return len(t.chronologies), used(chronologies=t.chronologies)


def recall_in(t: Tables, comparison: int) -> Found:
    rows = t.chronologies[t.chronologies["comparison"] == comparison]
    return 100 * int(rows["found"].sum()) / int(rows["acts"].sum()), used(chronologies=rows)


@quantity("percent of acts", digits=0)
def recall_of_the_first_chronologies(t: Tables) -> Found:
    """Acts of the chronologies compared first that the tables had then; an act that several list counts in each."""
    return recall_in(t, 1)


@quantity("percent of acts", digits=0)
def recall_of_the_second_chronologies(t: Tables) -> Found:
    """Acts of the chronologies compared later that the tables had then; an act that several list counts in each."""
    return recall_in(t, 2)


def recall_of_one(t: Tables, place: int) -> Found:
    long = coverage.recall(t)[lambda rows: rows["acts"] >= 10].sort_values("percent", kind="stable").iloc[place]
    return int(long["percent"]), used(chronologies=long)


@quantity("percent of acts")
def least_recall_of_a_chronology(t: Tables) -> Found:
    """The least share of its acts that the tables had of a chronology with ten acts or more."""
    return recall_of_one(t, 0)


@quantity("percent of acts")
def most_recall_of_a_chronology(t: Tables) -> Found:
    """The greatest share of its acts that the tables had of a chronology with ten acts or more."""
    return recall_of_one(t, -1)


@quantity("languages")
def languages_of_sources(t: Tables) -> Found:
    """Languages in which the sources are written."""
    return t.sources["language"].nunique(), used(sources=t.sources)


@quantity("events")
def events_recorded(t: Tables) -> Found:
    """Events in the table: acts or statements by one actor on one date."""
    return len(t.events), used(events=t.events)


@quantity("date")
def first_event(t: Tables) -> Found:
    """The day of the first event."""
    return t.events["date"].iloc[0], used(events=t.events.iloc[0])


def busiest(t: Tables) -> pd.DataFrame:
    years = t.events["date"].dt.year
    return t.events[years == years.value_counts().idxmax()]


@quantity("year", text=str)
def busiest_year(t: Tables) -> Found:
    """The year with the most events."""
    return str(busiest(t)["date"].iloc[0].year), used(events=busiest(t))


@quantity("events")
def events_of_the_busiest_year(t: Tables) -> Found:
    """Events of the year with the most."""
    return len(busiest(t)), used(events=busiest(t))


def of_category(t: Tables, category: str) -> Found:
    rows = t.events[t.events["category"] == category]
    return len(rows), used(events=rows)


@quantity("events")
def statements_recorded(t: Tables) -> Found:
    """Events that are words and not acts."""
    return of_category(t, "statement")


@quantity("events")
def sanctions_recorded(t: Tables) -> Found:
    """Events that are sanctions: new ones, and renewals."""
    return of_category(t, "sanctions")


@quantity("events")
def acts_of_relief_recorded(t: Tables) -> Found:
    """Events that are relief from sanctions."""
    return of_category(t, "relief")


@quantity("steps")
def steps_closer(t: Tables) -> Found:
    """Acts or episodes that brought the two countries closer."""
    rows = episodes.toned(t.events)[lambda found: found["tone"] > 0]
    return len(rows), used(events=rows)


@quantity("steps")
def steps_apart(t: Tables) -> Found:
    """Acts or episodes that drove the two countries apart."""
    rows = episodes.toned(t.events)[lambda found: found["tone"] < 0]
    return len(rows), used(events=rows)


def thin(t: Tables) -> tuple[pd.Timestamp, pd.Timestamp]:
    assert t.thin is not None, "the package names no stretch with few sources"
    return t.thin


@quantity("date")
def thin_from(t: Tables) -> Found:
    """The first day of the stretch for which few sources on events were found."""
    return thin(t)[0], stated(t, "events")


@quantity("date")
def thin_to(t: Tables) -> Found:
    """The last day of the stretch for which few sources on events were found."""
    return thin(t)[1], stated(t, "events")


@quantity("events")
def events_of_the_thin_stretch(t: Tables) -> Found:
    """Events of the stretch for which few sources were found."""
    rows = t.events[t.events["date"].between(*thin(t))]
    return len(rows), used(events=rows)


@quantity("acts")
def acts_of_the_thin_stretch(t: Tables) -> Found:
    """Acts of either government, words apart, in the stretch for which few sources were found."""
    by_either = t.events["actor"].str.split("+").map(lambda actors: bool({"us", "by"} & set(actors)))
    rows = t.events[by_either & (t.events["category"] != "statement") & t.events["date"].between(*thin(t))]
    return len(rows), used(events=rows)


@quantity("events")
def events_with_a_tone(t: Tables) -> Found:
    """Events that carry a tone: one an episode, and each that stands alone."""
    rows = t.events[t.events["tone"].notna()]
    return len(rows), used(events=rows)


@quantity("percent of events", digits=0)
def share_of_events_without_a_day(t: Tables) -> Found:
    """Events of which only the month or the year is known."""
    rows = t.events[t.events["date_known"].str.len() < 10]
    return 100 * len(rows) / len(t.events), used(events=rows)


def confident(t: Tables, level: str) -> Found:
    frames = {name: frame for name, frame in t.frames.items() if "confidence" in frame}
    share = pd.concat([frame["confidence"] for frame in frames.values()]).value_counts(normalize=True)[level]
    return 100 * float(share), stated(t, *frames)


@quantity("percent of rows", digits=0)
def share_of_high_confidence(t: Tables) -> Found:
    """Rows of high confidence, of all that have one: one primary source, or two independent ones."""
    return confident(t, "high")


@quantity("percent of rows", digits=0)
def share_of_medium_confidence(t: Tables) -> Found:
    """Rows of medium confidence, of all that have one: one good secondary source."""
    return confident(t, "medium")


@quantity("percent of rows", digits=0)
def share_of_low_confidence(t: Tables) -> Found:
    """Rows of low confidence, of all that have one: anything less."""
    return confident(t, "low")


# --- the second coding of tone


@lru_cache(maxsize=4)
def coded_twice(t: Tables) -> pd.DataFrame:
    """The events that two models coded: ``tone`` is ours, ``tone_second`` the other's, ``apart`` their distance."""
    rows = t.tone_second_coding.merge(t.events, on="id", suffixes=("_second", ""))
    return rows.assign(apart=(rows["tone"] - rows["tone_second"]).abs())


def codes(t: Tables) -> pd.DataFrame:
    rows = coded_twice(t)
    return agreement.matrix(rows["tone"].astype(int), rows["tone_second"].astype(int), SCALE)


def counted(rows: pd.DataFrame) -> Found:
    return len(rows), used(tone_second_coding=rows)


@quantity("events")
def events_coded_twice(t: Tables) -> Found:
    """Events whose tone a second model coded by the written rule."""
    return counted(coded_twice(t))


@quantity("percent of events", digits=0)
def share_of_events_coded_twice(t: Tables) -> Found:
    """Events whose tone a second model coded, of all that carry one."""
    return 100 * len(coded_twice(t)) / int(t.events["tone"].notna().sum()), used(tone_second_coding=coded_twice(t))


@quantity("events")
def events_coded_the_same(t: Tables) -> Found:
    """Events to which both models gave the same tone."""
    return counted(coded_twice(t)[lambda rows: rows["apart"] == 0])


@quantity("percent of events", digits=0)
def share_coded_the_same(t: Tables) -> Found:
    """Events to which both models gave the same tone, of those coded twice."""
    return 100 * agreement.share_equal(codes(t)), used(tone_second_coding=coded_twice(t))


@quantity("kappa", digits=2)
def plain_kappa(t: Tables) -> Found:
    """Cohen's kappa of the two codings: agreement beyond what chance would give; 1 is full."""
    return agreement.weighted_kappa(codes(t), 0), used(tone_second_coding=coded_twice(t))


@quantity("kappa", digits=2)
def weighted_kappa(t: Tables) -> Found:
    """Cohen's kappa of the two codings, weighted by the squared distance of two codes."""
    return agreement.weighted_kappa(codes(t), 2), used(tone_second_coding=coded_twice(t))


@quantity("alpha", digits=2)
def krippendorffs_alpha(t: Tables) -> Found:
    """Krippendorff's alpha of the two codings for interval data."""
    return agreement.alpha(codes(t)), used(tone_second_coding=coded_twice(t))


def differing(t: Tables) -> pd.DataFrame:
    return coded_twice(t)[lambda rows: rows["apart"] > 0]


@quantity("events")
def events_coded_differently(t: Tables) -> Found:
    """Events to which the two models gave different tones."""
    return counted(differing(t))


@quantity("of tone")
def largest_difference_of_tone(t: Tables) -> Found:
    """The largest distance between the tones that the two models gave to one event."""
    return int(coded_twice(t)["apart"].max()), used(tone_second_coding=differing(t))


@quantity("events")
def events_coded_higher_by_the_second(t: Tables) -> Found:
    """Events to which the second model gave the higher tone."""
    return counted(differing(t)[lambda rows: rows["tone_second"] > rows["tone"]])


@quantity("events")
def differences_about_whether_an_act_counts(t: Tables) -> Found:
    """Events to which one of the two models gave no tone, closer or apart, and the other did."""
    return counted(differing(t)[lambda rows: (rows["tone"] == 0) | (rows["tone_second"] == 0)])


# --- what pages list


@quantity("people")
def people_listed(t: Tables) -> Found:
    """People with an entry on the page of people and documents."""
    from bilateral.web import reference

    return sum(map(len, reference.people(t).values())), used(people=t.people)


@quantity("instruments")
def instruments_listed(t: Tables) -> Found:
    """Legal instruments in the table, renewals counted."""
    return len(t.instruments), used(instruments=t.instruments)


@quantity("corrections", text=lambda value: f"{value}" if value else "none")
def corrections_made(t: Tables) -> Found:
    """Errors of a published edition that were corrected."""
    return len(t.corrections), used(corrections=t.corrections) or stated(t, "corrections")
