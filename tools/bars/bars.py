#!/usr/bin/env python3
"""The rows of bars.sh: those of a PROGRAM (bars.cpp), or without one those of the results files in this folder.

Ends with 0 where all bars are met, 1 where one is missed, 2 where one has no number."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

MET, MISSED, FAILED = 0, 1, 2
worst = MET


def show(what, says, status):
    global worst
    worst = max(worst, status)
    print(f"{what:<62} {says}", flush=True)


def fail(what, error):
    show(what, f"FAILED: {type(error).__name__}: {error}", FAILED)


def row(what, number_of, unit, target, at_least=False):
    try:
        value = number_of()
    except Exception as error:  # a file that is missing, a record that is not there: a row says so, and the rest goes on
        return fail(what, error)
    sign, met = (">=", value >= target) if at_least else ("<=", value <= target)
    show(what, f"{value:9.3f} {unit:<8} {sign} {target:<8} {'ok' if met else 'MISSED'}", MET if met else MISSED)


def output(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode < 0:
        raise RuntimeError(f"killed by signal {-done.returncode}")
    if done.returncode > 0:
        raise RuntimeError(done.stderr.strip() or f"exited with status {done.returncode}")
    return done.stdout


def compare(program):
    """Each comparison in a process of its own, since TBB and fork do not go together."""
    try:
        bars = output(program).splitlines()
    except Exception as error:
        return fail(program, error)
    for index, bar in enumerate(bars):
        what, unit, target = bar.split("|")
        row(what, lambda: float(output(program, str(index))), unit, json.loads(target))


if len(sys.argv) > 1:
    compare(sys.argv[1])
    sys.exit(worst)


def lines(file):
    return [json.loads(line) for line in pathlib.Path(file).read_text().splitlines()]


def records(file, kind):
    return [r for r in lines(file) if r["record"] == kind]


def samples(file):
    return [s for s in records(file, "sample") if s["status"] == "ok"]


def number(file):
    return float(pathlib.Path(file).read_text())


def primes_time(runner):
    return statistics.median(
        statistics.median(s["steady_ns"]) for s in samples("primes.jsonl") if s["runner"] == runner)


for runner in "threads", "thread_pool", "processes", "process_pool", "tbb":
    row(f"primes: {runner} at 2, speedup over sequential",
        lambda: primes_time("sequential") / primes_time(runner), "x", 1.9, at_least=True)

row("sleep: 100,000 coroutines / the longest sleep (60 ms)",
    lambda: statistics.median(statistics.median(s["steady_ns"]) for s in samples("sleep.jsonl")) / 60e6, "x", 3.5)
row("sleep: 100,000 coroutines, memory per task",
    lambda: statistics.median(s["memory_bytes"] for s in samples("sleep.jsonl")) / 100000, "bytes", 1100)


def outside_children():
    inside = sum(r["elapsed_ns"] for r in lines("quick.jsonl") if "elapsed_ns" in r)  # samples, canaries, limits
    return 100 * (1 - inside / 1e9 / number("quick.seconds"))


row("quick, all workloads and runners", lambda: number("quick.seconds"), "s", 120)
row("quick, outside children", outside_children, "%", 15)
row("report: page and all SVG files", lambda: number("report.seconds"), "s", 3)
row("report: the page", lambda: os.path.getsize("page/index.html") / 1e6, "MB", 2)


def metg(runner):
    found = {r["runner"]: r["ns"] for r in records("granularity.jsonl", "metg") if r["efficiency"] == 0.5}
    return found[runner] or float("nan")  # never reached: missed


for runner, target in {"threads": 100, "processes": 100, "tbb": 200, "thread_pool": 2000, "coroutine_pool": 500,
                       "process_pool": 25000}.items():
    row(f"METG(50 %) at 2: {runner}", lambda: metg(runner), "ns", target)

row("sleep: 1,000,000 coroutines, the longest 1 s",
    lambda: statistics.median(samples("memory.jsonl")[0]["steady_ns"]) / 1e9, "s", 4)
row("sleep: 1,000,000 coroutines, memory per task",
    lambda: samples("memory.jsonl")[0]["memory_bytes"] / 1e6, "bytes", 1100)


def apart_from_its_repeat():
    first, second = (records(f"cores{i}.jsonl", "core_to_core")[0]["median_ns"] for i in (1, 2))
    return 100 * abs(first / second - 1)


row("core to core: apart from its own repeat", apart_from_its_repeat, "%", 15)
sys.exit(worst)
