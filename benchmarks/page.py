"""Time how long the page of a large plan takes to filter in a browser; prints medians.

Of ten runs the first is not counted; a run ends when the browser has laid the page out anew.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.generate import plan_text

TASKS, AGENCIES = 2_000, 300
BESIDE = 6
"""Agencies of the made-up plan that are no communes."""
MOST_MS = 50.0
_FILTERS = {
    "by an agency": "box.value = `UBND xã số ${run}`; box.dispatchEvent(new Event('blur'))",
    "by words": "search.value = `việc thứ ${run % 8 + 1}`;"
    " search.dispatchEvent(new Event('input'))",
    "to nothing and back": "search.value = run % 2 ? 'không có' : '';"
    " search.dispatchEvent(new Event('input'))",
    "by a role": "role.value = run % 2 ? 'lead' : ''; role.dispatchEvent(new Event('change'))",
}
_TIMED = """
async () => {
  const [box, search, role] = ["agency", "search", "role"].map((id) => document.getElementById(id));
  const times = [];
  for (let run = 0; run < 10; run += 1) {
    const start = performance.now();
    FILTER;
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 50));
  }
  return times.slice(1).sort((one, other) => one - other)[4];
}
"""
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]


def medians(path: Path, tab: Page) -> dict[str, float]:
    """Return for each filter of a page the median in milliseconds."""
    found = {}
    for name, code in _FILTERS.items():
        tab.goto("about:blank")
        tab.goto(path.as_uri())
        found[name] = float(tab.evaluate(_TIMED.replace("FILTER", code)))
    return found


def main() -> None:
    """Write the page, time its filters, print a table of Markdown."""
    path = os.environ.get("PAPI_BROWSER") or shutil.which("chromium")
    if path is None:
        print("No Chromium on the path, nor in PAPI_BROWSER: filters are not timed.")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        plan, page = Path(folder, "plan.yaml"), Path(folder, "page.html")
        plan.write_text(plan_text(TASKS, AGENCIES - BESIDE), encoding="utf-8")
        command = [sys.executable, "-m", "papi_cli", "page", "--plan", str(plan), "-o", str(page)]
        subprocess.run(command, check=True, capture_output=True)
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        print(f"| {TASKS} tasks, {AGENCIES} agencies, filtered | median ms | target |")
        print("| --- | ---: | ---: |")
        for name, median in medians(page, browser.new_page()).items():
            print(f"| {name} | {median:.0f} | {MOST_MS:.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
