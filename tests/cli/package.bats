# What is installed is whole: every library but the C and C++ runtime lies beside the program, and is the one that it takes.
load common

@test "the installed program takes its libraries from beside it" {
  cmake --install "$BUILD" --prefix "$PWD/there" >/dev/null
  mv there elsewhere  # found by relative path
  run ldd elsewhere/bin/concbench
  [ "$status" = 0 ]
  while read -r name _ path _; do
    case $name in
      linux-vdso* | *ld-linux* | libc.so* | libm.so* | libstdc++* | libgcc_s*) ;;
      *) [[ $path == "$PWD/elsewhere/"* ]] || { echo "$name is taken from $path"; return 1; } ;;
    esac
  done <<<"$output"
}

@test "the installed program measures" {
  cmake --install "$BUILD" --prefix "$PWD/there" >/dev/null
  small empty
  run env -i HOME="$PWD" there/bin/concbench verify "${small[@]}"
  [ "$status" = 0 ]
  [[ $output == *" right, 0 wrong, 0 skipped"* ]]
}

@test "the package is an archive that runs where it is unpacked, and a .deb" {
  cpack --config "$BUILD/CPackConfig.cmake" -B "$PWD/packages" >/dev/null
  tar -xzf packages/concbench-*.tar.gz
  run concbench-*/bin/concbench --version
  [ "$status" = 0 ]
  run dpkg-deb --info packages/*.deb
  [[ $output == *"Package: concbench"* ]]
}
