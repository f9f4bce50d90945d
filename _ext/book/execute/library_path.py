"""Let the build and the pages' kernels import the library (`src/`) and the pages' helpers (`book/`).

Nothing has to be installed: kernels are child processes and inherit `PYTHONPATH`. Extensions named after this one may import both.
"""

import os
import sys

from sphinx.application import Sphinx

FOLDERS = ("src", "book")


def setup(app: Sphinx) -> None:
    ours = [str(app.confdir / folder) for folder in FOLDERS]
    inherited = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(ours + inherited))
    sys.path[:0] = [path for path in ours if path not in sys.path]
