"""Put the tables beside the built pages, under addresses that stay: `data/<table>.csv`, and the whole package as one zip.

What Sphinx's own `{download}` makes has a hash in its address. The zip has the same bytes whenever the
tables have: every file in it bears the check date.
"""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx

FOLDER = "data"
DESCRIPTOR = "datapackage.json"
OPTIONAL = ("README.md",)


def names(folder: Path) -> list[str]:
    """The files of the package: its descriptor, the codebook where there is one, the tables."""
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return [DESCRIPTOR, *(name for name in OPTIONAL if (folder / name).is_file()), *(entry["path"] for entry in descriptor["resources"])]


def checked_through(folder: Path) -> str:
    """The check date of the package, ``2026-10-10``: the date of every file that is made of it."""
    return str(json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))["facts_checked_through"])


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table as they are written; none where the package does not have it."""
    path = folder / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def packed(files: Mapping[str, bytes], day: str) -> bytes:
    """The files, by name, as one zip: the same bytes whenever they have. Every file in it bears the date ``day``."""
    year, month, date = (int(part) for part in day.split("-"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (year, month, date, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix, wherever it is made
            archive.writestr(entry, content)
    return buffer.getvalue()


def zipped(folder: Path) -> bytes:
    """The package as one zip."""
    return packed({name: (folder / name).read_bytes() for name in names(folder)}, checked_through(folder))


def copy(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or app.builder.format != "html":
        return
    source, target = Path(app.confdir) / FOLDER, Path(app.outdir) / FOLDER
    shutil.rmtree(target, ignore_errors=True)  # no table stays that the package no longer has
    target.mkdir(parents=True)
    for name in names(source):
        shutil.copyfile(source / name, target / name)
    package = json.loads((source / DESCRIPTOR).read_text(encoding="utf-8"))["name"]
    (target / f"{package}.zip").write_bytes(zipped(source))


def setup(app: Sphinx) -> None:
    app.connect("build-finished", copy)
