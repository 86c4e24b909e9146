# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT

# The headers that programs share, compiled once.
add_library(once_pch OBJECT ${CMAKE_SOURCE_DIR}/cmake/pch.cpp)
target_link_libraries(once_pch PRIVATE Once::Framework once_warnings)
target_precompile_headers(once_pch PRIVATE <QtCore> <once/eventloop.h> <once/history.h>)

# once_app(NAME sources...): a sample or tool in apps/, headless.
function(once_app name)
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE Once::Framework once_warnings)
  target_precompile_headers(${name} REUSE_FROM once_pch)
  once_fingerprint(${name})
endfunction()

# once_test(NAME [LIBRARIES ...] [LABELS ...]): a Qt Test program tst_NAME.cpp in the current folder. The target
# tests_LABEL builds all that have a label.
function(once_test name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES;LABELS" ${ARGN})
  add_executable(tst_${name} tst_${name}.cpp tst_${name}.moc)
  qt_generate_moc(tst_${name}.cpp tst_${name}.moc TARGET tst_${name}) # AUTOMOC takes four seconds for each program
  target_link_libraries(tst_${name} PRIVATE Once::Framework Qt6::Test once_warnings ${ARG_LIBRARIES})
  target_include_directories(tst_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_BINARY_DIR})
  target_precompile_headers(tst_${name} REUSE_FROM once_pch)
  set_target_properties(tst_${name} PROPERTIES UNITY_BUILD OFF) # it is one file
  add_test(NAME ${name} COMMAND tst_${name})
  foreach(label IN LISTS ARG_LABELS)
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} tst_${name})
  endforeach()
  set_tests_properties(${name} PROPERTIES
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp"
    TIMEOUT 300 LABELS "${ARG_LABELS}")
endfunction()
