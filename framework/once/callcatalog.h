// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>

namespace once {

// A function as a catalog lists it: its record, and what its calls come to.
struct FunctionSummary : FunctionRecord
{
    static constexpr qint64 unnamed = -1; // the id of those that a store of format 1 had, which knew no functions

    bool isNamed(const QString &words) const; // all of its name, or what follows a dot in it, as in the path of a work

    qint64 id = 0;
    qint64 calls = 0, bytes = 0, hits = 0;
    Microseconds computed{0}, saved{0}; // by computations, and by hits that had not to compute
    Instant lastUsed;
};

// A call as a catalog lists it, without its values.
struct StoredCall
{
    CallKey key;
    qint64 function = 0; // FunctionSummary::id
    Status status = Status::Succeeded;
    QString origin; // who has put it there
    RunId run = 0;
    QString preview; // of its props: one line for people
    Instant finished, lastUsed;
    Microseconds duration{0};
    qint64 hits = 0, bytes = 0;
    bool isPinned = false;
    QString file; // in blobs/, when the result has one of its own

    Microseconds saved() const { return hits * duration; }
};

// What goes first when there is too much.
enum class Eviction {
    LeastRecentlyUsed,
    LeastSavedPerByte, // computing time of a call times its uses, by its size
};

// How much a call store may hold. What is not given is not limited; 0 leaves nothing. Pinned calls stay, and count.
// What is negative is a std::invalid_argument.
struct CallLimits
{
    std::optional<qint64> bytes{};
    std::optional<qint64> items{};
    std::optional<std::chrono::seconds> age{}; // since the last use
    Eviction first = Eviction::LeastRecentlyUsed;

    bool isNone() const { return !bytes && !items && !age; }
};

// "2K", "1.5 GB", "4 MiB" or a plain number, in bytes: K is 1024. Throws std::invalid_argument with the forms.
qint64 bytesFromText(const QString &text);

struct CallDamage
{
    CallKey key;
    QString what; // a sentence
};

// All that a call store holds, for people and for making room; or the calls of an app's history, which can only be
// looked at. A connection of its own, beside those that use the calls. Lives in one thread. Everything throws
// StoreError. Cost: of a list, some 2 us a call that is there.
class CallCatalog
{
public:
    // A folder with a calls.db, or a data folder or its history.db.
    static std::unique_ptr<CallCatalog> open(const QString &place);
    virtual ~CallCatalog() = default;

    virtual QString file() const = 0;
    virtual bool canBeChanged() const = 0; // false: what says "changes" below throws

    virtual QList<FunctionSummary> functions() = 0; // that have calls, by name
    virtual QList<StoredCall> calls(qint64 function = 0, qint64 most = -1) = 0; // 0: of all; the last used ones first
    virtual QList<StoredCall> callsWithKey(const QString &hex) = 0; // the beginning is enough; none for what is no hex
    virtual std::optional<SharedCall> call(const CallKey &key) = 0;

    virtual void forget(const QList<CallKey> &keys) = 0; // changes; pinned ones too
    virtual void clear() = 0;                            // changes; everything
    virtual void pin(const CallKey &key, bool isPinned) = 0; // changes
    virtual QList<CallKey> excess(const CallLimits &limits, Instant now) = 0; // what reduce() would take out
    virtual QList<CallKey> reduce(const CallLimits &limits, Instant now) = 0; // changes; what was taken out
    // Reads every value and every file. When it `mends`, which changes, what is damaged is taken out, and so are values
    // and files that no call refers to.
    virtual QList<CallDamage> verify(bool mends) = 0;
    // Takes over the calls of another store that are not here: all, or those of the functions with a name. Changes.
    virtual qint64 merge(const QString &folder, const QString &name = {}) = 0;
};

} // namespace once
