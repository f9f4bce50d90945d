"""The books that the benchmarks build are valid: what `make bench` changes in a copy is found there, and nothing is wrong with it."""

import csv
from pathlib import Path

import yaml

from benchmarks import run as benchmarks
from bilateral import check, tables


def events(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_ten_times_the_events_are_valid_and_count_as_no_steps(tmp_path: Path) -> None:
    before = tables.load()
    folder = benchmarks.more_rows(tmp_path / "rows")
    assert check.findings(folder / "data") == []
    after = tables.load(folder / "data").events
    assert len(after) == benchmarks.TIMES * len(before.events)
    assert after[after["tone"] != 0]["tone"].count() == before.events[before.events["tone"] != 0]["tone"].count()


def test_one_row_changes_in_a_valid_way(tmp_path: Path) -> None:
    folder = benchmarks.copy(tmp_path / "row")
    before = events(folder)
    benchmarks.one_row(folder)
    after = events(folder)
    assert check.findings(folder / "data") == []
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_five_times_the_pages_are_in_the_contents_and_in_the_folder(tmp_path: Path) -> None:
    folder = benchmarks.more_pages(tmp_path / "pages")
    listed = [chapter["file"] for part in yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))["parts"] for chapter in part["chapters"]]
    assert len(listed) == len(set(listed))
    copies = [name for name in listed if "-copy-" in name]
    assert len(copies) == (benchmarks.COPIES - 1) * len({name.partition("-copy-")[0] for name in copies}) > 0
    assert all((folder / "book" / f"{name}.md").is_file() for name in listed)


def test_a_stock_book_lacks_only_what_makes_the_build_fast(tmp_path: Path) -> None:
    def extensions(folder: Path) -> set[str]:
        return set(yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["local_extensions"])

    assert extensions(benchmarks.ROOT) - extensions(benchmarks.stock(tmp_path / "stock")) == set(benchmarks.FAST)


def test_the_parts_of_a_build_add_up_to_it() -> None:
    marks = list(benchmarks.PARTS)
    begins = {mark: float(10 * number + 1) for number, mark in enumerate(marks)}
    found = benchmarks.parts(begins, 100.0)
    assert list(found) == list(benchmarks.PARTS.values()) and sum(found.values()) == 100.0
    assert benchmarks.parts({}, 5.0) == {}
