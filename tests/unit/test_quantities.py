"""Numbers that the prose quotes: each quoted and counted on rows that exist, small ones counted by hand, and what is said where one cannot be."""

import statistics
from pathlib import Path
from typing import Any

import packages
import pages
import pandas as pd
import pytest
import quantities as numbers_of_the_book
from book.content import quoted
from quantities.sentences import CONDITIONS

from bilateral import tables as package
from bilateral.measures import prisoners, quantities
from bilateral.measures.quantities import Found, Numbers, Unquotable, quantity
from bilateral.notebook import labels
from bilateral.own_files import own_files
from bilateral.tables import Tables
from bilateral.web import cards

BOOK = Path(__file__).parents[2] / "book"
USES = list(quoted.uses(BOOK))


@pytest.fixture(scope="module")
def numbers(tables: Tables) -> Numbers:
    return quantities.book(tables)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return package.load(packages.copy_to(tmp_path_factory.mktemp("small") / "data"))


# --- all of them


def test_each_number_is_quoted_and_each_quoted_name_exists(numbers: Numbers) -> None:
    named = {(content[:1].lower() + content[1:]).partition(".")[0] for _, role, content in USES if role == quoted.NUMBER and ":" not in content}
    assert named == set(numbers.quantities)


def test_each_number_has_a_rule_a_unit_and_rows_that_exist(numbers: Numbers) -> None:
    ids = {name: set(frame["id"].astype(str)) for name, frame in numbers.tables.frames.items() if "id" in frame} | {
        "tiers": set(numbers.tables.tiers["tier"].astype(str)),
    }
    stated = {*numbers.tables.descriptor, *numbers.tables.frames}
    for name in numbers.quantities:
        found = numbers.result(name)
        assert found.rule.endswith(".") and found.unit and found.rows and found.verdict == "", name
        for table, row_id in found.rows:
            assert row_id in (stated if table == quantities.DESCRIPTOR else ids[table]), (name, table, row_id)
        if found.bounds:
            assert len(set(found.bounds)) == 2, name


def test_a_value_lies_between_its_bounds(numbers: Numbers) -> None:
    def plain(text: str) -> float:
        words = "zero one two three four five six seven eight nine".split()
        return words.index(text) if text in words else float(text.replace(",", "").replace("−", "-"))

    bounded = {name: numbers.result(name) for name in numbers.quantities if numbers.result(name).bounds}
    assert len(bounded) > 10
    for name, found in bounded.items():
        least, most = map(plain, found.bounds or ())
        assert least <= plain(numbers.text(name)) <= most, name


@pytest.mark.parametrize("page", sorted({page for page, _, _ in USES}))
def test_every_quote_of_a_page_says_something(page: str, numbers: Numbers) -> None:
    for _, role, content in (use for use in USES if use[0] == page):
        text = quantities.cell(numbers.tables, content).text if role == quoted.DATE else numbers.text(content)
        assert text and "nan" not in text.split(), content


def test_what_sentences_take_for_granted_holds(tables: Tables) -> None:
    assert numbers_of_the_book.broken(tables) == []
    assert {page for page, _, _ in CONDITIONS} <= {path.stem for path in own_files(BOOK, "*.md")}


def test_a_sentence_that_no_longer_holds_is_named(tables: Tables) -> None:
    named = tables.heads_of_mission.copy()
    named.loc[named.index[-1], ["rank", "start"]] = ["ambassador", tables.through]
    broken = numbers_of_the_book.broken(Tables({**tables.frames, "heads_of_mission": named}, tables.descriptor))
    assert broken == [("what-followed", "no ambassador has been named, and no head of state has visited")]


def test_words_of_charts_name_rows_that_exist(tables: Tables) -> None:
    ids = {row_id for frame in tables.frames.values() if "id" in frame and frame is not tables.labels for row_id in frame["id"].astype(str)}
    assert set(tables.labels["id"]) <= ids
    for exhibit in tables.labels["exhibit"].unique():
        assert all(text and "{" not in text for text in labels.of(tables, exhibit).values())


# --- small ones


def test_days_between_rows_have_bounds_where_a_date_is_doubtful(small: Tables) -> None:
    exact, doubtful = (small.events[small.events["date_known"].str.len().eq(length)] for length in (10, 7))
    first, last = exact.iloc[0], exact.iloc[-1]
    value, rows, bounds = quantities.between(small, f"events:{first['id']}", f"events:{last['id']}")  # type: ignore[misc]
    assert value == (last["date"] - first["date"]).days and bounds == (value, value)
    assert rows == (("events", first["id"]), ("events", last["id"]))
    if len(doubtful):
        value, _, bounds = quantities.since(small, f"events:{doubtful.iloc[0]['id']}")  # type: ignore[misc]
        assert bounds[0] < value < bounds[1]


def test_freed_and_listed_are_counted_by_hand(tables: Tables, numbers: Numbers) -> None:
    """The headline and its looser readings, added up as a spreadsheet would."""
    rows = [row for row in tables.prisoner_releases.to_dict("records") if row["date_known"] >= "2025-06-21" and "us" in row["tied_to"].split("+")]
    assert numbers.result("freed-since-visit").value == sum(int(row["number"]) for row in rows)
    with_envoy = [row for row in rows if "visit" in row["given_form"].split(";") or "visit" in row["given_form"]]
    assert numbers.result("freed-at-visits-of-an-envoy").value == sum(int(row["number"]) for row in with_envoy)
    listed = tables.listed
    assert numbers.result("names-removed").value == int((listed["end_known"] != "").sum())
    assert numbers.result("names-listed").value == len(listed) - int((listed["end_known"] != "").sum())


