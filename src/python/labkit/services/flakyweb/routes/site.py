"""A generated web site to crawl: the same seed, the same pages; and the traps real sites hold."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from ..exchange import Exchange
from .bodies import BINARY

if TYPE_CHECKING:
    from ..epoch import Epoch

_HTML = "text/html; charset=utf-8"
ROBOTS = "User-agent: *\nDisallow: /private/\n"
MAX_PAGES = 10_000


@dataclass(frozen=True)
class Site:
    """`size` ordinary pages, each reachable from page 0; every third one also leads into a trap.

    A check compares what a crawler fetched with `pages`, `outside` and the traps named below.
    """

    seed: int
    size: int = 30

    @property
    def root(self) -> str:
        """Path of the folder of the site; page 0 is the start."""
        name = str(self.seed) if self.size == 30 else f"{self.seed}-{self.size}"
        return f"/site/{name}"

    @property
    def start(self) -> str:
        return f"{self.root}/0"

    @property
    def pages(self) -> list[str]:
        """Paths of the ordinary pages: a crawler that may fetch enough pages fetches each of them once."""
        return [f"{self.root}/{page}" for page in range(self.size)]

    @cached_property
    def links(self) -> list[list[int]]:
        """Ordinary pages that each ordinary page leads to, forward and back."""
        rng = random.Random(f"site {self.seed} {self.size}")
        links: list[list[int]] = [[] for _ in range(self.size)]
        for page in range(1, self.size):
            links[rng.randrange(max(0, page - 6), page)].append(page)
        for page in range(self.size):
            links[page] += [rng.randrange(self.size) for _ in range(2)]
        return links

    def html(self, page: int, base: str) -> str:
        """Ordinary page number `page`, on the server at `base`."""
        rng = random.Random(f"page {self.seed} {self.size} {page}")
        anchors = [self._written(target, base, rng) for target in self.links[page]]
        if page % 3 == 0:
            anchors.append(self._trap(page // 3, page))
        rng.shuffle(anchors)
        listed = "\n".join(f'<li><a href="{escape(anchor)}">link</a></li>' for anchor in anchors)
        return (
            f"<!doctype html>\n<html><head><title>Page {page}</title></head><body>\n<h1>Page {page}</h1>\n"
            f'<!-- <a href="{self.root}/commented-out">old</a> -->\n<ul>\n{listed}\n</ul>\n</body></html>\n'
        )

    def _written(self, target: int, base: str, rng: random.Random) -> str:
        """One of the ways to write the same link."""
        folder = self.root.rpartition("/")[2]
        return rng.choice(
            [
                f"{self.root}/{target}",
                f"{target}",
                f"./{target}",
                f"../{folder}/{target}",
                f"{self.root}/{target}#part-{rng.randrange(3)}",
                f"{base}{self.root}/{target}",
            ]
        )

    def _trap(self, kind: int, page: int) -> str:
        return [
            f"/private/{self.seed}/{page}",  # robots.txt disallows it
            "calendar/1",  # each page of it leads to the next one
            f"file-{page}.bin",  # not HTML, though it holds what looks like links
            "http://other.invalid/",  # another host
            f"moved-{page}",  # redirects to the ordinary page
            "loop",  # redirects to itself
            f"missing-{page}",  # 404
            "mailto:someone@example.invalid",  # not a page at all
            "",  # the page itself
            f"busy-{page}",  # 429 with Retry-After the first time
        ][kind % 10]


async def page(exchange: Exchange, epoch: Epoch, seed: str, size: str | None, number: str) -> None:
    """An ordinary page."""
    site = Site(int(seed), min(int(size or 30), MAX_PAGES))
    if int(number) >= site.size:
        return await missing(exchange, epoch)
    return await exchange.reply(200, site.html(int(number), epoch.base), content_type=_HTML)


async def calendar(exchange: Exchange, epoch: Epoch, seed: str, size: str | None, number: str) -> None:
    """A trap of endless depth."""
    following = int(number) + 1
    await exchange.reply(200, f'<a href="{following}">next month</a>\n', content_type=_HTML)


async def file(exchange: Exchange, epoch: Epoch, seed: str, size: str | None, number: str) -> None:
    """Bytes that are not HTML."""
    await exchange.reply(200, b'\x00\x01<a href="0">no link</a>\xff' * 40, content_type=BINARY)


async def moved(exchange: Exchange, epoch: Epoch, folder: str, number: str) -> None:
    """A page that has a new address."""
    await exchange.reply(301, "moved\n", headers=[("Location", f"/site/{folder}/{number}")])


async def loop(exchange: Exchange, epoch: Epoch, folder: str) -> None:
    """A redirect to itself."""
    await exchange.reply(302, "see here\n", headers=[("Location", f"/site/{folder}/loop")])


async def busy(exchange: Exchange, epoch: Epoch) -> None:
    """A page that asks its first visitor to come back after a second."""
    path = exchange.head.path
    seen = epoch.memory.visits[path] = epoch.memory.visits.get(path, 0) + 1
    if seen == 1:
        return await exchange.reply(429, "come back later\n", headers=[("Retry-After", "1")])
    return await exchange.reply(200, "<p>Nothing leads on from here.</p>\n", content_type=_HTML)


async def private(exchange: Exchange, epoch: Epoch) -> None:
    """What robots.txt disallows."""
    await exchange.reply(200, "<p>robots.txt asks crawlers not to come here.</p>\n", content_type=_HTML)


async def missing(exchange: Exchange, epoch: Epoch, *_: str) -> None:
    await exchange.reply(404, "<p>There is no such page.</p>\n", content_type=_HTML)


async def robots(exchange: Exchange, epoch: Epoch) -> None:
    await exchange.reply(200, ROBOTS)
