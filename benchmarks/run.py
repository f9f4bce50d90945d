"""Measure how long the book takes to build, as ratios to a stock build of the same pages in the same run, and write the report.

    make bench

Every build runs in a copy of the project. *Stock* is the same pages and data with Jupyter Book as it comes: pages one after another,
each in a kernel started from nothing. *Floor* is what no build can beat on one processor: all cells of all pages in one process, plus a
build of the same text without its cells. Seconds depend on the machine and on the hour; the ratios are what the report is for.
"""

import argparse
import csv
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jupytext
import yaml

ROOT = Path(__file__).resolve().parents[1]
REPORT = Path(__file__).with_name("report.md")
FAST = ("parallel_pages", "warm_kernels")  # what a stock build does not have
LEFT = (".git", "_build", ".venv", ".*_cache", "__pycache__", "node_modules")
AIM = 0.35  # of the stock time, on two processors
COPIES, TIMES = 5, 10

ONE_PROCESS = """
import glob, os, sys
import jupytext
from IPython.core.interactiveshell import InteractiveShell
os.chdir("book")
shell = InteractiveShell.instance()
for name in sorted(glob.glob("*.md")):
    shell.reset(new_session=False)
    for cell in jupytext.read(name).cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source)
"""


def copy(folder: Path) -> Path:
    """The project as it is now, in ``folder``."""
    return Path(shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT)))


def run(folder: Path, *command: str) -> float:
    """Seconds that ``command`` takes in ``folder``; stops with its output if it fails."""
    path = os.pathsep.join(str(folder / name) for name in ("src", "book"))
    begin = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": path})
    seconds = time.perf_counter() - begin
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return seconds


def build(folder: Path) -> float:
    return run(folder, str(Path(sys.executable).with_name("jupyter-book")), "build", ".", "--keep-going")


def configure(folder: Path, change: Callable[[dict[str, dict[str, object]]], None]) -> None:
    """Change ``_config.yml``."""
    file = folder / "_config.yml"
    config = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(config)
    file.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")


def stock(folder: Path) -> Path:
    def change(config: dict[str, dict[str, object]]) -> None:
        extensions = config["sphinx"]["local_extensions"]
        assert isinstance(extensions, dict)
        for name in FAST:
            del extensions[name]

    configure(copy(folder), change)
    return folder


def without_cells(folder: Path) -> Path:
    """The same text with nothing to run; what cells would have put into sentences is missing."""
    configure(copy(folder), lambda config: config["execute"].update(execute_notebooks="off"))
    return folder


def one_row(folder: Path) -> None:
    """Change one row of one table, as a maintainer would."""
    file = folder / "data" / "events.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    rows[-1]["detail"] = "Changed by a benchmark."
    write(file, rows)


def write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def more_rows(folder: Path) -> Path:
    """The book with ten times the events; the copies are routine acts of their own."""
    copy(folder)
    file = folder / "data" / "events.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    copies = [{**row, "id": f"{row['id']}-{n}", "episode": "", "tone": "0"} for row in rows for n in range(2, TIMES + 1)]
    write(file, sorted(rows + copies, key=lambda row: (row["date"], row["id"])))
    return folder


def more_pages(folder: Path) -> Path:
    """The book with each page of cells five times."""
    copy(folder)
    toc = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    for part in toc["parts"]:
        for chapter in [*part["chapters"]]:
            file = folder / "book" / f"{chapter['file']}.md"
            if "{code-cell}" in file.read_text(encoding="utf-8"):
                for n in range(2, COPIES + 1):
                    shutil.copyfile(file, file.with_stem(f"{file.stem}-copy-{n}"))
                    part["chapters"].append({"file": f"{file.stem}-copy-{n}"})
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    return folder


def measure(folder: Path, scale: bool) -> dict[str, float]:
    """Seconds by name, in the order of the report."""
    seconds: dict[str, float] = {}
    seconds["stock, clean"] = build(stock(folder / "stock"))
    ours = copy(folder / "ours")
    seconds["ours, clean"] = build(ours)
    seconds["ours, nothing changed"] = build(ours)
    one_row(ours)
    seconds["ours, one row changed"] = build(ours)
    seconds["check of the data"] = run(ours, sys.executable, "-m", "bilateral.check")
    seconds["all cells in one process"] = run(ours, sys.executable, "-c", ONE_PROCESS)
    seconds["the text without cells"] = build(without_cells(folder / "text"))
    seconds["floor (the two above)"] = seconds["all cells in one process"] + seconds["the text without cells"]
    if scale:
        seconds[f"{TIMES} times the events, clean"] = build(more_rows(folder / "rows"))
        seconds[f"{COPIES} times the pages, clean"] = build(more_pages(folder / "pages"))
    return seconds


def report(seconds: dict[str, float], pages: int, cells: int) -> str:
    """The report as Markdown."""
    whole = seconds["stock, clean"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 if sys.platform == "darwin" else 1024)  # kilobytes on Linux
    unit = "bytes" if sys.platform == "darwin" else "MB"
    lines = "\n".join(f"| {name} | {value / whole:.2f} | {value:.1f} |" for name, value in seconds.items())
    return f"""# How long the book takes to build

Made by `make bench` on {date.today():%B %-d, %Y}: {platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python
{platform.python_version()}. {pages} pages, {cells} cells. Largest process: {peak:,.0f} {unit}.

| | of a stock build | seconds |
|---|---|---|
{lines}

The aim for a clean build is {AIM} of a stock one on two processors. What each line means: the head of `run.py`.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="leave out the larger books")
    arguments = parser.parse_args()
    notebooks = [jupytext.read(file) for file in sorted((ROOT / "book").glob("*.md"))]
    cells = sum(cell.cell_type == "code" for notebook in notebooks for cell in notebook.cells)
    with tempfile.TemporaryDirectory() as folder:
        seconds = measure(Path(folder), scale=not arguments.quick)
    text = report(seconds, len(notebooks), cells)
    print(text)
    if not arguments.quick:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
