"""A page of Learn that cannot be read stops the start and says where."""

import pytest

from webapp.learning.page import Call, Page, _read

PAGE = """
title = "Signs"
summary = "What they mean."
icon = "eye"
order = 1
checked = "November 2026"
[[section]]
text = ["Look."]
"""


@pytest.mark.parametrize(("change", "names"), [
    (("order = 1", 'order = "one"'), "order"),
    (("summary", "sumary"), "sumary"),
    (('text = ["Look."]', "text = [1]"), "section"),
    (("[[section]]", "[[section"), "signs.toml"),
])
def test_a_bad_file_is_named_with_its_key(tmp_path, change, names):
    path = tmp_path / "signs.toml"
    path.write_text(PAGE.replace(*change))
    with pytest.raises(ValueError, match=rf"signs\.toml.*{names}|{names}"):
        _read(path, Page)


def test_a_number_is_dialled_without_its_spaces():
    assert Call("Samaritans", "116 123").href == "tel:116123"
    assert Call("Hotline", "1-833-852-6262").href == "tel:18338526262"
    assert Call("Shout", "85258", dial="sms:85258").href == "sms:85258"
