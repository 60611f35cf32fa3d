"""QR codes: of an invitation, drawn by the phone, and of the bare address, drawn into a page."""

from itertools import groupby

import segno

QUIET = 4  # light modules that a reader wants around the picture


def qr(link: str) -> list[str]:
    """Return the dark modules of a QR code for `link` as rows of 0 and 1, without a margin."""
    return ["".join("1" if dark else "0" for dark in row)
            for row in segno.make(link, error="m", micro=False).matrix]


def qr_path(link: str) -> tuple[int, str]:
    """Return the size of the picture with its margin, in modules, and an SVG path of the dark."""
    rows = qr(link)
    return len(rows) + 2 * QUIET, "".join(_runs(row, y) for y, row in enumerate(rows, QUIET))


def _runs(row: str, y: int) -> str:
    path, x = "", QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        if dark == "1":
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path
