"""SCTBench CB/pbzip2-0.9.4: the main thread deletes the queue of blocks once all work is done, without waiting for the consumers, which still
use the queue's lock to see that nothing comes any more. Reduced to the queue; a deleted queue has no lock."""

import threading


class Queue:
    def __init__(self, blocks):
        self.lock = threading.Lock()
        self.blocks = list(blocks)
        self.written = 0

    def delete(self):
        self.lock = None
        self.blocks = None


def scenario():
    blocks = 2
    queue = Queue(range(blocks))
    all_written = threading.Event()

    def consume():
        while True:
            with queue.lock:
                if not queue.blocks:
                    return
                queue.blocks.pop(0)
                queue.written += 1
                if queue.written == blocks:
                    all_written.set()

    def write_file():
        all_written.wait()
        queue.delete()

    threads = [threading.Thread(target=consume), threading.Thread(target=write_file)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
