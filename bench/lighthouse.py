"""Lighthouse's mobile scores of Today and of a routine; installs Lighthouse on first use."""

import json
import os
import subprocess
from statistics import median

from bench.report import line
from bench.running import temporary_server
from config import ROOT

HOME = ROOT / "node_modules" / ".lighthouse"
VERSION = "12.8.2"


def measure(runs: int = 3) -> None:
    install()
    with temporary_server() as server:
        for path in ("/", "/routines/bedtime-wind-down"):
            reports = [report(server.url + path) for _ in range(runs)]
            for name in ("performance", "accessibility", "best-practices", "seo"):
                scores = [one["categories"][name]["score"] * 100 for one in reports]
                line(f"{path} {name}", median(scores), "", 100, least=True)
            paint = [one["audits"]["largest-contentful-paint"]["numericValue"] for one in reports]
            line(f"{path} largest contentful paint", median(paint) / 1000, "s", 1.3)
            for audit in reports[0]["audits"].values():
                graded = audit.get("scoreDisplayMode") not in ("informative", "notApplicable")
                if graded and audit["score"] is not None and audit["score"] < 1:
                    print(f"    {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")


def install() -> None:
    if not (HOME / "node_modules/lighthouse").is_dir():
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix",
                        str(HOME), f"lighthouse@{VERSION}"], check=True)


def report(url: str) -> dict:
    flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
    result = subprocess.run(
        ["node", str(HOME / "node_modules/lighthouse/cli/index.js"), url, "--quiet",
         "--output=json", f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"}, check=True, capture_output=True,
        text=True)
    return json.loads(result.stdout)
