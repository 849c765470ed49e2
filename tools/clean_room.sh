#!/usr/bin/env bash
# tools/clean_room.sh 'COMMAND': runs COMMAND where nothing is installed that it does not install itself: in the folder of a
# fresh clone of what is committed here, on a bare system of the Debian release that runs here. Exits with COMMAND's status, and
# leaves nothing behind but the bare system's archive in the cache: the second room is made in seconds.
#   tools/clean_room.sh './test.sh'
#   KEEP=1              leaves the room, and says where it is
#   CLEAN_ROOM_CACHE    the folder of the archive (a file for each release; delete it to have it made anew)
#   TMPDIR              where rooms are made (/var/tmp): the tests take about 5 GB
# Needs root. Where a room cannot be made it says why in one line and exits with 125, as env(1) and chroot(1) do when it is
# they that fail: the project's own scripts never exit with that.
set -euo pipefail

cannot() { echo "clean_room: no room can be made: $*" >&2; exit 125; }

[ $# = 1 ] || { echo "usage: tools/clean_room.sh 'COMMAND'" >&2; exit 2; }
command=$1
[ "$(id -u)" = 0 ] || cannot "this needs root"
command -v apt-get >/dev/null || cannot "this is not Debian or one of its relatives"
unshare --mount --pid --fork true 2>/dev/null || cannot "this system does not let root mount (a container without CAP_SYS_ADMIN?)"
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. /etc/os-release

# The release's own packages, from where this system takes them, as lines of a sources.list. Other sources of this system's are
# left out: what they offer is not there on a bare system. apt knows a source's origin once it has its lists.
sources() {
  apt-get indextargets --format 'deb $(SITE) $(RELEASE) $(COMPONENT)' 'Identifier: Packages' "Origin: ${ID^}"
}
[ -n "$(sources)" ] || apt-get update -qq >/dev/null 2>&1 || true
[ -n "$(sources)" ] || cannot "apt knows no source of ${ID^}'s own packages"
command -v debootstrap >/dev/null ||
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq debootstrap; } >/dev/null 2>&1 ||
  cannot "debootstrap is missing and could not be installed"

cache=${CLEAN_ROOM_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/concbench}
archive=$cache/bare-$VERSION_CODENAME-$(dpkg --print-architecture).tar
folder=$(mktemp -d "${TMPDIR:-/var/tmp}/clean_room.XXXXXX")
room=$folder/room  # its root is open to all its users, as a root is; the folder around it is not
job=
leave() {
  trap '' INT TERM HUP
  if [ -n "$job" ]; then
    # The first process takes all others of the room along, and their mounts go with the last of them.
    kill -KILL $(cat "/proc/$job/task/$job/children") || kill -KILL "$job"
    wait "$job" || true
  fi 2>/dev/null
  rm -f "$archive.$$"
  if [ -n "${KEEP:-}" ]; then echo "clean_room: kept in $room" >&2; else rm -rf --one-file-system "$folder"; fi
}
trap leave EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# apart COMMAND...: runs it with mounts and processes of its own, which end with it. In the background, since a trap waits for
# what is in the foreground; with the signals and the input of what is in the foreground all the same.
apart() {
  local status=0
  # unshare itself is silent: some releases complain when its child is killed.
  env --default-signal=INT,QUIT unshare --mount --pid --fork --kill-child bash -c 'exec "$@" 2>&3 3>&-' bash "$@" 3>&2 2>/dev/null <&0 &
  job=$!
  wait "$job" || status=$?
  job=
  return "$status"
}

# The bare system.
mkdir -p "$cache"
if [ ! -f "$archive" ]; then
  mirror=$(sources | awk -v release="$VERSION_CODENAME" '$3 == release { print $2; exit }')
  apart debootstrap --variant=minbase --include=ca-certificates,git "$VERSION_CODENAME" "$room" "$mirror" >"$folder/log" 2>&1 ||
    cannot "debootstrap: $(tail -n 1 "$folder/log")"
  rm -rf "$room"/var/cache/apt/archives/*.deb "$room"/var/lib/apt/lists/*
  tar -C "$folder" -cf "$folder/room.tar" room
  mv "$folder/room.tar" "$archive.$$"
  mv "$archive.$$" "$archive"  # whole, or not there
else
  tar -C "$folder" -xf "$archive" 2>"$folder/log" || cannot "$archive: $(tail -n 1 "$folder/log")"
fi

# What belongs to this system's network: sources, proxies, name servers, authorities that certificates are checked against.
sources >"$room/etc/apt/sources.list"
apt-config dump | grep -iE '^Acquire::(https?|Retries)\b' >"$room/etc/apt/apt.conf.d/99network" || true
echo force-unsafe-io >"$room/etc/dpkg/dpkg.cfg.d/clean_room"  # nobody misses this system after a power cut
cp -L /etc/resolv.conf "$room/etc/resolv.conf"
cp -L /etc/hosts "$room/etc/hosts"
authorities=/etc/ssl/certs/ca-certificates.crt
[ ! -s "$authorities" ] || cp -L "$authorities" "$room$authorities"
environment=(HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 TERM=dumb
             SSL_CERT_FILE=$authorities NODE_EXTRA_CA_CERTS=$authorities)
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done
registry=$(cd / && npm config get registry 2>/dev/null) && environment+=("npm_config_registry=$registry")

git clone -q --no-local "$project" "$room/root/concbench" || cannot "$project could not be cloned"

# The first process stays outside: it is there to take in the processes that lose their parents, and does nothing else.
apart bash -c '
  room=$1 command=$2
  shift 2
  mount -t proc proc "$room/proc" && mount --rbind /sys "$room/sys" && mount --rbind /dev "$room/dev" &&
    mount -t tmpfs shm "$room/dev/shm" || exit 125
  chroot "$room" /usr/bin/env -i --chdir=/root/concbench "$@" bash -c "$command"
  exit $?' bash "$room" "$command" "${environment[@]}"
