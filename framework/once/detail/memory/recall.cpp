// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/recall.h>

#include <once/detail/kept/storecatalog.h>
#include <once/detail/memory/resultfiles.h>
#include <once/ref.h>

#include <QScopeGuard>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostGathered = 100'000; // calls whose uses are written at once, where nothing is put meanwhile

struct Keyed
{
    CallKey key; // none where the arguments cannot be hashed
    QString why;
};

// The encoder is used again and again, as it is on the way of each hit; arguments that call cached functions while they
// are encoded take another one.
Keyed keyFor(const FunctionCore &function, const Asked &asked)
try {
    thread_local std::unique_ptr<Encoder> spare;
    auto encoder = spare ? std::move(spare) : std::make_unique<Encoder>();
    encoder->beginHash(function.basis(asked.given), CallRecord::storedPropsLimit);
    asked.encode(*encoder);
    const CallKey key = encoder->digest();
    spare = std::move(encoder);
    return {key, {}};
} catch (const std::exception &error) {
    return {{}, QString::fromUtf8(error.what())};
} catch (...) {
    return {{}, u"what encodes its arguments has thrown something unknown"_s};
}

bool hasSucceeded(const std::optional<std::optional<SharedCall>> &found)
{
    return found && *found && (*found)->status == Status::Succeeded;
}

} // namespace

Recall::Recall(const QString &folder, bool isOff, const MemoryOptions &options)
    : m_options(options), m_isOff(isOff), m_clock(options.clock ? options.clock : &m_systemClock),
      m_narrator(folder, options), m_disk(isOff ? QString() : folder, options, m_narrator), m_tier(options.inMemory, !m_disk.isNone())
{
    requirePositive(options.limits);
    requirePositive(options.inMemory);
    m_room.flushed = m_room.aged = now();
    enter();
}

Recall::~Recall()
{
    flush();
    leave();
}

Answered Recall::answer(FunctionCore &function, const Asked &asked)
{
    if (m_isOff || !function.refusal().isEmpty())
        return uncached(function, asked, function.refusal());
    const auto [key, why] = keyFor(function, asked);
    if (key.isNone())
        return uncached(function, asked, why);
    if (m_narrator.tellsAll())
        m_narrator.asked(function, key);
    if (!function.options().isAlwaysComputed)
        if (auto known = recollect(function, asked, key))
            return std::move(*known);
    return fly(function, asked, key, function.options().isAlwaysComputed);
}

// What the user's own code says of a result is asked while nobody waits for it.
std::optional<Answered> Recall::recollect(FunctionCore &function, const Asked &asked, const CallKey &key)
{
    std::unique_lock lock(m_mutex);
    Tier::Held *held = m_tier.find(key);
    if (held && (function.options().isValid || function.alwaysHasFile())) {
        const Tier::Held found = *held;
        lock.unlock();
        if (!counts(function, found.finished, found.duration, bind(function, asked).props))
            return {};
        place(function, found.file);
        lock.lock();
        held = m_tier.find(key);
    }
    if (!held)
        return {};
    ++held->hits;
    ++function.counts.memory;
    function.counts.saved += held->duration;
    return Answered{held->value, AnsweredBy::Memory, key, held->duration, held->isOnDisk, held->file};
}

Answered Recall::recompute(FunctionCore &function, const Asked &asked)
{
    const CallKey key = keyOf(function, asked);
    return key.isNone() ? uncached(function, asked, function.refusal()) : fly(function, asked, key, true);
}

Answered Recall::ensure(FunctionCore &function, const Asked &asked)
{
    const CallKey key = keyOf(function, asked);
    if (key.isNone() || function.options().isAlwaysComputed)
        return answer(function, asked);
    if (auto known = recollect(function, asked, key))
        return std::move(*known);
    const auto call = look(function, key);
    if (!call || !counts(function, call->finished, call->duration, call->props.encoding()))
        return answer(function, asked);
    place(function, call->file);
    use(key);
    return {nullptr, AnsweredBy::Disk, key, call->duration, true, call->file};
}

Recall::Bound Recall::bind(const FunctionCore &function, const Asked &asked) const
{
    Encoder encoder(function.basis(asked.given), CallRecord::storedPropsLimit);
    asked.encode(encoder);
    Hashed hashed = encoder.hashed();
    return {hashed.digest, std::move(hashed.encoding), asked.given};
}

