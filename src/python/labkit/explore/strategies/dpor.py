"""Dynamic partial order reduction with sleep sets: every distinct order of conflicting operations, once.

Abdulla, Aronis, Jonsson, Sagonas, POPL 2014, algorithm 1 (source sets); Godefroid 1996, chapter 5 (sleep sets).
Exhaustive for programs whose only choice is the thread that goes next.
"""

from __future__ import annotations

from collections.abc import Callable

from labkit.explore.engine.operation import BEGIN, JOIN, READ, START, WRITE, Operation
from labkit.explore.engine.task import Task

Clock = dict[int, int]
Accesses = dict[tuple[int, int, str], tuple[int, int, Operation, Clock]]
"""The last access to one object by each thread, kind and name: step number, thread, operation, clock after it."""

_LONGEST = 1_500
_PAST = Operation(BEGIN, None, "")


class _Node:
    """The state before one step: who could run, what each had announced, which choices are done or still to do."""

    __slots__ = ("backtrack", "chosen", "done", "pending", "ready", "sleep")

    def __init__(self, ready: list[int], pending: dict[int, Operation], sleep: set[int], chosen: int) -> None:
        self.ready = ready
        self.pending = pending
        self.sleep = sleep
        self.chosen = chosen
        self.backtrack = {chosen}
        self.done: set[int] = set()


