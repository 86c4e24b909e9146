// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/answer.h>
#include <once/detail/warm/waiting.h>

#include <QString>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <unistd.h>

namespace once::detail {

// A result, of whatever type.
struct Answered
{
    std::shared_ptr<const void> value;
    AnsweredBy by = AnsweredBy::Computation;
    CallKey key;
    Microseconds duration{0};
    bool isOnDisk = false;
    QString file; // in blobs/, where it has one of its own
};

// A call that a thread is at. Others that ask for it wait, and get what it comes to: the value, or the exception.
struct Flight : Pending
{
    Flight(std::thread::id thread, QString name) : Pending(thread), function(std::move(name)) { }

    const QString function;
    std::atomic<bool> isOutdated = false; // it was forgotten meanwhile: not for those who come later, and not kept
    Answered answered;
    std::exception_ptr error;
};

std::string needsItself(const QString &function); // a sentence

// For as long as it lives, all of the process know who is at the call, whichever Memory of the folder they come from.
class AtWork
{
public:
    AtWork(const QString &folder, const CallKey &key, std::shared_ptr<const Pending> pending);
    ~AtWork();
    AtWork(const AtWork &) = delete;
    AtWork &operator=(const AtWork &) = delete;

    static std::shared_ptr<const Pending> find(const QString &folder, const CallKey &key); // null where nobody is

private:
    std::pair<QString, CallKey> m_call;
};

// All calls that threads of this process are at: a forked child is at none of its parent's. Guarded by whoever has it.
class Flights
{
public:
    Flights() = default;
    ~Flights();
    Flights(const Flights &) = delete;
    Flights &operator=(const Flights &) = delete;

    std::shared_ptr<Flight> find(const CallKey &key); // null where there is none, or it is outdated
    std::shared_ptr<Flight> begin(const CallKey &key, const QString &function);
    void outdate(const CallKey &key);
    void outdateOf(const QString *function); // null: all
    void end(const CallKey &key, const std::shared_ptr<Flight> &flight);

    // Throws std::logic_error where it would never end: the thread, or one that waits for it, is at the call itself.
    void wait(const std::shared_ptr<Flight> &flight, std::unique_lock<std::mutex> &lock, const QString &function);

private:
    void leaveThoseOfParent();

    std::unordered_map<CallKey, std::shared_ptr<Flight>> m_flights;
    std::unique_ptr<std::condition_variable> m_ended = std::make_unique<std::condition_variable>();
    pid_t m_process = ::getpid();
};

} // namespace once::detail
