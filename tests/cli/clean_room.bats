# What tools/clean_room.sh says where it makes no room. That it makes one, .ci/run shows.
load common

clean_room=$BATS_TEST_DIRNAME/../../tools/clean_room.sh

@test "a clean room wants one command" {
  fails 2 "usage: tools/clean_room.sh 'COMMAND'" "$clean_room"
  fails 2 "usage: tools/clean_room.sh 'COMMAND'" "$clean_room" echo two words
}

@test "a clean room that cannot be made is one line and a status of its own" {
  unprivileged=()
  # Who may still read folders that are closed to others, such as root's own.
  [ "$(id -u)" != 0 ] || unprivileged=(setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +dac_read_search
                                       --ambient-caps +dac_read_search)
  fails 125 "this needs root" "${unprivileged[@]}" "$clean_room" 'echo never'
  [ -z "$output" ]
}
