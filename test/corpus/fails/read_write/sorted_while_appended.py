"""A list is sorted with a Python key while another thread appends.

form: exception
"""

import threading


def last_letter(word):
    return word[-1]


def scenario():
    names = ["eva", "udo", "kim"]
    sorter = threading.Thread(target=lambda: names.sort(key=last_letter))
    adder = threading.Thread(target=names.append, args=("jan",))
    sorter.start()
    adder.start()
    sorter.join()
    adder.join()
