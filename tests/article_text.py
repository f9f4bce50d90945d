"""Find the article's own words without keeping them: the hashes of its runs of words.

The article is cited and paraphrased, and its text is no part of this project. `article_runs.txt` holds one hash for every eight
words in a row of it, made once from a copy kept elsewhere:

    python tests/article_text.py ARTICLE.txt > tests/article_runs.txt

Words are compared without case, accents, punctuation and line breaks. Lines that do not end as sentences do are left out: the
article's title and its headings are names, which a citation has to repeat.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

STORE = Path(__file__).with_name("article_runs.txt")
LENGTH = 8
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*$")


def words(text: str) -> list[str]:
    """The words of a text, so that two ways to write the same sentence are equal."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[a-z0-9]+", re.sub(r"['’‘ʼ]", "", plain))


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Each run of words in a row, with its hash."""
    found = words(text)
    for start in range(len(found) - LENGTH + 1):
        run = " ".join(found[start : start + LENGTH])
        yield run, hashlib.sha256(run.encode()).hexdigest()[:16]


def hashes(article: str) -> set[str]:
    """The hashes of an article, line by line, without its headings."""
    sentences = [line.strip() for line in article.splitlines() if SENTENCE_END.search(line.strip())]
    return {digest for line in sentences for _, digest in runs(line)}


def copied(text: str, known: set[str]) -> list[str]:
    """The runs of a text that are ``known``."""
    return [run for run, digest in runs(text) if digest in known]


if __name__ == "__main__":
    sys.stdout.writelines(f"{digest}\n" for digest in sorted(hashes(Path(sys.argv[1]).read_text(encoding="utf-8"))))
