// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/commandline.h>

int main(int argc, char *argv[])
{
    return once::commandLine(argc, argv);
}
