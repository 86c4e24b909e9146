// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A Qt program that tells when its loop has handed out the first event, and ends.
#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QTimer::singleShot(0, &application, [&application] {
        std::puts("turned");
        std::fflush(stdout);
        application.quit();
    });
    return application.exec();
}
