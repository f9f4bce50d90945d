"""Days that are known from elsewhere, written down from the sources named in each line and not from the tables."""

from typing import NamedTuple

import pandas as pd
import pytest

from bilateral.measures import owners, sanctions, status, visits
from bilateral.tables import Tables

HISTORIAN = "Office of the Historian, Department of State: chiefs of mission for Belarus"
EMBASSY = "by.usembassy.gov, Policy & History: chronology of relations"
TREASURY = "Treasury press release of that day"


class Rung(NamedTuple):
    post: str
    day: str
    rung: int
    source: str


class Head(NamedTuple):
    post: str
    day: str
    person: str
    source: str


class Event(NamedTuple):
    day: str
    category: str
    named: str  # one of these, with | between them, stands in the summary
    source: str


class Visit(NamedTuple):
    day: str
    person: str
    tier: int
    source: str


class Instrument(NamedTuple):
    day: str  # issued
    kind: str
    named: str  # stands in the number or title
    source: str


class Listing(NamedTuple):
    day: str
    added: tuple[int, int, int]  # individuals, entities, aircraft that were not on the list before
    source: str


class Gap(NamedTuple):
    country: str
    day: str
    without: bool
    source: str


class PeerVisit(NamedTuple):
    day: str
    country: str
    named: str  # stands in the person
    source: str


class Release(NamedTuple):
    day: str
    number: int
    source: str


RUNGS = [
    Rung("minsk", "1991-12-24", 0, "President Bush announced recognition in his address of December 25, 1991"),
    Rung("minsk", "1991-12-26", 1, "President Bush announced recognition in his address of December 25, 1991"),
    Rung("minsk", "1992-01-31", 3, f"{EMBASSY}: embassy opened on January 31, 1992, under a chargé"),
    Rung("minsk", "1992-09-08", 3, f"{HISTORIAN}: Swartz presented credentials on September 9, 1992"),
    Rung("minsk", "1992-09-09", 4, f"{HISTORIAN}: Swartz presented credentials on September 9, 1992"),
    Rung("minsk", "1994-01-15", 4, f"{HISTORIAN}: Swartz left post on January 21, 1994"),
    Rung("minsk", "1994-06-01", 3, f"{EMBASSY}: Krol was chargé until November 7, 1994"),
    Rung("minsk", "1994-11-07", 4, f"{HISTORIAN}: Yalowitz presented credentials on November 7, 1994"),
    Rung("minsk", "1997-09-01", 3, f"{HISTORIAN}: Yalowitz left in July, Speckhard presented credentials on September 18, 1997"),
    Rung("minsk", "1997-09-18", 4, f"{HISTORIAN}: Speckhard presented credentials on September 18, 1997"),
    Rung("minsk", "1999-01-01", 3, f"{EMBASSY}: Speckhard spent a year out of Belarus because of the Drozdy dispute (June 1998 to September 1999)"),
    Rung("minsk", "2000-01-01", 4, f"{EMBASSY}: Speckhard was back until August 2000"),
    Rung("minsk", "2001-02-21", 3, "NEWSru.com, February 22, 2001: Kozak waited since October 2000 to present credentials"),
    Rung("minsk", "2001-02-22", 4, "NEWSru.com, February 22, 2001: Kozak presented credentials that day"),
    Rung("minsk", "2003-08-20", 3, f"{HISTORIAN}: Kozak left post on August 8, 2003; Krol arrived on September 3"),
    Rung("minsk", "2005-06-01", 4, f"{HISTORIAN}: Krol, 2003 to 2006"),
    Rung("minsk", "2007-06-01", 4, f"{HISTORIAN}: Stewart, 2006 to 2008"),
    Rung("minsk", "2008-03-11", 4, f"{HISTORIAN}: Stewart left on March 12, 2008"),
    Rung("minsk", "2008-03-13", 3, f"{HISTORIAN}: Stewart left on March 12, 2008"),
    Rung("minsk", "2020-02-01", 3, "State Department, press of February 1, 2020: no ambassadors since 2008"),
    Rung("minsk", "2021-08-11", 3, "BelTA, August 11, 2021: agrément of the ambassador-designate withdrawn"),
    Rung("minsk", "2022-02-27", 3, "Reuters, February 28, 2022: operations suspended on that Monday"),
    Rung("minsk", "2022-02-28", 2, "Reuters, February 28, 2022: operations suspended on that Monday"),
    Rung("minsk", "2025-09-11", 2, "AP, September 11, 2025: Coale said that the U.S. wants to reopen the embassy"),
    Rung("washington", "1991-12-24", 0, "President Bush announced recognition in his address of December 25, 1991"),
    Rung("washington", "1999-01-01", 3, "Washington Times, June 1998: the State Department warned that Tsepkalo would have to leave with Speckhard"),
    Rung("washington", "2003-09-07", 3, "AllGov: Khvostov presented credentials on September 8, 2003"),
    Rung("washington", "2003-09-08", 4, "AllGov: Khvostov presented credentials on September 8, 2003"),
    Rung("washington", "2008-03-06", 4, "ITAR-TASS, March 7, 2008: Khvostov called back for consultations"),
    Rung("washington", "2008-03-08", 3, "ITAR-TASS, March 7, 2008: Khvostov called back for consultations"),
    Rung("washington", "2016-01-01", 3, "BelTA, July 20, 2020: post of ambassador vacant for 12 years"),
    Rung("washington", "2021-06-01", 3, "BelTA, July 20, 2020: Kravchenko named; he never took up the post"),
]

