"""Quizzes keep their promises: one right answer, each wrong one explained, programs that print what is claimed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

LABS = Path(__file__).parents[2] / "labs"
QUIZZES = sorted(LABS.glob("m*/quiz.json"))
QUESTIONS = [
    pytest.param(quiz, question, id=f"{quiz['id']}-{question['id']}")
    for quiz in (json.loads(path.read_text(encoding="utf-8")) for path in QUIZZES)
    for question in quiz["questions"]
]


def right(question: dict) -> dict:
    (answer,) = [answer for answer in question["answers"] if answer["correct"]]
    return answer


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.parent.name)
def test_the_pool_asks_for_each_misconception_in_two_questions_at_least(path: Path) -> None:
    quiz = json.loads(path.read_text(encoding="utf-8"))
    assert len(quiz["questions"]) > quiz["asked"] >= 5
    for misconception in quiz["misconceptions"]:
        showing = [
            question["id"]
            for question in quiz["questions"]
            if any(answer.get("misconception") == misconception["id"] for answer in question["answers"])
        ]
        assert len(showing) >= 2, misconception["id"]


@pytest.mark.parametrize(("quiz", "question"), QUESTIONS)
def test_one_answer_is_right_and_every_other_names_its_misconception(quiz: dict, question: dict) -> None:
    known = {misconception["id"] for misconception in quiz["misconceptions"]}
    assert "misconception" not in right(question)
    for answer in question["answers"]:
        assert len(answer["explanation"]) > 60
        assert answer["correct"] or answer["misconception"] in known
    texts = [answer["text"] for answer in question["answers"]]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("path", QUIZZES, ids=lambda path: path.parent.name)
def test_the_right_answer_has_no_favourite_place(path: Path) -> None:
    questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
    places = [question["answers"].index(right(question)) for question in questions]
    assert max(places.count(place) for place in set(places)) <= len(places) / 2


@pytest.mark.parametrize(
    ("quiz", "question"), [param for param in QUESTIONS if "print(" in param.values[1].get("code", "")]
)
def test_a_program_prints_what_its_right_answer_says(quiz: dict, question: dict) -> None:
    run = subprocess.run(
        [sys.executable, "-c", question["code"]], capture_output=True, text=True, timeout=30, check=True
    )
    claimed = " ".join(re.findall(r"`([^`]+)`", right(question)["text"]))
    assert run.stdout.split() == claimed.split()


@pytest.mark.parametrize(("quiz", "question"), [param for param in QUESTIONS if param.values[1].get("code")])
def test_code_is_python(quiz: dict, question: dict) -> None:
    compile(question["code"], question["id"], "exec")
