# The rooms, and the tables of workloads and runners.

# concbench_room(NAME [PROGRAM]): a library of all sources in this folder but that of a program.
function(concbench_room name)
  file(GLOB_RECURSE sources RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS *.cpp *.S)
  list(REMOVE_ITEM sources "${ARGN}")
  add_library(${name} STATIC ${sources})
endfunction()

# concbench_needs(TABLE ROW TARGET PACKAGE): the row TABLE/ROW.cpp needs TARGET. Where it was not found, the row stays, says that
# it lacks PACKAGE, and its source is not compiled.
function(concbench_needs table row target package)
  if(TARGET ${target})
    target_link_libraries(${table} PRIVATE ${target})
  else()
    set_source_files_properties(${row}.cpp PROPERTIES HEADER_FILE_ONLY ON)
    get_filename_component(name ${row} NAME)
    set(${name}_lacks ${package} PARENT_SCOPE)
  endif()
endfunction()

# concbench_table(TABLE HEADER TYPE FUNCTION NAME...): a source that defines FUNCTION() of HEADER to return the rows in this order. Each is the
# NAME_entry of its own file; absent_runner() makes the row of one that lacks a package.
function(concbench_table table header type function)
  list(LENGTH ARGN count)
  set(declarations "")
  set(elements "")
  foreach(name ${ARGN})
    if(DEFINED ${name}_lacks)
      string(APPEND elements "      absent_runner(\"${name}\", \"built without ${${name}_lacks}\"),\n")
    else()
      string(APPEND declarations "extern const ${type} ${name}_entry;\n")
      string(APPEND elements "      ${name}_entry,\n")
    endif()
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/table.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/table.cpp @ONLY)
  target_sources(${table} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/table.cpp)
endfunction()
