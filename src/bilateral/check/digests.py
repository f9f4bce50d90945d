"""Write into new readings the digest of the rows that they read: ``python -m bilateral.check.digests [FOLDER]``."""

import csv
import sys
from pathlib import Path

from ..tables import home
from .package import ENCODING, Package
from .readings import missing_digests


def fill(folder: Path) -> int:
    """Fill the empty digests in the package's table of readings, and say how many; the file stays as it is where none is empty."""
    package = Package(folder)
    digests = missing_digests(package)
    if digests:
        file = folder / package.resources["readings"]["path"]
        with file.open(encoding=ENCODING, newline="") as opened:
            reader = csv.DictReader(opened)
            head, rows = list(reader.fieldnames or []), list(reader)
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, head, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row | {"digest": row["digest"] or digests.get(row["id"], "")} for row in rows)
    return len(digests)


if __name__ == "__main__":
    print(f"{fill(Path(sys.argv[1]) if len(sys.argv) > 1 else home())} digests written")
