"""TAP 13 for the tests written in Python: a line a point, what went wrong as comments below it."""
import os
import sys

sys.dont_write_bytecode = True  # The tests leave nothing in the tree.


class Tap:
    def __init__(self):
        self.count = 0
        self.failed = 0
        print("TAP version 13", flush=True)

    def point(self, good, name, said=""):
        """One point; `said` (lines of text) is printed only if it is not good."""
        self.count += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.count} - {name.replace('#', '')}")
        if not good:
            for line in said.splitlines():
                print(f"# {line}")
        sys.stdout.flush()

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def done(self):
        """Prints the plan; the exit status."""
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


def plain_environment():
    """The environment of a run that depends on no terminal, locale or zone of this machine."""
    kept = {"PATH", "HOME", "TMPDIR", "MALLOC_PERTURB_"}
    return {name: value for name, value in os.environ.items()
            if name in kept or name.endswith("_OPTIONS")}  # ASAN_OPTIONS and its like.
