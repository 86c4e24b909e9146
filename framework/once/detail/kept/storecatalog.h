// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/detail/kept/databasecalls.h>

namespace once::detail {

void requirePositive(const CallLimits &limits); // throws std::invalid_argument

// What is in a call store.
class StoreCatalog : public CallCatalog
{
public:
    explicit StoreCatalog(const QString &folder);

    QString file() const override { return m_database.file(); }
    bool canBeChanged() const override { return m_canBeChanged; }
    QList<FunctionSummary> functions() override;
    QList<StoredCall> calls(qint64 function, qint64 most) override;
    QList<StoredCall> callsWithKey(const QString &hex) override;
    std::optional<SharedCall> call(const CallKey &key) override;
    void forget(const QList<CallKey> &keys) override;
    void clear() override;
    void pin(const CallKey &key, bool isPinned) override;
    QList<CallKey> excess(const CallLimits &limits, Instant now) override;
    QList<CallKey> reduce(const CallLimits &limits, Instant now) override;
    QList<CallDamage> verify(bool mends) override;
    qint64 merge(const QString &folder, const QString &name) override;

private:
    void change(const std::function<void(References::Loose &)> &change);
    std::optional<QString> damageOf(const Rows &rows);
    void mend(const QList<qint64> &rows);
    void sweepFiles();
    bool takeOver(StoreCatalog &other, const StoredCall &listed, qint64 function);
    bool takeOverFile(const StoreCatalog &other, const QString &name) const;

    QString m_folder;
    bool m_canBeChanged;
    std::unique_ptr<CallLocks> m_locks; // null where it cannot be changed
    Database m_database;
    Contents m_contents;
    References m_references;
    Statement m_functions, m_calls, m_withKey, m_find, m_everything, m_pin, m_put;
};

} // namespace once::detail
