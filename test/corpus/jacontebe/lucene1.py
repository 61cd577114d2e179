"""JaConTeBe lucene1 (LUCENE-2783): a commit holds the commit lock and waits until a merge thread has finished; the merge thread commits its own
work, which needs the commit lock. Deadlock through a condition, when the merge comes late."""

import threading


class IndexWriter:
    def __init__(self):
        self.commit_lock = threading.RLock()
        self.merges = threading.Condition()
        self.running = 1
        self.commits = 0

    def commit(self):
        with self.commit_lock:
            self.commits += 1

    def prepare_commit(self):
        with self.commit_lock:
            with self.merges:
                while self.running > 0:
                    self.merges.wait()
            self.commits += 1

    def merge(self):
        self.commit()
        with self.merges:
            self.running -= 1
            self.merges.notify_all()


def scenario():
    writer = IndexWriter()
    merging = threading.Thread(target=writer.merge, name="merge")
    update = threading.Thread(target=writer.prepare_commit, name="update")
    merging.start()
    update.start()
    merging.join()
    update.join()
    assert writer.commits == 2
