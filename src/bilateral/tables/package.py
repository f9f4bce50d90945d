"""Load the data package as typed frames, from a checkout, an installed copy or a web address."""

import io
import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import numpy as np
import pandas as pd

from . import dates

DESCRIPTOR = "datapackage.json"


class Tables:
    """The frames of one data package, by name: ``tables.events``, ``tables.visits`` ...

    Each frame has the columns of its schema. A date column ``c`` holds the middle of what is known (``Timestamp``, ``NaT`` if empty);
    beside it stand ``c_known`` (the cell as written), ``c_earliest`` and ``c_latest``.
    """

    def __init__(self, frames: dict[str, pd.DataFrame], descriptor: dict[str, Any]) -> None:
        self.frames = frames
        self.descriptor = descriptor

    def __repr__(self) -> str:
        return f"Tables({len(self.frames)} tables, checked through {self.descriptor['facts_checked_through']})"

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in ("frames", "descriptor"):  # not set yet: a copy is being unpickled
            raise AttributeError(name)
        try:
            return self.frames[name]
        except KeyError:
            raise AttributeError(f"no table {name!r}; there are: {', '.join(sorted(self.frames))}") from None

    @property
    def through(self) -> pd.Timestamp:
        """The check date: the last day on which facts were checked."""
        return pd.Timestamp(self.descriptor["facts_checked_through"])

    @property
    def thin(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The first and the last day between which few sources on events were found, ``None`` if the package names none."""
        days = resource(self.descriptor, "events").get("thin")
        return (pd.Timestamp(days[0]), pd.Timestamp(days[1])) if days else None

    def checked_through(self, name: str) -> pd.Timestamp:
        """The last day on which the table ``name`` was checked; the package's check date unless it says otherwise."""
        return pd.Timestamp(resource(self.descriptor, name).get("checked_through", self.through))


def resource(descriptor: dict[str, Any], name: str) -> dict[str, Any]:
    """The entry of one table in the package descriptor; ``KeyError`` with the names there are."""
    for entry in descriptor["resources"]:
        if entry["name"] == name:
            return dict(entry)
    raise KeyError(f"no table {name!r}; there are: {', '.join(entry['name'] for entry in descriptor['resources'])}")


def home() -> Path:
    """The folder of the data package: inside an installed copy, else beside ``src/`` in a checkout.

    Raises ``FileNotFoundError`` if it is in neither, or if Python works in another checkout than the library is of: it would read that one's data.
    """
    library = Path(__file__).resolve().parents[1]
    installed, checkout = library / "data", library.parents[1]
    if (installed / DESCRIPTOR).is_file():
        return installed
    if not (checkout / "data" / DESCRIPTOR).is_file():
        raise FileNotFoundError(f"no {DESCRIPTOR} in {installed} or {checkout / 'data'}; give load() the folder or address of the data")
    here = Path.cwd()
    own = next((folder for folder in (here, *here.parents) if (folder / "src" / library.name / "tables").is_dir()), checkout)
    if own != checkout and (own / "data" / DESCRIPTOR).is_file():
        raise FileNotFoundError(f"{own} is read with the library of {checkout}: delete {own / '.venv'}, run make, and unset PYTHONPATH")
    return checkout / "data"


def is_date(field: dict[str, Any]) -> bool:
    """True if a schema field is a date of reduced precision."""
    return field.get("rdfType") == dates.RDF_TYPE


def typed(raw: pd.DataFrame, schema: dict[str, Any]) -> pd.DataFrame:
    """Turn a frame of strings into typed columns by its Table Schema; ``ValueError`` names the field that does not fit."""
    columns: dict[str, Any] = {}
    for field in schema["fields"]:
        name, text = field["name"], raw[field["name"]].fillna("").astype(str)
        try:
            if is_date(field):
                columns[name] = _days(text, dates.middle)
                columns[f"{name}_known"] = text
                columns[f"{name}_earliest"] = _days(text, dates.earliest)
                columns[f"{name}_latest"] = _days(text, dates.latest)
            elif field["type"] == "integer":
                columns[name] = pd.to_numeric(text.where(text != "", None)).astype("Int64")
            elif field["type"] == "number":
                columns[name] = pd.to_numeric(text.where(text != "", None)).astype("Float64")
            else:
                columns[name] = text
        except (TypeError, ValueError) as error:  # TypeError: a fraction where a whole number belongs
            raise ValueError(f"field {name!r}: {error}") from error
    return pd.DataFrame(columns, index=raw.index)


def _days(text: "pd.Series[str]", day: Callable[[str], pd.Timestamp]) -> "pd.Series[pd.Timestamp]":
    return pd.to_datetime(pd.Series([day(cell) if cell else pd.NaT for cell in text], index=text.index)).astype("datetime64[ns]")


def load(base: str | Path | None = None) -> Tables:
    """Load every table of the package at ``base``: a folder, a web address, or (default) the copy that belongs to this library.

    Raises ``FileNotFoundError`` (folder) or ``URLError`` (address) where there is no package, ``ValueError`` naming table and field
    where a cell does not fit its schema.
    """
    folder = str(base if base is not None else home()).rstrip("/")
    descriptor = json.loads(_text(folder, DESCRIPTOR))
    frames = {}
    for entry in descriptor["resources"]:
        try:
            frames[entry["name"]] = _frame(_text(folder, entry["path"]), json.dumps(entry["schema"])).copy()
        except (KeyError, ValueError) as error:
            raise ValueError(f"{entry['path']}: {error}") from error
    return Tables(frames, descriptor)


@lru_cache(maxsize=64)  # tables, more than a package has: the kernels of the book's pages inherit what was read once
def _frame(text: str, schema: str) -> pd.DataFrame:
    return typed(pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False), json.loads(schema))


def _text(folder: str, name: str) -> str:
    if folder.startswith(("http://", "https://")):
        with urlopen(f"{folder}/{name}") as response:
            return str(response.read().decode("utf-8-sig"))
    return (Path(folder) / name).read_text(encoding="utf-8-sig")


def as_written(tables: Tables, name: str) -> pd.DataFrame:
    """The rows of a table with the columns and cells of its CSV; a fraction in its shortest form."""
    fields, frame = resource(tables.descriptor, name)["schema"]["fields"], tables.frames[name]
    shown = pd.DataFrame({entry["name"]: frame[f"{entry['name']}_known" if is_date(entry) else entry["name"]] for entry in fields}, dtype=object)
    for entry in fields:
        if entry["type"] == "number":
            shown[entry["name"]] = shown[entry["name"]].map(lambda number: np.format_float_positional(number, trim="-"), na_action="ignore")
    return shown


def involves(actors: "pd.Series[str]", actor: str) -> "pd.Series[bool]":
    """True where ``actor`` is one of the ids, joined by ``+``, in a cell of ``actors``."""
    return actors.map(lambda cell: actor in cell.split("+")).astype(bool)


def source_ids(cells: "pd.Series[str]") -> list[str]:
    """The distinct source ids in cells of the form ``a;b``, in order of first mention."""
    return list(dict.fromkeys(part for cell in cells for part in cell.split(";") if part))
