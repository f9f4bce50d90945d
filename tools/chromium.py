"""Open the Chromium that a machine has. One that is installed may be a stub that only says where to get another: then the next is tried."""

import shutil
from contextlib import suppress

from playwright.sync_api import Browser, Error, Playwright

INSTALLED = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
ABSENT = "No Chromium that starts: install one, or run `.venv/bin/python -m playwright install --with-deps chromium`."


def opened(playwright: Playwright) -> Browser | None:
    """The first that starts of those installed and Playwright's own; none if none does."""
    for path in [*filter(None, map(shutil.which, INSTALLED)), None]:
        with suppress(Error):
            return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    return None
