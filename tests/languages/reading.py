"""What of a page somebody reads or hears. Pure."""

from html.parser import HTMLParser

LABELS = ("aria-label", "alt", "title", "placeholder", "data-title")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Texts(HTMLParser):
    """The texts of a page and the labels of its elements, but for what says `translate="no"`."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list[str] = []
        self._open: list[bool] = []     # of each open element, whether its words are translated
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        outside = not self._open or self._open[-1]
        is_read = outside and tag not in ("script", "style") and given.get("translate") != "no"
        if is_read:
            self.found += [given[name] for name in LABELS if given.get(name)]
            if tag == "meta" and given.get("name") in ("description", "apple-mobile-web-app-title"):
                self.found.append(given["content"])
        if tag not in VOID:
            self._open.append(is_read)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data):
        if data.strip() and self._open and self._open[-1]:
            self.found.append(" ".join(data.split()))
