"""Which worker of a test run gets which tests.

A file's tests stay together, as it takes a message and a search to hand out each part. What needs
a process that is dear to start goes to one worker, which starts it once, and goes first, because
nothing else takes as long.
"""

from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = {
    "bots": ("tests/crash/", "tests/process/", "tests/test_main.py"),
    "browser": ("tests/sandbox_page/",),
}
"""Folders and files whose tests share the zygote, or Chromium."""


class TogetherScheduling(LoadScopeScheduling):  # type: ignore[misc] # xdist has no types for it
    """Hands out whole files, the largest first, and before them what belongs together."""

    def _split_scope(self, nodeid: str) -> str:
        for name, places in TOGETHER.items():
            if nodeid.startswith(places):
                return name
        return nodeid.partition("::")[0]

    def _assign_work_unit(self, node: WorkerController) -> None:
        for name in reversed(TOGETHER):
            if name in self.workqueue:
                self.workqueue.move_to_end(name, last=False)
        super()._assign_work_unit(node)
