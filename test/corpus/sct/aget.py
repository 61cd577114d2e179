"""SCTBench CB/aget-bug2: downloads add to the number of bytes written under a lock, and the handler that saves the state on an interrupt reads
it without one: the saved number and the saved offsets do not belong together. Reduced to the counts; the signal is a thread."""

import threading


class Download:
    def __init__(self, parts):
        self.lock = threading.Lock()
        self.offsets = [0] * parts
        self.written = 0

    def receive(self, part, chunk):
        with self.lock:
            self.offsets[part] += chunk
            self.written += chunk

    def save(self):
        return self.written, sum(list(self.offsets))


def scenario():
    download = Download(2)
    saved = []

    threads = [threading.Thread(target=download.receive, args=(part, 512)) for part in range(2)]
    threads.append(threading.Thread(target=lambda: saved.append(download.save())))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written, offsets = saved[0]
    assert written == offsets, f"{written} bytes noted, {offsets} by the offsets"
