// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The part of MemoryCommands that changes a call store.
#include <once/detail/commands/memorycommands.h>

#include <once/detail/commands/asking.h>
#include <once/detail/commands/memorytexts.h>
#include <once/detail/commands/viewing.h>
#include <once/detail/kept/timeword.h>

#include <QFileInfo>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QList<CallKey> keysOf(const QList<StoredCall> &calls)
{
    QList<CallKey> keys;
    for (const StoredCall &call : calls)
        keys.append(call.key);
    return keys;
}

// "3 calls are forgotten.", "3 calls would be forgotten."
void tell(qint64 count, const QString &what, const View &view, bool isDryRun = false)
{
    if (view.form == View::Form::AsJson)
        return print(written(Json{{"schema", "once.answer/1"}, {"item", {{"calls", count}, {"isDryRun", isDryRun}}}}));
    const QString verb = isDryRun ? u"would be"_s : count == 1 ? u"is"_s : u"are"_s;
    print(u"%1 %2 %3.\n"_s.arg(callsOf(count), verb, what));
}

qint64 numberOf(const QString &text, const QString &option)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < 0)
        throw Refusal{WrongUsage, u"\"%1\" is no value for %2."_s.arg(text, option), u"It takes a whole number from 0 on, such as 1000."_s,
                      u"once memory reduce --help"_s};
    return number;
}

qint64 sizeOf(const QString &text)
try {
    return bytesFromText(text);
} catch (const std::invalid_argument &error) {
    throw Refusal{WrongUsage, u"\"%1\" is no value for --bytes."_s.arg(text), QString::fromUtf8(error.what()), u"once memory reduce --help"_s};
}

} // namespace

std::optional<std::chrono::seconds> MemoryCommands::age(const QString &option, const QString &text) const
{
    if (text.isEmpty())
        return {};
    const auto us = durationUs(text, {});
    if (!us)
        throw Refusal{WrongUsage, u"\"%1\" is no value for %2."_s.arg(text, option), u"It takes a number and a unit: 90s, 30m, 12h, 30d."_s,
                      option + u" 30d"_s};
    return std::chrono::floor<std::chrono::seconds>(Microseconds(*us));
}

CallLimits MemoryCommands::limits() const
{
    CallLimits limits{.age = age(u"--age"_s, m_age)};
    if (!m_bytes.isEmpty())
        limits.bytes = sizeOf(m_bytes);
    if (!m_items.isEmpty())
        limits.items = numberOf(m_items, u"--items"_s);
    if (m_first != u"used" && m_first != u"saved")
        throw Refusal{WrongUsage, u"\"%1\" is no value for --first."_s.arg(m_first), u"There are: used, saved."_s, u"--first saved"_s};
    limits.first = m_first == u"saved" ? Eviction::LeastSavedPerByte : Eviction::LeastRecentlyUsed;
    if (limits.isNone())
        throw Refusal{WrongUsage, u"Nothing says how much may stay."_s, u"There are the limits --bytes, --items and --age."_s, toType(u"reduce --bytes 1G --dry-run"_s)};
    return limits;
}

QList<StoredCall> MemoryCommands::callsMeant(CallCatalog &catalog, const View &view) const
{
    if (m_isAll != m_word.isEmpty())
        throw Refusal{WrongUsage, m_isAll ? u"Both --all and \"%1\" are given."_s.arg(m_word) : u"It is not said what to forget."_s,
                      u"It takes a key, the name of a function, or --all."_s, toType(u"forget --all --dry-run"_s)};
    if (m_isAll)
        return ofAge(catalog.calls(), view);
    const QList<StoredCall> calls = callsOfFunction(catalog, m_word);
    if (!calls.isEmpty())
        return ofAge(calls, view);
    if (catalog.callsWithKey(m_word).isEmpty())
        throw noSuchFunction(catalog, m_word);
    return ofAge({theCall(catalog)}, view);
}

void MemoryCommands::forget(CallCatalog &catalog, const View &view) const
{
    const QList<CallKey> keys = keysOf(callsMeant(catalog, view));
    if (!m_isDryRun)
        catalog.forget(keys);
    tell(keys.size(), u"forgotten"_s, view, m_isDryRun);
}

void MemoryCommands::setPinned(CallCatalog &catalog, bool isPinned) const
{
    const StoredCall call = theCall(catalog);
    catalog.pin(call.key, isPinned);
    if (m_isJson)
        return print(written(Json{{"schema", "once.answer/1"}, {"item", {{"key", call.key.toHex()}, {"isPinned", isPinned}}}}));
    print(u"%1 is %2.\n"_s.arg(call.key.toShortHex(), isPinned ? u"pinned"_s : u"no longer pinned"_s));
}

void MemoryCommands::reduce(CallCatalog &catalog, const View &view) const
{
    const CallLimits most = limits();
    const QList<CallKey> keys = m_isDryRun ? catalog.excess(most, view.now) : catalog.reduce(most, view.now);
    tell(keys.size(), u"taken out"_s, view, m_isDryRun);
}

void MemoryCommands::merge(CallCatalog &catalog, const View &view) const
{
    const auto other = CallCatalog::open(m_word);
    if (!m_function.isEmpty() && callsOfFunction(*other, m_function).isEmpty())
        throw noSuchFunction(*other, m_function);
    tell(catalog.merge(m_word, m_function), u"taken over"_s, view);
}

void MemoryCommands::exportCalls(CallCatalog &catalog, const View &view) const
{
    if (m_isAll != m_word.isEmpty())
        throw Refusal{WrongUsage, u"It is not said what to export."_s, u"It takes the name of a function, or --all."_s, toType(u"export --all --to COPY"_s)};
    if (!m_isAll && callsOfFunction(catalog, m_word).isEmpty())
        throw noSuchFunction(catalog, m_word);
    if (QFileInfo::exists(m_to + u"/calls.db"_s))
        throw Refusal{WrongUsage, u"There are calls in %1 already."_s.arg(m_to), u"What is exported gets a folder of its own."_s,
                      u"once memory merge %1 %2"_s.arg(m_to, m_folder)};
    CallStore::open(m_to, {});
    tell(CallCatalog::open(m_to)->merge(m_folder, m_word), u"copied to "_s + m_to, view);
}

} // namespace once::detail
