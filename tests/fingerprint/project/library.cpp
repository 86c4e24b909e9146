// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
int libraryWork(int value);
int libraryElse(int value);

static int inner(int value)
{
    return value ^ 21;
}

int libraryWork(int value)
{
    return inner(value) + 4;
}

int libraryElse(int value)
{
    return value + 70;
}
