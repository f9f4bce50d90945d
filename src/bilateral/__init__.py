"""Tables, measures and exhibits for a book about one pair of countries.

Facts flow one way: ``data/*.csv`` -> ``tables`` -> ``status``, ``visits``, ``sanctions``, ``episodes`` -> ``exhibits`` -> the pages.
No module names a country: the pair, its posts, the ladder and every date live in ``data/``.
"""
