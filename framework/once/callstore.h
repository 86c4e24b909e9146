// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

namespace once {

// What the calls of one function have in common, and those of works with one `.share`. Each version of the code
// has a record of its own, so that versions lie side by side.
struct FunctionRecord
{
    QString name, code, signature; // signature: "(double, bool)", for people
    QStringList props;             // names of its parameters
    Json codeMap;                  // what its fingerprint was made from, for codeDifference(); null without one
};

// The outcome of a call, a success or a failure, as it lies in a call store.
struct SharedCall : CallRecord
{
    qint64 id = 0; // of this outcome: whatever takes its place has another one
    QString origin; // who has put it there; `run` is one of theirs, or 0
    qint64 function = 0; // as CallStore::function() says
    Microseconds duration{0}; // of its computation
    QString preview; // of props that are too large to be kept
    QString file; // in blobs/: what holds the result, where `result` only says how to read it

    QString whose() const; // for people: "run 12 of prices"
};

// That a call was answered from memory, so many times, the last of them then.
struct CallUse
{
    CallKey key;
    qint64 hits = 0;
    Instant last;
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
    // For a folder that may not be written to: whatever would write throws StoreError (Unreadable).
    static std::unique_ptr<CallStore> openToRead(const QString &folder);
    virtual ~CallStore() = default;

    virtual QString file() const = 0;

    // The number of a function here, for SharedCall: the same for the same name, code, signature and props.
    virtual qint64 function(const FunctionRecord &function) = 0;

    // What is damaged is taken out before the error (Damaged) is thrown, so that the call can be put anew. Where it cannot be,
    // here and below, the error is Broken.
    virtual std::optional<SharedCall> find(const CallKey &key) = 0;
    // The same without what may be large: result and states are null, and were not read.
    virtual std::optional<SharedCall> peek(const CallKey &key) = 0;
    // In place of what is there; all of it or nothing. Its `id` and `origin` are the store's to give. Throws StoreError
    // (Missing) when its file has been taken out since it was written.
    virtual void put(const SharedCall &call) = 0;
    // And no other call of functions with its name stays, unless it is pinned.
    virtual void putAlone(const SharedCall &call) = 0;
    virtual void forget(const CallKey &key) = 0;
    virtual void note(const std::vector<CallUse> &uses) = 0; // one commit for all of them

    // Null while anybody has it, in this process or another one. Returns at once: whoever wants to wait asks
    // again.
    virtual std::unique_ptr<CallClaim> claim(const CallKey &key) = 0;
    // Says who has a claim, for people who wait. A claim of short duration is not worth it.
    virtual void sign(const CallKey &key) = 0;
    // For people: "process 4711 of prices"; out of date where the claim is free.
    virtual QString claimant(const CallKey &key) = 0;
};

} // namespace once
