"""What a page says to a value that it cannot use, and that every page with a chart lets its reader change one."""

import re
from datetime import date
from functools import cache

import pages
import pandas as pd
import pytest
from drawn import compared
from IPython.core.interactiveshell import InteractiveShell

from bilateral.draw.canvas import WIDE
from bilateral.draw.exhibit import Exhibit
from bilateral.notebook import parameters
from bilateral.own_files import own_files
from bilateral.tables import Tables

# For each page with charts: what a reader may write in its first cell, another value that changes a chart, and one that cannot be used.
CHANGES = {
    "index": ('"from_day", "1991-12-25"', '"from_day", "2006-01-01"', '"from_day", "2006-13-01"'),
    "a-visit-laden-with-symbolism": ('"2025-06-21-kellogg-minsk"', '"2025-02-12-smith-minsk"', '"kellogg"'),
    "a-history-of-fractured-engagement": ('"FIRST_DAY", "2008-03-01"', '"FIRST_DAY", "2008-04-01"', '"FIRST_DAY", "April"'),
    "strategic-calculations-and-realpolitik": ('"since", "2025-01-01"', '"since", "2020-06-01"', '"since", 2020'),
    "a-cautious-outlook": ('"LEAST", 3', '"LEAST", 2', '"LEAST", "two"'),
    "what-followed": ('"start", "2025-01-01"', '"start", "2025-09-01"', '"start", "2029-01-01"'),
    "brussels-vilnius-warsaw": ('"since", "2025-06-21"', '"since", "2023-08-09"', '"since", "the visit"'),
    "freed-to-what": ('"start", "2025-06-21"', '"start", "2025-09-01"', '"start", "2029-01-01"'),
    "sanctions-and-relief": ('"within", 365', '"within", 730', '"within", "a year"'),
    "how-unusual-is-minsk": ('"steps", 2', '"steps", 3', '"steps", "two"'),
    "year-by-year": ('PARTNER = "RUS"', 'PARTNER = "CHN"', 'PARTNER = "BLR"'),
    "methods": ('"confidence", 95', '"confidence", 80', '"confidence", 0.8'),
    "claims": ('"c10"', '"c51"', '"c999"'),
    "where-sources-disagree": ('"rung", 4', '"rung", 3', '"rung", "ambassador"'),
}
VALUE = re.compile(r'parameters\.(?:day|whole)\("\w+", ([^,]+),|^(?=VISIT|CLAIM|PARTNER|WHAT_IF)\w+ = (["(].+)$', re.MULTILINE)
FIRST, LAST = "1991-12-25", "2001-12-31"


def test_values_that_can_be_used_are_returned() -> None:
    assert parameters.day("since", "1995-06-01", FIRST, LAST).date() == date(1995, 6, 1)
    assert parameters.day("since", FIRST, FIRST, LAST).date() == date(1991, 12, 25)
    assert parameters.day("until", LAST, FIRST, LAST).date() == date(2001, 12, 31)
    assert parameters.whole("rung", 0, 0, 4) == 0
    assert parameters.whole("rung", 4, 0, 4) == 4
    assert parameters.one_of("visit", "2000-smith", ["2000-smith"], "the ids of visits") == "2000-smith"


@pytest.mark.parametrize("value", ["soon", "today", "1995", "1995-02-30", "1995-06-01T10:00+03:00", " 1995-06-01", 1995, None, "", ["1995-06-01"]])
def test_what_is_not_a_day_is_named_with_the_days_there_are(value: object) -> None:
    with pytest.raises(parameters.Unusable, match=rf'since is {re.escape(repr(value))}.* from "{FIRST}" to "{LAST}"'):
        parameters.day("since", value, FIRST, LAST)


@pytest.mark.parametrize("value", ["1991-12-24", "2002-01-01", "3000-01-01"])
def test_a_day_out_of_range_is_named_with_the_days_there_are(value: str) -> None:
    with pytest.raises(parameters.Unusable, match=rf'since is {value}, .* from "{FIRST}" to "{LAST}"'):
        parameters.day("since", value, FIRST, LAST)


@pytest.mark.parametrize("value", [-1, 5, 2.0, "2", True, None])
def test_what_is_not_such_a_number_is_named_with_the_range(value: object) -> None:
    with pytest.raises(parameters.Unusable, match=rf"rung is {re.escape(repr(value))}\. Write a whole number from 0 to 4"):
        parameters.whole("rung", value, 0, 4)


