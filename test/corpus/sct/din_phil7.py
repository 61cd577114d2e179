"""SCTBench CS/din_phil7_sat: 7 dining philosophers who all reach for the same side first. They deadlock, or all eat, which the original
reports as the error too: it fails in every run.

Beyond the promise: 7 threads."""

from philosophers_family import philosophers


def scenario():
    philosophers(seats=7)
