// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/memorycommands.h>

#include <once/detail/commands/asking.h>
#include <once/detail/commands/memorytexts.h>
#include <once/detail/commands/options.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

QStringList namesIn(CallCatalog &catalog)
{
    QStringList names;
    for (const FunctionSummary &function : catalog.functions())
        if (!names.contains(function.name))
            names += function.name;
    return names;
}

QString functionsIn(CallCatalog &catalog)
{
    const QStringList names = namesIn(catalog);
    return names.isEmpty() ? u"No call is kept there."_s : u"Its functions are: %1."_s.arg(names.join(u", "_s));
}

} // namespace

MemoryCommands::MemoryCommands(CLI::App &parser) : m_parser(parser)
{
    CLI::App &list = add("list", "the functions, or the calls of one, the last used ones first", &MemoryCommands::list);
    withWord(list, "FUNCTION", "the name of a function");
    withAge(list);
    addOption(list, "-n,--most", m_most, "how many calls at most");
    withWord(add("show", "everything about one call", &MemoryCommands::show), "KEY", "the beginning of its key is enough");
    withWord(add("explain", "why a call was computed, and what it has saved", &MemoryCommands::explain), "KEY", "the beginning of its key");
    add("stats", "what is kept and what it has saved; the largest and the most used calls", &MemoryCommands::stats);
    CLI::App &forget = add("forget", "let calls count as never made", &MemoryCommands::forget);
    withWord(forget, "KEY or FUNCTION", "a call, or all calls of a function");
    withAge(forget);
    addFlag(forget, "--all", m_isAll, "all calls of all functions");
    withWord(add("pin", "let a call stay whatever is reduced", &MemoryCommands::pin), "KEY", "the beginning of its key");
    withWord(add("unpin", "let a call be like any other", &MemoryCommands::unpin), "KEY", "the beginning of its key");
    CLI::App &reduce = add("reduce", "make room: take calls out until the rest is within limits", &MemoryCommands::reduce);
    addOption(reduce, "--bytes", m_bytes, "how much may stay, such as 500M or 1.5G")->type_name("SIZE");
    addOption(reduce, "--items", m_items, "how many calls may stay")->type_name("N");
    addOption(reduce, "--age", m_age, "what was not used for so long goes, such as 30d or 12h")->type_name("TIME");
    addOption(reduce, "--first", m_first, "what goes first: that used longest ago, or that which has saved least by its size")->type_name("used|saved");
    for (CLI::App *command : {&forget, &reduce})
        addFlag(*command, "--dry-run", m_isDryRun, "only say which they would be");
    addFlag(add("verify", "read every value and every file; exit code 8 when one is damaged", &MemoryCommands::verify), "--mend", m_mends,
            "take out what is damaged, so that it is computed again, and what nobody refers to");
    CLI::App &merge = add("merge", "take over the calls of another folder that are not here", &MemoryCommands::merge);
    withWord(merge, "FROM", "that folder");
    addOption(merge, "--function", m_function, "those of this function alone")->type_name("NAME");
    CLI::App &copy = add("export", "copy calls into a folder of their own", &MemoryCommands::exportCalls);
    withWord(copy, "FUNCTION", "the name of a function");
    addFlag(copy, "--all", m_isAll, "the calls of all functions");
    addOption(copy, "--to", m_to, "a folder that has no calls yet")->type_name("FOLDER")->required();
    m_parser.require_subcommand(0, 1);
}

CLI::App &MemoryCommands::add(const char *name, const char *help, Action action)
{
    CLI::App *command = m_parser.add_subcommand(name, help)->group("Commands")->fallthrough();
    addOption(*command, "FOLDER", m_folder, "the folder of the calls, or an app's data folder")->type_name("")->required();
    addFlag(*command, "--json", m_isJson, "write JSON");
    m_actions.emplace_back(name, action);
    return *command;
}

void MemoryCommands::withWord(CLI::App &command, const char *name, const char *help)
{
    const std::string_view word(name);
    const bool isRequired = word == "KEY" || word == "FROM";
    addOption(command, name, m_word, help)->type_name("")->required(isRequired);
}

void MemoryCommands::withAge(CLI::App &command)
{
    addOption(command, "--older", m_older, "only what was not used for so long, such as 30d or 12h")->type_name("TIME");
}

