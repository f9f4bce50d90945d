"""Measure how long the book takes to build, as ratios to a stock build of the same pages in the same run, and write the report.

    make bench

Every build runs in a copy of the project; its memory is that of all its processes together, what they share counted once. *Stock* is
the same pages and data with Jupyter Book as it comes: pages one after another, each in a kernel started from nothing. *Floor* is what
no build can beat on one processor: all cells of all pages in one process, plus a build of the same text without its cells. Seconds
depend on the machine and on the hour; the ratios are what the report is for.
"""

import argparse
import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import jupytext
import psutil
import yaml

ROOT = Path(__file__).resolve().parents[1]
REPORT = Path(__file__).with_name("report.md")
FAST = ("book.execute.garbage", "book.around_jupyter_book.parallel_pages", "book.execute.warm_kernels")  # what a stock build does not have
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
    for cell in jupytext.read(name, fmt="md:myst").cells:
        if cell.cell_type == "code":
            shell.run_cell(cell.source)
"""


# What Sphinx writes when a part of a build begins.
PARTS = {
    "building [html]": "start, check of the data",
    "updating environment": "reading: cells, Markdown",
    "looking for now-outdated": "joining what was read",
    "writing output": "writing: pages",
    "generating indices": "index of the search, rows of the tables",
    "dumping object inventory": "pictures of charts, JupyterLite, notebooks, light pages",
    "build succeeded": "end of the process",
}


@dataclass
class Cost:
    """What a command took: seconds, the most megabytes at once, and the seconds of its parts if it is a build."""

    seconds: float
    megabytes: float
    parts: dict[str, float] = field(default_factory=dict)


def megabytes(process: psutil.Popen) -> float:
    """What ``process`` and its descendants hold; memory that several share is counted once where the system tells (Linux)."""
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            memory = one.memory_full_info()
        except psutil.Error:  # it has just ended
            continue
        total += getattr(memory, "pss", memory.rss)
    return total / 2**20


def copy(folder: Path) -> Path:
    """The project as it is now, in ``folder``."""
    return Path(shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT)))


def run(folder: Path, *command: str) -> Cost:
    """What ``command`` costs in ``folder``; stops with its output if it fails."""
    path = os.pathsep.join(str(folder / name) for name in ("src", "book"))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    begin = time.perf_counter()
    process = psutil.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    peak = [0.0]

    def watch() -> None:
        while process.poll() is None:
            peak[0] = max(peak[0], megabytes(process))
            time.sleep(0.5)

    watcher = threading.Thread(target=watch)
    watcher.start()
    lines: list[str] = []
    begins: dict[str, float] = {}
    for line in process.stdout:
        lines.append(line)
        for mark in PARTS:
            if mark in line and (begins or mark == next(iter(PARTS))):  # before the first, Sphinx writes translations in the same words
                begins.setdefault(mark, time.perf_counter() - begin)
    status = process.wait()
    seconds = time.perf_counter() - begin
    watcher.join()
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}:\n{''.join(lines)[-5000:]}")
    return Cost(seconds, peak[0], parts(begins, seconds))


def parts(begins: dict[str, float], seconds: float) -> dict[str, float]:
    """Seconds of each part of a build; the first begins with the command, each ends where the next begins. Empty if it was no build."""
    if len(begins) < 2:
        return {}
    found = [mark for mark in PARTS if mark in begins]
    starts = [0.0, *(begins[mark] for mark in found[1:]), seconds]
    return {PARTS[mark]: end - start for mark, start, end in zip(found, starts, starts[1:], strict=False)}


def build(folder: Path) -> Cost:
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
    """The book with ten times the events; the copies are statements, which no page counts as steps."""
    copy(folder)
    file = folder / "data" / "events.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    copies = [{**row, "id": f"{row['id']}-{n}", "category": "statement", "episode": "", "tone": "0"} for row in rows for n in range(2, TIMES + 1)]
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


def measure(folder: Path, scale: bool) -> dict[str, Cost]:
    """Costs by name, in the order of the report."""
    costs: dict[str, Cost] = {}
    costs["stock, clean"] = build(stock(folder / "stock"))
    ours = copy(folder / "ours")
    costs["ours, clean"] = build(ours)
    costs["ours, nothing changed"] = build(ours)
    one_row(ours)
    costs["ours, one row changed"] = build(ours)
    costs["check of the data"] = run(ours, sys.executable, "-m", "bilateral.check")
    cells = costs["all cells in one process"] = run(ours, sys.executable, "-c", ONE_PROCESS)
    text = costs["the text without cells"] = build(without_cells(folder / "text"))
    costs["floor (the two above)"] = Cost(cells.seconds + text.seconds, max(cells.megabytes, text.megabytes))
    if scale:
        costs[f"{TIMES} times the events, clean"] = build(more_rows(folder / "rows"))
        costs[f"{COPIES} times the pages, clean"] = build(more_pages(folder / "pages"))
    return costs


def report(costs: dict[str, Cost], pages: int, cells: int) -> str:
    """The report as Markdown."""
    whole = costs["stock, clean"].seconds
    lines = "\n".join(f"| {name} | {cost.seconds / whole:.2f} | {cost.seconds:.1f} | {cost.megabytes:,.0f} |" for name, cost in costs.items())
    split = [costs[name].parts for name in ("stock, clean", "ours, clean", "the text without cells")]
    where = "\n".join(f"| {part} | " + " | ".join(f"{each.get(part, 0):.1f}" for each in split) + " |" for part in PARTS.values())
    return f"""# How long the book takes to build

Made by `make bench` on {date.today():%B %-d, %Y}: {platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python
{platform.python_version()}. {pages} pages, {cells} cells.

| | of a stock build | seconds | MB at peak, all processes |
|---|---|---|---|
{lines}

The aim for a clean build is {AIM} of a stock one on two processors. What each line means: the head of `run.py`.

## Where the time goes

Seconds of the clean builds above, by what Sphinx says that it does.

| | stock | ours | the text without cells |
|---|---|---|---|
{where}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="leave out the larger books")
    arguments = parser.parse_args()
    notebooks = [jupytext.read(file, fmt="md:myst") for file in sorted((ROOT / "book").glob("*.md"))]
    cells = sum(cell.cell_type == "code" for notebook in notebooks for cell in notebook.cells)
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(Path(folder), scale=not arguments.quick)
    text = report(costs, len(notebooks), cells)
    print(text)
    if not arguments.quick:
        REPORT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
