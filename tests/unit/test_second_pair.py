"""The library on a second real pair, U.S.-Cuba: another ladder, other ranks and tiers, sixty years instead of thirty, fewer tables.

What is expected is written down from the sources named beside it, or counted with the calendar, never from the code.
"""

import re
from datetime import date
from pathlib import Path

import packages
import pandas as pd
import pytest
from drawn import outside

from bilateral import check
from bilateral.charts.corridor import corridor
from bilateral.charts.heads import heads_of_mission
from bilateral.charts.instruments import instruments_in_force
from bilateral.charts.milestones import milestones
from bilateral.charts.spells import spells_without_ambassador
from bilateral.charts.tone import tone_by_year
from bilateral.charts.visits import visits_by_tier
from bilateral.draw.canvas import NARROW, WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.measures import gaps, status, visits
from bilateral.own_files import own_files
from bilateral.tables import Tables, load
from bilateral.web import on_this_day, reference

LIBRARY = Path(__file__).parents[2] / "src" / "bilateral"
THROUGH = date(2025, 1, 31)
SEVERED, SECTIONS, EMBASSIES = date(1961, 1, 3), date(1977, 9, 1), date(2015, 7, 20)  # Office of the Historian, mission notes on Cuba
AMBASSADOR, CHARGE, SECTION, NONE = 3, 2, 1, 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packages.us_cuba(tmp_path_factory.mktemp("us-cuba"))


@pytest.fixture(scope="module")
def cuba(folder: Path) -> Tables:
    return load(folder)


def test_the_package_is_right(folder: Path) -> None:
    assert [str(finding) for finding in check.findings(folder)] == []


def test_its_ladder_is_another(cuba: Tables, tables: Tables) -> None:
    assert len(cuba.ladder) != len(tables.ladder)
    assert set(cuba.ranks["id"]) != set(tables.ranks["id"])


@pytest.mark.parametrize(
    ("post", "day", "rung"),
    [
        ("havana", "1960-10-27", AMBASSADOR),  # Bonsal left on October 28, 1960
        ("havana", "1961-01-02", CHARGE),
        ("havana", "1961-01-03", NONE),
        ("washington", "1962-10-22", NONE),  # the missile crisis: no relations
        ("havana", "1977-08-31", NONE),
        ("havana", "1977-09-01", SECTION),
        ("washington", "1996-02-24", SECTION),  # the day two planes were shot down
        ("havana", "2015-07-19", SECTION),
        ("washington", "2015-07-20", CHARGE),
        ("washington", "2016-03-20", AMBASSADOR),  # Obama in Havana: Cuba had an ambassador in Washington,
        ("havana", "2016-03-20", CHARGE),  # the United States none in Havana
        ("havana", "2025-01-31", CHARGE),
    ],
)
def test_the_level_on_a_day(cuba: Tables, post: str, day: str, rung: int) -> None:
    assert status.rung_on(cuba.representation, post, day, cuba.through) == rung


@pytest.mark.parametrize(
    ("post", "day", "people"),
    [
        ("havana", "1959-04-19", ["Philip Bonsal"]),  # as Castro met Nixon
        ("havana", "1962-10-22", []),
        ("havana", "1980-04-20", ["Wayne Smith"]),  # Mariel boatlift
        ("havana", "2003-03-18", ["James Cason"]),  # arrests of the Black Spring
        ("havana", "2015-08-14", ["Jeffrey DeLaurentis"]),  # Kerry raises the flag
        ("havana", "2017-12-06", ["Lawrence Gumbiner"]),  # NBC: in that role since October 22
        ("washington", "1997-05-12", ["Fernando Remírez"]),  # The San Juan Star, interview of that day
        ("washington", "2016-03-20", ["José Ramón Cabañas"]),
    ],
)
def test_who_headed_the_mission_on_a_day(cuba: Tables, post: str, day: str, people: list[str]) -> None:
    assert status.heads_on(cuba.heads_of_mission, cuba.ranks, post, day, cuba.through)["person"].tolist() == people


