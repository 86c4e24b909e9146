// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once {

// The outcome of a call, a success or a failure, as it lies in a call store.
struct SharedCall : CallRecord
{
    qint64 id = 0; // of this outcome: whatever takes its place has another one
    QString origin; // who has put it there; `run` is one of theirs, or 0

    QString whose() const; // for people: "run 12 of prices"
};

// The right to compute a call. Nobody else has it for as long as this lives; the system takes it back when
// the process ends, however it ends. Does not outlive its store.
class CallClaim
{
public:
    virtual ~CallClaim() = default;
};

// A folder of calls that many processes read and write at once: calls.db, with blobs/ beside it. Knows keys,
// and what their calls came to. Whoever wants a call computed once looks for it, claims it, looks again,
// computes it, puts it, and only then lets go of the claim:
//
//     auto known = store->find(key);
//     auto claim = known ? nullptr : store->claim(key);
//     if (claim && !(known = store->find(key)))
//         store->put(compute(key));
//
// Any thread. Everything throws StoreError. A look takes some 10 us, a claim 50, what is put 100 and the time
// to write it; while others write, up to 5 s are waited.
class CallStore
{
public:
    // Makes the folder when it is not there. `user` is what others are told of whose the outcomes and claims
    // are. `durable` as for Store::open(). What cannot be used is left as it is. The folder is on a disk of
    // this machine: locks and the database need it.
    static std::unique_ptr<CallStore> open(const QString &folder, const QString &user, bool durable = false);
    virtual ~CallStore() = default;

    virtual QString file() const = 0;

    // What is damaged is taken out before the error (Damaged) is thrown, so that the call can be put anew.
    virtual std::optional<SharedCall> find(const CallKey &key) = 0;
    virtual void put(const CallRecord &call) = 0; // in place of what is there; all of it or nothing
    virtual void forget(const CallKey &key) = 0;

    // Null while anybody has it, in this process or another one. Returns at once: whoever wants to wait asks
    // again.
    virtual std::unique_ptr<CallClaim> claim(const CallKey &key) = 0;
    // For people: "process 4711 of prices"; out of date where the claim is free.
    virtual QString claimant(const CallKey &key) = 0;
};

} // namespace once