@pytest.mark.parametrize("value", ["2000-smiht", 7, None, []])
def test_what_is_no_choice_is_named_with_those_most_like_it(value: object) -> None:
    with pytest.raises(parameters.Unusable, match=rf"visit is {re.escape(repr(value))}\. Write one of the ids of visits.*'2000-smith'"):
        parameters.one_of("visit", value, ["2000-smith", "2001-jones"], "the ids of visits")


WHAT_IF = ("visits", "2020-02-01-pompeo-minsk", "date", "2020-09-01")


def test_one_cell_is_changed_and_the_tables_stay_as_they_were(tables: Tables) -> None:
    changed, was, now = parameters.one_cell("WHAT_IF", WHAT_IF, tables)
    before, after = (each.visits.set_index("id").loc[WHAT_IF[1]] for each in (tables, changed))
    assert (was, now) == (before["date"], after["date"]) == (pd.Timestamp("2020-02-01"), pd.Timestamp("2020-09-01"))
    assert (after["date_known"], after["date_latest"]) == ("2020-09-01", now)
    assert before.drop(before.filter(like="date").index).equals(after.drop(after.filter(like="date").index))
    assert len(changed.visits) == len(tables.visits)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (None, "is None. Write a table, an id, a column and a value"),
        ("visits", "is 'visits'. Write a table, an id, a column and a value"),
        (WHAT_IF[:3], "Write a table, an id, a column and a value"),
        (("visit", *WHAT_IF[1:]), "is 'visit'. Write one of the tables, in quotation marks, such as 'visits'"),
        (("visits", "pompeo", *WHAT_IF[2:]), "is 'pompeo'. Write one of the ids of the table visits"),
        (("visits", None, *WHAT_IF[2:]), "is None. Write one of the ids of the table visits"),
        ((*WHAT_IF[:2], "day", "2020-09-01"), "is 'day'. Write one of the columns of the table visits"),
        ((*WHAT_IF[:2], "id", "another"), "is 'id'. Write one of the columns of the table visits"),
        ((*WHAT_IF[:3], "soon"), "is 'soon', which cannot stand in the column date. Write a day in quotation marks"),
        ((*WHAT_IF[:3], ""), "Write a day in quotation marks"),
        ((*WHAT_IF[:3], None), "Write a day in quotation marks"),
        ((*WHAT_IF[:3], "2999-01-01"), "Write a day in quotation marks"),
        ((*WHAT_IF[:2], "tier", "high"), "is 'high', which cannot stand in the column tier. Write a number"),
        ((*WHAT_IF[:2], "tier", 2.5), "Write a number"),
    ],
)
def test_a_cell_that_cannot_be_changed_so_is_named(wrong: object, said: str, tables: Tables) -> None:
    with pytest.raises(parameters.Unusable, match=re.escape(said)) as raised:
        parameters.one_cell("WHAT_IF", wrong, tables)
    assert "WHAT_IF" in str(raised.value)


def test_days_in_the_wrong_order_are_named() -> None:
    first, last = parameters.day("first", FIRST, FIRST, LAST), parameters.day("last", LAST, FIRST, LAST)
    parameters.in_order(first=first, last=last)
    with pytest.raises(parameters.Unusable, match=r"first is 1991-12-25, which is not after last, 2001-12-31"):
        parameters.in_order(last=last, first=first)


def test_a_notebook_shows_the_sentence_alone(capsys: pytest.CaptureFixture[str]) -> None:
    InteractiveShell().run_cell("from bilateral.notebook import parameters\nparameters.whole('rung', 9, 0, 4)")
    shown = capsys.readouterr()
    assert (shown.out + shown.err).strip() == "rung is 9. Write a whole number from 0 to 4, without quotation marks."


