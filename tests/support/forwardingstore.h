// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/store.h>

// A store that does all it is asked for with another one, for tests that change a part of that.
class ForwardingStore : public once::Store
{
public:
    explicit ForwardingStore(std::unique_ptr<once::Store> inner) : m_inner(std::move(inner)) {}

    QString file() const override { return m_inner->file(); }
    once::RunId lastRunId() const override { return m_inner->lastRunId(); }
    std::optional<once::ComponentRecord> component(const QString &path) override { return m_inner->component(path); }
    std::optional<once::CallRecord> call(const once::CallKey &key) override { return m_inner->call(key); }
    std::optional<once::Run> run(once::RunId id) override { return m_inner->run(id); }
    QList<once::RunId> newestSuccesses(const QString &work, int most) override
    {
        return m_inner->newestSuccesses(work, most);
    }
    once::RunId lostRun(const once::CallKey &key) const override { return m_inner->lostRun(key); }
    QString setting(const QString &name) override { return m_inner->setting(name); }
    void put(const once::Run &run) override { m_inner->put(run); }
    void put(const once::CallRecord &call) override { m_inner->put(call); }
    void put(const once::ComponentRecord &component) override { m_inner->put(component); }
    void put(once::Streak &streak) override { m_inner->put(streak); }
    void put(const once::Activity &activity) override { m_inner->put(activity); }
    std::optional<once::ScheduleRecord> schedule(const QString &name) override { return m_inner->schedule(name); }
    std::optional<once::SlotRecord> slot(const QString &schedule, const QString &nominal) override { return m_inner->slot(schedule, nominal); }
    QList<once::SlotRecord> slotsToCome(const QString &schedule) override { return m_inner->slotsToCome(schedule); }
    void put(const once::ScheduleRecord &schedule) override { m_inner->put(schedule); }
    void put(const once::SlotRecord &slot) override { m_inner->put(slot); }
    void setSetting(const QString &name, const QString &value) override { m_inner->setSetting(name, value); }
    void setTicks(qint64 ticks) override { m_inner->setTicks(ticks); }
    void endSession(int exitCode) override { m_inner->endSession(exitCode); }
    bool hasUncommitted() const override { return m_inner->hasUncommitted(); }
    void close() override { m_inner->close(); }
    void commit() override { m_inner->commit(); }

private:
    std::unique_ptr<once::Store> m_inner;
};
