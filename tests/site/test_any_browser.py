"""What a reader's browser may lack or refuse: nothing that is asked for here stops the scripts, or a sentence says what does not work."""

from collections.abc import Iterator

import built
import pytest
from browsing import PHONE, SCHEMES, WIDE, Scheme, Watch, new_context
from playwright.sync_api import Browser, Page, expect

BLOCKED = """for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('blocked', 'SecurityError') } });"""
OF_2023 = (
    "delete Map.groupBy; delete Object.groupBy; for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with']) delete Array.prototype[name];"
)


@pytest.fixture(params=["blocked storage", "a browser of 2023"])
def lacking(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab of a browser that lacks something; at the end nothing has failed."""
    context = new_context(browser, "dark", WIDE)
    context.add_init_script({"blocked storage": BLOCKED, "a browser of 2023": OF_2023}[request.param])
    watch = Watch(context)
    yield context.new_page()
    assert watch.faults == []
    context.close()


def test_every_control_lives(lacking: Page, site: str) -> None:
    root = lacking.locator("html")
    lacking.goto(f"{site}/explore.html#day=2008-03-12")
    expect(lacking.locator(".explore-picture path").first).to_be_visible()
    expect(lacking.locator(".day-answer .key-facts > li").first).to_be_visible()
    expect(root).to_have_attribute("data-theme", "dark")
    lacking.locator("button.theme-switch-button:visible").first.click()
    expect(root).to_have_attribute("data-mode", "light")
    expect(root).to_have_attribute("data-theme", "light")
    lacking.goto(f"{site}/claims.html")
    lacking.locator("th[data-sort=text] button").click()
    expect(lacking.locator("th[data-sort=text]")).to_have_attribute("aria-sort", "ascending")
    lacking.goto(f"{site}/rows-posts.html")
    expect(lacking.locator(".data-search input")).to_be_visible()
    lacking.goto(f"{site}/search.html?q=potash")
    expect(lacking.locator("#search-results a").first).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_colors_are_there_before_anything_is_drawn(browser: Browser, site: str, scheme: Scheme) -> None:
    context = new_context(browser, scheme, WIDE)
    context.route("**/bundle.js", lambda route: route.abort())
    tab = context.new_page()
    tab.goto(f"{site}/cite.html")
    expect(tab.locator("html")).to_have_attribute("data-theme", scheme)
    context.close()


def test_a_script_that_does_not_come_is_said(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", WIDE)
    context.route("**/explore.js", lambda route: route.fulfill(body="not a script of this age", content_type="text/javascript"))
    tab = context.new_page()
    tab.goto(f"{site}/explore.html")
    expect(tab.locator(".cell_output p.on-screen")).to_have_count(2)
    expect(tab.locator("p.on-screen", has_text="need a newer browser").first).to_be_visible()
    tab.goto(f"{site}/claims.html")
    expect(tab.locator("p.on-screen", has_text="need a newer browser")).to_have_count(0)
    context.close()


def test_the_matches_of_a_search_are_hidden_at_a_press(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", WIDE)
    watch = Watch(context)
    tab = context.new_page()
    tab.goto(f"{site}/search.html?q=potash")
    tab.locator("#search-results a[href^='a-cautious-outlook.html']").first.click()
    expect(tab.locator("span.highlighted").first).to_be_visible()
    tab.locator(".matches-hide").click()
    expect(tab.locator("span.highlighted, .matches-hide")).to_have_count(0)
    watch.settle(tab)
    assert watch.faults == []
    context.close()


def test_an_entry_of_the_contents_leads_to_its_passage(browser: Browser, site: str) -> None:
    context = new_context(browser, "light", PHONE)
    tab = context.new_page()
    tab.goto(f"{site}/what-followed.html")
    tab.locator("button.secondary-toggle:visible").click()
    entry = tab.locator("dialog[open] a[href^='#']").nth(2)
    target = str(entry.get_attribute("href"))
    entry.click()  # a real one: the theme takes a scripted one, which has no place, for one beside the contents
    expect(tab.locator("dialog[open]")).to_have_count(0)
    expect(tab.locator(f"{target} > :is(h2, h3)")).to_be_in_viewport()
    context.close()


def test_no_rule_rests_on_what_a_browser_may_not_know() -> None:
    """A browser drops a whole rule for one selector that it does not know: what asks `:has` stands by itself."""
    css = (built.HTML / "_static" / "bundle.css").read_text(encoding="utf-8")
    rules = [rule.rpartition("}")[2] for rule in css.split("{display:none!important")]
    hidden = [rule for rule in rules if ".bd-sidebar" in rule and ".headerlink" in rule]
    assert len(hidden) == 1
    assert ":has(" not in hidden[0]


def test_the_ledger_is_no_wider_than_the_paper(browser: Browser, site: str) -> None:
    """WebKit lays a page out narrower for paper than others do, where the rules for wide windows do not hold."""
    context = new_context(browser, "light", WIDE)
    tab = context.new_page()
    tab.goto(f"{site}/claims.html")
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 560, "height": 800})
    expect(tab.locator(".ledger-table")).to_have_css("table-layout", "fixed")
    context.close()
