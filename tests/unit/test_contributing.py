"""CONTRIBUTING.md says how to add an event, and what the check says of the usual mistakes: both are tried here as they stand there."""

import csv
import re
import shutil
from pathlib import Path

import built
import pytest

from bilateral import check

TEXT = (built.ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HEADERS = dict(re.findall(r"^In `data/(\w+)\.csv`, .*; the header is `([^`]+)`:$", TEXT, re.MULTILINE))
SOURCE, EVENT = re.findall(r"^```csv\n(.*)\n```$", TEXT, re.MULTILINE)
MESSAGES = dict(re.findall(r"^\| ([^|`]+) \| `([^`]+)` \|$", TEXT, re.MULTILINE))
MISTAKES = {  # what is written instead of what the two rows say; `None`: the row is left out
    "the source has no row": (None, EVENT),
    "a day that never was": (SOURCE, EVENT.replace(",2026-10-05,", ",2026-02-30,")),
    "later than the check date": (SOURCE, EVENT.replace("2026-10-05", "2026-12-01")),
    "a category of one's own": (SOURCE, EVENT.replace(",statement,", ",talk,")),
    "no tone": (SOURCE, EVENT.replace(",0,", ",,")),
    "an id without the date": (SOURCE, EVENT.replace("2026-10-05-", "", 1)),
    "a page that already has a row": (SOURCE.replace("https://example.org/2026/note", "https://www.rferl.org/a/1084654.html"), EVENT),
    "a row out of its place": (SOURCE, EVENT),
    "a source that nothing cites": (SOURCE, None),
}
LAST = "a row out of its place"  # written at the end of the table instead
QUICK = tuple(rule for rule in check.RULES if rule is not check.schema.schema)  # the schemas take nine tenths of the time
BY_SCHEMA = {"a category of one's own"}


def found(data: Path, source: str | None, event: str | None, rules: tuple[check.Rule, ...] = check.RULES, in_place: bool = True) -> list[str]:
    """What the check says of the book's data with the rows added, in their place or at the end."""
    for name, row, key in (("sources", source, slice(0, 1)), ("events", event, slice(1, None, -1))):
        if row:
            table = data / f"{name}.csv"
            with table.open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            rows.append(next(csv.reader([row])))
            if in_place:
                rows.sort(key=lambda cells: cells[key])
            with table.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return [str(finding) for finding in check.findings(data, rules)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return Path(shutil.copytree(built.ROOT / "data", tmp_path / "data"))


@pytest.mark.parametrize("table", ["sources", "events"])
def test_each_row_stands_under_the_header_of_its_file(table: str) -> None:
    assert (built.ROOT / "data" / f"{table}.csv").read_text(encoding="utf-8").startswith(HEADERS[table] + "\n")


def test_the_two_rows_are_enough(data: Path) -> None:
    assert found(data, SOURCE, EVENT) == []


def test_each_mistake_of_the_text_is_tried() -> None:
    assert set(MESSAGES) == set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_check_says_what_the_text_says(data: Path, mistake: str) -> None:
    rules = check.RULES if mistake in BY_SCHEMA else QUICK
    assert MESSAGES[mistake] in found(data, *MISTAKES[mistake], rules, in_place=mistake != LAST)


def test_what_to_change_is_where_the_text_says() -> None:
    paths = re.findall(
        r"`((?:data|src|_ext|book|tests|tools|\.github)/[^`<]*|\w+\.\w+)`", TEXT.partition("## Where to change what")[2].partition("## Code")[0]
    )
    assert len(paths) > 20 and [path for path in paths if not (built.ROOT / path).exists() and not path.startswith("canvas.")] == []
