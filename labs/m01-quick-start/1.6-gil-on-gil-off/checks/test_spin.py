"""Step 2: work that needs the interpreter, so that the lock can be felt."""

from labkit.testing import Subject, expect, shown

ROUNDS = 2000


def test_spin_computes_in_python(subject: Subject) -> None:
    seen = subject.call("scenario:spinning", ROUNDS)
    first, double, again = seen["work"]
    expect(
        type(seen["result"]) is int,
        f"spin({ROUNDS}) returned {seen['result']!r}",
        expected="an int",
        actual=repr(seen["result"])[:80],
        at="spin",
    )
    told = f"spin({ROUNDS}) ran {first} lines of Python, spin({2 * ROUNDS}) {double}, spin({ROUNDS}) once more {again}"
    growth = double / max(first, 1)
    expect(
        growth > 1.2,
        f"spin({2 * ROUNDS}) runs no more Python code than spin({ROUNDS}): something else does the work, or nothing",
        misconception="m2",
        expected="twice the lines for twice the rounds",
        actual=f"{first} lines and {double} lines",
        at="spin",
        details=[told, "The lock is about Python code. What does not run as Python code cannot show it."],
    )
    expect(
        1.5 <= growth <= 2.5 and abs(again - first) <= 0.1 * first,
        "the work of spin does not follow n",
        expected="twice the lines for twice the rounds, and the same for the same",
        actual=f"{first}, {double} and {again} lines",
        at="spin",
        details=[told, "A result kept from an earlier call, or work that grows faster than n, makes every ratio lie."],
    )
    expect(
        not seen["let_in"],
        f"while spin({20 * ROUNDS}) ran, another thread came in, although nobody asked spin to make room",
        misconception="m2",
        expected="spin keeps the GIL until somebody wants it",
        actual="spin gave it up by itself",
        at="spin",
        details=["Look at the functions that spin calls: which of them waits, or works on a large buffer in C?"],
    )
    kept = "" if seen["let_in"] is None else ", and it kept the GIL while it ran"
    shown(f"{first} lines of Python for {ROUNDS} rounds, {double} for twice as many{kept}")
