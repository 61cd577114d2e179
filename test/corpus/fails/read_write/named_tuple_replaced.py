"""An immutable state, replaced by two threads from the same old one.

form: assertion
"""

import threading
from typing import NamedTuple


class Score(NamedTuple):
    home: int = 0
    away: int = 0


class Match:
    def __init__(self):
        self.score = Score()

    def home_goal(self):
        self.score = self.score._replace(home=self.score.home + 1)

    def away_goal(self):
        self.score = self.score._replace(away=self.score.away + 1)


def scenario():
    match = Match()
    threads = [threading.Thread(target=match.home_goal), threading.Thread(target=match.away_goal)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert match.score == Score(1, 1), match.score
