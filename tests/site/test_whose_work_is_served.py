"""The site names whose work it serves: theme, fonts, scripts, packages."""

import importlib.metadata
import re
from fnmatch import fnmatch

import built
from book.site import licenses

from bilateral.own_files import own_files


def test_the_site_says_whose_work_it_serves() -> None:
    text = (built.HTML / licenses.FILE).read_text(encoding="utf-8")
    for name in licenses.SERVED:
        assert f"\n{name} {importlib.metadata.version(name)}: " in text
        assert licenses.texts(name), f"{name} brings no license text"
    for each in licenses.installed(built.ROOT / licenses.PINS):
        assert f"\n{each.name} {each.version}: " in text
    named = re.findall(r"[\w./*-]+/[\w./*-]*", " ".join(licenses.SERVED.values()))
    assert named
    assert [path for path in named if not [*built.HTML.glob(path.rstrip("/"))]] == []


def test_every_served_file_that_is_not_ours_is_named() -> None:
    text = (built.HTML / licenses.FILE).read_text(encoding="utf-8")
    ours = {path.name for path in own_files(built.ROOT / "book" / "_static", "*")}
    made = ("cards-", "explore-", "find.js")  # from the tables, and of our scripts
    others = [path for path in (built.HTML / "_static").rglob("*") if path.is_file() and path.name not in ours and not path.name.startswith(made)]
    assert others
    named = re.findall(r"[\w*-]+[.]\w+", text)
    assert [path.name for path in others if not any(fnmatch(path.name, each) for each in named)] == []
