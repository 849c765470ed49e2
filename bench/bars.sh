#!/usr/bin/env bash
# bench/bars.sh: what the program is held to, each ratio with its target. Everything is measured side by side in one go on this
# machine; leave it alone meanwhile. About ten minutes. Needs a build for comparison (made here) and Python 3.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/bench/setup.sh"
install_build_packages
build release concbench bars
concbench=$root/build/release/bench/concbench
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$root/build/release/bench/bars"

"$concbench" run --workload primes --concurrency 2 --blocks 15 --out primes.jsonl --no-report \
  --runner sequential,threads,thread_pool,processes,process_pool,tbb >/dev/null 2>&1
"$concbench" run --workload sleep --runner coroutines --concurrency 100000 --tasks 100000 --param sleep.unit=20ms \
  --blocks 3 --out sleep.jsonl --no-report >/dev/null 2>&1
SECONDS=0
"$concbench" run --out quick.jsonl --no-report >/dev/null 2>&1
echo $SECONDS >quick.seconds
/usr/bin/time -f %e -o report.seconds "$concbench" report quick.jsonl -o page >/dev/null
stat -c %s page/index.html >page.bytes
"$concbench" granularity --concurrency 2 --out granularity.jsonl --no-report >/dev/null 2>&1
"$concbench" memory --runner coroutines --concurrency 1000000 --out memory.jsonl --no-report >/dev/null 2>&1
for i in 1 2; do "$concbench" cores --workload primes --blocks 1 --out cores$i.jsonl --no-report >/dev/null 2>&1; done

/usr/bin/env python3 - <<'PYTHON'
import json, statistics

def samples(file):
    return [r for r in map(json.loads, open(file)) if r["record"] == "sample" and r["status"] == "ok"]

def records(file, kind):
    return [r for r in map(json.loads, open(file)) if r["record"] == kind]

def number(file):
    return float(open(file).read())

def row(what, value, unit, target, at_least=False):
    met = value >= target if at_least else value <= target
    print(f"{what:<62} {value:9.3f} {unit:<8} {'>=' if at_least else '<='} {target:<8} {'ok' if met else 'MISSED'}")

times = {}
for s in samples("primes.jsonl"):
    times.setdefault(s["runner"], []).append(statistics.median(s["steady_ns"]))
for runner, values in times.items():
    if runner != "sequential":
        speedup = statistics.median(times["sequential"]) / statistics.median(values)
        row(f"primes: {runner} at 2, speedup over sequential", speedup, "x", 1.9, at_least=True)

sleeps = samples("sleep.jsonl")
longest = 60e6
row("sleep: 100,000 coroutines / the longest sleep (60 ms)",
    statistics.median(statistics.median(s["steady_ns"]) for s in sleeps) / longest, "x", 3.5)
row("sleep: 100,000 coroutines, memory per task",
    statistics.median(s["memory_bytes"] for s in sleeps) / 100000, "bytes", 1100)

quick = [r for r in map(json.loads, open("quick.jsonl")) if "elapsed_ns" in r]  # samples, canaries, limits
seconds = number("quick.seconds")
row("quick, all workloads and runners", seconds, "s", 120)
row("quick, outside children", 100 * (1 - sum(s["elapsed_ns"] for s in quick) / 1e9 / seconds), "%", 15)
row("report: page and all SVG files", number("report.seconds"), "s", 3)
row("report: the page", number("page.bytes") / 1e6, "MB", 2)

metg = {r["runner"]: r["ns"] for r in records("granularity.jsonl", "metg") if r["efficiency"] == 0.5}
for runner, target in {"threads": 100, "processes": 100, "tbb": 200, "thread_pool": 2000, "coroutine_pool": 500,
                       "process_pool": 25000}.items():
    row(f"METG(50 %) at 2: {runner}", metg[runner] or float("nan"), "ns", target)

million = samples("memory.jsonl")[0]
row("sleep: 1,000,000 coroutines, the longest 1 s", statistics.median(million["steady_ns"]) / 1e9, "s", 4)
row("sleep: 1,000,000 coroutines, memory per task", million["memory_bytes"] / 1e6, "bytes", 1100)

first, second = (records(f"cores{i}.jsonl", "core_to_core")[0]["median_ns"] for i in (1, 2))
row("core to core: apart from its own repeat", 100 * abs(first / second - 1), "%", 15)
PYTHON