HEADS = [
    Head("minsk", "1992-03-01", "Ford", f"{HISTORIAN}: John Ford, chargé ad interim from January 31, 1992"),
    Head("minsk", "1993-06-01", "Swartz", HISTORIAN),
    Head("minsk", "1994-06-01", "Krol", f"{EMBASSY}: chargé until November 7, 1994"),
    Head("minsk", "1996-01-01", "Yalowitz", HISTORIAN),
    Head("minsk", "1998-01-15", "Speckhard", HISTORIAN),
    Head("minsk", "2002-06-01", "Kozak", HISTORIAN),
    Head("minsk", "2005-01-01", "Krol", HISTORIAN),
    Head("minsk", "2007-06-01", "Stewart", HISTORIAN),
    Head("minsk", "2008-12-01", "Jonathan Moore", "21.by, July 2, 2009: Moore's time as chargé ended in July 2009"),
    Head("minsk", "2011-01-01", "Scanlan", "21.by, July 2, 2009: Scanlan took over after July 7, 2009"),
    Head("minsk", "2013-10-01", "Goldrich", "minsk.usembassy.gov: Ethan Goldrich, chargé 2012 to 2014"),
    Head("minsk", "2015-06-01", "Rauland", "minsk.usembassy.gov, Staff and Functions: Scott Rauland, chargé"),
    Head("minsk", "2017-06-01", "Riley", "Charter97, August 17, 2018: Robert Riley worked in Minsk for two years until July 2018"),
    Head("minsk", "2019-06-01", "Jenifer Moore", "Charter97, August 17, 2018: Moore to start in August 2018; 21.by, July 18, 2020: leaves"),
    Head("minsk", "2020-10-01", "Giauque", "ONT, July 2020: Jeffrey Giauque is the new chargé"),
    Head("minsk", "2021-08-11", "Harutunian", "BelTA, August 11, 2021: the chargé was summoned; in Minsk since May 24, 2021 (Diplopundit)"),
    Head("washington", "1995-01-01", "Martynov", "Swartz, The First Years: Martynov became ambassador in Washington"),
    Head("washington", "2000-08-01", "Tsepkalo", "Washington Diplomat, September 2000: interview with Ambassador Tsepkalo"),
    Head("washington", "2005-01-01", "Khvostov", "AllGov: ambassador since 2003"),
    Head("washington", "2010-01-01", "Kravchenko", "UDF.by, July 2020: chargé in Washington from 2008 to 2014"),
    Head("washington", "2016-06-01", "Shidlovsky", "Belarusian Foreign Ministry: Pavel Shidlovsky, chargé from 2014"),
]

