// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/addfingerprints.h>

#include <QFile>

#include <cstdio>
#include <exception>

// once-fingerprint BINARY DEPENDENCIES: after a link, by the file that the linker's --dependency-file has written. A
// program that cannot be given fingerprints is a good program all the same: that is said, and is no failure.
int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("usage: once-fingerprint BINARY DEPENDENCIES\n", stderr);
        return 2;
    }
    try {
        once::addFingerprints(QFile::decodeName(argv[1]), QFile::decodeName(argv[2]));
    } catch (const std::exception &error) {
        std::fprintf(stderr,
                     "warning: %s has no fingerprints of its code\nbecause: %s\ntry:     nothing, if each build may "
                     "run all works without a .version again\n",
                     argv[1], error.what());
    }
    return 0;
}