@cache
def run(page: str, old: str, new: str) -> tuple[list[object], str]:
    """The page with other values in its first cells: what differs in each exhibit or table that it shows, and what it says when it stops.

    An exhibit that differs from the page's own is drawn, so that one that cannot be drawn is an error.
    """
    first, *rest = pages.cells(page)
    assert old in first, f"{old} is not in the first cell"
    as_usual = set(map(compared, pages.exhibits(page)))
    shown: list[object] = []
    try:
        for value in pages.values([first.replace(old, new, 1), *rest], page):
            if isinstance(value, Exhibit):
                shown.append(compared(value))
                if shown[-1] not in as_usual:
                    value.at(WIDE)
            elif hasattr(value, "_repr_html_"):
                shown.append(value._repr_html_())
    except parameters.Unusable as error:
        return shown, str(error)
    return shown, ""


@pytest.mark.parametrize("page", CHANGES)
def test_another_value_changes_what_the_page_shows(page: str) -> None:
    old, new, _ = CHANGES[page]
    (before, _), (after, said) = run(page, old, old), run(page, old, new)
    assert not said
    assert len(before) == len(after)
    assert before != after


@pytest.mark.parametrize(
    ("page", "old", "new"),
    [
        ("sanctions-and-relief", '"within", 365', '"within", 30'),  # no vote after which both sides acted
        ("sanctions-and-relief", '"within", 365', '"within", 1500'),
        ("sanctions-and-relief", '"2025-06-21"', '"2024-01-01"'),  # Washington still tightened then
        ("sanctions-and-relief", '"2025-06-21"', '"2025-12-31"'),
        ("where-sources-disagree", '"rung", 4', '"rung", 2'),  # a level on which one post never was
    ],
)
def test_the_ends_of_what_is_allowed_can_be_used(page: str, old: str, new: str) -> None:
    (before, _), (after, said) = run(page, old, old), run(page, old, new)
    assert not said
    assert len(before) == len(after)


@pytest.mark.parametrize("page", CHANGES)
def test_a_value_that_cannot_be_used_is_answered_with_what_to_write(page: str) -> None:
    old, _, wrong = CHANGES[page]
    _, said = run(page, old, wrong)
    assert re.search(r"\bWrite (a|one)\b", said)


@pytest.mark.parametrize("wrong", ['"soon"', '""', "None", "[]", "0.5", '"1066-01-01"', '"2999-01-01"'])
@pytest.mark.parametrize("page", CHANGES)
def test_no_value_of_the_first_cell_can_break_it(page: str, wrong: str) -> None:
    """Not one of the values under "Change", in the cell itself: no later one has anything to say."""
    first = pages.cells(page)[0]
    values = [match.span(match.lastindex or 0) for match in VALUE.finditer(first)]
    assert values
    for start, end in values:
        with pytest.raises(parameters.Unusable, match=r"\bWrite (a|one)\b"):
            list(pages.values([first[:start] + wrong + first[end:]], page))


@pytest.mark.parametrize("page", CHANGES)
def test_what_a_reader_is_told_to_change_stands_in_the_first_cell(page: str) -> None:
    """Under "Run" on the page, and in the table of `run-it-yourself`."""
    own = (pages.BOOK / f"{page}.md").read_text(encoding="utf-8").partition("\n## Run\n")[2].partition("\n## ")[0]
    table = (pages.BOOK / "run-it-yourself.md").read_text(encoding="utf-8")
    told = re.search(rf"^\| \[[^\]]*\]\({page}\.md\) \| (.*?) \|", table, re.MULTILINE)
    assert told
    for text in (own, told[1]):
        names = re.findall(r"`([A-Za-z_]+)`", text)
        assert names
        assert not [name for name in names if not re.search(rf"^{name} = ", pages.cells(page)[0], re.MULTILINE)]


@pytest.mark.parametrize("page", [path.stem for path in own_files(pages.BOOK, "*.md") if "\n# Change th" in path.read_text(encoding="utf-8")])
def test_whatever_a_reader_is_told_to_change_is_checked(page: str) -> None:
    code = "\n".join(pages.cells(page))
    names = re.findall(
        r"^(\w+) = ", "".join(re.findall(r"^# Change th(?:is|ese)\b.*\n(?:#.*\n)*((?:[^#\n].*\n)+)", code, re.MULTILINE)), re.MULTILINE
    )
    assert names
    assert not [name for name in names if not re.search(rf'parameters\.\w+\("{name}"', code)]


def test_every_page_with_a_chart_has_such_a_value() -> None:
    assert not {page for page in pages.with_exhibits() if pages.exhibits(page)} - CHANGES.keys()