EVENTS = [
    Event("1991-12-25", "recognition", "Bush|United States", "President Bush's address of December 25, 1991"),
    Event("1992-01-31", "representation", "embassy", f"{EMBASSY}: officially opened on January 31, 1992"),
    Event("1994-01-15", "visit", "Clinton", EMBASSY),
    Event("1994-07-10", "election", "president|Lukashenko|runoff", "OSCE/CSCE: second round on July 10, 1994"),
    Event("1995-09-12", "military", "balloon", "New York Times, September 14, 1995: two Americans killed as a balloon is shot down"),
    Event("1996-11-24", "election", "referendum|constitution", "OSCE: referendum of November 24, 1996"),
    Event("2001-09-09", "election", "president", "OSCE/ODIHR: presidential election of September 9, 2001"),
    Event("2004-10-17", "election", "parliament|referendum", "OSCE/ODIHR: parliamentary elections and referendum of October 17, 2004"),
    Event("2004-10-20", "law", "Democracy Act", "Public Law 108-347, signed on October 20, 2004"),
    Event("2006-03-19", "election", "president", "OSCE/ODIHR: presidential election of March 19, 2006"),
    Event("2006-06-16", "sanctions", "13405", "71 FR 35485: signed on June 16, 2006"),
    Event("2007-01-12", "law", "Reauthorization", "Public Law 109-480, signed on January 12, 2007"),
    Event("2007-11-13", "sanctions", "Belneftekhim", TREASURY),
    Event("2008-03-07", "representation", "Khvostov|ambassador", "ITAR-TASS, March 7, 2008"),
    Event("2008-03-12", "representation", "Stewart", f"{HISTORIAN}: Stewart left on March 12, 2008"),
    Event("2008-04-30", "staffing", "10|ten", "State Department, April 30, 2008: ten diplomats declared persona non grata"),
    Event("2009-06-30", "prisoners", "Zeltser", "Reuters, June 30, 2009: Zeltser pardoned and freed"),
    Event("2010-12-01", "agreement|statement|meeting", "uranium", "State Department, Astana, December 1, 2010: joint statement with Martynov"),
    Event("2010-12-19", "election", "president", "OSCE/ODIHR: presidential election of December 19, 2010"),
    Event("2011-08-11", "sanctions", "Naftan", "State Department and Treasury, August 11, 2011: four state companies"),
    Event("2012-01-03", "law", "Democracy and Human Rights", "Public Law 112-82, signed on January 3, 2012"),
    Event("2015-10-11", "election", "president|vote", "OSCE/ODIHR: presidential election of October 11, 2015"),
    Event("2019-08-29", "visit", "Bolton", "Reuters, August 29, 2019"),
    Event("2019-09-17", "visit", "Hale", "Euroradio, September 17, 2019"),
    Event("2020-02-01", "visit", "Pompeo", "commonspace.eu, February 1, 2020"),
    Event("2020-08-09", "election", "president", "Central Election Commission: August 9, 2020"),
    Event("2020-12-15", "representation", "Fisher", "TASS, December 15, 2020: the Senate confirmed Fisher"),
    Event("2021-05-23", "military|repression", "Ryanair|4978|airliner|flight", "ICAO: flight FR4978 diverted on May 23, 2021"),
    Event("2021-08-09", "sanctions", "14038", "86 FR 43905: signed on August 9, 2021"),
    Event("2021-08-11", "representation", "Fisher|agrément", "BelTA, August 11, 2021"),
    Event("2022-02-24", "military", "Ukraine", "invasion of Ukraine, also from Belarus, February 24, 2022"),
    Event("2022-02-28", "representation", "suspend", "Reuters, February 28, 2022"),
    Event("2022-04-08", "law|sanctions|trade", "normal trade", "Public Law 117-110, signed on April 8, 2022"),
    Event("2023-08-09", "sanctions", "Belavia", TREASURY),
    Event("2025-01-26", "election", "president", "Central Election Commission: January 26, 2025"),
    Event("2025-04-30", "prisoners", "Ziankovich", "State Department, April 30, 2025"),
    Event("2025-05-07", "prisoners", "42", "president.gov.by, May 7, 2025"),
    Event("2025-06-21", "visit", "Kellogg", "AP, June 21, 2025"),
    Event("2025-06-21", "prisoners", "Tsikhanouski|14", "AP, June 21, 2025: 14 freed"),
    Event("2025-08-15", "call", "President Trump", "BelTA and Truth Social, August 15, 2025"),
    Event("2025-09-11", "prisoners", "52", "AP, September 11, 2025"),
    Event("2025-09-11", "relief", "Belavia", "OFAC, September 11, 2025: General License 11"),
    Event("2025-11-09", "representation", "Coale", "Truth Social, November 9, 2025: Coale named special envoy"),
    Event("2025-12-13", "prisoners", "123", "RTVI, December 13, 2025"),
    Event("2025-12-30", "prisoners", "22", "Infox, December 30, 2025"),
    Event("2026-02-27", "statement", "Trump", "Lenta.ru, February 28, 2026, from the video of the White House"),
]

