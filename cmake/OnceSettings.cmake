# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT
# What every target of the project is built with.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_LINK_DEPENDS_NO_SHARED ON) # a library that has changed is linked anew, and not the programs that use it

find_program(CCACHE ccache)
if(CCACHE)
  # Without these two ccache passes by whatever uses a precompiled header, which is nearly all.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  add_compile_options(-fpch-preprocess)
endif()

# asan: addresses, leaks and undefined behaviour. tsan: data races.
set(ONCE_SANITIZE "" CACHE STRING "none (empty), asan or tsan")
if(ONCE_SANITIZE STREQUAL "asan")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(ONCE_SANITIZE STREQUAL "tsan")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  add_link_options(-fsanitize=thread)
endif()

add_library(once_warnings INTERFACE)
target_compile_options(once_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror
  -Wno-missing-field-initializers) # options are structs whose members all have defaults
target_link_options(once_warnings INTERFACE -Wl,--build-id)
target_compile_definitions(once_warnings INTERFACE QT_NO_FOREACH QT_NO_KEYWORDS)
