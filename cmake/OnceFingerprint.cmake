# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT

set(CMAKE_LINK_DEPENDS_USE_LINKER OFF) # CMake from 3.27 on would ask the linker for the same file

# once_fingerprint(TARGET): works and cached functions of a program, or of a shared library, run again when their own
# code has changed, and not at every build. For a static library, whose code counts in the programs that use it: tells
# more finely what has changed. See docs/howto/code.md.
function(once_fingerprint target)
  target_compile_options(${target} PRIVATE -ffunction-sections -fdata-sections)
  get_target_property(type ${target} TYPE)
  if(type STREQUAL "STATIC_LIBRARY" OR type STREQUAL "OBJECT_LIBRARY")
    return()
  endif()
  set(dependencies ${CMAKE_CURRENT_BINARY_DIR}/${target}.linked)
  target_link_options(${target} PRIVATE -Wl,--build-id -Wl,--dependency-file=${dependencies})
  add_dependencies(${target} once-fingerprint)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS $<TARGET_FILE:once-fingerprint>) # another one writes other tables
  set(folder ${CMAKE_CURRENT_BINARY_DIR}) # in which the linker runs
  if(CMAKE_GENERATOR MATCHES "Ninja")
    set(folder ${CMAKE_BINARY_DIR})
  endif()
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM WORKING_DIRECTORY ${folder}
    COMMAND once-fingerprint $<TARGET_FILE:${target}> ${dependencies})
endfunction()
