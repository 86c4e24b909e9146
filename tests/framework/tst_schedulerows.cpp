// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Schedules and slots in a history: written, read again, and added to a history of a version that had none.
#include <once/detail/kept/database.h>
#include <once/history.h>

#include <support/stored.h>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

ScheduleRecord schedule()
{
    return {.name = u"prices.nightly"_s,
            .flow = u"root.prices"_s,
            .rule = u"30 2 * * *"_s,
            .zone = "Europe/Berlin",
            .options = {{"catchUp", "all"}},
            .since = fromMicroseconds(1),
            .considered = fromMicroseconds(2),
            .next = fromMicroseconds(3),
            .current = u"2025-03-30T02:30"_s,
            .lastEnd = fromMicroseconds(4),
            .failures = 5,
            .paused = fromMicroseconds(6),
            .note = u"by ann"_s};
}

SlotRecord slot(const QString &nominal, SlotDecision decision, qint64 dueUs)
{
    return {.schedule = u"prices.nightly"_s,
            .nominal = nominal,
            .zone = "Europe/Berlin",
            .kind = SlotKind::CatchUp,
            .decision = decision,
            .due = fromMicroseconds(dueUs),
            .decided = fromMicroseconds(7),
            .until = fromMicroseconds(8),
            .run = 9,
            .reason = u"for a reason"_s};
}

} // namespace

class TestScheduleRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlotIsTheSameInputWhenTheRulesOfItsZoneHaveChangedSince()
    {
        Slot before(u"nightly"_s, u"2025-03-30T02:30"_s, "Europe/Berlin"), after = before;
        before.due = fromMicroseconds(1);
        after.due = fromMicroseconds(2);
        after.kind = SlotKind::CatchUp;
        Encoder first, second;
        hashAppend(first, before);
        hashAppend(second, after);
        QCOMPARE(first.view(), second.view());
        QCOMPARE(Json(before).get<Slot>(), after);
        QCOMPARE(after.schedule() + after.nominal() + QString::fromLatin1(after.zone()), u"nightly2025-03-30T02:30Europe/Berlin"_s);
        QVERIFY_EXCEPTION_THROWN(Json("2025-03-30 nightly").get<Slot>(), std::invalid_argument);
    }

    void whatIsPutIsReadAgain()
    {
        const QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        store->put(schedule());
        SlotRecord put = slot(u"2025-03-30T02:30"_s, SlotDecision::Ran, 10);
        store->put(put);
        QCOMPARE(store->schedule(u"prices.nightly"_s), schedule());
        QCOMPARE(store->slot(put.schedule, put.nominal), put);
        store->commit();
        put.id = 1;
        QCOMPARE(store->schedule(u"prices.nightly"_s), schedule());
        QCOMPARE(store->slot(put.schedule, put.nominal), put);
        QCOMPARE(History::open(folder.path())->schedules(), QList{schedule()});
        QCOMPARE(History::open(folder.path())->newestSlots(put.schedule), QList{put});
    }

    void readersFindASlotThatIsDecidedAnewAmongTheNewOnes()
    {
        const QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        store->put(schedule());
        for (const char *nominal : {"a", "b"})
            store->put(slot(QLatin1StringView(nominal), SlotDecision::Waiting, 10));
        store->commit();
        store->put(slot(u"a"_s, SlotDecision::Ran, 10));
        store->commit();
        const auto news = History::open(folder.path())->slotsSince(2, 100);
        QCOMPARE(news.size(), 1);
        QCOMPARE(news.first().nominal, u"a"_s);
        QCOMPARE(news.first().decision, SlotDecision::Ran);
    }

    void toComeIsWhatWaitsAndWhatIsSkippedLater()
    {
        const QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        store->put(schedule());
        store->put(slot(u"waits"_s, SlotDecision::Waiting, 1));
        store->put(slot(u"ran"_s, SlotDecision::Ran, 2));
        store->put(slot(u"was skipped"_s, SlotDecision::Skipped, 2));
        store->put(slot(u"will be skipped"_s, SlotDecision::Skipped, 3));
        QStringList nominals;
        for (const SlotRecord &slot : store->slotsToCome(u"prices.nightly"_s))
            nominals += slot.nominal;
        QCOMPARE(nominals, QStringList({"waits", "will be skipped"}));
    }

    void aHistoryOfAVersionWithoutSchedulesIsReadAndAddedTo()
    {
        const QTemporaryDir folder;
        Store::open(folder.path())->close();
        detail::Database(historyIn(folder), detail::Database::Access::ReadWrite)
            .execute("DROP TABLE slots; DROP TABLE schedules; PRAGMA user_version = 1");
        QCOMPARE(History::open(folder.path())->schedules(), QList<ScheduleRecord>());
        QCOMPARE(History::open(folder.path())->slotsSince(0, 10), QList<SlotRecord>());
        const auto store = Store::open(folder.path());
        store->put(schedule());
        store->commit();
        QCOMPARE(History::open(folder.path())->schedules(), QList{schedule()});
    }
};

QTEST_GUILESS_MAIN(TestScheduleRows)
#include "tst_schedulerows.moc"
