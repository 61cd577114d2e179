"""SCTBench CS/carter01_bad: two classes of users share a resource; the first of a class takes the resource while it still holds the
door. When the other class has the resource, it needs the door to give it back: deadlock. Two more threads do nothing."""

import threading


def scenario():
    door, resource = threading.Lock(), threading.Lock()
    inside = {"a": 0, "b": 0}

    def use(kind):
        with door:
            inside[kind] += 1
            if inside[kind] == 1:
                resource.acquire()
        with door:
            inside[kind] -= 1
            if inside[kind] == 0:
                resource.release()

    def idle():
        pass

    threads = [threading.Thread(target=use, args=("a",)), threading.Thread(target=use, args=("b",))]
    threads += [threading.Thread(target=idle), threading.Thread(target=idle)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
