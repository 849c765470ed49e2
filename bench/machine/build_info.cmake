# Run at each build: writes OUTPUT from INPUT where the commit or the flags have changed.
execute_process(COMMAND git describe --always --dirty --abbrev=12 WORKING_DIRECTORY ${SOURCE_DIR}
                OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(COMMIT unknown)
endif()
string(REGEX REPLACE "([^ =]+)=([^ ]*) ?" "{\"\\1\", \"\\2\"}, " LIBRARIES "${LIBRARIES}")
configure_file(${INPUT} ${OUTPUT} @ONLY)
