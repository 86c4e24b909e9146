// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Recall that computes calls and keeps what they come to.
#include <once/detail/memory/recall.h>

#include <once/detail/kept/contents.h>
#include <once/detail/memory/resultfiles.h>
#include <once/differences.h>

#include <algorithm>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;

Microseconds since(Steady::time_point start) { return std::chrono::duration_cast<Microseconds>(Steady::now() - start); }

#ifdef NDEBUG
constexpr bool looksAtAllArguments = false;
#else
constexpr bool looksAtAllArguments = true;
#endif

} // namespace

Answered Recall::compute(FunctionCore &function, const Asked &asked, AnsweredBy by)
{
    const auto start = Steady::now();
    Answered answered{.by = by};
    try {
        answered.value = asked.compute();
    } catch (...) {
        const std::lock_guard guard(m_mutex);
        ++function.counts.failed;
        throw;
    }
    answered.duration = since(start);
    const std::lock_guard guard(m_mutex);
    ++(by == AnsweredBy::NoCache ? function.counts.uncached : function.counts.computed);
    function.counts.computing += answered.duration;
    return answered;
}

Answered Recall::uncached(FunctionCore &function, const Asked &asked, const QString &why)
{
    if (!m_isOff)
        m_narrator.warnOnce(MemoryEvent::Kind::NotKept, function.name(),
                            u"calls of %1 are computed each time: %2"_s.arg(function.name(), why));
    return compute(function, asked, AnsweredBy::NoCache);
}

Answered Recall::computeAndKeep(const Trip &trip, AnsweredBy by)
{
    const auto &[function, asked, bound, flight, isForced] = trip;
    if (m_narrator.tellsReasons())
        m_narrator.reason(function, reasonOf(function, bound));
    if (m_narrator.tellsCalls())
        m_narrator.calling(function, bound.props);
    Answered answered;
    {
        const AtWork here(m_disk.folder(), bound.key, flight);
        answered = compute(function, asked, by);
    }
    if (m_narrator.tellsCalls())
        m_narrator.computed(function, answered.duration);
    const bool isMutated = this->isMutated(function, asked, bound, answered.duration);
    if (!isMutated) // or nobody could say what the call means
        answered.key = bound.key;
    if (isMutated || !keep(trip, answered)) {
        answered.by = AnsweredBy::NoCache;
        const std::lock_guard guard(m_mutex);
        --function.counts.computed, ++function.counts.uncached;
    }
    return answered;
}

// A function that changes its arguments has another result the next time. Looked at where it costs little of the
// computation, and at each call where asserts are on.
bool Recall::isMutated(const FunctionCore &function, const Asked &asked, const Bound &bound, Microseconds computing)
{
    if (!looksAtAllArguments && bound.props.isEmpty() && computing < 1s)
        return false;
    Bound after{};
    try {
        after = bind(function, asked);
    } catch (...) { // it cannot be hashed any more
    }
    if (after.key == bound.key)
        return false;
    QString where;
    if (!bound.props.isEmpty() && !after.props.isEmpty())
        if (const auto changes = differences(decode(bound.props), decode(after.props)); !changes.isEmpty()) {
            where = u" (%1)"_s.arg(function.pathText(changes.front().path, bound.given));
            if (changes.front().path.section(u'.', 0, 0).toInt() >= bound.given) {
                m_narrator.warn(MemoryEvent::Kind::Mutated, function.name(),
                                u"while %1 was computed, what it depends on has changed%2: what it returned is not kept"_s
                                    .arg(function.name(), where));
                return true;
            }
        }
    m_narrator.warn(MemoryEvent::Kind::Mutated, function.name(),
                    u"%1 has mutated its arguments%2: what it returned is not kept"_s.arg(function.name(), where));
    return true;
}

