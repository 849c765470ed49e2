# Sourced by run.sh, test.sh and .ci/run: installs what is missing, configures and builds.
# $root is the project's folder.

fail() { echo "concbench: $*" >&2; exit 5; }

build_packages=(g++ cmake ninja-build pkg-config git libbenchmark-dev libtbb-dev libcli11-dev libfmt-dev libhwy-dev
                libhwloc-dev liburing-dev duktape-dev libmd-dev libpng-dev libjpeg-dev)
# python3 reads the results, and procps finds the processes: the build's own packages bring both along, but need not.
test_packages=(libgtest-dev libgmock-dev libexpat1-dev bats chromium librsvg2-bin python3 procps)

# What the packages are called elsewhere. None of these systems is tested here: the lists are printed, not installed.
packages_elsewhere() {
  case " ${ID:-} ${ID_LIKE:-} " in
    *" fedora "* | *" rhel "*)
      echo "gcc-c++ cmake ninja-build pkgconf git nodejs-npm google-benchmark-devel tbb-devel boost-devel cli11-devel" \
           "fmt-devel highway-devel hwloc-devel liburing-devel duktape-devel libmd-devel libpng-devel libjpeg-turbo-devel" ;;
    *" arch "*)
      echo "base-devel cmake ninja git npm benchmark onetbb boost cli11 fmt highway hwloc liburing duktape libmd libpng" \
           "libjpeg-turbo" ;;
    *" suse "* | *" opensuse "*)
      echo "gcc-c++ cmake ninja pkgconf git npm benchmark-devel tbb-devel libboost_headers-devel libboost_json-devel libboost_fiber-devel" \
           "cli11-devel fmt-devel highway-devel hwloc-devel liburing-devel duktape-devel libmd-devel libpng16-devel" \
           "libjpeg8-devel" ;;
    *)
      echo "a C++20 compiler, CMake, Ninja, pkg-config, git, npm, Google Benchmark, oneTBB, Boost 1.81 or later (Asio, JSON," \
           "Describe, Fiber), CLI11, fmt, Highway, hwloc, liburing, Duktape, libmd, libpng, libjpeg-turbo" ;;
  esac
}

# Debian 12's plain libboost-dev is too old; later releases have no 1.81.
boost_packages() {
  if apt-cache show libboost1.81-dev >/dev/null 2>&1; then
    echo libboost1.81-dev libboost-json1.81-dev libboost-fiber1.81-dev
  else
    echo libboost-dev libboost-json-dev libboost-fiber-dev
  fi
}

# Those of the given packages that are not installed. A virtual package (libjpeg-dev) is there where another provides it.
missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
    sed -n 's/^installed //p' | sed 's/([^)]*)//g; s/,//g' | tr -s ' ' '\n')
  for package in "$@"; do
    grep -qxF "$package" <<<"$installed" || echo "$package"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install PACKAGE...: what is not there yet.
install() {
  local missing
  command -v dpkg-query >/dev/null || {
    . /etc/os-release 2>/dev/null || true
    echo "Install these with your system's package manager, then build with"
    echo "  cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build"
    packages_elsewhere
    fail "this script installs packages on Debian and its relatives only"
  }
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || fail "as root, run: apt-get install" $missing
  echo "installing:" $missing
  as_root apt-get update -qq || fail "apt-get update failed"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    fail "apt-get could not install:" $missing
}

install_build_packages() {
  # Boost's name depends on the package lists, which a new machine does not have; npm may come from elsewhere than a package.
  local boost=libboost1.81-dev npm=()
  if command -v dpkg-query >/dev/null && [ -n "$(missing_packages libboost1.81-dev libboost-json1.81-dev libboost-fiber1.81-dev)" ]; then
    apt-cache show libboost-dev >/dev/null 2>&1 || as_root apt-get update -qq
    boost=$(boost_packages)
  fi
  command -v npm >/dev/null || npm=(npm)
  install "${build_packages[@]}" $boost "${npm[@]}" "$@"
}

# build PRESET [TARGET...]: quiet unless there is something to do.
build() {
  local preset=$1 folder=$root/build/$1
  shift
  [ -f "$folder/build.ninja" ] || (cd "$root" && cmake --preset "$preset" -G Ninja >"$root/.configure.log" 2>&1) || {
    cat "$root/.configure.log" >&2
    fail "could not configure the build"
  }
  rm -f "$root/.configure.log"
  # pipefail: the status is the build's.
  cmake --build "$folder" --parallel ${1:+--target "$@"} | sed '/no work to do/d; /build_info.cmake/d' || fail "the build failed"
}
