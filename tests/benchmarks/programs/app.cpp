// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// A minimal app on the data folder that is its argument, which tells when it was ticked and ends.
#include <once/eventloop.h>

#include <QCoreApplication>

#include <cstdio>

namespace {

class Nothing : public once::Work
{
public:
    void run(int) { }
};

class Minimal : public once::Flow
{
public:
    once::Child<Nothing> nothing{this, QStringLiteral("nothing"), {.version = QStringLiteral("1")}};

    void run()
    {
        std::puts("ticked");
        std::fflush(stdout);
        nothing.run(1);
        stop();
    }
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto store = once::Store::open(QString::fromLocal8Bit(argv[1]));
    once::Root<Minimal> root;
    return once::EventLoop(root, {.store = store.get()}).exec();
}
