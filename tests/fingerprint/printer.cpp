// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The program around a project of the tests: prints the fingerprint of its work() and the globals that it reaches.
#include <once/fingerprint.h>

#include <cstdio>

extern "C" int work(int value);

int main()
{
    const auto fingerprint = once::fingerprintOf(&work);
    std::printf("%s\n", fingerprint ? qPrintable(fingerprint->digest.toHex()) : "none");
    if (!fingerprint)
        return 0;
    for (const once::Global &global : fingerprint->globals)
        std::printf("%s %lld%s\n", qPrintable(global.name), static_cast<long long>(global.size), global.mayBeConstant ? " or constant" : "");
}
