"""What a file of the release names: the addresses in HTML, CSS, JavaScript and the manifest."""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

CSS_ADDRESS = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])([^"')]+)""")
JS_IMPORT = re.compile(
    r"""(?:[}\w*]\s+from|^import|\bimport\()\s*["'](\.{0,2}/[^"']+)["']""", re.M)
DEFINED = re.compile(r"""customElements\.define\(\s*["']([\w-]+)["']""")
# What a browser fetches by itself, as opposed to a link that a parent may follow.
FETCHING = {"src", "srcset", "poster", "data", "xlink:href"}


@dataclass
class Page(HTMLParser):
    """The parts of an HTML page that the offline guarantee is about."""

    html: str
    links: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    elements: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "-" in tag:
            self.elements.add(tag)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(f"<{tag}>")
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.inline.append(f"<{tag} {name}>")
            elif name == "id":
                self.ids.add(value)
            elif given.get("rel") == "alternate":
                pass    # nothing fetches it, nobody follows it: theme.js looks for its language
            elif name in FETCHING or (name == "href" and tag in ("link", "use", "image")):
                self.fetched.update(part.split()[0] for part in (value or "").split(",") if part)
            elif name == "content" and given.get("name") == "at-rest":
                self.fetched.add(value)    # by app.js, once the page has shown what it knows
            elif name in ("href", "action", "formaction"):
                self.links.add(value or "")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)


def fetched_by(url: str, type: str, text: str) -> set[str]:
    """Return the addresses that a browser fetches when it uses the file, joined with `url`."""
    kind = type.split(";")[0]
    if kind == "text/html":
        named = Page(text).fetched
    elif kind == "text/css":
        named = set(CSS_ADDRESS.findall(text))
    elif kind == "text/javascript":
        named = set(JS_IMPORT.findall(text))
    elif kind == "application/manifest+json":
        named = set(_manifest_addresses(json.loads(text)))
    else:
        named = set()
    return {urljoin(url, name) for name in named if not name.startswith("data:")}


def path_of(url: str) -> str:
    return urlsplit(url).path


def _manifest_addresses(part):
    if isinstance(part, dict):
        for key, value in part.items():
            if key in ("src", "start_url", "url", "scope"):
                yield value
            else:
                yield from _manifest_addresses(value)
    elif isinstance(part, list):
        for one in part:
            yield from _manifest_addresses(one)
