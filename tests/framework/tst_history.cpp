// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/history.h>

#include <support/child.h>
#include <support/madeup.h>

#include <QTemporaryDir>
#include <QtTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

constexpr auto readable = QFile::ReadOwner | QFile::ReadOther;
constexpr auto enterable = QFile::ExeOwner | QFile::ExeOther;

Run run(RunId id, const QString &work = u"root.clean"_s)
{
    Run run{.id = id,
            .work = work,
            .key = Digest::of(QByteArray::number(id)),
            .status = Status::Succeeded,
            .tick = id};
    run.cause = {.kind = Cause::Kind::PropsChanged, .other = id - 1, .paths = {u"day"_s}};
    run.queued = fromMicroseconds(id * 10);
    run.started = fromMicroseconds(id * 10 + 1);
    run.finished = fromMicroseconds(id * 10 + 2);
    run.props = Value::of(Json{u"2026-11-%1"_s.arg(id, 2, 10, QChar(u'0'))});
    run.result = Value::of(double(id) / 2);
    return run;
}

QList<RunId> idsOf(const QList<RunRow> &rows)
{
    QList<RunId> ids;
    for (const RunRow &row : rows)
        ids.append(row.id);
    return ids;
}

QString missingSentence(const QString &path)
{
    try {
        History::open(path);
    } catch (const StoreError &error) {
        return error.happened;
    }
    return {};
}

} // namespace

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void opensAFileOrItsFolder();
    void saysWhatIsMissing();
    void neverWrites();
    void tellsOfTheApp();
    void tellsWhichWorksArePaused();
    void givesRowsInBothDirections();
    void rowsHoldWhatTablesNeed();
    void rowsSayWhichAttemptItIs();
    void findsTheLatestRunOfAWork();
    void givesTheCellsOfATable();
    void previewsResults_data();
    void previewsResults();
    void findsText_data();
    void findsText();
    void givesStreaksAndActivityNewestFirst();
    void remembersTheRunOfACall();
    void countsChangesOfOthersAlone();
    void seesWhatIsWrittenMeanwhile();
    void readsWhatCannotBeWritten_data();
    void readsWhatCannotBeWritten();
    void aDamagedFileIsAMessageAtMost();

private:
    std::unique_ptr<History> open() const { return History::open(m_folder->path()); }
    QString file() const { return m_folder->filePath(u"history.db"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
};

void HistoryTest::init()
{
    m_store.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = Store::open(m_folder->path());
    for (RunId id = 1; id <= 10; ++id)
        m_store->put(run(id, id % 3 == 0 ? u"root.train"_s : u"root.clean"_s));
    m_store->commit();
}

void HistoryTest::opensAFileOrItsFolder()
{
    QCOMPARE(History::open(file())->file(), file());
    QCOMPARE(History::open(m_folder->path())->file(), file());
    QCOMPARE(open()->countRuns(), 10);
}

void HistoryTest::saysWhatIsMissing()
{
    QTemporaryDir empty;
    const QString path = empty.filePath(u"nothing.db"_s);
    QCOMPARE(missingSentence(path), u"There is no history at %1."_s.arg(path));
    QCOMPARE(missingSentence(empty.path()), u"There is no history at %1."_s.arg(empty.path()));
    QVERIFY(QDir(empty.path()).isEmpty());
}

void HistoryTest::neverWrites()
{
    m_store->close();
    const auto before = QFileInfo(file()).lastModified();
    const auto history = open();
    history->search(u"x"_s);
    history->info();
    QCOMPARE(QFileInfo(file()).lastModified(), before);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), (QStringList{u"history.db"_s, u"lock"_s}));
}

void HistoryTest::tellsOfTheApp()
{
    m_store->setSetting(u"app"_s, u"nightly"_s);
    m_store->setSetting(u"zone"_s, u"Europe/Berlin"_s);
    m_store->commit();
    const HistoryInfo info = open()->info();
    QCOMPARE(info.app, u"nightly"_s);
    QCOMPARE(info.zone, u"Europe/Berlin"_s);
    QVERIFY(!info.version.isEmpty());
    QCOMPARE(info.format, 2);
    QCOMPARE(info.runs, 10);
    QCOMPARE(info.pid, ::getpid());
    QVERIFY(info.bytes > 4096);
    QVERIFY(info.started != Instant());
    QCOMPARE(info.ended, Instant());
}