// What was forgotten while it was computed is its callers' alone.
bool Recall::keep(const Trip &trip, Answered &answered)
{
    const auto &[function, asked, bound, flight, isForced] = trip;
    try {
        if (!m_disk.isNone() && !flight->isOutdated)
            keepOnDisk(function, bound, answered);
        std::unique_lock lock(m_mutex);
        if (!flight->isOutdated) {
            if (function.options().kept == Kept::Last)
                m_tier.eraseOf(function.name());
            hold(function, answered, now());
            return true;
        }
        lock.unlock();
        answered.file.clear();
        if (std::exchange(answered.isOnDisk, false))
            takeOut(function, bound.key);
        return true;
    } catch (const std::exception &error) { // it is the caller's all the same
        m_narrator.warn(MemoryEvent::Kind::NotKept, function.name(),
                        u"what %1 returned cannot be kept: %2"_s.arg(function.name(), QString::fromUtf8(error.what())));
        return false;
    }
}

void Recall::keepOnDisk(FunctionCore &function, const Bound &bound, Answered &answered)
{
    SharedCall call;
    call.key = bound.key;
    call.finished = now();
    {
        const std::lock_guard guard(m_mutex);
        m_tier.mark(call.finished);
    }
    call.duration = answered.duration;
    call.props = Value(bound.props);
    if (bound.props.isEmpty())
        call.preview = u"(more than %1 bytes)"_s.arg(CallRecord::storedPropsLimit);
    if (!put(function, call, answered.value.get()))
        return;
    answered.isOnDisk = true;
    answered.file = call.file;
    place(function, call.file);
    const qint64 bytes = call.props.encoding().size() + call.result.encoding().size() + ResultFiles::sizeOf(call);
    if (m_narrator.tellsReasons())
        m_narrator.stored(function, call.key, bytes);
    if (makeRoom(bytes) && !look(function, call.key)) // it is above the limits alone
        answered.isOnDisk = false, answered.file.clear();
}

// A disk that does not take it costs the keeping there, and nothing else.
bool Recall::put(const FunctionCore &function, SharedCall &call, const void *value)
try {
    const auto fillAndPut = [&](CallStore &store) {
        fill(call, function, value);
        function.options().kept == Kept::Last ? store.putAlone(call) : store.put(call);
        return true;
    };
    return m_disk.with(function, [&](CallStore &store) {
        call.function = m_disk.idOf(store, function);
        try { // once more where somebody has taken out its file, or the folder, since it was written
            return fillAndPut(store);
        } catch (const CodecError &) {
            return fillAndPut(store);
        } catch (const StoreError &error) {
            if (error.kind != StoreError::Kind::Missing)
                throw;
            return fillAndPut(store);
        }
    }).value_or(false);
} catch (const CodecError &error) {
    m_narrator.warnOnce(MemoryEvent::Kind::Degraded, function.name(),
                        u"the results of %1 are not kept on disk: %2"_s.arg(function.name(), QString::fromUtf8(error.what())));
    return false;
}

// For other programs; the function answers all the same.
void Recall::place(const FunctionCore &function, const QString &file)
{
    if (!function.alwaysHasFile() || file.isEmpty())
        return;
    try {
        ResultFiles(m_disk.folder()).place(file, function.options().output.file);
    } catch (const std::exception &error) {
        m_narrator.warnOnce(MemoryEvent::Kind::Degraded, function.name(),
                            u"the output file of %1 cannot be written: %2"_s.arg(function.name(), QString::fromUtf8(error.what())));
    }
}

void Recall::fill(SharedCall &call, const FunctionCore &function, const void *value)
{
    if (!function.keepsResult())
        return;
    const bool isLarge = function.shape().bytesOf(value) > Contents::databaseLimit;
    if (function.codec() && (isLarge || function.alwaysHasFile() || function.options().output.codecFor))
        ResultFiles(m_disk.folder()).write(call, value, *function.codec());
    else
        call.result = function.shape().result->toValue(value);
}

// Guarded by the caller.
void Recall::hold(const FunctionCore &function, const Answered &answered, Instant finished)
{
    const auto value = function.keepsResult() ? answered.value : nullptr;
    const qint64 bytes = value && function.shape().bytesOf ? function.shape().bytesOf(value.get()) : 0;
    m_tier.insert(answered.key, {.value = value,
                                 .finished = finished,
                                 .duration = answered.duration,
                                 .bytes = bytes,
                                 .function = function.name(),
                                 .file = answered.file,
                                 .type = function.shape().result,
                                 .isOnDisk = answered.isOnDisk});
}

} // namespace once::detail
