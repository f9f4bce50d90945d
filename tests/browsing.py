"""What tests of pages in a browser share: windows, what a page does while it is open, one visit for all that is asked of a page."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

import built
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")
OTHER: dict[Scheme, Scheme] = {"light": "dark", "dark": "light"}
WIDE, PHONE, NARROWEST = 1280, 390, 320
HEIGHT = 844
MOST_REQUESTS, HEAVIEST = 15, 300_000  # bytes: of a page before anything is pressed
LONGEST = 30.0  # seconds that a page may take until it has fetched everything
WIDTHS = "() => [document.documentElement.scrollWidth, window.innerWidth]"
STYLED = """style => {  // with a reader's own style, and drawn again
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); }"""
IDLE = "() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestIdleCallback(done, {timeout: 1000}))))"
IMAGES = """async () => {
    for (const image of document.querySelectorAll('article img:not(.doors img)')) { image.loading = 'eager'; await image.decode().catch(() => 0); }
    return [...document.querySelectorAll('article img:not(.doors img)')].map(image => ({
    alt: image.alt, loaded: image.complete && image.naturalWidth > 0,
    shown: image.currentSrc, wide: image.src,
    narrow: new URL(image.closest('picture')?.querySelector('source')?.getAttribute('srcset') ?? '', document.baseURI).href,
    filter: getComputedStyle(image).filter })); }"""

Settings = dict[str, tuple[int, str]]  # what a reader sets: how wide the window is then, and the style that is added
ENLARGED: Settings = {"200 percent": (WIDE // 2, ""), "400 percent": (NARROWEST, "")}
RESTYLED: Settings = {
    "text of twice the size": (WIDE, "html { font-size: 200% !important }"),
    "spaced text": (
        NARROWEST,
        "* { letter-spacing: 0.12em !important; line-height: 1.5 !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }",
    ),
}

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async options => (await axe.run({resultTypes: ['violations'], ...options})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')}: ${node.html.slice(0, 120)}`))"""
CONTRAST = "color-contrast"
# All is unfolded, so that it is looked at; of a table five rows, because the others are made as they are.
UNFOLD = """() => {
    document.querySelectorAll('article details').forEach(fold => { fold.open = true; });
    document.querySelectorAll('.exhibit-scroll tbody').forEach(body => [...body.rows].slice(5).forEach(row => row.remove())); }"""
# What no style sheet can tell apart stays twice: axe takes long over the contrast of each element, and these have the same.
THIN = """() => {
    const named = ['class', 'style', 'role', 'type', 'name', 'lang', 'open', 'hidden', 'disabled', 'tabindex', 'download', 'data-sort',
        'aria-sort', 'aria-current', 'aria-invalid'];
    const look = each => each.tagName + named.map(name => each.getAttribute(name)).join('|') + /^https?:/.test(each.getAttribute('href'))
        + [...each.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const paths = (each, above) => {
        const own = `${above}>${look(each)}`;
        return [own, ...[...each.children].flatMap(child => paths(child, own))]; };
    const seen = new Map();
    const thin = (each, above) => {
        if (paths(each, above).every(path => seen.get(path) > 1)) return each.remove();
        const own = `${above}>${look(each)}`;
        seen.set(own, (seen.get(own) ?? 0) + 1);
        [...each.children].forEach(child => thin(child, own)); };
    [...document.body.children].forEach(each => thin(each, '')); }"""


