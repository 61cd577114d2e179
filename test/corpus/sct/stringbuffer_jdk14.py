"""SCTBench CB/stringbuffer-jdk1.4: every method of the buffer is synchronized, and append asks the other buffer for its length and then for
its characters in two calls. An erase between them leaves the length stale."""

import threading


class StringBuffer:
    def __init__(self, text=""):
        self.lock = threading.RLock()
        self.chars = list(text)

    def length(self):
        with self.lock:
            return len(self.chars)

    def get_chars(self, start, end):
        with self.lock:
            assert 0 <= start <= end <= len(self.chars), f"characters {start} to {end} of {len(self.chars)}"
            return self.chars[start:end]

    def append_buffer(self, other):
        with self.lock:
            count = other.length()
            self.chars.extend(other.get_chars(0, count))

    def append(self, text):
        with self.lock:
            self.chars.extend(text)

    def erase(self, start, end):
        with self.lock:
            del self.chars[start:end]


def scenario():
    shared = StringBuffer("abc")

    def rewrite():
        shared.erase(0, 3)
        shared.append("abc")

    def copy():
        StringBuffer().append_buffer(shared)

    threads = [threading.Thread(target=copy), threading.Thread(target=rewrite)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
