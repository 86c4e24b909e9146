// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "counter.h"

#include <once/fingerprint.h>

#include <QMetaObject>

#include <cstdio>

static int count(int value)
{
    Counter counter;
    QMetaObject::invokeMethod(&counter, "add", Q_ARG(int, value));
    return counter.sum();
}

int main()
{
    const auto fingerprint = once::fingerprintOf(&count);
    std::printf("%s %d\n", fingerprint ? qPrintable(fingerprint->digest.toHex()) : "none", count(2));
}