VISITS = [
    Visit("1991-12-18", "Baker", 4, "Rzeczpospolita, February 2020: Baker in Minsk on December 18, 1991"),
    Visit("1993-10-26", "Christopher", 4, f"{HISTORIAN.split(':')[0]}: travels of Secretary Christopher"),
    Visit("1994-01-15", "Clinton", 5, EMBASSY),
    Visit("2009-08-14", "Gordon", 2, "Belarus Digest, August 2009: Gordon in Minsk on Friday, August 14"),
    Visit("2018-10-31", "Mitchell", 2, "president.gov.by: Lukashenko received Mitchell on October 31, 2018"),
    Visit("2019-08-29", "Bolton", 3, "Reuters, August 29, 2019"),
    Visit("2019-09-17", "Hale", 3, "Euroradio, September 17, 2019"),
    Visit("2020-02-01", "Pompeo", 4, "commonspace.eu, February 1, 2020"),
    Visit("2025-02-12", "Smith", 1, "New York Times, February 15, 2025: on Wednesday, February 12"),
    Visit("2025-06-21", "Kellogg", 3, "AP, June 21, 2025"),
    Visit("2025-09-11", "Coale", 2, "AP, September 11, 2025: then deputy special envoy"),
    Visit("2025-12-12", "Coale", 3, "Life.ru, December 13, 2025: received on December 12 and 13; special envoy since November"),
]

INSTRUMENTS = [
    Instrument("2004-10-20", "statute", "Belarus Democracy Act", "Public Law 108-347"),
    Instrument("2006-05-12", "proclamation", "8015", "71 FR 28541"),
    Instrument("2006-06-16", "executive_order", "13405", "71 FR 35485"),
    Instrument("2007-01-12", "statute", "Reauthorization", "Public Law 109-480"),
    Instrument("2012-01-03", "statute", "Democracy and Human Rights", "Public Law 112-82"),
    Instrument("2021-08-09", "executive_order", "14038", "86 FR 43905"),
    Instrument("2025-09-11", "general_license", "11", "OFAC recent actions, September 11, 2025"),
]

LISTINGS = [
    Listing("2020-10-02", (8, 0, 0), TREASURY),
    Listing("2021-06-21", (16, 5, 0), TREASURY),
    Listing("2021-08-09", (23, 21, 0), TREASURY),
    Listing("2021-12-02", (20, 12, 3), TREASURY),
    Listing("2023-03-24", (9, 2, 1), f"{TREASURY}: three entities, of which the election commission was on the list since 2020"),
    Listing("2023-12-05", (7, 11, 0), f"{TREASURY}: eight people, one of them (Shautsou) under the Russia program"),
    Listing("2024-04-15", (10, 12, 0), TREASURY),
    Listing("2024-08-09", (19, 14, 1), TREASURY),
]

RELEASES = [
    Release("2025-02-12", 3, "State Department, February 12, 2025: a U.S. citizen and two Belarusians"),
    Release("2025-06-21", 14, "AP, June 21, 2025"),
    Release("2025-09-11", 52, "AP, September 11, 2025"),
    Release("2025-12-13", 123, "RTVI, December 13, 2025"),
]


def label(fact: tuple[object, ...]) -> str:
    """The name of a case: all of the fact but its source."""
    return " ".join(str(part) for part in fact[:-1])


@pytest.mark.parametrize("fact", RUNGS, ids=label)
def test_rung(tables: Tables, fact: Rung) -> None:
    assert status.rung_on(tables.representation, fact.post, fact.day, tables.through) == fact.rung, fact.source


@pytest.mark.parametrize("fact", HEADS, ids=label)
def test_head_of_mission(tables: Tables, fact: Head) -> None:
    people = status.heads_on(tables.heads_of_mission, tables.ranks, fact.post, fact.day, tables.through)["person"]
    assert any(set(fact.person.split()) <= set(person.split()) for person in people), f"{people.tolist()}; {fact.source}"


@pytest.mark.parametrize("fact", EVENTS, ids=label)
def test_event(tables: Tables, fact: Event) -> None:
    of_day = tables.events[tables.events["date_known"] == fact.day]
    found = of_day[of_day["category"].str.fullmatch(fact.category) & of_day["summary"].str.contains(fact.named, case=False)]
    assert len(found) == 1, f"{of_day[['category', 'summary']].to_numpy().tolist()}; {fact.source}"


