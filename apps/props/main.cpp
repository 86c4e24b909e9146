// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

using namespace std::chrono_literals;

class PrintsProps : public once::Work
{
public:
    void run(int value) { std::printf("I received the following props: value=%d\n", value); }
};

// The same in a loop: five calls with 1, then one with 10.
class CallsFromALoop : public once::Flow
{
    const bool m_cacheCalls;

public:
    explicit CallsFromALoop(bool cacheCalls) : m_cacheCalls(cacheCalls) {}

    once::Child<PrintsProps> work{
        this, "work", {.cacheCalls = m_cacheCalls, .version = "1", .props = {"value"}, .minInterval = 0ms}};
    once::State<int> calls{this, "calls"};

    void run()
    {
        const qint64 done = m_cacheCalls ? calls.value() : work.numSuccesses();
        if (done >= 6)
            stop();
        work.run(done < 5 ? 1 : 10); // an uncached call never returns: the loop begins again from the top
        calls = calls + 1;
    }
};

void callFromHere(bool cacheCalls)
{
    once::Root<PrintsProps> work{{.cacheCalls = cacheCalls, .props = {"value"}}};
    for (int i = 0; i < 5; ++i)
        work.run(1);
    work.run(10);
}

int main(int argc, char *argv[])
{
    once::App app(argc, argv,
                  {.name = "props", .description = "Shows which calls of a work are run, and which skipped"});
    bool noCache = false, inApp = false;
    app.flag("--no-cache", noCache, "run each call, seen or not");
    app.flag("--app", inApp, "call from a flow in a loop, instead of from a plain program");
    if (const auto exitCode = app.parse())
        return *exitCode;
    if (inApp)
        return once::run<CallsFromALoop>(app, !noCache);
    callFromHere(!noCache);
    return 0;
}
