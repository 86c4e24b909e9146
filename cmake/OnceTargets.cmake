# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT

# once_app(NAME sources...): a sample or tool in apps/, headless.
function(once_app name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE Once::Framework once_warnings)
endfunction()

# once_test(NAME [LIBRARIES ...] [LABELS ...]): a Qt Test program tst_NAME.cpp in the current folder.
function(once_test name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES;LABELS" ${ARGN})
  add_executable(tst_${name} tst_${name}.cpp)
  set_target_properties(tst_${name} PROPERTIES AUTOMOC ON)
  target_link_libraries(tst_${name} PRIVATE Once::Framework Qt6::Test once_warnings ${ARG_LIBRARIES})
  target_include_directories(tst_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_precompile_headers(tst_${name} REUSE_FROM once_pch_tests)
  # Nearly empty: reading the precompiled header would take longer than compiling it.
  set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/tst_${name}_autogen/mocs_compilation.cpp PROPERTIES
    SKIP_PRECOMPILE_HEADERS ON)
  add_test(NAME ${name} COMMAND tst_${name})
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp"
    TIMEOUT 300 LABELS "${ARG_LABELS}")
endfunction()