@pytest.mark.parametrize("fact", VISITS, ids=label)
def test_visit(tables: Tables, fact: Visit) -> None:
    to_minsk = visits.between(tables.visits, "us", "by")
    last_days = to_minsk["last_day"].fillna(to_minsk["date"])
    of_day = to_minsk[(to_minsk["date"] <= fact.day) & (fact.day <= last_days)]
    found = of_day[of_day["person"].str.contains(fact.person)]
    assert found["tier"].tolist() == [fact.tier], f"{of_day[['person', 'tier']].to_numpy().tolist()}; {fact.source}"


@pytest.mark.parametrize("fact", INSTRUMENTS, ids=label)
def test_instrument(tables: Tables, fact: Instrument) -> None:
    of_day = tables.instruments[(tables.instruments["issued_known"] == fact.day) & (tables.instruments["kind"] == fact.kind)]
    titles = of_day["number"] + " " + of_day["title"]
    assert titles.str.contains(rf"\b{fact.named}\b").sum() == 1, f"{titles.tolist()}; {fact.source}"


@pytest.mark.parametrize("fact", LISTINGS, ids=label)
def test_names_added(tables: Tables, fact: Listing) -> None:
    of_day = tables.designations[tables.designations["date"] == pd.Timestamp(fact.day)]
    added = tuple(int(of_day[f"added_{plural}"].sum()) for plural in sanctions.TYPES.values())
    assert added == fact.added, fact.source


@pytest.mark.parametrize("fact", RELEASES, ids=label)
def test_release(tables: Tables, fact: Release) -> None:
    of_day = tables.prisoner_releases[tables.prisoner_releases["date_known"] == fact.day]
    assert of_day["number"].tolist() == [fact.number], fact.source


@pytest.mark.parametrize(
    ("day", "individuals", "entities", "source"),
    [
        ("2006-06-01", 0, 0, "no program before E.O. 13405"),
        ("2006-07-01", 10, 0, "71 FR 35485: ten individuals in the annex"),
        ("2007-03-01", 16, 0, "Treasury, February 27, 2007: six more individuals"),
    ],
)
def test_names_on_the_list(tables: Tables, day: str, individuals: int, entities: int, source: str) -> None:
    found = sanctions.names_on(tables.listed, day)
    assert (found["individuals"], found["entities"]) == (individuals, entities), source


def test_the_gap_in_minsk_begins_with_ambassador_stewart(tables: Tables) -> None:
    gap = status.longest_gap(tables.representation, "minsk", 4, tables.through)
    assert gap["start"] == pd.Timestamp("2008-03-12"), f"{HISTORIAN}: Stewart left on March 12, 2008"
    assert gap["open"]


@pytest.mark.parametrize(
    ("tier", "day", "days", "source"),
    [
        (3, "2025-06-21", 1967, "Pompeo on February 1, 2020; nobody of deputy secretary's rank until Kellogg"),
        (4, "2020-02-01", 9513, "Clinton and Christopher on January 15, 1994; no cabinet member until Pompeo"),
    ],
)
def test_days_since_a_visitor_of_rank(tables: Tables, tier: int, day: str, days: int, source: str) -> None:
    assert visits.days_since(visits.between(tables.visits, "us", "by"), tier, day) == days, source


