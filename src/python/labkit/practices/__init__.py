"""Best-practice rules: advice read off the learner's source by `ast`. It never changes an outcome."""

from labkit.practices.review import review

__all__ = ["review"]
