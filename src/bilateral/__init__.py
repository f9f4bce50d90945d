"""Tables, measures and charts for a book about one pair of countries.

Facts flow one way, and each room knows only those before it: ``data/*.csv`` -> ``tables`` -> ``measures`` -> ``charts`` (on ``draw``) and
``web`` (what is HTML) -> the pages, whose cells use ``notebook``. ``check`` validates the data; ``words`` writes dates and numbers as prose
does. No module names a country: the pair, its posts, the ladder and every date live in ``data/``.
"""
