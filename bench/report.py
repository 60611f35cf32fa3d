"""One line a number: what, how much, the limit, and whether it holds."""


def line(what: str, value: float, unit: str, limit: float | None = None, least: bool = False):
    """Print `value`; `limit` is the most allowed, or with `least` the least."""
    shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"
    verdict = ""
    if limit is not None:
        holds = value >= limit if least else value <= limit
        breach = "TOO LOW" if least else "TOO HIGH"
        verdict = f"{'≥' if least else '≤'} {limit:g}  {'ok' if holds else breach}"
    print(f"  {what:<58}{shown:>10} {unit:<6}{verdict}")
