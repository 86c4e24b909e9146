// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/memory/disk.h>
#include <once/detail/memory/flights.h>
#include <once/detail/memory/tier.h>

#include <map>
#include <typeindex>

namespace once::detail {

// What a Memory is, without the types of its functions: finds the result of a call in memory or on disk, waits for
// whoever is at it, or has it computed. Any thread.
class Recall : private Forking
{
public:
    Recall(const QString &folder, bool isOff, const MemoryOptions &options);
    ~Recall() override; // writes down what was used

    // Throws what the function throws, and std::logic_error where it needs its own result.
    Answered answer(FunctionCore &function, const Asked &asked);
    Answered recompute(FunctionCore &function, const Asked &asked);
    Answered ensure(FunctionCore &function, const Asked &asked); // without its value, where it is on disk

    bool contains(FunctionCore &function, const Asked &asked);
    bool forget(FunctionCore &function, const Asked &asked);
    QString explain(FunctionCore &function, const Asked &asked);
    CallKey keyOf(FunctionCore &function, const Asked &asked); // none when the arguments cannot be hashed

    // Of a call that is there; none where it is not. Throws RefError where it is of another type.
    std::optional<Answered> fetch(const CallKey &key, const ValueType &type);

    std::shared_ptr<FunctionCore> add(FunctionShape shape, FunctionOptions options);
    FunctionCore::Counts countsOf(const FunctionCore &function);
    void clear(FunctionCore *function); // null: all
    qint64 reduce(const CallLimits &limits);
    void flush(); // what was used, to disk

    bool isOff() const { return m_isOff; }
    const QString &folder() const { return m_disk.folder(); }
    qint64 held();
    Disk &disk() { return m_disk; }

private:
    void beforeFork() override { m_mutex.lock(); }
    void afterFork() override { m_mutex.unlock(); }

    struct Bound // a call: its key, and the encoding of its arguments when it is short
    {
        CallKey key;
        QByteArray props;
        int given; // of the arguments, those that count
    };

    Bound bind(const FunctionCore &function, const Asked &asked) const;
    bool counts(const FunctionCore &function, Instant finished, Microseconds duration, const QByteArray &props) const;
    Answered compute(FunctionCore &function, const Asked &asked, AnsweredBy by);
    Answered uncached(FunctionCore &function, const Asked &asked, const QString &why);

    std::optional<Answered> recollect(FunctionCore &function, const Asked &asked, const CallKey &key); // from memory
    Answered fly(FunctionCore &function, const Asked &asked, const CallKey &key, bool isForced);
    struct Trip // one call on its way
    {
        FunctionCore &function;
        const Asked &asked;
        const Bound bound;
        const std::shared_ptr<Flight> flight;
        const bool isForced;
    };
    Answered findOrCompute(const Trip &trip);
    std::optional<SharedCall> look(const FunctionCore &function, const CallKey &key);
    std::optional<Answered> load(const Trip &trip, bool &isExpired);
    std::shared_ptr<const void> valueOf(const FunctionCore &function, const SharedCall &call);
    std::shared_ptr<CallClaim> claim(const Trip &trip, std::optional<Answered> &meanwhile);

    Answered computeAndKeep(const Trip &trip, AnsweredBy by);
    bool isMutated(const FunctionCore &function, const Asked &asked, const Bound &bound, Microseconds computing);
    bool keep(const Trip &trip, Answered &answered);
    void keepOnDisk(FunctionCore &function, const Bound &bound, Answered &answered);
    bool put(const FunctionCore &function, SharedCall &call, const void *value);
    void place(const FunctionCore &function, const QString &file);
    void takeOut(const FunctionCore &function, const CallKey &key);
    void fill(SharedCall &call, const FunctionCore &function, const void *value);
    bool makeRoom(qint64 bytes); // whether anything had to go
    bool isRoomToBeCounted(qint64 bytes);
    void countRoom();
    bool isTooMuch(const CallLimits &limits); // by what was counted
    bool isTooOld();
    struct Naming // what a name was given to before
    {
        bool isOfOthers = false; // to another function
        bool isTheSame = false;  // to one that nothing else in the keys tells apart
    };
    Naming name(const FunctionCore &function);
    void hold(const FunctionCore &function, const Answered &answered, Instant finished);
    void use(const CallKey &key);

    QString reasonOf(FunctionCore &function, const Bound &bound);
    Instant now() const { return m_clock->now(); }

    MemoryOptions m_options;
    bool m_isOff;
    Clock *m_clock;
    SystemClock m_systemClock;
    Narrator m_narrator;
    Disk m_disk;
    std::mutex m_mutex; // of what follows
    Tier m_tier;
    Flights m_flights;
    std::vector<std::weak_ptr<FunctionCore>> m_functions;
    struct Named
    {
        const void *entry;
        QString code;
        std::vector<QByteArray> types;
        std::size_t least; // of these, that stand in each key
        std::type_index result;
    };
    std::map<QString, std::vector<Named>> m_named; // all that ever had a name
    struct
    {
        std::optional<qint64> items, bytes; // on disk, about
        Instant flushed, aged;
        qint64 puts = 0, putBytes = 0; // since it was counted
        bool isFull = false;           // of what has to stay: no other room is made until it is counted anew
    } m_room;
};

} // namespace once::detail
