# cmake --install and cpack: the program with all libraries but the C and C++ runtime, found by relative path, so that the
# same binary runs on every machine that is compared.
include(GNUInstallDirs)
set(library_folder ${CMAKE_INSTALL_LIBDIR}/concbench)
# The old kind of path (DT_RPATH) also serves the libraries that the libraries need.
target_link_options(concbench PRIVATE -Wl,--disable-new-dtags)
file(RELATIVE_PATH libraries_from_program /${CMAKE_INSTALL_BINDIR} /${library_folder})
set_target_properties(concbench PROPERTIES INSTALL_RPATH "$ORIGIN/${libraries_from_program}")
install(TARGETS concbench RUNTIME_DEPENDENCY_SET bundled RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(RUNTIME_DEPENDENCY_SET bundled PRE_EXCLUDE_REGEXES "^lib(c|m|dl|rt|pthread|resolv|stdc\\+\\+|gcc_s)\\.so" "^ld-linux"
        LIBRARY DESTINATION ${library_folder})
install(FILES LICENSE README.md README.id.md METHODOLOGY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR TGZ DEB)
set(CPACK_PACKAGE_VENDOR "the concbench developers")
set(CPACK_PACKAGE_CONTACT "${CPACK_PACKAGE_VENDOR}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_STRIP_FILES ON)
set(CPACK_THREADS 0)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
# What a program built by GCC 12 on Debian 12 takes of the runtime; apt refuses where it is older.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= 2.36), libstdc++6 (>= 12), libgcc-s1 (>= 12)")
include(CPack)
