"""JaConTeBe groovy4 (GROOVY-6456): one matcher object serves all requests: it is reset to a text and then asked to replace, in two steps. A
second request resets it between them."""

import threading


class Matcher:
    """A search with a position, as Java's: reset, find, replace."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.reset("")

    def reset(self, text):
        self.text = text
        self.first = -1

    def find(self):
        self.first = self.text.find(self.pattern)
        return self.first >= 0

    def replace(self, replacement):
        if self.find():
            if self.first < 0:
                raise RuntimeError("no match available")
            end = self.first + len(self.pattern)
            return self.text[: self.first] + replacement + self.text[end:]
        return self.text


class Servlet:
    def __init__(self):
        self.matcher = Matcher(".groovy")

    def script_name(self, uri):
        self.matcher.reset(uri)
        return self.matcher.replace(".script")


def scenario():
    servlet = Servlet()
    names = {}

    def request(uri):
        names[uri] = servlet.script_name(uri)

    uris = ["/index.groovy", "/stock.groovy"]
    threads = [threading.Thread(target=request, args=(uri,)) for uri in uris]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == {uri: uri.replace(".groovy", ".script") for uri in uris}
