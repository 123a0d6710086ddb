#!/usr/bin/env python3
"""When the world fails: a full disk, a folder that takes no file, a kill. The old file stays whole.

Usage: outside.py BCF_BINARY PROJECT_ROOT
"""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tap import Tap, plain_environment

BOOK = "budgets/worcestershire/2022-23.yaml"
OLD = b"the old workbook"
KILLS = 25


def run(bcf, root, arguments, **more):
    return subprocess.run([bcf, *arguments], cwd=root, env=plain_environment(), timeout=120,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False, **more)


def export(bcf, root, path, **more):
    return run(bcf, root, ["export", BOOK, "-o", str(path)], **more)


def said(done):
    return f"exit {done.returncode}\n{done.stderr.decode(errors='replace')[-500:]}"


def left_over(folder):
    """Files beside the workbook: temporary ones that should be gone."""
    return [name for name in os.listdir(folder) if name != "book.xlsx"]


def small_files(limit):
    """Files of this process end at `limit` bytes, as on a disk that is full then."""
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return prepare


def test_disk_that_fills_up(tap, bcf, root, size):
    wrong = []
    for limit in [0, 1, 1000, 4096, 10000, size // 2, size - 1]:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name, "book.xlsx")
            path.write_bytes(OLD)
            done = export(bcf, root, path, preexec_fn=small_files(limit))
            good = done.returncode == 3 and path.read_bytes() == OLD and not left_over(name)
            if not good or b"cannot write" not in done.stderr:
                wrong.append(f"at {limit} bytes: {left_over(name)} {said(done)}")
    tap.point(not wrong, "a disk that is full, wherever it fills up, is exit 3 and leaves the old "
              "file whole", "\n".join(wrong))


def test_folder_that_takes_no_file(tap, bcf, root):
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "file")
        file.write_bytes(OLD)
        places = {"no such folder": Path(name, "none", "book.xlsx"),
                  "a file for a folder": file / "book.xlsx",
                  "a folder that takes no files": Path("/proc/book.xlsx")}
        for what, path in places.items():
            done = export(bcf, root, path)
            tap.point(done.returncode == 3 and b"cannot write" in done.stderr,
                      f"{what} is exit 3, and said", said(done))
        Path(name, "book.xlsx").mkdir()
        done = export(bcf, root, Path(name, "book.xlsx"))
        tap.point(done.returncode == 3 and b"it is a folder" in done.stderr,
                  "a folder in the workbook's place is exit 3, and said", said(done))


def test_link(tap, bcf, root):
    with tempfile.TemporaryDirectory() as name:
        real, link = Path(name, "real.xlsx"), Path(name, "link.xlsx")
        real.write_bytes(OLD)
        real.chmod(0o640)
        link.symlink_to(real)
        done = export(bcf, root, link)
        kept = link.is_symlink() and real.stat().st_mode & 0o777 == 0o640
        tap.point(done.returncode == 0 and kept and real.read_bytes() != OLD,
                  "a link stays a link, and a file keeps who may read it", said(done))


def test_names(tap, bcf, root):
    """A file may have any name; what is printed of it is UTF-8, and harmless."""
    with tempfile.TemporaryDirectory() as name:
        odd = os.path.join(name.encode(), b"od\xff\x1bd.yaml")
        Path(os.fsdecode(odd)).write_text("format: 2\n", encoding="utf-8")
        done = run(bcf, root, ["check", os.fsdecode(odd), "--diagnostics", "json"])
        try:
            good = json.loads(done.stderr.decode("utf-8"))["file"] == "od??d.yaml"
        except (ValueError, KeyError):
            good = False
        tap.point(done.returncode == 1 and good, "an odd file name is printed harmlessly",
                  said(done))


def test_kill(tap, bcf, root, seconds):
    """Killed at any moment the file is the old one or the new one, never a part."""
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name, "whole.xlsx")
        export(bcf, root, whole)
        new, wrong, kept = whole.read_bytes(), [], 0
        path = Path(name, "book.xlsx")
        for count in range(KILLS):
            path.write_bytes(OLD)
            process = subprocess.Popen([bcf, "export", BOOK, "-o", str(path)], cwd=root,
                                       env=plain_environment(), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            time.sleep(seconds * 1.2 * count / KILLS)
            process.kill()
            process.wait()
            seen = path.read_bytes()
            kept += seen == OLD
            if seen not in (OLD, new):
                wrong.append(f"after {count}/{KILLS} of the time: {len(seen)} bytes")
        if kept == 0:
            wrong.append("no kill came in time: the test proves nothing")
        tap.point(not wrong, "killed at any moment, the file is the old one or the new one",
                  "\n".join(wrong))


def test_standard_output(tap, bcf, root):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([bcf, "report", "budget", BOOK], cwd=root, env=plain_environment(),
                              stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    tap.point(done.returncode == 3 and b"cannot write" in done.stderr,
              "a report that cannot be printed is exit 3, and said",
              f"exit {done.returncode}")


def test_input(tap, bcf, root):
    with tempfile.TemporaryDirectory() as name:
        fifo = Path(name, "fifo.yaml")
        os.mkfifo(fifo)
        for what, path in {"a pipe": fifo, "a folder": Path(name),
                           "a missing file": Path(name, "none.yaml"),
                           "a device": Path("/dev/null")}.items():
            done = run(bcf, root, ["check", str(path)])
            tap.point(done.returncode == 3 and b"cannot read" in done.stderr,
                      f"{what} for a book is exit 3, and said", said(done))
        project = Path(name, "project")
        (project / "schemes").mkdir(parents=True)
        outside = Path(name, "outside.yaml")
        outside.write_text("format: 1\nkind: board\n", encoding="utf-8")
        (project / "schemes" / "board.yaml").symlink_to(outside)
        book = project / "book.yaml"
        book.write_text("format: 1\nkind: book\nyear: 2022-23\nstage: budget\n"
                        "board: schemes/board.yaml\ncontributions: []\nallocations: []\n",
                        encoding="utf-8")
        done = run(bcf, root, ["check", str(book)])
        tap.point(done.returncode == 1 and b"[BCF220]" in done.stderr,
                  "a link that leads out of the project is refused where it is named", said(done))


def main(bcf, root):
    bcf, tap = os.path.abspath(bcf), Tap()
    with tempfile.TemporaryDirectory() as name:
        start = time.monotonic()
        done = export(bcf, root, Path(name, "book.xlsx"))
        seconds = time.monotonic() - start
        size = Path(name, "book.xlsx").stat().st_size
        tap.point(done.returncode == 0 and not left_over(name),
                  "a workbook that is written leaves nothing beside it", said(done))
    test_disk_that_fills_up(tap, bcf, root, size)
    test_folder_that_takes_no_file(tap, bcf, root)
    test_link(tap, bcf, root)
    test_names(tap, bcf, root)
    test_kill(tap, bcf, root, seconds)
    test_standard_output(tap, bcf, root)
    test_input(tap, bcf, root)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
