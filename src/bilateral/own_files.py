"""Which files of a folder belong to a book: what editors, systems, spreadsheets and Python leave beside them does not."""

import re
from collections.abc import Iterator
from pathlib import Path

KINDS = "css|csv|html|js|json|md|mplstyle|py|svg|txt|typed"
FILE = re.compile(rf"\w[\w-]*\.({KINDS})")  # no copy with a space or a mark in its name, none with a second ending
FOLDER = re.compile(r"(?!__pycache__$)\w[\w.-]*")


def belongs(path: Path) -> bool:
    """True of a file of the book, whose ``path`` begins at a folder of the book."""
    *folders, name = path.parts
    return bool(FILE.fullmatch(name)) and all(map(FOLDER.fullmatch, folders))


def own_files(folder: Path, *patterns: str) -> Iterator[Path]:
    """The files of the book in a ``folder`` of it that one of the ``patterns`` finds, in order."""
    for pattern in patterns:
        yield from (path for path in sorted(folder.glob(pattern)) if belongs(path.relative_to(folder)) and path.is_file())
