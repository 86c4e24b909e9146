// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The program around one of the seeds: prints the fingerprint of its work(), and what that says about some inputs.
#include <once/fingerprint.h>

#include <QString>

#include <cstdio>
#include <exception>

QString work(int input);

int main()
{
    const auto fingerprint = once::fingerprintOf(&work);
    std::printf("%s\n", fingerprint ? qPrintable(fingerprint->digest.toHex()) : "none");
    std::fflush(stdout);
    for (int input = 0; input < 8; ++input) {
        try {
            std::printf("%s\n", qPrintable(work(input)));
        } catch (const std::exception &error) {
            std::printf("thrown: %s\n", error.what());
        }
    }
}
