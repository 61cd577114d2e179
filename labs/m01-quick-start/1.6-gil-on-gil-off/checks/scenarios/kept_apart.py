"""Two totals side by side."""

from gil_probe import SharedTotal


def scenario(first: list[int], second: list[int]) -> list[int]:
    one, other = SharedTotal(), SharedTotal()
    for number in first:
        one.add(number)
    for number in second:
        other.add(number)
    return [one.value, other.value, SharedTotal().value]
