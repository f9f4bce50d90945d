"""Say in `licenses.txt` whose work the site contains, with their licenses, and what built it.

Bundles and fonts carry no license texts of their own; these are taken from the installed packages, and so are those of the versions used.
"""

import importlib.metadata
import re
from importlib.metadata import Distribution
from pathlib import Path

from sphinx.application import Sphinx

FILE = "licenses.txt"
PINS = "requirements.txt"
LICENSE_FILE = re.compile(r"(^|\.)(LICEN[CS]E|COPYING|NOTICE)[^/]*$")
SERVED = {  # package: what of it readers get
    "Sphinx": "styles and scripts of the pages (_static/bundle.css, bundle.js)",
    "pydata-sphinx-theme": "styles and scripts, with Bootstrap (styles, MIT) and Font Awesome Free (_static/icons.woff, SIL OFL 1.1)",
    "sphinx-book-theme": "styles and scripts",
    "sphinx-copybutton": "styles and script, with clipboard.js 2 by Zeno Rocha (MIT, as named in _static/copy.js)",
    "sphinx-design": "styles",
    "myst-nb": "styles",
    "Pygments": "styles of code",
    "jupyterlite-core": "the notebooks' application (lite/); of its parts: lite/build/third-party-licenses.json",
    "jupyterlite-pyodide-kernel": "its kernel (lite/extensions/, lite/pypi/); the licenses of its parts: third-party-licenses.json beside it",
    "fontpkg-source-serif-4": "letters, cut (_static/serif*.woff2; which is which: _static/letters.css)",
    "fontpkg-source-sans-3": "letters, cut (_static/sans*.woff2; in charts, and in the library, lite/pypi/)",
    "comm": "a package that notebooks need (lite/pypi/)",
}
HEAD = """\
The texts, charts and tables of this book: CC BY 4.0, where a table names no other license. Its code: MIT.
This file names the work of others that its pages contain, then the packages that built it.

When a reader presses Run, the browser also fetches Pyodide (Python, MPL 2.0, and packages under their own licenses) from the address in
lite/pyodide.js; this site contains none of it.
"""


def declared(distribution: Distribution) -> list[str]:
    """The licenses that a package names: its expression (``MIT AND Zlib``), else its classifiers, else one line of text; or nothing."""
    expression, classifiers, text = (distribution.metadata.get_all(name) or [] for name in ("License-Expression", "Classifier", "License"))
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License :: ")]
    return expression or named or [line for each in text for line in each.strip().splitlines()[:1] if line != "UNKNOWN"]


def installed(requirements: Path) -> list[Distribution]:
    """The packages that a file of pins names, except those that this system does not need."""
    found = []
    for name in dict.fromkeys(re.findall(r"^([\w.-]+)==", requirements.read_text(encoding="utf-8"), re.MULTILINE)):  # twice where Pythons differ
        try:
            found.append(importlib.metadata.distribution(name))
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def texts(name: str) -> list[str]:
    """The license files that a package brings, each text once."""
    files = [path for path in importlib.metadata.distribution(name).files or [] if LICENSE_FILE.search(path.name) and ".." not in path.parts]
    return list(dict.fromkeys(path.read_text(encoding="utf-8").strip() for path in sorted(files)))


def page(root: Path) -> str:
    parts = [HEAD]
    for name, what in SERVED.items():
        parts += [f"{'=' * 80}\n{name} {importlib.metadata.version(name)}: {what}\n", *(f"{text}\n" for text in texts(name))]
    lines = [f"{each.name} {each.version}: {', '.join(declared(each)) or 'see its own files'}\n" for each in installed(root / PINS)]
    return "\n".join([*parts, f"{'=' * 80}\nPackages that built this site, and the licenses that they declare\n", "".join(lines)])


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception is None and app.builder.name == "html":
        (Path(app.outdir) / FILE).write_text(page(Path(app.confdir)), encoding="utf-8")


def setup(app: Sphinx) -> None:
    app.connect("build-finished", write)
