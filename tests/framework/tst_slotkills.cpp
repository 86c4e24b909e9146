// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app with a schedule is killed before and after each of its commits: what is on the disk then is all that its next
// start knows.
#include <once/audit.h>

#include <support/driven.h>
#include <support/forwardingstore.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Job : public Work
{
public:
    void run(const Slot &slot) { executed.add(slot.nominal().sliced(5)); }
};

class Nightly : public Flow
{
public:
    explicit Nightly(CatchUp catchUp) : m_schedule{.rule = u"15 4 * * *"_s, .name = u"nightly"_s, .catchUp = catchUp} {}

    Child<Job> fetch{this, "fetch", {.version = "1", .executor = ExecutorKind::InPlace}}, mail{this, "mail", {.version = "1"}};

    void run()
    {
        if (const auto slot = clock().slot(m_schedule)) {
            fetch.run(*slot);
            mail.run(*slot);
        }
    }

private:
    Schedule m_schedule;
};

// Copies the folder around each commit.
class WatchedStore : public ForwardingStore
{
public:
    WatchedStore(const QString &folder, QTemporaryDir &copies) : ForwardingStore(open(folder)), m_folder(folder), m_copies(copies) {}

    void commit() override
    {
        copy();
        ForwardingStore::commit();
        copy();
    }

    int count = 0;

private:
    void copy()
    {
        const QString to = m_copies.filePath(QString::number(count++));
        QDir().mkpath(to);
        for (const char *name : {"history.db", "history.db-wal"})
            QFile::copy(m_folder + u'/' + QLatin1StringView(name), to + u'/' + QLatin1StringView(name));
    }

    QString m_folder;
    QTemporaryDir &m_copies;
};

const Instant start = FakeClock().now(); // 04:00 on 2012-05-25

} // namespace

Q_DECLARE_METATYPE(CatchUp)

class SlotKills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlotIsNeitherLostNorRunTwiceWheneverTheAppIsKilled_data()
    {
        QTest::addColumn<CatchUp>("catchUp");
        QTest::newRow("latest") << CatchUp::Latest;
        QTest::newRow("all") << CatchUp::All;
    }

    void aSlotIsNeitherLostNorRunTwiceWheneverTheAppIsKilled()
    {
        QFETCH(CatchUp, catchUp);
        const QTemporaryDir folder;
        QTemporaryDir copies;
        int count = 0;
        {
            WatchedStore store(folder.path(), copies);
            live(store, catchUp);
            count = store.count;
        }
        QVERIFY2(count > 12, qPrintable(QString::number(count)));
        for (int i = 0; i < count; ++i) {
            const auto store = Store::open(copies.filePath(QString::number(i)));
            live(*store, catchUp);
            check(copies.filePath(QString::number(i)));
        }
    }

private:
    // Through three nights; from a kill in the second one, the first is long over.
    void live(Store &store, CatchUp catchUp)
    {
        FakeClock clock;
        Driven<Nightly> app({.clock = &clock, .store = &store, .heartbeat = 0ms}, catchUp);
        app.settle();
        for (int night = 0; night < 3; ++night)
            clock.set(start + night * 24h + 15min), app.settle();
        store.commit();
    }

    // Each night's two works have succeeded once.
    void check(const QString &folder)
    {
        const auto history = History::open(folder);
        QCOMPARE(audit(*history).findings, QList<AuditFinding>());
        QMap<QString, int> successes;
        for (const RunRow &row : history->rows(0, 1000))
            if (row.status == Status::Succeeded)
                ++successes[history->run(row.id)->work + u' ' + history->cause(row.id).slot.left(10)];
        for (const char *night : {"2012-05-25", "2012-05-26", "2012-05-27"})
            for (const char *work : {"root.fetch ", "root.mail "})
                QCOMPARE(successes.take(QLatin1StringView(work) + QLatin1StringView(night)), 1);
        QVERIFY(successes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SlotKills)
#include "tst_slotkills.moc"