class Watch:
    """Notes what the pages of a context do, until it is read."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        self.fetched: list[str] = []
        self.under_way: set[Request] = set()
        context.on("console", self.console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self.request)
        context.on("requestfinished", lambda request: self.under_way.discard(request))
        context.on("requestfailed", self.failed)
        context.on("response", self.response)

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        if request.is_navigation_request():  # what came late for the page before is not this one's
            self.fetched.clear()
        if urlsplit(request.url).scheme not in {"data", "blob", "file"}:
            self.hosts.add(urlsplit(request.url).netloc)
            self.fetched.append(request.url)
            self.under_way.add(request)

    def failed(self, request: Request) -> None:
        self.under_way.discard(request)
        if request.failure != "net::ERR_ABORTED":  # leaving a page aborts what it was still loading
            self.faults.append(f"failed: {request.url[:200]}")

    def response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def start(self) -> None:
        self.faults.clear()
        self.hosts.clear()
        self.fetched.clear()
        self.under_way.clear()

    def settle(self, page: Page) -> None:
        """Wait until the page is drawn, its scripts have nothing to do, and all that was asked for has come."""
        end = time.monotonic() + LONGEST
        page.evaluate(IDLE)
        while self.under_way:
            assert time.monotonic() < end, f"still loading: {[request.url for request in self.under_way]}"
            page.evaluate(IDLE)


def new_context(browser: Browser, scheme: Scheme, width: int) -> BrowserContext:
    return browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, is_mobile=width == PHONE, has_touch=width == PHONE)


@dataclass
class Tab:
    """An open tab of one color scheme and one width, and what its pages do."""

    page: Page
    watch: Watch
    scheme: Scheme
    width: int


@contextmanager
def open_tab(browser: Browser, scheme: Scheme, width: int) -> Iterator[Tab]:
    context = new_context(browser, scheme, width)
    watch = Watch(context)
    yield Tab(context.new_page(), watch, scheme, width)
    context.close()


@dataclass
class Visit:
    """What was seen when one page was opened once, in one color scheme and one width."""

    scheme: Scheme
    width: int
    fetched: list[str]  # addresses, of what the page fetches by itself; a face that is called early may be told of again when it is used
    theme: str
    widths: dict[str, tuple[int, int, int]]  # of the page, of the window as the page sees it, and as it was set
    images: list[dict[str, Any]] = field(repr=False)
    downloads: dict[str, tuple[str, str]] = field(repr=False)  # name and text of each exhibit's table
    faults: list[str]  # errors of the console, of scripts and of requests
    hosts: set[str]
    violations: list[str]  # that axe finds

    @property
    def too_wide(self) -> dict[str, tuple[int, int, int]]:
        """Where the page scrolls sideways, or was zoomed out to fit."""
        return {name: found for name, found in self.widths.items() if found[0] > found[2] or found[1] != found[2]}


def weight(addresses: list[str]) -> int:
    """Bytes, uncompressed, of files of the site."""
    return sum((built.HTML / unquote(urlsplit(address).path).lstrip("/")).stat().st_size for address in addresses)


def visit(tab: Tab, address: str, settings: Settings) -> Visit:
    """Open a page and look at all that the tests ask of it; what readers take away is taken in wide windows only."""
    page, watch = tab.page, tab.watch
    page.emulate_media(color_scheme=tab.scheme, reduced_motion="no-preference")
    watch.start()
    page.goto(address)
    watch.settle(page)
    return Visit(
        scheme=tab.scheme,
        width=tab.width,
        fetched=list(dict.fromkeys(watch.fetched)),
        theme=page.evaluate("() => document.documentElement.dataset.theme"),
        widths={"as it opens": (*page.evaluate(WIDTHS), tab.width), **widths(page, settings)},
        images=page.evaluate(IMAGES),
        downloads=downloads(page) if tab.width == WIDE else {},
        faults=watch.faults.copy(),
        hosts=watch.hosts.copy(),
        violations=violations(page, tab.scheme),
    )


def downloads(page: Page) -> dict[str, tuple[str, str]]:
    """What a click on the table of each exhibit brings."""
    brought = {}
    for figure in page.locator("figure.exhibit").all():
        fold = figure.locator(".exhibit-data")
        fold.locator("summary").click()
        with page.expect_download() as download:
            fold.locator("a.exhibit-download[download$=csv]").click()
        text = Path(download.value.path()).read_text(encoding="utf-8")
        brought[str(figure.get_attribute("id"))] = (download.value.suggested_filename, text)
    return brought


def widths(page: Page, settings: Settings) -> dict[str, tuple[int, int, int]]:
    """How wide the page becomes with what a reader may set."""
    found, size = {}, page.viewport_size
    assert size
    for name, (width, style) in settings.items():
        page.set_viewport_size({"width": width, "height": HEIGHT // 2})
        page.evaluate(STYLED, style)
        found[name] = (*page.evaluate(WIDTHS), width)
    page.set_viewport_size(size)
    page.evaluate(STYLED, "")
    return found


def violations(page: Page, scheme: Scheme) -> list[str]:
    """All that axe finds, and what it finds of contrast in the other scheme."""
    page.emulate_media(reduced_motion="reduce")  # what moves would blur what axe measures
    page.mouse.move(0, 0)
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, {"rules": {CONTRAST: {"enabled": False}}})
    page.evaluate(THIN)
    for each in (scheme, OTHER[scheme]):
        page.emulate_media(color_scheme=each)
        page.wait_for_function("scheme => [scheme, undefined].includes(document.documentElement.dataset.theme)", arg=each)  # 404 has no script
        found += [f"{each}: {fault}" for fault in page.evaluate(RUN_AXE, {"runOnly": [CONTRAST]})]
    return found
