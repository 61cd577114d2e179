"""Forty pieces of work from practice, each with the models that are a sound answer."""

from __future__ import annotations

from work import Work

SITUATIONS: tuple[tuple[str, Work, str], ...] = (
    # Nothing to gain
    ("40 invoices are printed at night and nobody waits", Work("batch", 0.5, 0.4, "one"), "sync"),
    ("a weekly report, mostly computing", Work("batch", 0.7, 0.2, "one", cores=8), "sync"),
    ("a nightly export that waits for one database", Work("batch", 0.05, 0.95, "one"), "sync"),
    ("an admin page with one user at a time", Work("service", 0.1, 0.6, "one"), "sync"),
    ("the names of a few files are listed", Work("batch", 0.05, 0.05, "dozens"), "sync"),
    ("pictures are resized on a machine with one core", Work("batch", 0.9, 0.05, "dozens", cores=1), "sync"),
    ("a simulation that holds C handles", Work("batch", 0.95, 0.0, "dozens", picklable=False), "sync"),
    (
        "signatures with keys that never leave the process",
        Work("service", 0.9, 0.05, "dozens", picklable=False),
        "sync",
    ),
    (
        "a scene that cannot be sent is rendered, and hosts stand idle",
        Work("batch", 0.9, 0.05, "many-hosts", picklable=False, hosts=8),
        "sync",
    ),
    # Waiting
    ("100 links, with requests", Work("batch", 0.05, 0.9, "dozens", blocking_libs_only=True), "threads"),
    ("100 links, with a client for both worlds", Work("batch", 0.05, 0.9, "dozens"), "threads asyncio"),
    ("a chat server with 5,000 clients", Work("service", 0.05, 0.9, "thousands"), "asyncio"),
    (
        "the same chat over a library that blocks",
        Work("service", 0.05, 0.9, "thousands", blocking_libs_only=True),
        "threads",
    ),
    ("a gateway that waits for three databases", Work("service", 0.05, 0.85, "thousands", cores=16), "asyncio"),
    (
        "an API over a blocking driver, a few dozen users",
        Work("service", 0.1, 0.8, "dozens", blocking_libs_only=True),
        "threads",
    ),
    ("5,000 sensors are polled by a board with one core", Work("service", 0.05, 0.9, "thousands", cores=1), "asyncio"),
    ("telemetry of a fleet, and one host so far", Work("service", 0.05, 0.9, "many-hosts"), "asyncio"),
    (
        "open connections that cannot be pickled are polled",
        Work("batch", 0, 1, "thousands", picklable=False),
        "asyncio",
    ),
    ("a mail program fetches 30 folders", Work("interactive", 0.05, 0.85, "dozens"), "threads asyncio"),
    (
        "a spreadsheet fetches one rate with a blocking client",
        Work("interactive", 0.05, 0.9, "one", blocking_libs_only=True, picklable=False),
        "threads",
    ),
    # Computing
    ("10,000 photographs are resized", Work("batch", 0.9, 0.05, "dozens", cores=8), "processes"),
    (
        "the same without the GIL",
        Work("batch", 0.9, 0.05, "dozens", cores=8, free_threaded=True),
        "threads processes",
    ),
    (
        "the simulation with C handles, without the GIL",
        Work("batch", 0.95, 0.0, "dozens", picklable=False, free_threaded=True),
        "threads",
    ),
    ("passwords are hashed in pure Python", Work("service", 0.9, 0.05, "dozens"), "processes"),
    ("a Monte Carlo run on 64 cores", Work("batch", 1, 0, "thousands", cores=64), "processes"),
    (
        "numbers are crunched, and the only client there is blocks",
        Work("batch", 0.95, 0.05, "thousands", blocking_libs_only=True),
        "processes",
    ),
    ("a photo editor exports 200 pictures", Work("interactive", 0.9, 0.05, "dozens", cores=8), "processes"),
    ("video for a farm of which one host exists", Work("batch", 0.95, 0.05, "many-hosts", cores=16), "processes"),
    (
        "the unsendable scene, without the GIL",
        Work("batch", 0.9, 0.05, "many-hosts", picklable=False, hosts=8, free_threaded=True),
        "threads",
    ),
    # Both
    ("pages are fetched and parsed for an index", Work("batch", 0.4, 0.6, "thousands", cores=8), "asyncio+processes"),
    (
        "the same with a client that blocks",
        Work("batch", 0.4, 0.55, "thousands", cores=8, blocking_libs_only=True),
        "processes",
    ),
    ("the log files of a day are read and parsed", Work("batch", 0.6, 0.35, "dozens"), "asyncio+processes processes"),
    (
        "pages are parsed with a state that cannot be pickled",
        Work("batch", 0.4, 0.5, "dozens", picklable=False),
        "threads asyncio",
    ),
    (
        "the same without the GIL",
        Work("batch", 0.4, 0.5, "dozens", picklable=False, free_threaded=True),
        "threads",
    ),
    ("thumbnails on a board with one core", Work("batch", 0.5, 0.45, "dozens", cores=1), "threads asyncio"),
    (
        "the same with a client that blocks",
        Work("batch", 0.5, 0.45, "dozens", cores=1, blocking_libs_only=True),
        "threads",
    ),
    (
        "a trading desk without the GIL",
        Work("interactive", 0.5, 0.4, "dozens", free_threaded=True),
        "threads processes asyncio+processes",
    ),
    (
        "a consumer with a blocking driver, without the GIL",
        Work("service", 0.5, 0.45, "thousands", free_threaded=True, blocking_libs_only=True),
        "threads processes",
    ),
    # More than one machine
    ("a national archive is crawled from twelve hosts", Work("batch", 0.3, 0.6, "many-hosts", hosts=12), "distributed"),
    ("video is transcoded on twenty hosts", Work("batch", 0.95, 0.05, "many-hosts", hosts=20), "distributed"),
)
