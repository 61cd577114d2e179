"""The kit of Concurrency Labs: runs a lab's checks and benchmarks against a learner's files."""

__version__ = "0.1.0"
