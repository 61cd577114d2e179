"""The scheduler: one thread runs at a time, and a decision comes before every visible operation.

There is no scheduler thread. The thread that announces an operation decides who goes on, wakes that one and waits
for its own turn (`_switch`), so a decision to go on costs no hand-over at all.
"""

from __future__ import annotations

import _thread
import traceback
from bisect import insort
from collections.abc import Callable
from operator import attrgetter
from typing import Any, NoReturn, Protocol

from labkit.explore.engine.operation import END, EXIT, TICK
from labkit.explore.engine.outcome import FINE, REDUNDANT, Abandoned, Blocked, Outcome
from labkit.explore.engine.task import Task
from labkit.explore.engine.words import deadlock, in_words
from labkit.explore.engine.workers import Workers

Step = tuple[int, int, int | None]
"""Thread (or TICK), kind of operation, site."""

_INDEX = attrgetter("index")
_REFUSALS = 200
_GENEROUS = 10.0
_UNFAIR_SHARE = 0.5
_SLEEP = 200
"""Steps in turn for which a sleep may last: then the clock jumps to its end, however busy the others are."""


class Strategy(Protocol):
    """An oracle. It sees the threads that can run, in the order of their numbers, and returns one."""

    early: bool
    """Whether timers may fire while threads can still run."""

    def begin(self) -> bool:
        """Before each schedule. False: nothing is left to try."""
        ...

    def end(self, steps: int) -> None:
        """After each schedule."""
        ...

    def choose(self, ready: list[Task], me: Task) -> Task | None:
        """None: what follows is known already, leave this schedule."""
        ...

    def ticks(self, ready: list[Task]) -> bool:
        """Asked only if `early`: does the clock jump now?"""
        ...


class Observer(Protocol):
    """Sees each operation when it is announced and again before it is done. Costs nothing when absent."""

    def announced(self, task: Task) -> None: ...

    def step(self, task: Task) -> None: ...

    def blocked(self, task: Task) -> Blocked: ...


