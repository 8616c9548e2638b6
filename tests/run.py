"""Run the tests and close with one line a machine can read.

    run.py unit PROGRAM...   cmocka programs, one after the other
    run.py end FOLDER        unittest modules test_*.py of the folder
"""
import os
import re
import subprocess
import sys
import time
import unittest


def run_units(programs):
    """Run each program; its output is shown only when something failed."""
    passed = failed = 0
    for program in programs:
        start = time.monotonic()
        done = subprocess.run([program], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False)
        text = done.stdout.decode("utf-8", "replace")
        good = len(re.findall(r"^\[\s+OK \]", text, re.M))
        bad = len(set(re.findall(r"^\[\s+FAILED\s+\] (test_\w+)$", text, re.M)))
        if done.returncode != 0 or good == 0:
            bad = max(bad, 1)
            print(text)
        print(f"{os.path.basename(program)}: {good} ok, {bad} failed, "
              f"{time.monotonic() - start:.1f} s", flush=True)
        passed += good
        failed += bad
    return passed, failed, 0


def run_end(folder):
    """Run the unittest modules of a folder."""
    sys.path.insert(0, folder)
    tests = unittest.defaultTestLoader.discover(folder, "test_*.py", folder)
    result = unittest.TextTestRunner(verbosity=2).run(tests)
    bad = len(result.failures) + len(result.errors)
    return (result.testsRun - bad - len(result.skipped), bad,
            len(result.skipped))


def main():
    if sys.argv[1] == "unit":
        passed, failed, skipped = run_units(sys.argv[2:])
    else:
        passed, failed, skipped = run_end(sys.argv[2])
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
