"""One visit's date changed in the table changes the claim's value, the card, the ledger and the sentence alike, and the guard says so."""

import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import built
import claim_checks
import packages
import pages
import pytest
from bs4 import BeautifulSoup

from bilateral import check, tables, words
from bilateral.measures import claims
from bilateral.web.ledger import Ledger

CLAIM, PAGE, SENTENCE = "c10", "a-visit-laden-with-symbolism", "visit-days"
BEFORE = "2020-02-01-pompeo-minsk"  # the visit from which the days are counted


def move(folder: Path, date: str) -> tables.Tables:
    """A copy of the book's data in which that visit is dated otherwise, with the checks beside it."""
    shutil.copytree(built.ROOT / "data", folder / "data")
    (folder / "book").mkdir()
    shutil.copy(built.ROOT / "book" / "claim_checks.py", folder / "book")
    packages.put("visits", BEFORE, date=date)(folder / "data")
    return tables.load(folder / "data")


def sentences(monkeypatch: pytest.MonkeyPatch, changed: tables.Tables) -> dict[str, str]:
    """What the page's cells say to its prose when they run on the changed tables."""
    said: dict[str, str] = {}
    monkeypatch.setitem(sys.modules, "myst_nb", SimpleNamespace(glue=lambda name, value, display: said.update({name: value})))
    monkeypatch.setattr(tables, "load", lambda: changed)
    pages.exhibits.__wrapped__(PAGE)
    return said


def in_text(html: str, selector: str) -> str:
    return built.text(built.one(BeautifulSoup(html, "html.parser"), selector))


def test_a_changed_date_reaches_claim_card_ledger_and_sentence(tables: tables.Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = claims.check(CLAIM, tables)
    changed = move(tmp_path, "2020-02-04")
    found = claims.check(CLAIM, changed)
    assert found.value == before.value - 3
    sections = {page: page for page in changed.claims["section"]}
    shown = {
        "card": in_text(claims.card(CLAIM, changed)._repr_html_(), ".claim-measured"),
        "ledger": in_text(Ledger(claims.judged(changed), changed, sections)._repr_html_(), f"#{CLAIM} .ledger-measured"),
        "sentence": sentences(monkeypatch, changed)[SENTENCE],
    }
    numbers = {place: re.findall(r"\d[\d,]*", text)[0] for place, text in shown.items()}
    assert numbers == dict.fromkeys(shown, words.number(found.value))


def test_a_date_that_decides_a_verdict_is_reported(tmp_path: Path) -> None:
    move(tmp_path, "2021-02-01")
    found = check.findings(tmp_path / "data", check.REVIEW)
    assert (CLAIM, "verdict") in {(finding.row, finding.field) for finding in found}


def test_a_changed_row_is_shown_as_computed_and_the_old_verdict_named(tables: tables.Tables) -> None:
    before = claims.judged(tables).set_index("id")
    visits = tables.visits.copy()
    visits.loc[visits["id"] == "2020-02-01-pompeo-minsk", "date"] += claim_checks.YEAR * 4
    again = claims.judged(type(tables)({**tables.frames, "visits": visits}, tables.descriptor)).set_index("id")
    assert again.at["c01", "shown"] != again.at["c01", "verdict"]
    assert again.at["c01", "measured"] != before.at["c01", "measured"]
