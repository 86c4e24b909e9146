// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/signals.h>

#include <QSocketNotifier>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace once::detail {

namespace {

// All that a signal handler may touch.
std::atomic<int> pipeEnd = -1;
std::atomic<bool> wasInterrupted = false;

void interrupt(int signal)
{
    if (wasInterrupted.exchange(true))
        ::_exit(128 + signal);
    const auto number = static_cast<unsigned char>(signal);
    [[maybe_unused]] const auto written = ::write(pipeEnd, &number, 1);
}

} // namespace

struct Signals::Private
{
    // Handles a signal in another way for as long as it lives.
    class Handling
    {
    public:
        Handling(int signal, void (*handler)(int)) : m_signal(signal)
        {
            struct sigaction action = {};
            action.sa_handler = handler;
            action.sa_flags = SA_RESTART;
            ::sigaction(signal, &action, &m_before);
        }
        ~Handling() { ::sigaction(m_signal, &m_before, nullptr); }

    private:
        int m_signal;
        struct sigaction m_before = {};
    };

    struct Pipe
    {
        Pipe()
        {
            if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
                qFatal("once: no pipe can be made for signals: %s", qUtf8Printable(qt_error_string()));
            wasInterrupted = false;
            pipeEnd = ends[1];
        }
        ~Pipe()
        {
            pipeEnd = -1;
            ::close(ends[0]);
            ::close(ends[1]);
        }

        int ends[2];
    };

    Pipe pipe;
    QSocketNotifier notifier {pipe.ends[0], QSocketNotifier::Read};
    Handling interrupted {SIGINT, interrupt}, terminated {SIGTERM, interrupt}, brokenPipe {SIGPIPE, SIG_IGN};
};

Signals::Signals(std::function<void(int)> handler) : d(std::make_unique<Private>())
{
    QObject::connect(&d->notifier, &QSocketNotifier::activated, &d->notifier,
                     [this, handler = std::move(handler)] {
                         unsigned char number = 0;
                         if (::read(d->pipe.ends[0], &number, 1) == 1)
                             handler(number);
                     });
}

Signals::~Signals() = default;

} // namespace once::detail
