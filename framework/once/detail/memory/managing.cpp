// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of Recall that looks after its functions and the room that they take.
#include <once/detail/memory/recall.h>

#include <once/detail/kept/storecatalog.h>
#include <once/differences.h>

namespace once::detail {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto flushedEvery = 60s; // what was used is on disk by then, if anything is put
constexpr int putsPerCount = 256;  // others put as well: it is counted anew now and then,
constexpr int countsPerLimit = 10; // and whenever a tenth of a limit was put
constexpr qint64 mostLookedAt = 200; // of the calls of a function, for the nearest one

// A tenth below, so that room is made now and then rather than at each call.
CallLimits roomFor(CallLimits limits)
{
    if (limits.items)
        *limits.items -= *limits.items / 10;
    if (limits.bytes)
        *limits.bytes -= *limits.bytes / 10;
    return limits;
}

QList<CallKey> callsOf(CallCatalog &catalog, const QString &name)
{
    QList<CallKey> keys;
    for (const FunctionSummary &known : catalog.functions())
        if (known.name == name)
            for (const StoredCall &call : catalog.calls(known.id))
                keys.append(call.key);
    return keys;
}

} // namespace

std::shared_ptr<FunctionCore> Recall::add(FunctionShape shape, FunctionOptions options)
{
    auto function = std::make_shared<FunctionCore>(std::move(shape), std::move(options));
    if (function->alwaysHasFile() && m_disk.isNone() && !m_isOff)
        throw std::logic_error("once: " + function->name().toStdString() + " has an output file, and its Memory no folder");
    std::unique_lock lock(m_mutex);
    const Naming naming = name(*function);
    if (naming.isTheSame)
        function->setApart();
    std::erase_if(m_functions, [](const auto &known) { return known.expired(); });
    m_functions.push_back(function);
    lock.unlock();
    if (naming.isOfOthers)
        m_narrator.warnOnce(MemoryEvent::Kind::Collision, function->name(),
                            u"two functions have the name %1: give each its own"_s.arg(function->name()));
    return function;
}

// Guarded by the caller.
Recall::Naming Recall::name(const FunctionCore &function)
{
    const auto &types = function.shape().types;
    const Named self{function.shape().entry, function.record().code, types, types.size() - function.options().laterProps.count(),
                     function.shape().result ? function.shape().result->info : typeid(void)};
    std::vector<Named> &named = m_named[function.name()];
    const auto isOther = [&](const Named &other) { return other.entry != self.entry; };
    // A function that has got a parameter shares the calls of before, unless they came to something of another type.
    const auto mayMeet = [&](const Named &other) {
        const auto least = std::max(self.least, other.least);
        return least <= std::min(self.types.size(), other.types.size())
            && std::equal(self.types.begin(), self.types.begin() + std::ptrdiff_t(least), other.types.begin());
    };
    const auto isAlike = [&](const Named &other) {
        return other.code == self.code && (other.types == self.types || (mayMeet(other) && other.result != self.result));
    };
    const auto it = std::ranges::find_if(named, [&](const Named &other) { return !isOther(other) && isAlike(other); });
    const std::ranges::subrange before(named.begin(), it);
    const Naming naming{.isOfOthers = std::ranges::any_of(named, isOther),
                        .isTheSame = std::ranges::any_of(before, [&](const Named &other) { return isOther(other) && isAlike(other); })};
    if (it == named.end())
        named.push_back(self);
    return naming;
}

FunctionCore::Counts Recall::countsOf(const FunctionCore &function)
{
    const std::lock_guard guard(m_mutex);
    return function.counts;
}

qint64 Recall::held()
{
    const std::lock_guard guard(m_mutex);
    return m_tier.count();
}

void Recall::clear(FunctionCore *function)
{
    {
        const std::lock_guard guard(m_mutex);
        function ? m_tier.eraseOf(function->name()) : m_tier.clear();
        m_flights.outdateOf(function ? &function->name() : nullptr);
    }
    m_disk.catalogued([&](CallCatalog &catalog) {
        function ? catalog.forget(callsOf(catalog, function->name())) : catalog.clear();
    });
}

void Recall::flush()
{
    std::vector<CallUse> uses;
    {
        const std::lock_guard guard(m_mutex);
        uses = m_tier.takeUses(now());
        m_room.flushed = now();
    }
    if (!uses.empty())
        m_disk.note(uses);
}

qint64 Recall::reduce(const CallLimits &limits)
{
    requirePositive(limits);
    flush();
    QList<CallKey> keys;
    m_disk.catalogued([&](CallCatalog &catalog) { keys = catalog.reduce(limits, now()); });
    const std::lock_guard guard(m_mutex);
    const qint64 before = m_tier.count();
    if (m_disk.isNone())
        m_tier.reduce(limits, now());
    for (const CallKey &key : keys)
        m_tier.erase(key);
    return m_disk.isNone() ? before - m_tier.count() : keys.size();
}

// After something was put: counts what is there, and sheds what is too much.
bool Recall::makeRoom(qint64 bytes)
{
    std::unique_lock lock(m_mutex);
    const bool isTime = std::chrono::abs(now() - m_room.flushed) >= flushedEvery; // whichever way the clock was set
    lock.unlock();
    if (isTime)
        flush();
    if (m_options.limits.isNone())
        return false;
    if (isRoomToBeCounted(bytes))
        countRoom();
    const bool isTooOld = this->isTooOld();
    if (!isTooMuch(m_options.limits) && !isTooOld)
        return false;
    const CallLimits room = roomFor(m_options.limits);
    reduce(room);
    countRoom();
    const bool isFull = isTooMuch(room);
    lock.lock();
    m_room.isFull = isFull;
    return true;
}

