"""Read, and so run, every page again when something its cells depend on has changed.

Sphinx compares only the pages' own files, and would leave a page as it was although a table, the
library or a pinned version under it is new. A digest of all of them is given to Sphinx as a
configuration value; it reads everything again when a value of the kind `env` changes. When only
styles or pictures change, a value of the kind `html` has the pages written again, but not run.

By its note of the settings, `.buildinfo`, Sphinx sees that such a value has changed. The note depends on where packages are
installed, so it lies beside what else Sphinx remembers, and among the pages only during a build.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from book import internals

INPUTS = ("data/**/*", "src/**/*", "book/**/*.py", "_ext/**/*.py", "requirements.txt")
STATIC = ("book/_static/**/*",)
READS_PAGES = "people-and-documents"  # this page says on which other pages a name stands


def files(root: Path, patterns: Iterable[str]) -> Iterator[Path]:
    for pattern in patterns:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                yield path


def digest(root: Path, patterns: Iterable[str]) -> str:
    """One hexadecimal name for the interpreter and for the names and contents of the files."""
    total = hashlib.sha256(sys.version.encode())
    for path in files(root, patterns):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def set_digests(app: Sphinx, config: Config) -> None:
    root = Path(app.confdir)
    config["page_inputs"] = digest(root, INPUTS)
    config["page_static"] = digest(root, STATIC)


def read_with_others(_app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    return [READS_PAGES] if READS_PAGES in env.found_docs and added | changed | removed else []


def lay_out_note(app: Sphinx) -> None:
    """Put Sphinx's note of what it built from where it looks for it, so that nothing changed is seen to be so."""
    kept = Path(app.doctreedir) / internals.BUILD_NOTE
    if app.builder.name == "html" and kept.is_file():
        kept.replace(Path(app.outdir) / internals.BUILD_NOTE)


def put_note_away(app: Sphinx, _exception: Exception | None) -> None:
    """Take it out of what is published."""
    note = Path(app.outdir) / internals.BUILD_NOTE
    if app.builder.name == "html" and note.is_file():
        note.replace(Path(app.doctreedir) / internals.BUILD_NOTE)


def setup(app: Sphinx) -> None:
    app.add_config_value("page_inputs", "", "env", str)
    app.add_config_value("page_static", "", "html", str)
    app.connect("config-inited", set_digests)
    app.connect("builder-inited", lay_out_note)
    app.connect("build-finished", put_note_away)
    app.connect("env-get-outdated", read_with_others)
