"""One visit's date changed in the table changes the claim's value, the card, the ledger and the sentence alike, and the guard says so."""

import re
import shutil
from pathlib import Path

import built
import checks
import packages
from bs4 import BeautifulSoup

from bilateral import check, tables, words
from bilateral.measures import claims, quantities
from bilateral.web import catalogue, claim_cards
from bilateral.web.ledger import Ledger

CLAIM, SENTENCE = "c10", "wait-for-rank-of-kellogg"
BEFORE = "2020-02-01-pompeo-minsk"  # the visit from which the days are counted


def move(folder: Path, date: str) -> tables.Tables:
    """A copy of the book's data in which that visit is dated otherwise."""
    shutil.copytree(built.ROOT / "data", folder / "data")
    packages.put("visits", BEFORE, date=date)(folder / "data")
    return tables.load(folder / "data")


def in_text(html: str, selector: str) -> str:
    return built.text(built.one(BeautifulSoup(html, "html.parser"), selector))


def test_a_changed_date_reaches_claim_card_ledger_and_sentence(tables: tables.Tables, tmp_path: Path) -> None:
    before = claims.check(CLAIM, tables)
    changed = move(tmp_path, "2020-02-04")
    found = claims.check(CLAIM, changed)
    assert found.value == before.value - 3
    sections = {page: page for page in changed.claims["section"]}
    shown = {
        "card": in_text(claim_cards.card(CLAIM, changed)._repr_html_(), ".claim-measured"),
        "ledger": in_text(Ledger(claims.judged(changed), changed, sections)._repr_html_(), f"#{CLAIM} > tr > td:nth-child(5)"),
        "sentence": quantities.book(changed).text(SENTENCE),
    }
    numbers = {place: re.findall(r"\d[\d,]*", text)[0] for place, text in shown.items()}
    assert numbers == dict.fromkeys(shown, words.number(found.value))


def test_a_date_that_decides_a_verdict_is_reported(tmp_path: Path) -> None:
    move(tmp_path, "2021-02-01")
    found = check.findings(tmp_path / "data", checks.REVIEW)
    assert (CLAIM, "verdict") in {(finding.row, finding.field) for finding in found}


def test_a_changed_row_is_shown_as_computed_and_the_old_verdict_named(tables: tables.Tables) -> None:
    before = claims.judged(tables).set_index("id")
    visits = tables.visits.copy()
    visits.loc[visits["id"] == "2020-02-01-pompeo-minsk", "date"] += checks.article.YEAR * 4
    again = claims.judged(type(tables)({**tables.frames, "visits": visits}, tables.descriptor)).set_index("id")
    assert again.at["c01", "shown"] != again.at["c01", "verdict"]
    assert again.at["c01", "measured"] != before.at["c01", "measured"]


def test_a_row_is_looked_for_on_the_page_that_shows_it(tables: tables.Tables) -> None:
    parts = catalogue.rows_in_parts(tables, "sources")
    rows = tables.sources["id"].iloc[[0, len(tables.sources) // 2, -1]]
    assert len(parts) > 2
    assert [f'id="{row}"' in parts[catalogue.part_of(tables, "sources", row) - 1] for row in rows] == [True] * 3