CallKey Recall::keyOf(FunctionCore &function, const Asked &asked)
{
    return m_isOff || !function.refusal().isEmpty() ? CallKey() : keyFor(function, asked).key;
}

bool Recall::counts(const FunctionCore &function, Instant finished, Microseconds duration, const QByteArray &props) const
{
    const Validity &isValid = function.options().isValid;
    return !isValid || isValid({.finished = finished, .now = now(), .duration = duration, .props = Value(props)});
}

// One thread is at a call; the others wait, and get what it comes to.
Answered Recall::fly(FunctionCore &function, const Asked &asked, const CallKey &key, bool isForced)
{
    std::unique_lock lock(m_mutex);
    while (const auto flight = m_flights.find(key)) {
        ++function.counts.waiting;
        const auto end = qScopeGuard([&] { --function.counts.waiting; });
        m_flights.wait(flight, lock, function.name());
        if (isForced)
            continue;
        if (flight->error)
            std::rethrow_exception(flight->error);
        ++function.counts.joined;
        function.counts.saved += flight->answered.duration;
        Answered joined = flight->answered;
        joined.by = AnsweredBy::Another;
        return joined;
    }
    const auto flight = m_flights.begin(key, function.name());
    lock.unlock();
    try {
        flight->answered = findOrCompute({function, asked, bind(function, asked), flight, isForced});
    } catch (...) {
        flight->error = std::current_exception();
    }
    lock.lock();
    m_flights.end(key, flight);
    if (flight->error)
        std::rethrow_exception(flight->error);
    return flight->answered;
}

Answered Recall::findOrCompute(const Trip &trip)
{
    bool isExpired = false;
    if (!trip.isForced) {
        if (const auto known = recollect(trip.function, trip.asked, trip.bound.key)) // a thread has computed it meanwhile
            return *known;
        if (const auto known = load(trip, isExpired))
            return *known;
    }
    if (m_disk.isNone() && !trip.isForced) {
        const std::lock_guard guard(m_mutex);
        isExpired = m_tier.peek(trip.bound.key); // or it would have been the answer
    }
    std::optional<Answered> meanwhile;
    const auto claim = this->claim(trip, meanwhile);
    return meanwhile ? *meanwhile : computeAndKeep(trip, isExpired ? AnsweredBy::Renewal : AnsweredBy::Computation);
}

// Waits while another process, or another Memory of this one, is at the call. What that has come to is the answer; if it
// has come to nothing, because the process has failed or is gone, the call is ours. Without a store, everybody computes.
std::shared_ptr<CallClaim> Recall::claim(const Trip &trip, std::optional<Answered> &meanwhile)
{
    constexpr auto longestPause = 50ms;
    bool hasWaited = false;
    for (auto pause = 1ms;; pause = std::min(2 * pause, longestPause)) {
        const auto claim = m_disk.claim(trip.function, trip.bound.key);
        bool isOld = false;
        if (claim && !trip.isForced && (meanwhile = load(trip, isOld))) {
            if (hasWaited)
                meanwhile->by = AnsweredBy::Another;
            return nullptr;
        }
        if (!claim || *claim)
            return claim.value_or(nullptr);
        std::optional<Waiting> waiting;
        if (const auto pending = AtWork::find(m_disk.folder(), trip.bound.key))
            waiting.emplace(pending, needsItself(trip.function.name()));
        if (!std::exchange(hasWaited, true) && m_narrator.tellsReasons())
            m_narrator.waiting(trip.function);
        std::this_thread::sleep_for(pause);
    }
}

// Without its result.
std::optional<SharedCall> Recall::look(const FunctionCore &function, const CallKey &key)
{
    const auto found = m_disk.with(function, [&](CallStore &store) { return store.peek(key); });
    return hasSucceeded(found) ? *found : std::nullopt;
}

std::optional<Answered> Recall::load(const Trip &trip, bool &isExpired)
{
    FunctionCore &function = trip.function;
    const Bound &bound = trip.bound;
    const auto found = m_disk.with(function, [&](CallStore &store) { return store.find(bound.key); });
    if (!hasSucceeded(found))
        return {};
    const std::optional<SharedCall> &call = *found;
    if (!call->props.isNull() && !bound.props.isEmpty() && call->props.encoding() != bound.props)
        return {}; // the key is the same by chance
    if (!counts(function, call->finished, call->duration, call->props.encoding())) {
        isExpired = true;
        return {};
    }
    if (m_narrator.tellsReasons())
        m_narrator.loading(function, bound.key);
    Answered answered{valueOf(function, *call), AnsweredBy::Disk, bound.key, call->duration, true, call->file};
    if (!answered.value && function.keepsResult())
        return {};
    use(bound.key);
    const std::lock_guard guard(m_mutex);
    ++function.counts.disk;
    function.counts.saved += call->duration;
    if (!trip.flight->isOutdated)
        hold(function, answered, call->finished);
    return answered;
}

