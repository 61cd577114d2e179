"""SCTBench CS/din_phil4_sat: 4 dining philosophers who all reach for the same side first. They deadlock, or all eat, which the original
reports as the error too: it fails in every run."""

from philosophers_family import philosophers


def scenario():
    philosophers(seats=4)
