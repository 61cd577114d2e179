import queue
import threading


def scenario():
    jobs = queue.Queue()
    done = []

    def work():
        while (job := jobs.get()) is not None:
            done.append(job)

    def give():
        for job in (1, 2, None):
            jobs.put(job)

    threads = [threading.Thread(target=work), threading.Thread(target=give)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done