// Of what is not in the memory of the process.
void Recall::use(const CallKey &key)
{
    bool isFull = false;
    {
        const std::lock_guard guard(m_mutex);
        m_tier.use(key);
        isFull = m_tier.gatheredUses() >= mostGathered;
    }
    if (isFull)
        flush();
}

// Null where it cannot be read, which is told, and the call forgotten.
std::shared_ptr<const void> Recall::valueOf(const FunctionCore &function, const SharedCall &call)
{
    if (!function.keepsResult())
        return nullptr;
    try {
        if (call.file.isEmpty())
            return function.shape().result->fromValue(call.result);
        const auto value = ResultFiles(m_disk.folder()).read(call, *function.codec());
        place(function, call.file);
        return value;
    } catch (const std::exception &error) {
        if (const auto now = look(function, call.key); !now || now->id != call.id) // what was found has gone since, with its file
            return nullptr;
        m_narrator.warn(MemoryEvent::Kind::Damaged, function.name(),
                        u"what was kept of a call of %1 cannot be read, and is put aside: %2"_s
                            .arg(function.name(), QString::fromUtf8(error.what())));
        m_disk.with(function, [&](CallStore &store) { return store.forget(call.key), true; });
        return nullptr;
    }
}

bool Recall::contains(FunctionCore &function, const Asked &asked)
{
    const CallKey key = keyOf(function, asked);
    if (key.isNone() || function.options().isAlwaysComputed)
        return false;
    std::optional<Tier::Held> held;
    {
        const std::lock_guard guard(m_mutex);
        if (const auto *it = m_tier.peek(key))
            held = *it;
    }
    if (held)
        return counts(function, held->finished, held->duration, bind(function, asked).props);
    const auto call = look(function, key);
    return call && counts(function, call->finished, call->duration, call->props.encoding());
}

// What is under way counts for those alone who wait for it already.
bool Recall::forget(FunctionCore &function, const Asked &asked)
{
    const CallKey key = keyOf(function, asked);
    if (key.isNone())
        return false;
    bool wasThere = look(function, key).has_value();
    {
        const std::lock_guard guard(m_mutex);
        wasThere = wasThere || m_tier.peek(key);
        m_flights.outdate(key);
    }
    takeOut(function, key);
    return wasThere;
}

void Recall::takeOut(const FunctionCore &function, const CallKey &key)
{
    {
        const std::lock_guard guard(m_mutex);
        m_tier.erase(key);
    }
    m_disk.with(function, [&](CallStore &store) { return store.forget(key), true; });
}

std::optional<Answered> Recall::fetch(const CallKey &key, const ValueType &type)
{
    {
        const std::lock_guard guard(m_mutex);
        if (const auto *held = m_tier.peek(key); held && held->value && held->type->info == type.info)
            return Answered{held->value, AnsweredBy::Memory, key, held->duration};
    }
    const auto refuse = [&key](const QString &why) {
        throw RefError(u"The result of the call %1 %2"_s.arg(key.toShortHex(), why).toStdString());
    };
    try {
        const auto store = m_disk.storeThatIsThere();
        const auto call = store ? store->find(key) : std::nullopt;
        if (!call || call->status != Status::Succeeded)
            return {};
        use(key);
        const auto value = call->file.isEmpty() ? type.fromValue(call->result) : ResultFiles(m_disk.folder()).read(*call, type);
        return Answered{value, AnsweredBy::Disk, key, call->duration, true, call->file};
    } catch (const StoreError &error) {
        if (error.kind != StoreError::Kind::Damaged)
            throw;
        refuse(u"is damaged: %1 %2 Call the function again."_s.arg(error.happened, error.why));
    } catch (const CodecError &error) {
        refuse(u"cannot be read: %1 Call the function again."_s.arg(QString::fromUtf8(error.what())));
    } catch (const Json::exception &error) {
        refuse(u"is no %1: %2"_s.arg(type.name(), QString::fromUtf8(error.what())));
    }
    return {};
}

} // namespace once::detail
