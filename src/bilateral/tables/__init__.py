"""The data package as typed frames, and what a date of reduced precision means. Knows no other room."""

from .package import DESCRIPTOR, Tables, as_written, home, involves, is_date, load, resource, source_ids, typed

__all__ = ["DESCRIPTOR", "Tables", "as_written", "home", "involves", "is_date", "load", "resource", "source_ids", "typed"]
