"""What an exhibit is where it is shown: data, and the forms that other rooms make of it. Loads nothing that draws."""

from collections.abc import Callable
from typing import Any, TypeAlias

MIME = "application/vnd.bilateral.exhibit+json"
POINTS = 72.0  # an inch

Data: TypeAlias = dict[str, Any]
SHOWN_AS: dict[str, Callable[[Data], str]] = {}  # by MIME type: what shows the data where nothing knows ``MIME``
