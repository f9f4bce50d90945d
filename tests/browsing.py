"""What tests of pages in a browser share: windows, what a page does while it is open."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Response

SCHEMES = ("light", "dark")
WIDE, PHONE = 1280, 390
HEIGHT = 844
WIDTHS = "() => [document.documentElement.scrollWidth, window.innerWidth]"


class Watch:
    """Notes what the pages of a context do, until it is read."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.hosts: set[str] = set()
        context.on("console", self.console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self.request)
        context.on("requestfailed", self.failed)
        context.on("response", self.response)

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in {"data", "blob", "file"}:
            self.hosts.add(urlsplit(request.url).netloc)

    def failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # leaving a page aborts what it was still loading
            self.faults.append(f"failed: {request.url[:200]}")

    def response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def start(self) -> None:
        self.faults.clear()
        self.hosts.clear()


def new_context(browser: Browser, scheme: str, width: int) -> BrowserContext:
    dark = scheme == "dark"
    return browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme="dark" if dark else "light", is_mobile=width == PHONE, has_touch=width == PHONE
    )