class Dpor:
    """Depth first. `exhausted` turns true when nothing is left, `overlong` when a schedule was too long to be
    kept (1,500 decisions): then it is left there, and the search gives up its claim and ends."""

    early = False

    def __init__(self, operation: Callable[[Task], Operation]) -> None:
        self._operation = operation
        self._nodes: list[_Node] = []
        self._depth = 0
        self._tasks: dict[int, Task] = {}
        self._first = True
        self.exhausted = False
        self.diverged = False
        self.overlong = False

    def begin(self) -> bool:
        self._depth = 0
        self._tasks = {}
        if self._first:
            self._first = False
            return True
        nodes = self._nodes
        if self.overlong:
            nodes.clear()
        while nodes:
            node = nodes[-1]
            node.done.add(node.chosen)
            left = sorted(node.backtrack - node.done - node.sleep)
            if left:
                node.chosen = left[0]
                for one in nodes:
                    # The objects of the last schedule go between schedules: their finalizers are nobody's steps.
                    one.pending = dict.fromkeys(one.pending, _PAST)
                return True
            nodes.pop()
        self.exhausted = not (self.diverged or self.overlong)
        return False

    @property
    def open_nodes(self) -> int:
        """Decisions of the last schedule that are still to be taken another way: the rest of the search has at least as
        many schedules, and up to 2 to the power of it."""
        return sum(1 for node in self._nodes if not node.backtrack <= node.done | node.sleep | {node.chosen})

    def choose(self, ready: list[Task], me: Task) -> Task | None:
        depth = self._depth
        self._depth += 1
        nodes = self._nodes
        youngest = ready[-1]
        if youngest.index not in self._tasks:
            self._tasks[youngest.index] = youngest
        if depth < len(nodes):
            node = nodes[depth]
            for task in ready:
                if task.index == node.chosen:
                    if depth == len(nodes) - 1:
                        node.pending = {one.index: self._operation(one) for one in ready}
                    else:
                        node.pending[task.index] = self._operation(task)
                    return task
            self.diverged = True
            return ready[0]
        pending = {task.index: self._operation(task) for task in ready}
        sleep = self._asleep(pending)
        awake = [task for task in ready if task.index not in sleep]
        if not awake:
            return None
        if depth >= _LONGEST:
            self.overlong = True
            return None
        chosen = me if me in awake else awake[0]
        nodes.append(_Node(list(pending), pending, sleep, chosen.index))
        return chosen

    def _asleep(self, pending: dict[int, Operation]) -> set[int]:
        if not self._nodes:
            return set()
        last = self._nodes[-1]
        step = last.pending[last.chosen]
        return {
            one for one in last.sleep | last.done
            if one != last.chosen and one in last.pending and not last.pending[one].conflicts(step)
        }  # fmt: skip

    def ticks(self, ready: list[Task]) -> bool:
        return False

    def end(self, steps: int) -> None:
        """Finds the races of the schedule that just ended and notes where to go another way."""
        nodes = self._nodes
        if self.overlong:
            return
        clocks: dict[int, Clock] = {}
        reach: dict[int, Accesses] = {}
        births: list[Clock] = [{}]
        last: dict[int, Operation] = {}
        after: list[Clock] = []
        for number, node in enumerate(nodes):
            me = node.chosen
            step = node.pending[me]
            clock = clocks.get(me)
            if clock is None:
                clock = clocks[me] = dict(births[me])
            last[me] = step
            if step.target is None:
                clock[me] = number
                after.append(dict(clock))
                if step.kind == START:
                    births.append(after[-1])
                continue
            seen = reach.setdefault(id(step.target), {})
            for then in self._races(me, step, clock, seen, after):
                for thread, at in then.items():
                    if at > clock.get(thread, -1):
                        clock[thread] = at
            clock[me] = number
            after.append(dict(clock))
            seen[me, step.kind, step.name] = (number, me, step, after[-1])
        # What was announced and never done, by a thread that waits for ever too.
        for other, task in self._tasks.items():
            operation = self._operation(task)
            if operation is not last.get(other) and operation.target is not None:
                seen = reach.get(id(operation.target), {})
                self._races(other, operation, clocks.get(other) or births[other], seen, after)

    def _races(self, me: int, step: Operation, clock: Clock, seen: Accesses, after: list[Clock]) -> list[Clock]:
        """Notes every earlier step that this one, the next after all in `after`, could have come before. Returns the
        clocks of all that it follows by its object."""
        races: list[tuple[int, int]] = []
        follows: list[Clock] = []
        for at, other, earlier, then in seen.values():
            if other != me and step.conflicts(earlier):
                follows.append(then)
                if clock.get(other, -1) < at and step.kind != JOIN and step.may_follow_reversed(earlier):
                    races.append((at, other))
        # With a third step between the two that has to follow one and come before the other, they do not race. Only of
        # reads and writes is it sure that the third could trade places with this one; a lock's owner asks it too.
        free = len(races) > 1 and step.kind in (READ, WRITE)
        for at, other in races:
            if not (free and any(between > at and after[between].get(other, -1) >= at for between, _ in races)):
                self._note(at, me, step, clock, after)
        return follows

    def _note(self, at: int, me: int, step: Operation, clock: Clock, after: list[Clock]) -> None:
        """Sees to it that the state before step `at` is left by a thread which can begin what reverses the race: all
        steps since that need not follow step `at`, and then this one."""
        node = self._nodes[at]
        if len(node.backtrack) == len(node.ready):
            return
        initials = self._initials(at, me, step, clock, after)
        if not initials.isdisjoint(node.backtrack) or not initials.isdisjoint(node.sleep):
            return
        able = initials & node.pending.keys()
        node.backtrack.update({me if me in able else min(able)} if able else node.ready)

    def _initials(self, at: int, me: int, step: Operation, clock: Clock, after: list[Clock]) -> set[int]:
        """The threads whose first step among those that need not follow step `at` need not follow another of them."""
        nodes = self._nodes
        over = nodes[at].chosen
        first: dict[int, int] = {}
        initials: set[int] = set()
        free: list[Operation] = []
        for number in range(at + 1, len(after)):
            then = after[number]
            if then.get(over, -1) >= at:
                continue
            thread = nodes[number].chosen
            free.append(nodes[number].pending[thread])
            if thread not in first:
                if all(then.get(other, -1) < begun for other, begun in first.items()):
                    initials.add(thread)
                first[thread] = number
        if (
            me not in first
            and all(clock.get(other, -1) < begun for other, begun in first.items())
            and not any(step.conflicts(one) for one in free)
        ):
            initials.add(me)
        return initials
