"""`python -m bilateral.check`."""

import io
import sys

from . import main

if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")  # as stderr does: a finding may quote what a console cannot show
sys.exit(main(sys.argv[1:]))
