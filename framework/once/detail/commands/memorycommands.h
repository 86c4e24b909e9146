// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/commands.h>
#include <once/detail/commands/refusal.h>

namespace CLI {
class App;
}

namespace once::detail {

// `memory list FOLDER`, `memory reduce FOLDER --bytes 1G`, and so on: what there is to be seen of a call store, and to
// be done with it. An app's history can be looked at in the same way.
class MemoryCommands
{
public:
    explicit MemoryCommands(CLI::App &parser); // of the command `memory`; outlives it

    // Prints to stdout. Throws Refusal and StoreError; damage that was found and not mended is a Refusal too.
    void run() const;

private:
    using Action = void (MemoryCommands::*)(CallCatalog &, const View &) const;

    CLI::App &add(const char *name, const char *help, Action action);
    void withWord(CLI::App &command, const char *name, const char *help);
    void withAge(CLI::App &command);

    void list(CallCatalog &catalog, const View &view) const;
    void show(CallCatalog &catalog, const View &view) const;
    void explain(CallCatalog &catalog, const View &view) const;
    void stats(CallCatalog &catalog, const View &view) const;
    void verify(CallCatalog &catalog, const View &view) const;
    void forget(CallCatalog &catalog, const View &view) const;
    void pin(CallCatalog &catalog, const View &) const { setPinned(catalog, true); }
    void unpin(CallCatalog &catalog, const View &) const { setPinned(catalog, false); }
    void reduce(CallCatalog &catalog, const View &view) const;
    void merge(CallCatalog &catalog, const View &view) const;
    void exportCalls(CallCatalog &catalog, const View &view) const;

    void setPinned(CallCatalog &catalog, bool isPinned) const;
    CallLimits limits() const;
    std::optional<std::chrono::seconds> age(const QString &option, const QString &text) const;
    QList<StoredCall> ofAge(QList<StoredCall> calls, const View &view) const; // not used for --older
    QList<StoredCall> callsOfFunction(CallCatalog &catalog, const QString &name) const; // all versions; none if there is none
    QList<StoredCall> callsMeant(CallCatalog &catalog, const View &view) const; // by `forget`
    Refusal noSuchFunction(CallCatalog &catalog, const QString &name) const;
    StoredCall theCall(CallCatalog &catalog) const;
    QString toType(const QString &words) const; // `memory WORDS` for the same folder

    CLI::App &m_parser;
    std::vector<std::pair<std::string, Action>> m_actions;
    QString m_folder, m_word, m_older, m_bytes, m_items, m_age, m_function, m_to;
    QString m_first = QStringLiteral("used");
    int m_most = 20;
    bool m_isJson = false, m_isAll = false, m_isDryRun = false, m_mends = false;
};

} // namespace once::detail
