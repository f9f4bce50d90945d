"""Charts, one function each; every one returns an :class:`Exhibit`. A module a subject: import the function from there."""

from .corridor import corridor
from .exhibit import Exhibit
from .listing import Listing

__all__ = ["Exhibit", "Listing", "corridor"]
