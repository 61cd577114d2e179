"""`cancel` stops only what has not begun.

form: assertion
"""

from concurrent.futures import ThreadPoolExecutor


def scenario():
    sent = []
    with ThreadPoolExecutor(1) as pool:
        mail = pool.submit(sent.append, "mail")
        mail.cancel()
    assert not sent, "the mail went out"
