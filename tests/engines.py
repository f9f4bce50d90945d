"""Firefox ESR and WebKitGTK, as Debian ships them, driven by what they themselves understand: Marionette, and WebDriver.

Playwright drives builds of its own of these two, and Selenium drives Firefox through a program that Debian does not have. Both engines speak
the commands of the WebDriver standard, so that a few lines of the standard library do.
"""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from glob import glob
from pathlib import Path
from typing import Any, ClassVar

from browsing import HEIGHT, Scheme

LONGEST = 20.0  # seconds
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the standard marks an element in JSON
FREE = """const box = arguments[0].getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    return top && (arguments[0].contains(top) || top.contains(arguments[0])) ? [x, y] : null;"""  # where an element is, unless it is covered
PREFERENCES = {
    "app.update.enabled": False,
    "browser.download.folderList": 2,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "marionette.port": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class Engine(ABC):
    """An open window of one color scheme and one width."""

    @abstractmethod
    def send(self, command: str, **parameters: Any) -> Any:
        """A command of the WebDriver standard, by the name that Marionette gives it, and its answer."""

    def goto(self, address: str) -> None:
        self.send("Navigate", url=address)

    def run(self, script: str, *arguments: Any) -> Any:
        """The value of an expression, or what a function body returns."""
        body = script if "return " in script else f"return {script}"
        return self.send("ExecuteScript", script=body, args=list(arguments))

    def until(self, script: str) -> Any:
        """The value of an expression once it is true; the last one if it does not become so."""
        end = time.monotonic() + LONGEST
        while True:
            try:
                value = self.run(script)
            except OSError:  # the page is just being left
                value = None
            if value or time.monotonic() > end:
                return value
            time.sleep(0.05)

    def find(self, selector: str) -> str:
        """The first element that a reader sees of those that match."""
        seen = "return [...document.querySelectorAll(arguments[0])].find(each => each.getClientRects().length)"
        end = time.monotonic() + LONGEST
        while not (found := self.run(seen, selector)) and time.monotonic() < end:
            time.sleep(0.05)
        assert found, f"{selector} is not there"
        return str(found[ELEMENT])

    def click(self, selector: str) -> None:
        """Click once nothing moves the element or lies over it."""
        element = {ELEMENT: self.find(selector)}
        self.run("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' }); return 1", element)
        end, before = time.monotonic() + LONGEST, None
        while (place := self.run(FREE, element)) is None or place != before:
            assert time.monotonic() < end, f"{selector} cannot be clicked: something lies over it, or it moves"
            before = place
            time.sleep(0.05)
        self.send("ElementClick", id=element[ELEMENT])

    def hover(self, selector: str) -> None:
        self.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' }); return 1", selector)
        move = {"type": "pointerMove", "x": 0, "y": 0, "duration": 50, "origin": {ELEMENT: self.find(selector)}}
        self.send("PerformActions", actions=[{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [move]}])

    def picture(self, selector: str) -> bytes:
        """A PNG of an element."""
        self.run("document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' }); return 1", selector)
        return base64.b64decode(self.send("TakeScreenshot", id=self.find(selector)))

    def resize(self, width: int) -> None:
        """Give the page, not the window with its frame, a width."""
        for _ in range(2):
            frame = self.run("outerWidth - innerWidth")
            self.send("SetWindowRect", width=width + max(0, frame), height=HEIGHT)
            time.sleep(0.2)


class Firefox(Engine):
    def __init__(self, port: int) -> None:
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.stream = self.connection.makefile("rb")
        self.number = 0
        self.answer()
        self.send("NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def answer(self) -> Any:
        length = b""
        while (byte := self.stream.read(1)) != b":":
            length += byte
        return json.loads(self.stream.read(int(length)))

    def send(self, command: str, **parameters: Any) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, f"WebDriver:{command}", parameters]).encode()
        self.connection.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.answer()
        assert error is None, f"{command}: {error and error['message']}"
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result


class WebKit(Engine):
    PATHS: ClassVar[dict[str, tuple[str, str]]] = {
        "Navigate": ("POST", "url"),
        "ExecuteScript": ("POST", "execute/sync"),
        "ElementClick": ("POST", "element/{id}/click"),
        "PerformActions": ("POST", "actions"),
        "TakeScreenshot": ("GET", "element/{id}/screenshot"),
        "SetWindowRect": ("POST", "window/rect"),
        "DeleteSession": ("DELETE", ""),
    }

    def __init__(self, port: int, browser: str) -> None:
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"webkitgtk:browserOptions": {"binary": browser, "args": ["--automation"]}}
        self.session = self.ask("POST", "", {"capabilities": {"alwaysMatch": options}})["sessionId"]

    def ask(self, method: str, path: str, parameters: dict[str, Any]) -> Any:
        body = None if method == "GET" else json.dumps(parameters).encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(self.address + path, body, method=method), timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise OSError(f"{path}: {error.read().decode()}") from error

    def send(self, command: str, **parameters: Any) -> Any:
        method, path = self.PATHS[command]
        return self.ask(method, f"/{self.session}/{path.format(**parameters)}".rstrip("/"), parameters)


def reached(start: Callable[[], Engine], process: subprocess.Popen[Any]) -> Engine:
    """What ``start`` opens, as soon as its process listens."""
    end = time.monotonic() + LONGEST
    while True:
        try:
            return start()
        except (OSError, ValueError):
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)


@contextmanager
def running(command: list[str], **environment: str) -> Iterator[subprocess.Popen[Any]]:
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def firefox(scheme: Scheme, downloads: Path) -> Iterator[Engine]:
    """Debian's Firefox, without a window."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        settings = PREFERENCES | {"browser.download.dir": str(downloads), "ui.systemUsesDarkTheme": int(scheme == "dark")}
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", profile]
        with running(command, HOME=profile, MOZ_HEADLESS_WIDTH="1400", MOZ_HEADLESS_HEIGHT=str(HEIGHT)) as process:
            port = Path(profile, "MarionetteActivePort")
            engine = reached(lambda: Firefox(int(port.read_text(encoding="utf-8"))), process)
            yield engine
            engine.send("DeleteSession")


@contextmanager
def webkit(scheme: Scheme, _downloads: Path) -> Iterator[Engine]:
    """WebKitGTK's own small browser, on a screen that nobody sees."""
    with ExitStack() as stack:
        end, other = os.pipe()
        stack.enter_context(running_on(other))
        display = os.read(end, 16).decode().strip()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        theme = "Adwaita:dark" if scheme == "dark" else "Adwaita"
        driver = running(["WebKitWebDriver", f"--port={port}"], DISPLAY=f":{display}", GTK_THEME=theme, LIBGL_ALWAYS_SOFTWARE="1")
        process = stack.enter_context(driver)
        engine = reached(lambda: WebKit(port, mini_browser()), process)
        yield engine
        engine.send("DeleteSession")


@contextmanager
def running_on(number: int) -> Iterator[None]:
    """A screen in memory, whose number is written to a file descriptor."""
    command = ["Xvfb", "-displayfd", str(number), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[number], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        os.close(number)
        yield
        process.terminate()


def mini_browser() -> str:
    return next(iter(sorted(glob("/usr/lib/*/webkit2gtk-4.*/MiniBrowser"))), "")


def missing(name: str) -> str:
    """What is not installed of what an engine needs."""
    needed = {"firefox": ["firefox-esr"], "webkit": ["WebKitWebDriver", "Xvfb"]}[name]
    absent = [program for program in needed if not shutil.which(program)]
    return ", ".join([*absent, *(["MiniBrowser"] if name == "webkit" and not mini_browser() else [])])
