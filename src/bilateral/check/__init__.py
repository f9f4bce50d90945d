"""Check the data package: first its schema, then the rules that a schema cannot say.

``python -m bilateral.check [FOLDER]`` prints one line a finding (file, row, field, what is wrong, what was expected) and exits with
status 1 if there are any. Once each table can be read, all rules run, whatever the ones before them found.
"""

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from ..tables import DESCRIPTOR, home
from . import counts, days, files, ladder, links, order, readings, schema  # noqa: F401  each registers its rules
from .package import RULES, Finding, Package, Rule

__all__ = ["RULES", "Finding", "Package", "findings", "main", "rules_for"]

BOOK = "checks"  # the package in which a book keeps its own: ``RULES`` and, for an editor to decide, ``REVIEW``


def rules_for(folder: Path | None, review: bool = False) -> Sequence[Rule]:
    """The rules of the library and, for its own data (no ``folder``), those of the book beside it, if one is on the path."""
    found = importlib.util.find_spec(BOOK)
    beside = home().parent / "book" / BOOK / "__init__.py"
    if folder is not None or found is None or found.origin is None or Path(found.origin).resolve() != beside.resolve():
        return RULES  # a book on the path may be another's: that of the checkout whose environment this is
    try:
        book = importlib.import_module(BOOK)
    except Exception as error:  # whatever an unfinished file may raise
        broken = Finding(BOOK, "(all)", "(all)", f"{type(error).__name__}: {error}", "a package that can be imported")
        return [*RULES, lambda _: iter([broken])]
    return [*RULES, *book.RULES, *(book.REVIEW if review else ())]


def findings(folder: Path | None = None, rules: Sequence[Rule] | None = None) -> list[Finding]:
    """All findings of ``rules`` (default: ``rules_for`` the folder) on the package in ``folder`` (default: the library's own).

    Sorted by file and row; empty if it is right.
    """
    package = Package(folder or home())
    if unreadable := list(files.unreadable(package)):
        return sorted({*unreadable, *files.plain_files(package)})
    found = {finding for rule in rules or rules_for(folder) for finding in rule(package)}
    torn = {(finding.file, finding.row) for finding in files.whole_rows(package)}  # all that its shifted cells break follows from that
    return sorted(finding for finding in found if finding.field == "(row)" or (finding.file, finding.row) not in torn)


def main(arguments: list[str]) -> int:
    """Print the findings; 0 if there are none, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bilateral.check", description="Validate a data package and name what is wrong.")
    parser.add_argument("folder", nargs="?", type=Path, help="the folder with datapackage.json (default: the library's own data)")
    folder = parser.parse_args(arguments).folder
    try:
        found = findings(folder, rules_for(folder, review=True))
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        if error.name != "frictionless":
            raise
        print(f"The check needs {error.name}: install the library with its extra, pip install '.[check]'.", file=sys.stderr)
        return 1
    for finding in found:
        print(finding)
    package = Package(folder or home())
    if strays := files.ignored(package):
        print(f"Not read, as {DESCRIPTOR} has no such table: {', '.join(strays)}")
    rows = 0 if any(files.unreadable(package)) else sum(map(len, package.rows.values()))  # of a table that cannot be read, all else follows
    print(f"{package.folder}: {rows} rows checked, {len(found)} finding{'' if len(found) == 1 else 's'}", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0