void HistoryTest::tellsWhichWorksArePaused()
{
    QTemporaryDir folder;
    ComponentRecord work{.path = u"root.work"_s, .isWork = true, .options = {{"parallel", true}}};
    const auto noteNow = [&] { return History::open(folder.path())->components().first().pauseNote; };
    {
        const auto store = Store::open(folder.path());
        work.pauseNote = u"too dear"_s;
        store->put(work);
        store->commit();
        QCOMPARE(noteNow(), u"too dear"_s);
        QCOMPARE(History::open(folder.path())->components().first().options, Json({{"parallel", true}}));
    }
    QCOMPARE(noteNow(), std::nullopt); // it has ended with the process
    const auto store = Store::open(folder.path());
    work.pauseNote.reset();
    store->put(work);
    store->commit();
    QCOMPARE(noteNow(), std::nullopt);
}

void HistoryTest::givesRowsInBothDirections()
{
    const auto history = open();
    QCOMPARE(idsOf(history->rows(0, 3)), (QList<RunId>{1, 2, 3}));
    QCOMPARE(idsOf(history->rows(3, 100)), (QList<RunId>{4, 5, 6, 7, 8, 9, 10}));
    QCOMPARE(idsOf(history->rows(10, 100)), QList<RunId>());
    QCOMPARE(idsOf(history->newestRows(3)), (QList<RunId>{10, 9, 8}));
    QCOMPARE(idsOf(history->rows(QList<RunId>{7, 2, 99})), (QList<RunId>{7, 2}));
}

void HistoryTest::rowsHoldWhatTablesNeed()
{
    const auto history = open();
    const RunRow row = history->rows(5, 1).first();
    QCOMPARE(row.id, 6);
    QCOMPARE(row.status, Status::Succeeded);
    QCOMPARE(row.cause, Cause::Kind::PropsChanged);
    QCOMPARE(row.queuedUs, 60);
    QCOMPARE(row.startedUs, 61);
    QCOMPARE(row.finishedUs, 62);
    QCOMPARE(row.tick, 6);
    QCOMPARE(row.attempt, 1);
    const auto components = history->components();
    const auto work = std::ranges::find(components, row.work, &HistoryWork::id);
    QVERIFY(work != components.end());
    QCOMPARE(work->path, u"root.train"_s);
}

void HistoryTest::rowsSayWhichAttemptItIs()
{
    Run tried = run(11);
    tried.attempts = QList<Attempt>(2);
    m_store->put(tried);
    tried.id = 12;
    tried.attempts.resize(70'000);
    m_store->put(tried);
    m_store->commit();
    const auto rows = open()->rows(10, 2);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].attempt, 3);
    QCOMPARE(rows[1].attempt, 65'535);
}

void HistoryTest::findsTheLatestRunOfAWork()
{
    const auto history = open();
    QCOMPARE(history->latestRun(u"root.train"_s)->id, 9);
    QCOMPARE(history->latestRun(u"root.train"_s, 9)->id, 6);
    QCOMPARE(history->latestRun(u"root.clean"_s, 9)->id, 8);
    QVERIFY(!history->latestRun(u"root.train"_s, 3));
    QVERIFY(!history->latestRun(u"root.nothing"_s));
    QVERIFY(!history->run(99));
}

void HistoryTest::givesTheCellsOfATable()
{
    const auto history = open();
    QCOMPARE(history->cause(5), run(5).cause);
    QCOMPARE(history->key(5), run(5).key);
    QCOMPARE(history->cause(99), Cause());
    QCOMPARE(history->key(99), CallKey());
}

