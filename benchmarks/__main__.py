"""`python -m benchmarks`: all figures, or those that are named."""

import importlib
import os
import platform
import sys
import time

FIGURES = ("updates", "lag", "waiting", "start", "history", "clips", "collector")


def main(wanted: list[str]) -> int:
    """Measure and print; returns the exit code."""
    unknown = set(wanted) - set(FIGURES)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(FIGURES)}.")
        return 2
    began = time.monotonic()
    print(
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )
    for name in wanted or FIGURES:
        print(importlib.import_module(f"benchmarks.{name}").measure().text(), flush=True)
    print(f"\n{time.monotonic() - began:.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
