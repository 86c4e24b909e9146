// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/callcatalog.h>
#include <once/detail/kept/contents.h>

namespace once::detail {

// The calls of an app's works, in its history: each work is a function. The app alone can change them.
class HistoryCatalog : public CallCatalog
{
public:
    explicit HistoryCatalog(const QString &file);

    QString file() const override { return m_database.file(); }
    bool canBeChanged() const override { return false; }
    QList<FunctionSummary> functions() override;
    QList<StoredCall> calls(qint64 function, qint64 most) override;
    QList<StoredCall> callsWithKey(const QString &hex) override;
    std::optional<SharedCall> call(const CallKey &key) override;
    void forget(const QList<CallKey> &) override { refuse(); }
    void clear() override { refuse(); }
    void pin(const CallKey &, bool) override { refuse(); }
    QList<CallKey> excess(const CallLimits &, Instant) override { refuse(); }
    QList<CallKey> reduce(const CallLimits &, Instant) override { refuse(); }
    QList<CallDamage> verify(bool mends) override;
    qint64 merge(const QString &, const QString &) override { refuse(); }

private:
    [[noreturn]] void refuse() const;
    StoredCall listedAt(const Rows &rows);
    StoredCall countedAt(const Rows &rows); // without a preview

    Database m_database;
    Contents m_contents;
    Statement m_calls, m_withKey, m_find;
};

} // namespace once::detail
