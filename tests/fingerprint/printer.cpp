// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The program around a project of the tests: prints the fingerprint of its work() and the globals that it reaches; or, with
// any argument, the map of its code.
#include <once/fingerprint.h>

#include <cstdio>

extern "C" int work(int value);

int main(int argc, char **)
{
    if (argc > 1) {
        std::puts(once::codeMap(reinterpret_cast<const void *>(&work)).dump().c_str());
        return 0;
    }
    const auto fingerprint = once::fingerprintOf(&work);
    std::printf("%s\n", fingerprint ? qPrintable(fingerprint->digest.toHex()) : "none");
    if (!fingerprint)
        return 0;
    for (const once::Global &global : fingerprint->globals)
        std::printf("%s %lld%s\n", qPrintable(global.name), static_cast<long long>(global.size), global.mayBeConstant ? " or constant" : "");
}