class Scheduler:
    """Runs schedules, one after another. Owns the parked threads; use it as a context manager.

    `step_limit`: steps of one schedule after which it counts as without progress. The second half of them is fair
    (every thread in turn), so that a strategy that starves a thread reports no livelock.
    """

    def __init__(self, step_limit: int = 20_000, *, fair: bool = False) -> None:
        self.step_limit = step_limit
        self.drawn_limit = step_limit if fair else int(step_limit * _UNFAIR_SHARE)
        """Steps of one schedule that the strategy chooses; those after it are taken in turn."""
        self.workers = Workers()
        self.quiet = True
        """True: points pass. Outside a schedule, and while an observer looks at objects."""
        self.epoch = 0
        self.steps = 0
        """Steps of all schedules: what the watchdog looks at."""
        self.running = False
        self._stopping = False
        self.reset(None)  # type: ignore[arg-type]

    def __enter__(self) -> Scheduler:
        return self

    def __exit__(self, *_: object) -> None:
        self.workers.close()

    def reset(self, strategy: Strategy, observer: Observer | None = None) -> None:
        """Forgets the last schedule."""
        self.epoch += 1
        self.strategy = strategy
        self.observer = observer
        self.trace: list[Step] = []
        self.tasks: list[Task] = []
        self.ready: list[Task] = []
        self.outcome = FINE
        self.returned: object = None
        """What the scenario returned, if it did."""
        self.now = 0.0
        self.slept = 0.0
        self.timed = False
        self.ticked = False
        self.unfair = False
        self.cut = False
        """The scenario ended while a daemon thread could still run: what that one would do was not seen."""
        self._timers: list[Task] = []
        self._stopping = False
        self.current: Task = None  # type: ignore[assignment]

    # -- one schedule ------------------------------------------------------------------------------------------------

    def run(self, scenario: Callable[[], object], exit_work: Callable[[], object]) -> Outcome:
        """Runs `scenario` as thread 0 in the calling thread, under the strategy given to `reset`."""
        home = _thread.allocate_lock()
        home.acquire()
        main = Task(0, "main", home, lambda: None, False)
        main.begun = True
        self.tasks.append(main)
        self.ready.append(main)
        self.current = main
        self.quiet = False
        self.running = True
        try:
            returned = scenario()
            exit_work()
            self._wait_for_the_rest(main)
            self.cut = len(self.ready) > 1
            self.returned = returned
        except Abandoned:
            pass
        except BaseException as error:
            self.fail(error, main)
        self._drain(main)
        self.running = False
        self.quiet = True
        return self.outcome

    def _wait_for_the_rest(self, main: Task) -> None:
        for task in self.tasks[1:]:
            if not task.daemon and not task.finished:
                task.joiners.append(main)
                self.ready.remove(main)
                self.step(EXIT, None, None)

    def _drain(self, main: Task) -> None:
        """Unwinds every thread that is still somewhere in its work, one at a time."""
        self._stopping = True
        main.finished = True
        for task in self.tasks:
            if task.begun and not task.finished:
                self.current = task
                task.turn.release()
                main.turn.acquire()

    def fail(self, error: BaseException, task: Task) -> None:
        """An exception nobody caught. The first one counts."""
        if self.outcome is FINE and not self._stopping:
            form = "assertion" if isinstance(error, AssertionError) else "exception"
            self.quiet = True
            text = str(error) or in_words(error)
            self.outcome = Outcome(
                form,
                text if form == "assertion" else f"{type(error).__name__}: {error}",
                task.index,
                frames=tuple(
                    (frame.f_code.co_filename, line, frame.f_code.co_name)
                    for frame, line in traceback.walk_tb(error.__traceback__)
                ),
            )
            self.quiet = False
        self._stopping = True

    def stop(self, outcome: Outcome) -> NoReturn:
        """Ends the schedule from inside the running thread. Does not return."""
        if self.outcome is FINE:
            self.outcome = outcome
        self._stopping = True
        me = self.current
        main = self.tasks[0]
        if me.finished and me is not main:
            self.current = main
            main.turn.release()
        elif me is not main:
            self._switch(me, main)
        raise Abandoned

    def abandon(self) -> None:
        """From another thread: the running schedule ends at its next step."""
        self._stopping = True

    # -- one step ----------------------------------------------------------------------------------------------------

    def step(self, kind: int, target: Any, site: int | None) -> None:
        """Announces the running thread's next operation and returns when that thread is chosen to do it."""
        if self.quiet:
            return
        if self._stopping:
            self._refuse()
        me = self.current
        me.kind = kind
        me.target = target
        me.site = site
        me.operation = None
        if self.observer is not None:
            self.quiet = True
            self.observer.announced(me)
            self.quiet = False
        chosen = self._choose(me)
        if chosen is not me:
            self._switch(me, chosen)
            if self._stopping:
                raise Abandoned

    def _switch(self, me: Task, to: Task) -> None:
        """The only place where one thread hands over to another and waits."""
        self.current = to
        to.turn.release()
        me.turn.acquire()

    def _choose(self, me: Task) -> Task:
        ready = self.ready
        strategy = self.strategy
        in_turn = len(self.trace) >= self.drawn_limit
        if in_turn:
            self._wake_the_patient()
        elif strategy.early and self._timers:
            while self._early(ready) and strategy.ticks(ready):
                self.ticked = True
                self.trace.append((TICK, 0, None))
                self._advance()
        if not ready:
            if self._timers:
                self._advance()
            else:
                self._nothing_can_run()
        trace = self.trace
        if in_turn:
            chosen = self._in_turn(me)
        else:
            choice = strategy.choose(ready, me)
            if choice is None:
                self.stop(REDUNDANT)
            chosen = choice
        trace.append((chosen.index, chosen.kind, chosen.site))
        self.steps += 1
        if self.observer is not None:
            self.quiet = True
            self.observer.step(chosen)
            self.quiet = False
        return chosen

    def _in_turn(self, me: Task) -> Task:
        self.unfair = True
        if len(self.trace) >= self.step_limit:
            fair = self.step_limit - self.drawn_limit or self.step_limit
            self.stop(Outcome("livelock", f"no progress in {fair} steps in which every thread had its turn", me.index))
        return next((task for task in self.ready if task.index > me.index), self.ready[0])

    def _wake_the_patient(self) -> None:
        """Threads have their turn, and sleeps come to their end, the first one first."""
        since = len(self.trace) - _SLEEP
        if self._timers and since % _SLEEP == 0:
            asleep = [task.deadline or 0.0 for task in self._timers if task.armed <= since]
            if asleep:
                self._advance(min(asleep))

    def _refuse(self) -> None:
        me = self.current
        me.refusals += 1
        if me.refusals > _REFUSALS and me.index:
            # It catches everything and goes on for ever: leave it where it is and go on without it.
            me.finished = True
            self.workers.replace(me.index - 1)
            self.current = self.tasks[0]
            self.tasks[0].turn.release()
            me.turn.acquire()
        raise Abandoned

    @property
    def stopping(self) -> bool:
        return self._stopping

    # -- waiting -----------------------------------------------------------------------------------------------------

    def block(self, task: Task, seconds: float | None = None, patience: float | None = None) -> None:
        """Takes the running thread out of those that can run, for `seconds` of virtual time at most."""
        if self._stopping:
            self._refuse()
        self.ready.remove(task)
        if seconds is not None:
            self.timed = True
            task.timed_out = False
            task.patience = patience
            task.deadline = self.now + seconds
            task.armed = len(self.trace)
            self._timers.append(task)
            if patience is None:
                self.slept += seconds

    def unblock(self, task: Task) -> None:
        """Lets a thread run again."""
        if task not in self.ready:
            insort(self.ready, task, key=_INDEX)

    def settle(self, task: Task) -> None:
        """Takes back the time-out of a thread that got what it waited for."""
        if task.deadline is not None:
            task.deadline = None
            if task in self._timers:
                self._timers.remove(task)

    def _early(self, ready: list[Task]) -> bool:
        """Whether the next timer may fire while others run: not if it is a generous time-out."""
        if not ready or not self._timers:
            return False
        task = min(self._timers, key=lambda one: (one.deadline or 0.0, one.index))
        return task.patience is None or task.patience < _GENEROUS * self.slept

    def _advance(self, to: float | None = None) -> None:
        """Lets the clock jump to the next timer, or to this time, and fires what is due by then."""
        self.now = max(self.now, min(task.deadline or 0.0 for task in self._timers) if to is None else to)
        for task in [one for one in self._timers if (one.deadline or 0.0) <= self.now]:
            self._timers.remove(task)
            task.deadline = None
            task.timed_out = True
            self.unblock(task)

    def _nothing_can_run(self) -> None:
        main = self.tasks[0]
        waiting = [task for task in self.tasks if not task.finished and (not task.daemon or task.index == 0)]
        self.quiet = True
        blocked = tuple(self.observer.blocked(task) for task in waiting) if self.observer else ()
        self.quiet = False
        if main.kind == EXIT:
            names = ", ".join(task.name for task in waiting if task is not main)
            message = f"scenario returned, but {names} waits for ever"
            self.stop(Outcome("leak", message, self.current.index, blocked))
        self.stop(Outcome("deadlock", deadlock(waiting, blocked), 0, blocked))

    # -- threads -----------------------------------------------------------------------------------------------------

    def new_task(self, name: str, run: Callable[[], None], daemon: bool) -> Task:
        """A thread that can run from now on; its worker is woken when it is first chosen."""
        index = len(self.tasks)
        worker = self.workers.worker(index - 1)
        task = Task(index, name, worker.turn, run, daemon)
        worker.job = lambda: self._life(task)
        self.tasks.append(task)
        self.ready.append(task)
        return task

    def _life(self, task: Task) -> None:
        task.begun = True
        try:
            if self._stopping:
                raise Abandoned
            task.run()
            self.step(END, task, None)
        except Abandoned:
            pass
        except BaseException as error:
            self.fail(error, task)
        lost = task.finished
        task.finished = True
        if lost:
            _thread.allocate_lock().acquire()
        if self._stopping:
            self.current = self.tasks[0]
            self.tasks[0].turn.release()
            return
        self.ready.remove(task)
        for joiner in task.joiners:
            self.settle(joiner)
            self.unblock(joiner)
        task.joiners.clear()
        try:
            chosen = self._choose(task)
        except Abandoned:
            return
        self.current = chosen
        chosen.turn.release()