GAPS = [
    Gap("BLR", "2008-03-11", False, f"{HISTORIAN}: Stewart left on March 12, 2008"),
    Gap("BLR", "2008-03-12", True, f"{HISTORIAN}: Stewart left on March 12, 2008"),
    Gap("BLR", "2020-10-01", True, "ONT, July 2020: Jeffrey Giauque is the new chargé"),
    Gap("BLR", "2007-06-01", False, f"{HISTORIAN}: Stewart, 2006 to 2008"),
    Gap("MMR", "2012-06-30", True, "Los Angeles Times, May 17, 2012: the first ambassador in 22 years is only named"),
    Gap("MMR", "2012-08-01", False, "Embassy Rangoon: Ambassador Mitchell presented credentials on July 11, 2012"),
    Gap("CUB", "2016-01-01", True, "embassy reopened in July 2015 under chargé DeLaurentis; no ambassador was confirmed"),
    Gap("IRQ", "2004-06-28", True, "Guide to recognition, Iraq: Negroponte presented credentials on June 29, 2004"),
    Gap("IRQ", "2004-06-29", False, "Guide to recognition, Iraq: Negroponte presented credentials on June 29, 2004"),
    Gap("BOL", "2008-09-09", False, "Los Angeles Times, September 11, 2008: Goldberg is told to leave on September 10"),
    Gap("BOL", "2009-01-01", True, "Los Angeles Times, September 11, 2008: Goldberg is told to leave on September 10"),
    Gap("BHS", "2013-10-30", True, "The Tribune (Nassau), October 30, 2013: two years without an ambassador"),
    Gap("SDN", "2019-12-04", True, "State Department, December 4, 2019: the countries will begin to exchange ambassadors after 23 years"),
    Gap("LBY", "2012-09-10", False, "Ambassador Stevens was killed at Benghazi on September 11, 2012"),
    Gap("UKR", "2019-04-01", False, "Ambassador Yovanovitch was recalled in May 2019"),
    Gap("UKR", "2019-11-20", True, "House Intelligence Committee, November 2019: William Taylor testifies as chargé in Kyiv"),
    Gap("RUS", "2017-12-01", False, "Ambassador Huntsman presented credentials on October 3, 2017"),
]

PEER_VISITS = [
    PeerVisit("1994-01-15", "BLR", "Clinton", EMBASSY),
    PeerVisit("2020-02-01", "BLR", "Pompeo", "State Department, February 1, 2020"),
    PeerVisit("2005-05-09", "GEO", "Bush", "White House: President Bush in Tbilisi, May 9 and 10, 2005"),
    PeerVisit("2014-09-03", "EST", "Obama", "White House: President Obama's speech in Tallinn on September 3, 2014"),
    PeerVisit("2023-02-20", "UKR", "Biden", "White House: President Biden in Kyiv on February 20, 2023"),
    PeerVisit("2020-02-01", "KAZ", "Pompeo", "State Department: the Secretary in Nur-Sultan, February 1 and 2, 2020"),
    PeerVisit("2023-07-11", "LTU", "Biden", "White House: President Biden at the NATO summit in Vilnius, July 11 and 12, 2023"),
    PeerVisit("2022-12-21", "UKR", "Zelenskyy", "White House: President Zelenskyy in Washington on December 21, 2022"),
]


@pytest.mark.parametrize("fact", GAPS, ids=lambda fact: f"{fact.country} {fact.day}")
def test_ambassador_or_none_at_a_mission(fact: Gap, tables: Tables) -> None:
    day, rows = pd.Timestamp(fact.day), tables.missions_worldwide
    held = rows[(rows["country"] == fact.country) & (rows["start"] <= day) & (rows["end"].isna() | (day < rows["end"]))]
    assert (len(held) == 1) == fact.without, fact.source


@pytest.mark.parametrize("fact", PEER_VISITS, ids=lambda fact: f"{fact.country} {fact.day}")
def test_visits_to_the_pair_and_its_peers(fact: PeerVisit, tables: Tables) -> None:
    day, rows = pd.Timestamp(fact.day), tables.peer_visits
    found = rows[(rows["country"] == fact.country) & (rows["date"] <= day) & (day <= rows["last_day"])]
    assert found["person"].str.contains(fact.named).any(), fact.source


def test_no_president_came_to_belarus_twice(tables: Tables) -> None:
    """President Clinton's visit of 1994 is the only one by a U.S. president; the embassy's chronology has no other."""
    rows = tables.peer_visits[(tables.peer_visits["country"] == "BLR") & (tables.peer_visits["office"] == "president")]
    assert rows["date_known"].tolist() == ["1994-01-15"]


def test_each_outlet_with_an_owner_is_named_as_its_pages_name_it(tables: Tables) -> None:
    counted = owners.counted(tables)
    assert counted.loc[counted["pages"] == 0, "publisher"].tolist() == []


def test_publishers_are_the_original_ones(tables: Tables) -> None:
    """A copy is a matter of the address: ``archived_url``. Where nobody but the keeper of a copy has an address, the keeper is named."""
    named = tables.sources.set_index("id")["publisher"]
    assert not list(named[named.str.contains(r"\((?!cop(?:y|ies) kept by ).*\b(?:cop(?:y|ies)|archive|carried)\b", case=False)].index)
