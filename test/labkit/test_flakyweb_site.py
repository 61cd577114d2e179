"""The generated site, crawled by a crawler that does it right."""

from __future__ import annotations

import urllib.robotparser
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from labkit.services.flakyweb import Site, Web
from raw_http import fetch


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web() as running:
        yield running


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value is not None]


def crawl(web: Web, start: str, most: int) -> set[str]:
    robots = urllib.robotparser.RobotFileParser()
    robots.parse(fetch(web, "/robots.txt").body.decode().splitlines())
    seen, queue = {web.url(start)}, [web.url(start)]
    while queue and len(seen) < most:
        url = queue.pop(0)
        reply = fetch(web, urlsplit(url).path)
        found = []
        if "location" in reply.headers:
            found = [reply.headers["location"]]
        elif reply.status == 200 and reply.headers["content-type"].startswith("text/html"):
            parser = Links()
            parser.feed(reply.body.decode())
            found = parser.found
        for link in found:
            target = urldefrag(urljoin(url, link)).url
            if target.startswith(web.base) and target not in seen and robots.can_fetch("*", target):
                seen.add(target)
                queue.append(target)
    return {url.removeprefix(web.base) for url in seen}


@pytest.mark.parametrize("site", [Site(7), Site(8), Site(7, 90)], ids=repr)
def test_a_careful_crawler_finds_every_page_and_nothing_forbidden(web: Web, site: Site) -> None:
    found = crawl(web, site.start, 400)
    assert set(site.pages) <= found
    assert not [path for path in found if path.startswith("/private/") or "commented" in path]
    assert len([path for path in found if "/calendar/" in path]) > 100  # the trap has no end; only the limit stopped it


def test_the_same_seed_gives_the_same_pages_and_another_seed_others(web: Web) -> None:
    assert Site(3).html(0, "http://h") == Site(3).html(0, "http://h")
    assert Site(3).links != Site(4).links
    assert fetch(web, "/site/3/5").body.decode() == Site(3).html(5, web.base)


def test_links_are_written_in_every_way_and_every_trap_is_set(web: Web) -> None:
    text = "".join(Site(1).html(page, web.base) for page in range(30))
    ways = ['href="/site/1/', 'href="./', 'href="../1/', "#part-", f'href="{web.base}/site/1/']
    traps = [
        "/private/1/",
        "calendar/1",
        ".bin",
        "http://other.invalid/",
        "moved-",
        "loop",
        "missing-",
        "mailto:",
        "busy-",
    ]
    for sample in [*ways, *traps, 'href=""', "commented-out"]:
        assert sample in text, sample
    assert any(target < page for page, links in enumerate(Site(1).links) for target in links)  # cycles


def test_traps_answer_as_they_should(web: Web) -> None:
    assert fetch(web, "/site/1/calendar/41").body == b'<a href="42">next month</a>\n'
    assert fetch(web, "/site/1/file-9.bin").headers["content-type"] == "application/octet-stream"
    assert fetch(web, "/site/1-90/moved-60").headers["location"] == "/site/1-90/60"
    assert fetch(web, "/site/1/loop").headers["location"] == "/site/1/loop"
    assert fetch(web, "/site/1/missing-18").status == 404
    assert fetch(web, "/private/1/0").status == 200
    assert [fetch(web, "/site/1/busy-27").status for _ in range(3)] == [429, 200, 200]
