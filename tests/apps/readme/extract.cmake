# SPDX-FileCopyrightText: 2026 The Once authors
# SPDX-License-Identifier: MIT
# cmake -DREADME=... -DOUTPUT=... -P extract.cmake: writes the first ```cpp block, with what it does not show.
file(READ ${README} text)
string(REGEX MATCH "\n```cpp\n" begin "${text}")
if(NOT begin)
  message(FATAL_ERROR "${README} has no block of cpp")
endif()
string(FIND "${text}" "\n```cpp\n" first)
math(EXPR first "${first} + 8")
string(SUBSTRING "${text}" ${first} -1 text)
string(FIND "${text}" "\n```\n" last)
string(SUBSTRING "${text}" 0 ${last} code)
file(WRITE ${OUTPUT} "#include \"functions.h\"\n${code}\n")
