// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/answer.h>

namespace once {

const char *toWord(AnsweredBy by)
{
    switch (by) {
    case AnsweredBy::Computation: return "computed";
    case AnsweredBy::Memory: return "memory";
    case AnsweredBy::Disk: return "disk";
    case AnsweredBy::Another: return "joined";
    case AnsweredBy::Renewal: return "expired";
    case AnsweredBy::NoCache: return "uncached";
    }
    return "";
}

} // namespace once