bool Recall::isRoomToBeCounted(qint64 bytes)
{
    const std::lock_guard guard(m_mutex);
    const CallLimits &limits = m_options.limits;
    ++m_room.puts, m_room.putBytes += bytes;
    if (!m_room.items || m_room.puts >= putsPerCount || (limits.items && m_room.puts * countsPerLimit >= *limits.items)
        || (limits.bytes && m_room.putBytes * countsPerLimit >= *limits.bytes))
        return true;
    ++*m_room.items, *m_room.bytes += bytes;
    return false;
}

void Recall::countRoom()
{
    qint64 items = 0, bytes = 0;
    m_disk.catalogued([&](CallCatalog &catalog) {
        for (const FunctionSummary &function : catalog.functions())
            items += function.calls, bytes += function.bytes;
    });
    const std::lock_guard guard(m_mutex);
    m_room.items = items, m_room.bytes = bytes;
    m_room.puts = m_room.putBytes = 0;
    m_room.isFull = false;
}

bool Recall::isTooMuch(const CallLimits &limits)
{
    const std::lock_guard guard(m_mutex);
    return !m_room.isFull
        && ((limits.items && m_room.items.value_or(0) > *limits.items) || (limits.bytes && m_room.bytes.value_or(0) > *limits.bytes));
}

bool Recall::isTooOld()
{
    const std::lock_guard guard(m_mutex);
    const auto &age = m_options.limits.age;
    if (!age || std::chrono::abs(now() - m_room.aged) < *age / 10)
        return false;
    m_room.aged = now();
    return true;
}

QString Recall::explain(FunctionCore &function, const Asked &asked)
{
    if (m_isOff)
        return u"The cache is off: %1 is computed at each call."_s.arg(function.name());
    if (!function.refusal().isEmpty())
        return u"%1 is computed at each call: %2."_s.arg(function.name(), function.refusal());
    if (function.options().isAlwaysComputed)
        return u"%1 is computed at each call: it is always computed."_s.arg(function.name());
    if (keyOf(function, asked).isNone())
        return u"%1 is computed at each call with these arguments: they cannot be hashed."_s.arg(function.name());
    const Bound bound = bind(function, asked);
    std::optional<Tier::Held> held;
    {
        const std::lock_guard guard(m_mutex);
        if (const auto *it = m_tier.peek(bound.key))
            held = *it;
    }
    const auto call = look(function, bound.key);
    const QString name = function.callText(bound.props, 200);
    if (!held && !call)
        return u"%1 would be computed: %2."_s.arg(name, reasonOf(function, bound));
    const Instant finished = held ? held->finished : call->finished;
    const Microseconds duration = held ? held->duration : call->duration;
    const QString made = u"computed %1, in %2"_s.arg(toDateTime(finished).toString(u"yyyy-MM-dd HH:mm:ss"_s), durationText(duration));
    if (!counts(function, finished, duration, bound.props))
        return u"%1 would be computed anew: its result, %2, does not count any more."_s.arg(name, made);
    return u"%1 is %2: %3."_s.arg(name, held ? u"in memory"_s : u"on disk"_s, made);
}

namespace {

// Of results with the same name that other code has made with these very arguments.
QString otherCode(CallCatalog &catalog, const FunctionCore &function, const QByteArray &props, int count)
{
    for (const FunctionSummary &known : catalog.functions()) {
        if (known.name != function.name() || known.code == function.record().code)
            continue;
        if (!catalog.call(callKey(function.basisOf(known.code, count), props)))
            continue;
        const QString how = codeDifference(known.codeMap, function.record().codeMap);
        return u"its code has changed: %1"_s.arg(how.isEmpty() ? u"%1, and now %2"_s.arg(known.code, function.record().code) : how);
    }
    return {};
}

QString nearest(CallCatalog &catalog, const FunctionCore &function, const QByteArray &props, int given)
{
    QList<Change> best;
    const Json now = decode(props);
    for (const FunctionSummary &known : catalog.functions())
        if (known.name == function.name() && known.code == function.record().code)
            for (const StoredCall &listed : catalog.calls(known.id, mostLookedAt))
                if (const auto call = catalog.call(listed.key); call && !call->props.isNull())
                    if (const auto changes = differences(call->props.toJson(), now);
                        !changes.isEmpty() && (best.isEmpty() || changes.size() < best.size()))
                        best = changes;
    QStringList paths;
    for (const Change &change : best.first(std::min<qsizetype>(best.size(), 3)))
        paths.append(u"%1 was %2 and is %3"_s.arg(function.pathText(change.path, given), preview(change.then, 40), preview(change.now, 40)));
    return paths.join(u", "_s);
}

} // namespace

QString Recall::reasonOf(FunctionCore &function, const Bound &bound)
try {
    flush(); // the nearest call is the one of the last use
    const auto catalog = m_disk.catalog();
    if (!catalog)
        return u"nothing is known of these arguments"_s;
    if (bound.props.isEmpty())
        return u"these arguments are new"_s;
    if (const QString code = otherCode(*catalog, function, bound.props, bound.given); !code.isEmpty())
        return code;
    const QString difference = nearest(*catalog, function, bound.props, bound.given);
    return difference.isEmpty() ? u"it was never called before"_s : u"these arguments are new: of the nearest call, %1"_s.arg(difference);
} catch (const std::exception &error) {
    return u"what is kept cannot be looked at: %1"_s.arg(QString::fromUtf8(error.what()));
}

} // namespace once::detail