void MemoryCommands::run() const
{
    for (const auto &[name, action] : m_actions)
        if (m_parser.got_subcommand(name))
            return (this->*action)(*CallCatalog::open(m_folder), View::ofStdout(m_isJson));
    print(QString::fromStdString(m_parser.help()));
}

QString MemoryCommands::toType(const QString &words) const
{
    const QString command = words.section(u' ', 0, 0), more = words.section(u' ', 1);
    return u"once memory %1 %2 %3"_s.arg(command, shellQuoted(m_folder), more).trimmed();
}

QList<StoredCall> MemoryCommands::callsOfFunction(CallCatalog &catalog, const QString &name) const
{
    QList<StoredCall> calls;
    for (const FunctionSummary &function : catalog.functions())
        if (function.isNamed(name))
            calls += catalog.calls(function.id);
    std::ranges::stable_sort(calls, std::greater(), &StoredCall::lastUsed);
    return calls;
}

QList<StoredCall> MemoryCommands::ofAge(QList<StoredCall> calls, const View &view) const
{
    if (const auto older = age(u"--older"_s, m_older))
        calls.removeIf([&](const StoredCall &call) { return call.lastUsed + *older > view.now; });
    return calls;
}

StoredCall MemoryCommands::theCall(CallCatalog &catalog) const
{
    const QList<StoredCall> calls = catalog.callsWithKey(m_word);
    if (calls.size() == 1)
        return calls.first();
    if (calls.isEmpty())
        throw Refusal{NoSuch, u"There is no call \"%1\" in %2."_s.arg(m_word, m_folder), functionsIn(catalog), toType(u"list FUNCTION"_s)};
    QStringList keys;
    for (const StoredCall &call : calls.first(std::min<qsizetype>(calls.size(), 5)))
        keys += call.key.toHex();
    throw Refusal{NoSuch, u"%1 begin with \"%2\"."_s.arg(u"The keys of "_s + callsOf(calls.size()), m_word), u"Among them: %1."_s.arg(keys.join(u", "_s)),
                  u"more of its digits"_s};
}

void MemoryCommands::list(CallCatalog &catalog, const View &view) const
{
    if (m_word.isEmpty() && m_older.isEmpty())
        return print(functionsText(catalog.functions(), view));
    const QList<StoredCall> all = m_word.isEmpty() ? catalog.calls() : callsOfFunction(catalog, m_word);
    if (all.isEmpty() && !m_word.isEmpty())
        throw noSuchFunction(catalog, m_word);
    const QList<StoredCall> calls = ofAge(all, view);
    print(callsText(calls.first(std::min<qsizetype>(m_most, calls.size())), view));
}

void MemoryCommands::show(CallCatalog &catalog, const View &view) const
{
    const StoredCall listed = theCall(catalog);
    if (const auto call = catalog.call(listed.key))
        print(callText(listed, *call, functionOf(catalog, listed), view));
}

void MemoryCommands::explain(CallCatalog &catalog, const View &view) const
{
    print(reasonText(reasonOf(catalog, theCall(catalog)), view));
}

void MemoryCommands::stats(CallCatalog &catalog, const View &view) const
{
    print(totalsText(catalog.functions(), catalog.calls(), view));
}

void MemoryCommands::verify(CallCatalog &catalog, const View &view) const
{
    const qint64 checked = catalog.calls().size();
    const QList<CallDamage> damages = catalog.verify(m_mends);
    print(damagesText(damages, checked, view));
    if (!damages.isEmpty() && !m_mends)
        throw Refusal{DamagedOrNewer, u"%1 damaged."_s.arg(damages.size() == 1 ? u"1 call is"_s : u"%1 calls are"_s.arg(damages.size())),
                      u"%1 were checked."_s.arg(checked), toType(u"verify --mend"_s)};
}

Refusal MemoryCommands::noSuchFunction(CallCatalog &catalog, const QString &name) const
{
    const QString meant = nearest(name, namesIn(catalog));
    return {NoSuch, u"There is no function \"%1\" in %2."_s.arg(name, m_folder), functionsIn(catalog),
            toType(meant.isEmpty() ? u"list"_s : u"list "_s + shellQuoted(meant))};
}

} // namespace once::detail
