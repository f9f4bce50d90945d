"""Give the build and the pages' kernels the library (`src/`), the pages' helpers (`book/`), and settings that are the book's alone.

Nothing has to be installed: kernels are child processes and inherit what stands in the environment here. Extensions named after this one may
import library and helpers. What a user has set for Python, Jupyter, IPython, matplotlib, pandas or Sphinx would reach the pages: it is left out, and
those programs keep their files in a folder of the book's own, so that a home that cannot be written or has settings of its own changes nothing.
"""

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

FOLDERS = ("src", "book")
FOREIGN = (  # how the names of variables begin by which programs that the build runs are told what to do
    *("PYTHON", "IPYTHON", "IPYKERNEL", "JUPYTER", "TRAITLETS", "PYDEV", "DEBUGPY", "MPL", "MATPLOTLIB"),
    *("PANDAS", "NPY_", "NUMPY", "SCIPY", "SPHINX", "READTHEDOCS", "SOURCE_DATE_EPOCH"),
)
KEPT = {"PYTHONPATH", "PYTHONHOME", "PYTHONUTF8", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONUNBUFFERED"}
OWN = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR")


def without_settings(environment: MutableMapping[str, str]) -> None:
    """Take out of ``environment`` what would have the programs of the build work otherwise than on the next machine."""
    for name in [name for name in environment if name.startswith(FOREIGN) and name not in KEPT]:
        del environment[name]


def room(build: Path) -> Path:
    """Where the programs keep what they write: from one build to the next in the environment, or in ``build`` where that cannot be written."""
    environment = Path(sys.prefix)
    return (environment if sys.prefix != sys.base_prefix and os.access(environment, os.W_OK) else build) / "settings"


def furnish(environment: MutableMapping[str, str], root: Path, build: Path) -> None:
    """Make ``environment`` that of the book in ``root``."""
    without_settings(environment)
    for name in OWN:
        folder = room(build) / name.lower()
        folder.mkdir(parents=True, exist_ok=True)
        environment[name] = str(folder)
    inherited = [path for path in environment.get("PYTHONPATH", "").split(os.pathsep) if path]
    environment["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([*(str(root / folder) for folder in FOLDERS), *inherited]))


def setup(app: Sphinx) -> None:
    if sys.flags.optimize > 1:
        raise ExtensionError("This Python leaves out docstrings, which say how numbers are counted: unset PYTHONOPTIMIZE.")
    furnish(os.environ, Path(app.confdir), Path(app.outdir).parent)
    sys.path[:0] = [str(app.confdir / folder) for folder in FOLDERS]
