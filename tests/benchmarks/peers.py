#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT
"""Memory beside what Python has for the same work: ours, theirs, ours, theirs, ... in one run.

Prints how many times as long each of them takes, and writes all samples. What happens in one thread is measured in
its processor time, on both sides.
"""
import argparse
import functools
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import diskcache
import joblib

MANY = 1_000  # calls, as in the rows of the bench
ENTRIES = 100_000


def twice(x):
    return 2 * x


def each(calls, function, arguments):
    """Seconds of this thread's time for each call."""
    chosen = list(itertools.islice(arguments, calls))
    before = time.thread_time()
    for x in chosen:
        function(x)
    return (time.thread_time() - before) / calls


def scattered():
    return ((i * 787.0) % MANY for i in itertools.count())


def hits(cached, calls):
    for i in range(MANY):
        cached(float(i))
    return lambda: each(calls, cached, scattered())


def misses(cached):
    new = itertools.count(1e6)
    return lambda: each(MANY, cached, new)


def joblib_cached(folder):
    return joblib.Memory(folder, verbose=0).cache(twice)


def diskcache_cached(folder):
    return diskcache.Cache(folder).memoize()(twice)


def bytes_each(make, folder):
    """On disk, in whole blocks, as `du` counts."""
    def sample():
        with tempfile.TemporaryDirectory(dir=folder) as place:
            cached = make(place)
            for i in range(MANY):
                cached(float(i))
            blocks = sum(os.lstat(os.path.join(at, name)).st_blocks
                         for at, folders, files in os.walk(place) for name in folders + files)
            return blocks * 512 / MANY
    return sample


def joblib_room(change, folder):
    """Seconds for a change to many entries, made anew each time."""
    def sample():
        with tempfile.TemporaryDirectory(dir=folder) as place:
            memory = joblib.Memory(place, verbose=0)
            cached = memory.cache(twice)
            for i in range(ENTRIES):
                cached(float(i))
            before = time.thread_time()
            change(memory)
            return time.thread_time() - before
    return sample


def shed_tenth(memory):
    entries = memory.store_backend.get_items()
    memory.bytes_limit = sum(entry.size for entry in entries) * 9 // 10
    memory.reduce_size()


def peers(folder, long):
    """By row of the bench: seconds or bytes per unit of the row, and whoever does the same."""
    new = lambda: tempfile.mkdtemp(dir=folder)
    rows = {
        "memory.hit.small": (1e9, {
            "functools.lru_cache": hits(functools.lru_cache(maxsize=None)(twice), 500_000)}),
        "disk.hit.small": (1e6, {
            "joblib.Memory": hits(joblib_cached(new()), MANY),
            "diskcache, memoize": hits(diskcache_cached(new()), MANY)}),
        "disk.miss.small": (1e6, {
            "joblib.Memory": misses(joblib_cached(new())),
            "diskcache, memoize": misses(diskcache_cached(new()))}),
        "disk.bytes": (1, {
            "joblib.Memory": bytes_each(joblib_cached, folder),
            "diskcache, memoize": bytes_each(diskcache_cached, folder)}),
    }
    if long:
        rows["memory.reduce.100k"] = (1e3, {"joblib.Memory": joblib_room(shed_tenth, folder)})
        rows["memory.clear.100k"] = (1e3, {"joblib.Memory": joblib_room(lambda memory: memory.clear(warn=False), folder)})
    return rows


def ours(bench, row, folder):
    output = os.path.join(folder, "bench.json")
    subprocess.run([bench, "--only", row, "--repeat", "1", "--output", output], check=True, stdout=subprocess.DEVNULL)
    with open(output) as rows:
        return next(it["value"] for it in json.load(rows) if it["name"] == row)


def in_turns(bench, row, units, others, repeat, folder):
    samples = {"once::Memory": []} | {name: [] for name in others}
    for _ in range(repeat):
        samples["once::Memory"].append(ours(bench, row, folder))
        for name, sample in others.items():
            samples[name].append(sample() * units)
    return samples


def show(row, samples):
    medians = {name: statistics.median(values) for name, values in samples.items()}
    least = medians["once::Memory"]
    for name, values in samples.items():
        print(f"{row:22} {name:20} {medians[name]:12.4g} {min(values):12.4g} {medians[name] / least:8.1f}", flush=True)
    return {"name": row, "samples": samples, "median": medians, "ratio": {name: it / least for name, it in medians.items()}}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("bench", help="the benchmark program of Once")
    options.add_argument("--output", help="JSON file to write to")
    options.add_argument("--only", default="", help="only rows whose name begins so")
    options.add_argument("--repeat", type=int, default=5, help="samples of each")
    options.add_argument("--long", action="store_true", help="rows that take minutes, too")
    given = options.parse_args()
    print(f"{'row':22} {'':20} {'median':>12} {'min':>12} {'to ours':>8}")
    with tempfile.TemporaryDirectory(prefix="once-peers-") as folder:
        results = [show(row, in_turns(given.bench, row, units, others, 1 if row.endswith("100k") else given.repeat, folder))
                   for row, (units, others) in peers(folder, given.long).items() if row.startswith(given.only)]
    print("load average:", *(f"{load:.2f}" for load in os.getloadavg()))
    if given.output:
        with open(given.output, "w") as out:
            json.dump({"python": sys.version.split()[0], "joblib": joblib.__version__, "diskcache": diskcache.__version__,
                       "rows": results}, out, indent=2)


if __name__ == "__main__":
    main()
