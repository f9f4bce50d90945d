"""Put the pages as notebooks that run in the reader's browser (JupyterLite) beside the built book, in `lite/`.

The application itself is built once, while the pages are read, and again only when its pinned versions or its settings (`lite/` beside this file)
change. The library and the tables are a wheel in its own package index, so that only Python is fetched from elsewhere: see `lite/pyodide.js`.
"""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from bilateral.own_files import own_files
from book import internals
from book.content import data_files
from book.run import notebooks, wheels

FOLDER = "lite"
TOOLS = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
KERNEL = {"name": "python", "display_name": "Python (Pyodide)"}
SCRIPTS = ("no-python.js", "kept.js", "book-links.js")  # in the page of a notebook; the other one is for the kernel's worker
LINKED = '<link rel="icon" href="../notebooks/favicon.ico"><link rel="stylesheet" href="../notebook.css">'
MISSING_THERE = "comm"  # a package that the kernel needs and Pyodide does not have
EPOCH = "315532800"  # 1980, the first year that a zip knows


class LiteError(SphinxError):
    category = "JupyterLite error"


class Application:
    """JupyterLite without notebooks, kept in `_build/lite` from one build to the next."""

    def __init__(self, folder: Path) -> None:
        self.settings = Path(__file__).with_name(FOLDER)
        self.folder = folder / FOLDER
        self.site, self.log, self.made_of = self.folder / "site", self.folder / "log.txt", self.folder / "made-of.txt"
        self.running: subprocess.Popen[bytes] | None = None

    def inputs(self) -> str:
        versions = [f"{tool} {importlib.metadata.version(tool)}" for tool in TOOLS]
        return "\n".join(versions + [path.read_text(encoding="utf-8") for path in (Path(__file__), *own_files(self.settings, "*"))])

    def start(self) -> None:
        """Begin to build, unless it has been built of the same things."""
        if self.made_of.is_file() and self.made_of.read_text(encoding="utf-8") == self.inputs():
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for settings in own_files(self.settings, "*.json"):
            shutil.copy(settings, self.folder)
        options = ["--apps=notebooks", "--apps=tree", "--no-sourcemaps", "--no-unused-shared-packages", "--ignore-sys-prefix"]
        command = [sys.executable, "-m", "jupyterlite_core", "build", f"--output-dir={self.site}", *options]
        with self.log.open("wb") as log:
            self.running = subprocess.Popen(
                [*command, f"--LiteBuildConfig.federated_extensions={internals.kernel_extension()}"],
                cwd=self.folder,
                env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def finish(self) -> None:
        if self.running is None:
            return
        running, self.running = self.running, None  # a build that fails later ends twice
        if running.wait():
            raise LiteError(self.log.read_text(encoding="utf-8")[-3000:])
        for file in own_files(self.settings, "*.js", "*.css"):
            shutil.copy(file, self.site)
        for wanted in internals.WANTED_ICONS:
            (self.site / wanted).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.site / internals.FAVICON, self.site / wanted)
        internals.add_to_heads(self.site, LINKED + "".join(f'<script src="../{name}"></script>' for name in SCRIPTS))
        self.made_of.write_text(self.inputs(), encoding="utf-8")


def listing(folder: Path, day: str) -> str:
    """The files of ``folder`` as JupyterLite's file browser asks for them."""
    common = {"content": None, "created": f"{day}T00:00:00Z", "last_modified": f"{day}T00:00:00Z", "format": None, "mimetype": None, "writable": True}
    files = [{**common, "name": path.name, "path": path.name, "size": path.stat().st_size, "type": "notebook"} for path in sorted(folder.iterdir())]
    return json.dumps({**common, "name": "", "path": "", "size": None, "type": "directory", "format": "json", "content": files}, indent=1)


def begin(app: Sphinx) -> None:
    if app.builder.name == "html":
        application = Application(Path(app.outdir).parent)
        application.start()
        app.lite_application = application  # type: ignore[attr-defined]


def put(app: Sphinx, exception: Exception | None) -> None:
    if app.builder.name != "html":
        return
    application: Application = app.lite_application  # type: ignore[attr-defined]
    application.finish()
    if exception is None:
        outdir = Path(app.outdir)
        shutil.rmtree(outdir / FOLDER, ignore_errors=True)
        shutil.copytree(application.site, outdir / FOLDER)
        furnish(Path(app.confdir), outdir / FOLDER, outdir.parent / internals.EXECUTED, notebooks.pages(app))


def furnish(root: Path, lite: Path, executed: Path, names: list[str]) -> None:
    """Put the notebooks of the pages ``names`` into the application in ``lite``, and the wheels that they need."""
    day = data_files.checked_through(root / "data")
    for folder in ("pypi", "api/contents"):
        (lite / folder).mkdir(parents=True, exist_ok=True)
    library = notebooks.Library(wheels.LIBRARY, "this book's own site")
    notebooks.write(root, executed, lite / "files", names, "{page}.html", library, KERNEL)  # book-links.js follows these addresses
    (lite / "api" / "contents" / "all.json").write_text(listing(lite / "files", day), encoding="utf-8")
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()
    for name, content in (wheels.library(root, day), wheels.installed(MISSING_THERE, day)):
        (lite / "pypi" / name).write_bytes(content)
        os.utime(lite / "pypi" / name, (moment, moment))  # which the index gives as the day of the upload
    internals.index_wheels(lite / "pypi")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", begin)
    app.connect("build-finished", put)
