"""At night no frame is bright: not while a page loads, not between two screens."""

import pytest
from browser.players import Parent
from machines.phones import until

pytestmark = pytest.mark.in_turn

# The share of a picture's dots that are lighter than the middle between black and white.
LIGHT = """async data => {
  const bytes = Uint8Array.from(atob(data), letter => letter.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }))
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const paint = canvas.getContext("2d")
  paint.drawImage(picture, 0, 0)
  const { data: dots } = paint.getImageData(0, 0, picture.width, picture.height)
  let bright = 0
  for (let i = 0; i < dots.length; i += 4)
    if (0.2126 * dots[i] + 0.7152 * dots[i + 1] + 0.0722 * dots[i + 2] > 128) bright++
  return bright / (dots.length / 4)
}"""


class Recording:
    """Every frame that the page's window shows, as the browser composes it."""

    def __init__(self, page):
        self.frames: list[str] = []
        self.session = page.context.new_cdp_session(page)
        self.session.on("Page.screencastFrame", self._keep)
        self.session.send("Page.startScreencast", {
            "format": "png", "maxWidth": 180, "maxHeight": 370, "everyNthFrame": 1})

    def _keep(self, event: dict) -> None:
        self.frames.append(event["data"])
        self.session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def brightest(self, judge) -> float:
        """Return the largest share of bright dots in any frame; `judge` is a page to look with."""
        assert len(self.frames) > 10, "a recording of nothing"
        return max(judge.evaluate(LIGHT, frame) for frame in self.frames)


def an_evening(parent: Parent) -> None:
    """Today, a routine's page, a massage to its log, and back."""
    page = parent.page
    page.goto(parent.url)
    page.goto(f"{parent.url}/routines/bedtime-wind-down")
    parent.to_first_stroke()
    parent.act("drawing")
    parent.later(12)
    parent.touch()
    parent.answer("go-on")
    page.reload()
    until(lambda: parent.is_open and parent.phase)
    parent.answer("enough")
    parent.answer("touch")
    parent.answer("touch")
    parent.sees("log")
    parent.do("done")
    until(lambda: not parent.is_open)
    page.goto(f"{parent.url}/journal")


def test_an_evening_has_no_bright_frame(server, new_phone):
    bright = {}
    for colours in ("dark", "light"):
        phone = new_phone(color_scheme=colours, service_workers="block")
        parent = Parent(phone.start(), server.url)
        parent.open("bedtime-wind-down")
        parent.child(times=3)
        recording = Recording(parent.page)
        an_evening(parent)
        bright[colours] = recording.brightest(phone.context.new_page())
        assert parent.errors == []
    assert bright["dark"] < 0.2
    assert bright["light"] > 0.5, "by day there are bright frames, or this sees nothing"
