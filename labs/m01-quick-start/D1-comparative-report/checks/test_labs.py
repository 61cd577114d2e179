"""Step 5: labs 1.1 to 1.4, all their checks, on the files beside your report."""

from labkit.testing import Brought


def test_lab_1_1(brought: Brought) -> None:
    brought.passes("1.1")


def test_lab_1_2(brought: Brought) -> None:
    brought.passes("1.2")


def test_lab_1_3(brought: Brought) -> None:
    brought.passes("1.3")


def test_lab_1_4(brought: Brought) -> None:
    brought.passes("1.4")
