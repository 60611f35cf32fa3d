"""Texts in content files, told from slugs, paths and numbers. Pure."""


class Words(str):
    """A text that a parent reads or hears; `language.translated` finds the texts by this type."""


def as_words(kind: type, value: object) -> Words:
    """Make the texts while msgspec reads a content file: its `dec_hook`.

    Raises ValueError, to which msgspec adds the key.
    """
    if kind is not Words or not isinstance(value, str):
        raise ValueError(f"a text is wanted, not {value!r}")
    return Words(value)
