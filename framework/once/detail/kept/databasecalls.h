// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callstore.h>
#include <once/detail/kept/calllocks.h>
#include <once/detail/kept/contents.h>

namespace once::detail {

// The call store as it is: one database, what is too large for it beside it, and a file of locks.
class DatabaseCalls : public CallStore
{
public:
    DatabaseCalls(const QString &folder, const QString &user, bool durable);

    QString file() const override { return m_database.file(); }
    std::optional<SharedCall> find(const CallKey &key) override;
    void put(const CallRecord &call) override;
    void forget(const CallKey &key) override;
    std::unique_ptr<CallClaim> claim(const CallKey &key) override;
    QString claimant(const CallKey &key) override;

private:
    std::optional<SharedCall> read(const CallKey &key);
    Value readValue(QByteArrayView column);
    void takeOut(const CallKey &key);
    void noteClaim(const CallKey &key);

    QString m_user;
    std::mutex m_mutex; // the connection is for one thread at a time
    CallLocks m_locks;
    Database m_database;
    Contents m_contents;
    Statement m_find, m_put, m_forget, m_note, m_unnote, m_claimant;
};

} // namespace once::detail