def test_the_chart_of_counts_adds_up_the_freed_that_the_text_beside_it_names(tables: Tables, numbers: Numbers) -> None:
    """Who came out in a swap with others alone is in neither."""
    before, last, freed = prisoners.between_counts(tables, pd.Timestamp("2025-01-01"))
    assert before["id"] == "2025-01-31-viasna"
    assert "other" not in set(freed["tied_to"])
    assert freed.loc[freed["date"] <= last["date"], "number"].sum() == numbers.result("freed-between-first-and-last-count").value


def found(value: Any, *rest: Any) -> quantities.Quantity:
    def people_counted(t: Tables) -> Found:
        """People who were counted."""
        return (value, *rest) if rest else value

    return quantity("people")(people_counted)


ROWS = (("events", "one"),)


@pytest.mark.parametrize(
    ("value", "written"),
    [(1, "one"), (9, "nine"), (10, "10"), (1967, "1,967"), ("at least five", "at least five"), (pd.Timestamp("2008-03-12"), "March 12, 2008")],
)
def test_values_are_written_as_prose_has_them(value: Any, written: str, small: Tables) -> None:
    each = found(value, ROWS)
    assert each.text(each(small).value) == written
    assert Numbers(small, {each.name: each}).text("People-counted") == written[:1].upper() + written[1:]


def test_digits_bounds_and_a_minus(small: Tables) -> None:
    @quantity("percent", digits=1)
    def share(t: Tables) -> Found:
        """A share."""
        return -0.64, ROWS, (-1.25, 2)

    numbers = Numbers(small, {"share": share})
    assert [numbers.text(name) for name in ("share", "share.least", "share.most")] == ["−0.6", "−1.3", "2.0"]
    with pytest.raises(Unquotable, match="no bound 'middle'"):
        numbers.text("share.middle")


@pytest.mark.parametrize(("count", "said"), [(1, "one person"), (2, "two people"), (1200, "1,200 people")])
def test_a_card_says_value_and_unit(count: int, said: str, small: Tables) -> None:
    each = found(count, ROWS)
    assert cards.measured(each, each(small)) == said


# --- what cannot be quoted


def test_a_function_without_value_unit_rule_or_rows_cannot_be_quoted(small: Tables) -> None:
    for each, reason in ((found(None), "returns no value"), (found(float("nan"), ROWS), "returns no value"), (found(3, ()), "has no rows")):
        with pytest.raises(Unquotable, match=reason):
            each(small)

    def unexplained(t: Tables) -> Found:
        return 3, ROWS

    for each, reason in ((quantity("")(found(3, ROWS).measure), "has no unit"), (quantity("people")(unexplained), "has no rule")):
        with pytest.raises(Unquotable, match=reason):
            each(small)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("events:never-was", "no row 'never-was'"),
        ("never-was", "no dated table has a row"),
        ("2025-06-21-fourteen.born", "no column 'born'"),
        ("nowhere:x", "no table 'nowhere'"),
        ("categories:visit", "has no date"),
        ("no place", "no place in a table"),
        ("2008-01-18-six-freed", "stands in events and prisoner_releases"),
        ("2025-06-21-kellogg-minsk.last_day", "is empty"),
    ],
)
def test_a_cell_that_is_not_there_says_why(place: str, reason: str, tables: Tables) -> None:
    with pytest.raises(Unquotable, match=reason):
        _ = quantities.cell(tables, place).text


def test_an_unknown_number_names_those_most_like_it(numbers: Numbers) -> None:
    with pytest.raises(Unquotable, match=r"no number 'freed-since-vist'; the most alike: freed-since-visit"):
        numbers.text("freed-since-vist")


def test_a_figure_that_its_row_no_longer_gives_stops(tables: Tables) -> None:
    assert quantities.said(tables, "2025-12-13-coale-thousand-forecast", "1,000")[0] == "1,000"
    with pytest.raises(Unquotable, match="no longer says '7,000'"):
        quantities.said(tables, "2025-12-13-coale-thousand-forecast", "7,000")


def test_two_numbers_of_one_name_are_refused() -> None:
    from types import SimpleNamespace

    with pytest.raises(ValueError, match="two numbers are named people-counted"):
        quantities.quantities_of([SimpleNamespace(a=found(1, ROWS)), SimpleNamespace(a=found(2, ROWS))])  # type: ignore[list-item]


# --- what if


# --- the cells that are left


def test_cells_of_pages_are_short() -> None:
    """No cell has more than 30 lines, half of them 10 or fewer, and no line is wider than 110."""
    codes = {(path.stem, number): code.strip() for path in own_files(BOOK, "*.md") for number, code in enumerate(pages.cells(path.stem), start=1)}
    lines = {where: code.split("\n") for where, code in codes.items()}
    assert not {where: len(own) for where, own in lines.items() if len(own) > 30}
    assert not {where: line for where, own in lines.items() for line in own if len(line) > 110}
    assert statistics.median(map(len, lines.values())) <= 10