def test_days_without_relations_and_without_an_ambassador(cuba: Tables) -> None:
    apart = status.spells(cuba.representation, "havana", [NONE, SECTION], cuba.through)
    assert apart[["days", "open"]].to_numpy().tolist() == [[(EMBASSIES - SEVERED).days, False]]
    nobody = status.spells(cuba.representation, "washington", [NONE], cuba.through)
    assert nobody["days"].tolist() == [(SECTIONS - SEVERED).days]
    longest = status.longest_gap(cuba.representation, "havana", AMBASSADOR, cuba.through)
    assert (longest["days"], longest["open"]) == ((THROUGH - date(1960, 10, 28)).days, True)
    share = status.share_of_days(cuba.representation, "havana", cuba.through)
    assert share[AMBASSADOR] == pytest.approx((date(1960, 10, 28) - date(1959, 4, 4)).days / ((THROUGH - date(1959, 4, 4)).days + 1))


def test_its_gaps_are_measured_as_those_of_all_missions_are(cuba: Tables) -> None:
    """The worldwide measure takes a pair's own gaps: here the one in Havana, still open on the check date and so censored."""
    gap = status.longest_gap(cuba.representation, "havana", AMBASSADOR, cuba.through)
    frame = pd.DataFrame({"id": ["havana"], "country": ["cu"], "start": [gap["start"]], "start_basis": [gaps.LEFT], "end": [pd.NaT]})
    frame["end"], frame["embassy_days"] = pd.to_datetime(frame["end"]), pd.array([pd.NA], dtype="Int64")
    lengths = gaps.durations(frame, cuba.through)
    assert lengths[["days", "open"]].to_numpy().tolist() == [[(THROUGH - date(1960, 10, 28)).days, True]]
    assert gaps.durations(frame, cuba.through, "2015-07-20")["days"].tolist() == [(EMBASSIES - date(1960, 10, 28)).days]


def test_visits(cuba: Tables) -> None:
    came = visits.between(cuba.visits, "us", "cu")
    assert came["person"].tolist() == ["Roberta Jacobson", "John Kerry", "Penny Pritzker", "Barack Obama"]
    assert visits.days_since(came, 2, "2016-03-20") == (date(2016, 3, 20) - date(2015, 10, 6)).days
    assert visits.last_before(came, 3, "2025-01-31")["person"] == "Barack Obama"
    assert visits.between(cuba.visits, "cu", "us", 3)["person"].tolist() == ["Fidel Castro"]


def exhibits_of(cuba: Tables) -> list[Exhibit]:
    named = {
        "1961-01-03-relations-severed": "relations severed",
        "1977-09-01-interests-sections": "interests sections",
        "2015-07-20-relations-restored": "embassies again",
    }
    return [
        corridor(cuba, "A finding", named),
        heads_of_mission(cuba, "A finding"),
        visits_by_tier(cuba, "A finding", "us", "cu", {"2016-03-20-obama": "Obama"}),
        spells_without_ambassador(cuba, "A finding", {"2015-09-17-cabanas-accredited": "Cabañas"}),
        tone_by_year(cuba, "A finding"),
        milestones(cuba, "A finding", {"Washington": dict(list(named.items())[:1]), "Both": dict(list(named.items())[1:])}, ("us", "cu")),
        instruments_in_force(cuba, "A finding", {kind: rows["id"] for kind, rows in cuba.instruments.groupby("kind")}),
    ]


@pytest.fixture(scope="module")
def exhibits(cuba: Tables) -> dict[str, Exhibit]:
    return {exhibit.id: exhibit for exhibit in exhibits_of(cuba)}


def test_exhibits_draw_it_unchanged(exhibits: dict[str, Exhibit]) -> None:
    assert len(exhibits) == 7
    assert {(name, width): found for name, each in exhibits.items() for width in (WIDE, NARROW) if (found := outside(each, width))} == {}
    assert not [name for name, each in exhibits.items() if not (each.sources and each.subtitle) or each.table.empty]


def test_a_kind_of_instrument_of_ones_own_is_listed(cuba: Tables) -> None:
    assert {heading: len(entries) for heading, entries in reference.documents(cuba).items()} == {"Proclamations": 1, "Laws": 1, "Terrorism list": 2}
    points = on_this_day.change_points(with_empty_tables(cuba))
    assert [points["kinds"][row[4]] for row in points["instruments"]] == ["Proclamations", "Laws", "Terrorism list", "Terrorism list"]


