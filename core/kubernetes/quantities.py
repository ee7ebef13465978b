"""Amounts of resources as Kubernetes writes them: `500m`, `1Gi`, `1e3`, `2`."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

_NUMBER: Final = r"([+-]?(?:\d+(?:\.\d*)?|\.\d+))"
_SUFFIXES: Final = {
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    "": Fraction(1),
    **{suffix: Fraction(1000**power) for power, suffix in enumerate("kMGTPE", start=1)},
    **{f"{suffix}i": Fraction(1024**power) for power, suffix in enumerate("KMGTPE", start=1)},
}
_WRONG_FORMAT: Final = (
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
)


def amount(quantity: object) -> Fraction:
    """Return the number a quantity means; raises ValueError in the words of the API server."""
    if isinstance(quantity, int) and not isinstance(quantity, bool):
        return Fraction(quantity)
    return _parsed(str(quantity).strip())


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Fraction:
    match = re.fullmatch(rf"{_NUMBER}([eEinumkKMGTP]*)([-+]?\d*)", text)
    if match is None:
        raise ValueError(_WRONG_FORMAT)
    number, letters, exponent = match.groups()
    if letters in ("e", "E") and exponent and exponent not in ("+", "-"):
        return Fraction(number) * Fraction(10) ** max(-400, min(int(exponent), 400))
    if exponent or letters not in _SUFFIXES:
        raise ValueError("unable to parse quantity's suffix")
    return Fraction(number) * _SUFFIXES[letters]


def is_whole(quantity: object) -> bool:
    """Tell whether it is an integer."""
    return amount(quantity).denominator == 1
