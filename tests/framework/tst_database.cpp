// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/kept/database.h>
#include <once/detail/kept/forking.h>

#include <support/child.h>

#include <QTemporaryDir>
#include <QtTest>

#include <latch>
#include <thread>

using namespace once;
using namespace once::detail;
using namespace Qt::StringLiterals;

namespace {

// Lets threads wait until the process is about to fork.
class Announced : private Forking
{
public:
    Announced() { enter(); }
    ~Announced() override { leave(); }
    void wait() { m_comes.wait(); }

private:
    void beforeFork() override { m_comes.count_down(); }
    void afterFork() override { }

    std::latch m_comes{1};
};

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeBack();
    void aNullByteArrayIsNull();
    void aStatementIsUsedAgain();
    void aTransactionIsUndone();
    void anOpenQueryEndsWithItsRows();
    void choicesOutOfRangeAreDamage();
    void pathsMayHoldAnything();
    void errorsSayWhatSqliteSays();
    void aReaderCannotWrite();
    void aForkWaitsForATransactionThatOthersWaitFor();
};

void DatabaseTest::valuesComeBack()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    database.execute("CREATE TABLE t (a, b, c, d, e, f, g)");
    const Digest digest = Digest::of("x");
    const QByteArray bytes("\0\xff", 2);
    Statement(database, "INSERT INTO t VALUES (?,?,?,?,?,?,?)")
        .run(qint64(-5), u"é漢\0z"_s, bytes, digest, fromMicroseconds(7), Status::Failed, std::optional(3));
    Statement select(database, "SELECT * FROM t");
    Rows rows = select.query();
    QVERIFY(rows.next());
    QCOMPARE(rows.integer(0), -5);
    QCOMPARE(rows.text(1), u"é漢\0z"_s);
    QCOMPARE(rows.bytes(2), bytes);
    QCOMPARE(rows.digest(3), digest);
    QCOMPARE(rows.instant(4), fromMicroseconds(7));
    QCOMPARE(rows.choice(5, Status::Lost), Status::Failed);
    QCOMPARE(rows.integer(6), 3);
    QVERIFY(!rows.next());
}

void DatabaseTest::aNullByteArrayIsNull()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    Statement select(database, "SELECT ?, ?, ?");
    Rows rows = select.query(QByteArray(), std::optional<int>(), QByteArray("a"));
    QVERIFY(rows.next());
    QVERIFY(rows.isNull(0) && rows.isNull(1) && !rows.isNull(2));
    QCOMPARE(rows.bytes(0), QByteArray());
    QCOMPARE(rows.text(0), QString());
    QCOMPARE(rows.integer(0), 0);
}

void DatabaseTest::aStatementIsUsedAgain()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    database.execute("CREATE TABLE t (a)");
    Statement insert(database, "INSERT INTO t VALUES (?)");
    for (int i = 0; i < 3; ++i)
        insert.run(i);
    QCOMPARE(database.changes(), 1);
    Statement above(database, "SELECT count(*) FROM t WHERE a > ?");
    for (int i = 0; i < 3; ++i) {
        Rows rows = above.query(i);
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), 2 - i);
    }
}

void DatabaseTest::aTransactionIsUndone()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    database.execute("CREATE TABLE t (a)");
    for (const bool finishes : {false, true}) {
        Transaction transaction(database);
        database.execute("INSERT INTO t VALUES (1)");
        if (finishes)
            transaction.commit();
    }
    Statement count(database, "SELECT count(*) FROM t");
    Rows rows = count.query();
    QVERIFY(rows.next());
    QCOMPARE(rows.integer(0), 1);
}

void DatabaseTest::anOpenQueryEndsWithItsRows()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"a.db"_s);
    Database database(file, Database::Access::ReadWrite);
    database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
    Database reader(file, Database::Access::ReadOnly);
    Statement select(reader, "SELECT a FROM t");
    database.setBusyTimeout(0);
    {
        Rows rows = select.query();
        QVERIFY(rows.next());
        QVERIFY_EXCEPTION_THROWN(database.execute("DROP TABLE t"), StoreError);
    }
    database.execute("DROP TABLE t");
}

void DatabaseTest::choicesOutOfRangeAreDamage()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    Statement select(database, "SELECT 8, -1, 7");
    Rows rows = select.query();
    QVERIFY(rows.next());
    QCOMPARE(rows.choice(2, Status::Lost), Status::Lost);
    for (const int column : {0, 1}) {
        try {
            rows.choice(column, Status::Lost);
            QFAIL("a status that does not exist was read");
        } catch (const StoreError &error) {
            QCOMPARE(error.kind, StoreError::Kind::Damaged);
        }
    }
}

void DatabaseTest::pathsMayHoldAnything()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"a ?immutable=1#%20é.db"_s);
    Database(file, Database::Access::ReadWrite).execute("CREATE TABLE t (a)");
    QVERIFY(QFile::exists(file));
    Database reader(file, Database::Access::Immutable);
    Statement count(reader, "SELECT count(*) FROM t");
    QVERIFY(count.query().next());
}

void DatabaseTest::errorsSayWhatSqliteSays()
{
    Database database(u":memory:"_s, Database::Access::ReadWrite);
    Statement select(database, "SELECT * FROM nowhere");
    try {
        select.run();
        QFAIL("a table that does not exist was read");
    } catch (const StoreError &error) {
        QVERIFY2(error.why.contains(u"no such table: nowhere"), error.what());
    }
}

void DatabaseTest::aReaderCannotWrite()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"a.db"_s);
    QVERIFY_EXCEPTION_THROWN(Database(file, Database::Access::ReadOnly), StoreError);
    QVERIFY(!QFile::exists(file));
    Database(file, Database::Access::ReadWrite).execute("CREATE TABLE t (a)");
    Database reader(file, Database::Access::ReadOnly);
    QVERIFY_EXCEPTION_THROWN(reader.execute("INSERT INTO t VALUES (1)"), StoreError);
}

// Who is in a transaction goes on to its end, or whoever waits for it would hold up the fork until SQLite gives up.
void DatabaseTest::aForkWaitsForATransactionThatOthersWaitFor()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"t.db"_s);
    Database one(file, Database::Access::ReadWrite), other(file, Database::Access::ReadWrite);
    one.execute("CREATE TABLE t (a)");
    for (int round = 0; round < 50; ++round) {
        Announced fork;
        std::latch hasBegun(1), isWaiting(1);
        const auto write = [&](Database &database, const std::function<void()> &meanwhile) {
            Transaction transaction(database);
            meanwhile();
            database.execute("INSERT INTO t VALUES (1)");
            transaction.commit();
        };
        std::jthread writer([&] { write(one, [&] { hasBegun.count_down(), fork.wait(); }); });
        hasBegun.wait();
        QString error;
        std::jthread waiter([&] {
            isWaiting.count_down();
            try {
                write(other, [] {});
            } catch (const StoreError &busy) {
                error = busy.why;
            }
        });
        isWaiting.wait();
        std::this_thread::yield();
        QCOMPARE(inChild([] { return 3; }), 3);
        writer.join(), waiter.join();
        QCOMPARE(error, QString());
    }
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
