"""Amounts as somebody typed them who slipped: a digit too many or too few, an uplift twice.

Part of the second program (many_oracle.py): what many_books.py makes of last year's amounts. They
lie at the limits of docs/checks.md, Flags, and a step inside and outside.
"""
from fractions import Fraction

from year_model import rate

UPLIFTS = ["5.66%", "100%", "0.01%", "3.1415%", "1/3", "50%", "216%", "0%", "2.83%"]


def steps(rng, exact, unit):
    """A whole amount near an exact one, in its unit: at it, or a step or two beside."""
    return (round(exact / unit) + rng.choice([0, 0, 0, 1, -1, 2, -2])) * unit


def tenfold(rng, amount, unit):
    """About ten times or a tenth, more often at the limits."""
    times = rng.choice([Fraction(10), Fraction(19, 2), Fraction(19, 2), Fraction(21, 2)])
    return steps(rng, amount * (times if rng.random() < 0.5 else 1 / times), unit)


def uplifted(rng, amount, unit, uplift):
    """Once, twice or three times; at times two pounds beside, or half a hundredth of a per cent."""
    share = rate(uplift)
    exact = amount * (1 + share) ** rng.choice([1, 2, 2, 2, 3])
    tick = Fraction(amount, 20000)
    exact += rng.choice([0, 0, 200, 200, -200, -200, tick, -tick])
    return steps(rng, exact, unit)


def slip(rng, amount, unit, uplift, most):
    """Another amount than last year's; the same where it would be more than a book may hold."""
    way = uplifted(rng, amount, unit, uplift) if uplift and rng.random() < 0.8 else tenfold(
        rng, amount, unit)
    return way if abs(way) <= most else amount
