"""`python test/bench`: reads jobs from standard input, a JSON line each, and writes an answer line for each.

It ends after an answer that left threads behind: whoever asks starts it again for the rest.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import asdict

from job import Answer, Job

_MODULES = {
    "labkit": "labkit_explorer",
    "frontrun": "frontrun_explorer",
    "stress": "real_threads",
    "random": "real_threads",
}


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # What programs print is not an answer.
    for line in sys.stdin:
        job = Job(**json.loads(line))
        technique = importlib.import_module(_MODULES[job.technique.split()[0]])
        answer: Answer = getattr(technique, job.measure)(job)
        answers.write(json.dumps(asdict(answer)) + "\n")
        answers.flush()
        if answer.stuck:
            break
    os._exit(0)


main()
