"""The page that is made for one printed side, printed from the site as a reader would."""

import io

import pypdf
import pytest
from playwright.sync_api import Browser


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_brief_fits_one_side(browser: Browser, site: str, paper: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/brief.html")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper)))
    page.close()
    said = " ".join(printed.pages[0].extract_text().split())
    assert len(printed.pages) == 1
    assert [part for part in ("Five findings", "Ten dates", "What to watch", "Every statement here has its sources") if part not in said] == []
