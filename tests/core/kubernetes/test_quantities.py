from __future__ import annotations

from fractions import Fraction

import pytest

from core.kubernetes.quantities import amount, is_whole


@pytest.mark.parametrize(
    ("quantity", "number"),
    [
        ("500m", Fraction(1, 2)),
        ("1Gi", 2**30),
        ("1.5G", 1_500_000_000),
        (".5", Fraction(1, 2)),
        ("5.", 5),
        ("1e3", 1000),
        ("1E-3", Fraction(1, 1000)),
        ("1E", 10**18),
        ("-3", -3),
        (" 2 ", 2),
        (0.5, Fraction(1, 2)),
        (7, 7),
        ("100n", Fraction(1, 10**7)),
    ],
)
def test_a_quantity_means_a_number(quantity: object, number: Fraction) -> None:
    assert amount(quantity) == number


@pytest.mark.parametrize(
    "quantity", ["1Gb", "1GB", "1KI", "", "1 Gi", "0x1", "1K", "1Mii", "m", "1m1"]
)
def test_what_is_no_quantity_is_refused(quantity: str) -> None:
    with pytest.raises(ValueError, match="quantit"):
        amount(quantity)


def test_milli_units_may_make_a_whole() -> None:
    assert is_whole("1000m")
    assert not is_whole("1500m")
