"""This book's own checks: one for each claim of the article that the tables can decide, and the rules that `make check` adds for them."""

from bilateral.check.claims import computed_verdicts, judged_claims

from . import article as article

RULES, REVIEW = (judged_claims,), (computed_verdicts,)
