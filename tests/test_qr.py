"""The picture codes can be read: drawn again from the page, they are the ones that segno made."""

import re

import segno

from webapp.qr import QUIET, qr, qr_path


def test_the_path_on_the_page_is_the_code_of_the_address(client, app):
    page = client.get("/settings").text
    path = re.search(r'class="dark" d="([^"]+)"', page)[1]
    size = int(re.search(r'viewBox="0 0 (\d+) \1" role="img" aria-label="Picture code', page)[1])
    drawn = [["0"] * size for _ in range(size)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        drawn[int(y)][int(x):int(x) + int(length)] = "1" * int(length)
    assert re.sub(r"M\d+ \d+h(\d+)v1h-\1z", "", path) == ""
    inside = ["".join(row[QUIET:-QUIET]) for row in drawn[QUIET:-QUIET]]
    assert inside == qr("http://localhost")
    assert all(module == "0" for row in drawn[:QUIET] + drawn[-QUIET:] for module in row)


def test_rows_are_the_modules_without_a_margin():
    link = "https://hands.example/join#ABCD-EFGH"
    matrix = segno.make(link, error="m", micro=False).matrix
    assert qr(link) == ["".join(str(module & 1) for module in row) for row in matrix]
    assert qr_path(link)[0] == len(matrix) + 2 * QUIET
