"""`id` and sets of the program's own objects: the same in each replay, and no order of ids is taken for granted."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from labkit.explore import Options, Result, explore

ORDERED = """
    import threading

    class Account:
        def __init__(self):
            self.lock = threading.Lock()
            self.balance = 10

    def move(source, target, amount):
        first, second = (source, target) if id(source) < id(target) else (target, source)
        with first.lock, second.lock:
            source.balance -= amount
            target.balance += amount

    def scenario():
        left, right = Account(), Account()
        there = threading.Thread(target=move, args=(left, right, 1))
        back = threading.Thread(target=move, args=(right, left, 1))
        there.start(); back.start()
        there.join(); back.join()
        assert left.balance + right.balance == 20
"""


def run(folder: Path, source: str, **options: int) -> Result:
    path = folder / "program.py"
    path.write_text(dedent(source))
    return explore(path, options=Options(**options))  # type: ignore[arg-type]


def test_locks_taken_in_the_order_of_ids_are_proved(tmp_path: Path) -> None:
    assert run(tmp_path, ORDERED).verdict == "proved"


def test_a_program_that_is_right_for_one_order_of_ids_only_fails(tmp_path: Path) -> None:
    source = """
        import threading

        class Seat:
            pass

        def scenario():
            seats = Seat(), Seat()
            asks = [threading.Thread(target=id, args=(one,)) for one in seats]
            for one in asks: one.start()
            for one in asks: one.join()
            assert id(seats[0]) < id(seats[1]), "the second seat has the smaller id"
    """
    result = run(tmp_path, source)
    assert (result.verdict, result.message) == ("failed", "the second seat has the smaller id")
    assert result.confirmed == 3


def test_a_set_of_objects_is_walked_alike_in_each_replay(tmp_path: Path) -> None:
    source = """
        import threading

        class Seat:
            def __init__(self): self.taken = 0

        def scenario():
            seats = {Seat() for _ in range(6)}
            def take():
                for one in seats:
                    one.taken += 1
            both = [threading.Thread(target=take) for _ in range(2)]
            for one in both: one.start()
            for one in both: one.join()
            assert all(one.taken == 2 for one in seats), "a seat is lost"
    """
    for seed in range(5):
        result = run(tmp_path, source, seed=seed)
        assert (result.verdict, result.confirmed) == ("failed", 3), result.message


def test_a_class_with_a_hash_or_an_equality_of_its_own_keeps_it(tmp_path: Path) -> None:
    source = """
        class Own:
            def __hash__(self): return 7

        class Equal:
            def __eq__(self, other): return True

        class Heir(Own):
            pass

        def scenario():
            assert hash(Own()) == hash(Heir()) == 7
            try:
                hash(Equal())
            except TypeError:
                pass
            else:
                raise AssertionError("Equal became hashable")
            one = Heir()
            assert {one: 1}[one] == 1 and id(one) == id(one) != id(Heir())
    """
    assert run(tmp_path, source).verdict in ("passed", "proved")
