"""SCTBench CS/fsbench_bad: 27 threads allocate blocks for inodes, each under the lock of its inode and of a block. The last thread's
inode has no lock: an index past the end, in every run.

Beyond the promise: 27 threads."""

import threading

BLOCKS = 26
INODES = 32
THREADS = 27


class FileSystem:
    def __init__(self):
        self.inode_locks = [threading.Lock() for _ in range(BLOCKS)]
        self.block_locks = [threading.Lock() for _ in range(BLOCKS)]
        self.busy = [False] * BLOCKS
        self.inode = [0] * INODES

    def allocate(self, number):
        inode = number % INODES
        with self.inode_locks[inode]:
            if self.inode[inode] == 0:
                block = inode * 2 % BLOCKS
                for _ in range(BLOCKS // 2):
                    with self.block_locks[block]:
                        if not self.busy[block]:
                            self.busy[block] = True
                            self.inode[inode] = block + 1
                            break
                    block = (block + 1) % BLOCKS


def scenario():
    disk = FileSystem()
    threads = [threading.Thread(target=disk.allocate, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
