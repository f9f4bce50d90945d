"""Measure how long the tests take, as ratios to a stock build of the book in the same run, and write the table into `tests/README.md`.

    make bench-tests

Both the stock build (see `run.py`) and the tests run in copies of the project. Seconds depend on the machine and on the hour.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks import run

README = run.ROOT / "tests" / "README.md"
TABLE = re.compile(r"(?<=<!-- durations -->\n).*(?=<!-- end of durations -->)", re.DOTALL)
BUILD = (str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "-W", "-n", "--keep-going")
TESTS = (sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "--max-worker-restart", "1")  # as the Makefile has it


def seconds(folder: Path, *command: str) -> float:
    """How long ``command`` takes in ``folder``; stops if it fails."""
    path = os.pathsep.join(str(folder / name) for name in ("src", "book"))
    begin = time.perf_counter()
    status = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": path}, check=False).returncode
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}")
    return time.perf_counter() - begin


def measure(folder: Path) -> dict[str, float]:
    """Seconds by what was done."""
    stock, ours = run.stock(folder / "stock"), run.copy(folder / "ours")
    found = {"stock build": seconds(stock, *BUILD)}
    found["`make unit`"] = seconds(ours, *TESTS, "tests/unit")
    found["`make test`, with a build from nothing"] = seconds(ours, *BUILD) + seconds(ours, *TESTS, "-m", "unit or site or sample")
    found["`make test-rest`"] = seconds(ours, *TESTS, "-m", "slow and not sample")
    return found


def table(found: dict[str, float]) -> str:
    whole = found["stock build"]
    rows = "".join(f"| {name} | {each / whole:.1f} | {each:,.0f} |\n" for name, each in found.items())
    return f"| on {date.today():%B %-d, %Y}, {os.cpu_count()} processors | of a stock build | seconds |\n|---|---|---|\n{rows}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = table(measure(Path(folder)))
    print(text)
    README.write_text(TABLE.sub(lambda _: text, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
