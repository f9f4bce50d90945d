"""Print what the uncommitted changes of `data/` change in the book: numbers, the sentences that quote them, titles of charts, verdicts.

``python tools/what_if.py`` compares the tables with those of the last commit; ``make what-if`` calls it.
"""

import ast
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tarfile import open as open_tar

import pandas as pd

from bilateral import tables
from bilateral.check import findings
from bilateral.draw.exhibit import Exhibit
from bilateral.measures import quantities
from bilateral.own_files import own_files
from bilateral.tables import Tables

ROOT = Path(__file__).resolve().parents[1]
ROLE = re.compile(r"\{(n|when)\}`([^`]*)`")
OTHER = re.compile(r" *\{[a-z:-]+\}`[^`]*`|[*]{2}")
LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(?:(?::[a-z-]+:[^\n]*\n)*)(.*?)^```$", re.MULTILINE | re.DOTALL)
SENTENCE = re.compile(r"(?<=[^A-Z][.?!])(?:\*\*)? +(?=[A-Z{*])")


class Unchanged(ValueError):
    """There is nothing to compare, which is an answer and no failure."""


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)


def committed(root: Path, folder: Path) -> Path:
    """The tables of the last commit, in ``folder``; ``ValueError`` with a sentence where there is nothing to compare."""
    if git(root, "rev-parse", "--verify", "HEAD").returncode:
        raise ValueError(f"{root} is no git repository with a commit: there is nothing to compare the tables with.")
    if not git(root, "status", "--porcelain", "--", "data").stdout:
        raise Unchanged("Nothing in data/ differs from the last commit: no number moves.")
    archive = git(root, "archive", "HEAD", "data")
    if archive.returncode:
        raise ValueError("The last commit has no data/: there is nothing to compare the tables with.")
    with open_tar(fileobj=BytesIO(archive.stdout)) as packed:
        packed.extractall(folder, filter="data")
    return folder / "data"


def sentences(page: str) -> list[str]:
    """The sentences of a page's prose that quote something."""
    prose = re.sub(r"^(```|:::).*?^\1$", lambda block: block[0] if "list-table" in block[0] else "", page, flags=re.DOTALL | re.MULTILINE)
    paragraphs = re.split(r"\n\s*\n|\n\s*(?:\* )?- ", prose)
    return [each for part in paragraphs for each in SENTENCE.split(" ".join(part.split())) if ROLE.search(each)]


def reader(t: Tables) -> Callable[[str], str]:
    """What a sentence says on these tables."""
    book = quantities.book(t)

    def say(match: re.Match[str]) -> str:
        try:
            return quantities.cell(t, match[2]).text if match[1] == "when" else book.text(match[2])
        except Exception as error:  # whatever a function of the book raises: the sentence cannot be written
            return f"[{error}]"

    return lambda sentence: " ".join(OTHER.sub("", LINK.sub(r"\1", ROLE.sub(say, sentence))).split())


@contextmanager
def read_by_pages(t: Tables) -> Iterator[None]:
    """Pages that load the book's tables get these."""
    load = tables.load
    tables.load = lambda base=None: t
    try:
        yield
    finally:
        tables.load = load


def titles(path: Path, t: Tables) -> dict[str, str]:
    """The titles of the exhibits that a page shows on these tables, by the exhibit's id; of a page that stops, why under the id ``page``."""
    found, names = {}, {"__name__": f"page:{path.stem}"}
    try:
        with read_by_pages(t):
            for code in CELL.findall(path.read_text(encoding="utf-8")):
                tree = ast.parse(code)
                last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
                exec(compile(tree, path.name, "exec"), names)
                shown = eval(compile(ast.Expression(last.value), path.name, "eval"), names) if last else None
                if isinstance(shown, Exhibit):
                    found[shown.id] = shown.title
    except Exception as error:  # whatever the cells raise on tables that they do not know
        found["page"] = f"[the page stops: {error}]"
    return found


def changed_titles(folder: Path, t: Tables, other: Tables) -> pd.DataFrame:
    """The titles of charts that read otherwise (columns ``page, before, after``; empty where there is no such chart)."""
    found = []
    for path in (each for each in own_files(folder, "*.md") if "bilateral.charts" in each.read_text(encoding="utf-8")):
        before, after = titles(path, t), titles(path, other)
        found += [(f"{path.stem}, {name}", before.get(name, ""), after.get(name, "")) for name in dict.fromkeys((*before, *after))]
    return pd.DataFrame([each for each in found if each[1] != each[2]], columns=["page", "before", "after"])


def changed_sentences(folder: Path, t: Tables, other: Tables) -> pd.DataFrame:
    """The sentences that read otherwise (columns ``page, before, after``)."""
    before, after = reader(t), reader(other)
    found = [(path.stem, before(each), after(each)) for path in own_files(folder, "*.md") for each in sentences(path.read_text(encoding="utf-8"))]
    return pd.DataFrame([each for each in found if each[1] != each[2]], columns=["page", "before", "after"])


def report(root: Path) -> str:
    """What moves, in words; ``ValueError`` with a sentence where nothing can be said."""
    with tempfile.TemporaryDirectory() as folder:
        old = tables.load(committed(root, Path(folder)))
        if wrong := findings(root / "data"):
            raise ValueError(f"data/ does not pass the check ({len(wrong)} found, the first: {wrong[0]}); make check says what is wrong.")
        new = tables.load(root / "data")
    moved, reads, heads = quantities.moved(old, new), changed_sentences(root / "book", old, new), changed_titles(root / "book", old, new)
    if moved.empty and reads.empty and heads.empty:
        return "No number, no sentence, no title and no verdict moves."
    lines = [f"{row.what} {row.name}: {row.before} -> {row.after}" for row in moved.itertuples(index=False)]
    for row in pd.concat([heads, reads]).itertuples(index=False):
        lines += [
            "",
            str(row.page),
            *(textwrap.fill(f"{sign} {text}", 110, subsequent_indent="  ") for sign, text in (("-", row.before), ("+", row.after))),
        ]
    return "\n".join([*lines, "", f"Moved: numbers and verdicts {len(moved)}, titles of charts {len(heads)}, sentences {len(reads)}."])


if __name__ == "__main__":
    print("Comparing data/ with the last commit: a minute or more.", file=sys.stderr, flush=True)
    try:
        print(report(ROOT))
    except Unchanged as answer:
        print(answer)
    except ValueError as reason:
        sys.exit(str(reason))
