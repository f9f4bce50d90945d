"""Tables, measures and exhibits for a book about one pair of countries.

Facts flow one way: ``data/*.csv`` -> ``tables`` -> measures -> ``exhibits`` -> the pages. The measures are ``status`` (who represented
whom), ``visits``, ``sanctions``, ``prisoners``, ``episodes`` (the tone of the relation), ``gaps`` (ambassadors at all missions), ``context``
(votes, trade, aid), ``claims`` and ``agreement`` (how far two codings agree). ``check`` validates the data; ``dates``, ``words``,
``parameters`` and ``reference`` put into words. No module names a country: the pair, its posts, the ladder and every date live in ``data/``.
"""