def with_empty_tables(cuba: Tables) -> Tables:
    """The tables that this pair does not have, without rows."""
    missing = {"listed": "type start end", "political_prisoners": "date date_known count confidence sources"}
    frames = {
        name: pd.DataFrame(
            {column: pd.Series(dtype="datetime64[ns]" if column in ("date", "start", "end") else object) for column in columns.split()}
        )
        for name, columns in missing.items()
    }
    resources = [*cuba.descriptor["resources"], *({"name": name} for name in missing)]
    return Tables({**cuba.frames, **frames}, {**cuba.descriptor, "resources": resources})


def test_no_exhibit_speaks_of_the_books_pair(exhibits: dict[str, Exhibit], tables: Tables) -> None:
    own = {row.name for row in tables.actors.itertuples() if row.id == "by"} | {"Belarusian", "Minsk"}
    said = {name: " ".join([each.alt, each.subtitle, each.note, each.csv()]) for name, each in exhibits.items()}
    assert not {name for name, text in said.items() for word in own if word in text}


def test_what_the_corridor_says(exhibits: dict[str, Exhibit]) -> None:
    exhibit = exhibits["corridor"]
    rows = exhibit.table[exhibit.table["post"] == "havana"]
    assert rows["level"].tolist() == ["ambassador", "chargé d'affaires", "protecting power", "interests section", "chargé d'affaires"]
    assert rows["days"].tolist()[2:4] == [(SECTIONS - SEVERED).days, (EMBASSIES - SECTIONS).days]
    assert "United States in Havana: on the top rung on 2 percent of days, now on “chargé d'affaires”" in exhibit.alt


def test_what_the_heads_say(exhibits: dict[str, Exhibit]) -> None:
    """The Historian's list names 14 principal officers of the section, from Lyle Lane to Jeffrey DeLaurentis."""
    exhibit = exhibits["heads-of-mission"]
    assert "14 as principal officer of the interests section" in exhibit.alt
    officers = exhibit.table[(exhibit.table["post"] == "havana") & exhibit.table["rank"].str.startswith("principal officer")]
    assert officers["person"].iloc[[0, -1]].tolist() == ["Lyle Lane", "Jeffrey DeLaurentis"]


def test_what_the_gaps_say(exhibits: dict[str, Exhibit]) -> None:
    alt = exhibits["spells-without-ambassador"].alt
    assert f"Havana from October 28, 1960: {(THROUGH - date(1960, 10, 28)).days:,} days, not ended" in alt
    shortest, longest = ((date(2015, 9, 17) - day).days for day in (date(1959, 11, 30), date(1959, 11, 1)))
    assert f"Washington from November 1959: {shortest:,} to {longest:,} days, ended by Cabañas" in alt


def test_what_the_visits_say(exhibits: dict[str, Exhibit]) -> None:
    exhibit = exhibits["visits-us-to-cu"]
    assert exhibit.table["person"].tolist() == ["Roberta Jacobson", "John Kerry", "Penny Pritzker", "Barack Obama"]
    assert "head of state or government: one; cabinet: two; assistant secretary: one" in exhibit.alt
    assert f"{(THROUGH - date(2016, 3, 20)).days / 365.2425:.1f} years from March 20, 2016, not ended" in exhibit.alt


def test_the_library_names_no_country_of_the_book(tables: Tables) -> None:
    """Not in code, comments or documentation (but that English is written as in the U.S.); the pair's names live in the tables."""
    pair = tables.actors.head(2)
    compared = tables.countries.loc[tables.countries["role"] != "", "name"]
    named = "|".join(rf"\b{re.escape(name)}\b" for name in [*pair["name"], *pair["capital"], *compared] if name)
    found = {
        f"{path.relative_to(LIBRARY)}:{number}"
        for path in own_files(LIBRARY, "**/*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(rf"{named}|Belarus|Lukashenko|U\.S\.(?! English)", line)
    }
    assert found == set()
