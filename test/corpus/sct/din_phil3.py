"""SCTBench CS/din_phil3_sat: 3 dining philosophers who all reach for the same side first. They deadlock, or all eat, which the original
reports as the error too: it fails in every run."""

from philosophers_family import philosophers


def scenario():
    philosophers(seats=3)
