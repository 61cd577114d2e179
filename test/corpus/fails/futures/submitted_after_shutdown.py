"""One thread closes the pool while another still submits.

form: exception
"""

import threading
from concurrent.futures import ThreadPoolExecutor


def scenario():
    pool = ThreadPoolExecutor(1)

    def late():
        pool.submit(print, "late")

    t = threading.Thread(target=late)
    t.start()
    pool.shutdown()
    t.join()
