// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

using namespace std::chrono_literals;

class Fetch : public once::Work
{
    const int m_failures; // before it succeeds
    int m_attempts = 0;

public:
    explicit Fetch(int failures) : m_failures(failures) { }

    void run(const QString &host)
    {
        std::printf("%s: attempt %d\n", qPrintable(host), ++m_attempts);
        if (m_attempts <= m_failures)
            throw std::runtime_error("no answer from " + host.toStdString());
    }
};

class Flaky : public once::Flow
{
public:
    once::Child<Fetch> origin{
        this, "origin", {.version = "1", .props = {"host"}, .retry = {.max = 3, .backoff = 10ms}}, 2};
    once::Child<Fetch> mirror{
        this, "mirror", {.version = "1", .props = {"host"}, .onFailure = once::OnFailure::Continue}, 1000};

    void run()
    {
        origin.run("origin.example"); // waits until an attempt succeeds, or the last one has failed
        mirror.run("mirror.example"); // fails at once; the flow goes on all the same
        stop(outcome(origin) + '\n' + outcome(mirror));
    }

private:
    static QString outcome(const once::Work &work)
    {
        QStringList words;
        for (const once::StatusChange &change : work.statuses())
            words += toWord(change.status);
        return work.name() + ": " + words.join(", ") + (work.hasFailed() ? ": " + work.error() : QString());
    }
};

int main(int argc, char *argv[]) { return once::run<Flaky>(argc, argv); }
