#!/usr/bin/env bash
# ./run.sh [arguments of concbench]: installs what is missing, builds, runs. Results and report come to lie in reports/out/.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/tools/setup.sh"

install_build_packages
build release
exec "$root/build/release/bench/concbench" "$@"
