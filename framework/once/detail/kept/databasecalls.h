// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/detail/kept/calllocks.h>
#include <once/detail/kept/callrows.h>
#include <once/detail/kept/references.h>

#include <map>

namespace once::detail {

// Where the parts of a call store lie, and that they are there and are what they should be. Throws StoreError.
QString callFolder(const QString &folder); // made where it is missing
QString callFile(const QString &folder);   // the same, to be written
QString callFileToRead(const QString &folder);
// Moves it into damaged/, so that it begins anew; false where anybody has it open, or it cannot be moved.
bool putCallsAside(const QString &folder);
inline QString callLocks(const QString &folder) { return folder + QLatin1String("/calls.lock"); }

// The call store as it is: one database, what is too large for it beside it, and a file of locks.
class DatabaseCalls : public CallStore
{
public:
    DatabaseCalls(const QString &folder, const QString &user, bool durable);
    explicit DatabaseCalls(const QString &folder); // to read

    QString file() const override { return m_database.file(); }
    qint64 function(const FunctionRecord &function) override;
    std::optional<SharedCall> find(const CallKey &key) override { return read(key, Reading::All); }
    std::optional<SharedCall> peek(const CallKey &key) override { return read(key, Reading::WithoutResult); }
    void put(const SharedCall &call) override;
    void putAlone(const SharedCall &call) override;
    void forget(const CallKey &key) override;
    void note(const std::vector<CallUse> &uses) override;
    std::unique_ptr<CallClaim> claim(const CallKey &key) override;
    void sign(const CallKey &key) override;
    QString claimant(const CallKey &key) override;

private:
    DatabaseCalls(const QString &folder, std::unique_ptr<CallLocks> locks, const QString &user, bool durable);

    std::optional<SharedCall> read(const CallKey &key, Reading what);
    void takeOutDamaged(const CallKey &key);
    void write(const SharedCall &call, References::Loose &loose);
    void change(const std::function<void(References::Loose &)> &change);

    QString m_user;
    std::mutex m_mutex; // the connection is for one thread at a time
    std::unique_ptr<CallLocks> m_locks; // null for readers
    Database m_database;
    Contents m_contents;
    References m_references;
    Statement m_find, m_add, m_replace, m_others, m_rowOf, m_use, m_sign, m_unsign, m_claimant, m_addFunction, m_findFunction;
};

} // namespace once::detail
