"""Charts, one function each; every one returns an :class:`Exhibit`."""

from .corridor import corridor
from .exhibit import Exhibit, Source, cite

__all__ = ["Exhibit", "Source", "cite", "corridor"]
