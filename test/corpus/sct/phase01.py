"""SCTBench CS/phase01_bad: two threads go through the same phases; the second time the first lock is taken, nobody gives it back. The
other thread waits for ever in every run."""

import threading


def scenario():
    x, y = threading.Lock(), threading.Lock()

    def phases():
        with x:
            pass
        x.acquire()
        with y:
            pass
        with y:
            pass

    threads = [threading.Thread(target=phases) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