void HistoryTest::previewsResults_data()
{
    QTest::addColumn<Json>("result");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("preview");
    const QString none;
    QTest::newRow("a number") << Json(2.5) << none << 10 << u"2.5"_s;
    QTest::newRow("an object") << Json{{"rows", 12}} << none << 80 << uR"({"rows":12})"_s;
    QTest::newRow("a long text is cut") << Json(std::string(100, 'x')) << none << 10 << u"\"xxxxxxxx…"_s;
    QTest::newRow("a very large one is its size")
        << Json(std::string(100'000, 'x')) << none << 80 << u"100 kB"_s;
    QTest::newRow("a failure is its first line") << Json() << u"no data\nat all"_s << 80 << u"no data"_s;
    QTest::newRow("a long first line is cut") << Json() << u"no data at all"_s << 10 << u"no data a…"_s;
}

void HistoryTest::previewsResults()
{
    QFETCH(Json, result);
    QFETCH(QString, error);
    QFETCH(int, most);
    QFETCH(QString, preview);
    Run made = run(11);
    made.result = Value::of(result);
    made.error = error;
    m_store->put(made);
    m_store->commit();
    QCOMPARE(open()->resultPreview(11, most), preview);
}

void HistoryTest::findsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<RunId>>("found");
    QTest::newRow("in props") << u"11-07"_s << QList<RunId>{7};
    QTest::newRow("in results") << u"3.5"_s << QList<RunId>{7};
    QTest::newRow("in errors, whatever the case") << u"NO DATA"_s << QList<RunId>{11};
    QTest::newRow("in large values that are shared") << u"needle"_s << QList<RunId>{11, 12};
    QTest::newRow("not in what is not there") << u"nowhere"_s << QList<RunId>();
}

void HistoryTest::findsText()
{
    QFETCH(QString, text);
    QFETCH(QList<RunId>, found);
    for (RunId id : {11, 12}) {
        Run made = run(id);
        made.error = id == 11 ? u"there is no data"_s : QString();
        made.result = Value::of(QString(90'000, u'h') + u"Needle"_s);
        m_store->put(made);
    }
    m_store->commit();
    QCOMPARE(open()->search(text), found);
}

void HistoryTest::givesStreaksAndActivityNewestFirst()
{
    for (int i = 1; i <= 3; ++i) {
        Streak streak{.work = i == 2 ? u"root.train"_s : u"root.clean"_s, .run = i};
        m_store->put(streak);
        m_store->put(Activity{fromMicroseconds(i), u"warning"_s, u"root"_s, u"once"_s, QString::number(i)});
    }
    m_store->commit();
    const auto history = open();
    const auto runsOf = [](const QList<Streak> &streaks) {
        QList<RunId> runs;
        for (const Streak &streak : streaks)
            runs.append(streak.run);
        return runs;
    };
    QCOMPARE(runsOf(history->streaks()), (QList<RunId>{3, 2, 1}));
    QCOMPARE(runsOf(history->streaks(u"root.clean"_s)), (QList<RunId>{3, 1}));
    QCOMPARE(runsOf(history->streaks(u"root.clean"_s, 1)), (QList<RunId>{3}));
    const auto activity = history->activity(2);
    QCOMPARE(activity.size(), 2);
    QCOMPARE(activity[0].at, fromMicroseconds(3));
    QCOMPARE(activity[0].what, u"warning"_s);
    QCOMPARE(activity[0].subject, u"root"_s);
    QCOMPARE(activity[0].actor, u"once"_s);
    QCOMPARE(activity[1].detail, u"2"_s);
}

void HistoryTest::remembersTheRunOfACall()
{
    QCOMPARE(open()->rememberedRun(run(4).key), 0);
    m_store->put(CallRecord{.key = run(4).key, .run = 4});
    m_store->commit();
    QCOMPARE(open()->rememberedRun(run(4).key), 4);
}

void HistoryTest::countsChangesOfOthersAlone()
{
    const auto history = open();
    const qint64 before = history->changeCounter();
    history->countRuns();
    history->search(u"x"_s);
    QCOMPARE(history->changeCounter(), before);
    m_store->put(run(11));
    QCOMPARE(history->changeCounter(), before);
    m_store->commit();
    QVERIFY(history->changeCounter() != before);
}

void HistoryTest::seesWhatIsWrittenMeanwhile()
{
    const auto history = open();
    QCOMPARE(history->countRuns(), 10);
    Run later = run(11);
    later.status = Status::Running;
    later.finished = {};
    m_store->put(later);
    m_store->commit();
    QCOMPARE(history->countRuns(), 11);
    QCOMPARE(history->rows(10, 10).first().status, Status::Running);
    m_store->put(run(11));
    m_store->commit();
    QCOMPARE(history->countRuns(), 11);
    QCOMPARE(history->rows(QList<RunId>{11}).first().status, Status::Succeeded);
    QCOMPARE(idsOf(history->newestRows(1)), QList<RunId>{11});
}

void HistoryTest::readsWhatCannotBeWritten_data()
{
    QTest::addColumn<bool>("closed");
    QTest::addColumn<bool>("index");
    QTest::newRow("a plain file") << true << false;
    QTest::newRow("a file with a log beside it") << false << false;
    QTest::newRow("a file with a log and its index, as beside a running app") << false << true;
}

// As another user, who may only read.
void HistoryTest::readsWhatCannotBeWritten()
{
    QFETCH(bool, closed);
    QFETCH(bool, index);
    QTemporaryDir medium;
    Run large = run(11);
    large.states = Value::of(QString(100'000, u'x'));
    m_store->put(large);
    m_store->commit();
    if (closed)
        m_store->close();
    QStringList names{u"history.db"_s};
    if (!closed)
        names << u"history.db-wal"_s;
    if (index)
        names << u"history.db-shm"_s;
    for (const QString &name : std::as_const(names)) {
        QVERIFY(QFile::copy(m_folder->filePath(name), medium.filePath(name)));
        QFile::setPermissions(medium.filePath(name), readable);
    }
    QVERIFY(QDir(medium.path()).mkdir(u"blobs"_s));
    const QString blob = u"blobs/%1.zst"_s.arg(large.states.digest().toHex());
    QVERIFY(QFile::copy(m_folder->filePath(blob), medium.filePath(blob)));
    QFile::setPermissions(medium.path(), readable | enterable);
    const int answer = inChild([&] {
        if (!becomeNobody())
            return 100;
        const auto history = History::open(medium.path());
        const bool isWhole =
            history->run(11)->states == large.states && history->file() == medium.filePath(names[0]);
        return isWhole ? int(history->countRuns()) : 101;
    });
    QFile::setPermissions(medium.path(), readable | enterable | QFile::WriteOwner);
    if (answer == 100)
        QSKIP("the rights of root cannot be given away here");
    QCOMPARE(answer, 11);
}

void HistoryTest::aDamagedFileIsAMessageAtMost()
{
    MadeUp random(11);
    for (RunId id = 11; id <= 60; ++id)
        m_store->put(random.run(id));
    m_store->close();
    QFile whole(file());
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    int messages = 0;
    for (int flip = 0; flip < 200; ++flip) {
        QByteArray damaged = bytes;
        damaged[random.upTo(int(damaged.size()) - 1)] ^= char(1 << random.upTo(7));
        QFile::remove(file());
        QFile copy(file());
        QVERIFY(copy.open(QIODevice::WriteOnly));
        copy.write(damaged);
        copy.close();
        try {
            const auto history = open();
            history->components();
            history->streaks();
            history->rows(0, 100);
            for (RunId id = 1; id <= 60; ++id) {
                history->resultPreview(id);
                history->cause(id);
                history->run(id);
            }
            history->search(u"x"_s);
        } catch (const StoreError &error) {
            QVERIFY(!error.happened.isEmpty());
            ++messages;
        }
    }
    QVERIFY2(messages > 0 && messages < 200, qPrintable(QString::number(messages)));
}

QTEST_GUILESS_MAIN(HistoryTest)
#include "tst_history.moc"
