// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The folder of a Memory after damage: files that are gone, cut or changed, and processes that are killed as they write.
#include <support/killedat.h>
#include <support/memoryplace.h>
#include <support/noted.h>
#include <support/sql.h>
#include <support/stored.h>

using namespace once;
using namespace Qt::StringLiterals;

class MemoryDamageTest : public QObject, private MemoryPlace
{
    Q_OBJECT

private:
    // Of a text when it has no length.
    static qint64 compute(const Memory &kept, int length)
    {
        return length ? qint64(kept.cache(u"ramp"_s, ramp, versioned)(length)(length - 1))
                      : kept.cache(u"text"_s, longText, versioned)(300'000).size();
    }
    QString onlyFile() const
    {
        const QStringList files = QDir(place() + u"/blobs"_s).entryList(QDir::Files);
        return files.size() == 1 ? place() + u"/blobs/"_s + files.front() : QString();
    }
    // All of it but the first page, after 200 calls.
    void breakDatabase()
    {
        {
            const auto f = onDisk().cache(u"text"_s, longText, versioned);
            for (int i = 0; i < 200; ++i)
                f(1'000 + i);
        }
        const QString file = place() + u"/calls.db"_s;
        for (qint64 page = 4096; page < QFileInfo(file).size(); page += 4096)
            overwrite(file, QByteArray(200, 'Z'), page);
    }
    // `./dev fuzz` leaves out no byte and no call to the system.
    static int stepOr(int step)
    {
        return qEnvironmentVariableIsSet("ONCE_EACH_STEP") ? 1 : step;
    }

private Q_SLOTS:
    void init()
    {
        renew();
        runsFile = m_folder->filePath(u"runs"_s).toUtf8();
    }

    void damageIsToldAndComputedAnew_data() // S2, S7, S8
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<QString>("damage");
        for (const QString &damage : {u"gone"_s, u"cut"_s, u"another byte"_s, u"empty"_s}) {
            QTest::addRow("a compressed value, %s", qPrintable(damage)) << 0 << damage;
            QTest::addRow("an array, %s", qPrintable(damage)) << 50'000 << damage;
        }
    }
    void damageIsToldAndComputedAnew()
    {
        QFETCH(int, length);
        QFETCH(QString, damage);
        const qint64 right = compute(onDisk(), length);
        const QString file = onlyFile();
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        if (damage == u"gone"_s)
            QVERIFY(QFile::remove(file));
        else if (damage == u"cut"_s)
            QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
        else if (damage == u"empty"_s)
            QVERIFY(QFile::resize(file, 0));
        else
            overwrite(file, "!", QFileInfo(file).size() / 2);
        QCOMPARE(compute(onDisk(), length), right);
        QCOMPARE(runs(), 2);
        QCOMPARE(told(MemoryEvent::Kind::Damaged).size(), 1);
        QCOMPARE(compute(onDisk(), length), right);
        QCOMPARE(runs(), 2);
    }

    void aDamagedFileIsNotTakenForTheSame() // S7
    {
        const auto f = onDisk().cache(u"ramp"_s, ramp, versioned);
        f(50'000);
        QVERIFY(QFile::setPermissions(onlyFile(), QFile::ReadOwner | QFile::WriteOwner));
        overwrite(onlyFile(), "12345678", QFileInfo(onlyFile()).size() - 8);
        f.recompute(50'000);
        QCOMPARE(onDisk().cache(u"ramp"_s, ramp, versioned)(50'000)(49'999), 49'999.0);
        QCOMPARE(runs(), 2);
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
    }

    void throughAReferenceDamageIsAnError() // S7
    {
        const Json written = onDisk().cache(u"text"_s, longText, versioned).shelve(300'000);
        overwrite(onlyFile(), "!", QFileInfo(onlyFile()).size() / 2);
        const Ref<QString> read = written.get<Ref<QString>>();
        for (int round = 0; round < 2; ++round) {
            try {
                read.get();
                QFAIL("it was read");
            } catch (const RefError &error) {
                const QString what = QString::fromUtf8(error.what());
                QVERIFY2(what.startsWith(u"The result of the call "_s) && what.endsWith(u" Call the function again."_s), error.what());
            }
        }
        QCOMPARE(runs(), 1);
    }

    void aReferenceIsTakenWithoutALookAtTheValue() // R2
    {
        constexpr int inDatabase = 1'000, inFile = 300'000;
        {
            const auto f = onDisk().cache(u"text"_s, longText, versioned);
            f(inDatabase), f(inFile);
        }
        QCOMPARE(execute(place() + u"/calls.db"_s, "DELETE FROM contents WHERE data IS NOT NULL"), 1);
        QVERIFY(QFile::remove(onlyFile()));
        const Memory kept = onDisk();
        const auto f = kept.cache(u"text"_s, longText, versioned);
        for (const int length : {inDatabase, inFile}) {
            QVERIFY(f.contains(length));
            const auto ref = f.shelve(length);
            QVERIFY_THROWS_EXCEPTION(RefError, ref.get());
        }
        QCOMPARE(runs(), 2);
    }

    void aValueThatIsCutAnywhereIsComputedAnew_data() // S8
    {
        QTest::addColumn<int>("length"); // of an array; 0: of a text
        QTest::addColumn<int>("step");   // bytes from cut to cut
        QTest::newRow("compressed") << 0 << stepOr(5);
        QTest::newRow("an array") << 9'000 << 1'801;
    }
    void aValueThatIsCutAnywhereIsComputedAnew()
    {
        QFETCH(int, length);
        QFETCH(int, step);
        compute(onDisk(), length);
        const QString file = onlyFile();
        const QByteArray whole = contentOf(file);
        qint64 cuts = 0;
        for (qsizetype size = 0; size < whole.size(); size += step, ++cuts) {
            QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
            QVERIFY(QFile::resize(file, size));
            QCOMPARE(compute(onDisk(), length), length ? length - 1 : 300'000);
            QCOMPARE(contentOf(file), whole);
        }
        QCOMPARE(runs(), cuts + 1);
    }

    void aDatabaseThatIsCutAnywhereNeverAnswersWrongly() // S8
    {
        {
            const auto f = onDisk().cache(u"square"_s, square, versioned);
            for (int i = 0; i < 50; ++i)
                f(i);
        }
        const QByteArray whole = contentOf(place() + u"/calls.db"_s);
        for (qsizetype size = 0; size < whole.size(); size += stepOr(211)) {
            const QString cut = m_folder->filePath(u"cut%1"_s.arg(size));
            QVERIFY(QDir().mkpath(cut));
            overwrite(cut + u"/calls.db"_s, whole.first(size));
            const Memory kept(cut, {.onEvent = [](const MemoryEvent &) {}});
            const auto f = kept.cache(u"square"_s, square, versioned);
            for (const int i : {0, 25, 49})
                QCOMPARE(f(i), i * i);
            QVERIFY(QDir(cut).removeRecursively());
        }
    }

    void aBrokenDatabaseIsPutAsideAndBeginsAnew() // S8
    {
        breakDatabase();
        for (int start = 0; start < 2; ++start) {
            const auto f = onDisk().cache(u"text"_s, longText, versioned);
            for (int i = 0; i < 20; ++i)
                QCOMPARE(f(1'000 + i).size(), 1'000 + i);
        }
        QCOMPARE(runs(), 200 + 20);
        QCOMPARE(told(MemoryEvent::Kind::Damaged).size(), 1);
        QVERIFY(told(MemoryEvent::Kind::Degraded).isEmpty());
        QVERIFY(QFile::exists(place() + u"/damaged/calls.db"_s));
        QVERIFY(CallCatalog::open(place())->verify(false).isEmpty());
    }

    void aBrokenDatabaseThatOthersHaveOpenStaysAndIsToldOfOnce() // S8
    {
        breakDatabase();
        const auto other = CallStore::open(place(), u"other"_s);
        const auto f = onDisk().cache(u"text"_s, longText, versioned);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(f(1'000 + i).size(), 1'000 + i);
            QCOMPARE(f.call(1'000 + i).by, AnsweredBy::Memory);
        }
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 1);
        QVERIFY(!QFile::exists(place() + u"/damaged/calls.db"_s));
    }

    void whoeverIsKilledAtAnyStepHarmsNoOther_data() // S8
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("step"); // calls to the system from kill to kill
        QTest::newRow("in the row") << 5 << 3;
        QTest::newRow("among the contents") << 5'000 << 3;
        QTest::newRow("in a file of its own") << 500'000 << 1;
    }
    void whoeverIsKilledAtAnyStepHarmsNoOther()
    {
        QFETCH(int, length);
        for (int i = 0; i < 3; ++i)
            onDisk().cache(u"square"_s, square, versioned)(i);
        QFETCH(int, step);
        int nth = 1;
        for (Killed killed = Killed::Yes; killed == Killed::Yes; nth += stepOr(step)) {
            killed = killedAt(nth, [&] { onDisk().cache(u"text"_s, longText, versioned)(length); });
            if (killed == Killed::CannotBe)
                QSKIP("no process may be traced here");
            const auto squares = onDisk().cache(u"square"_s, square, versioned);
            for (int i = 0; i < 3; ++i)
                QCOMPARE(squares.call(i).by, AnsweredBy::Disk);
            QCOMPARE(onDisk().cache(u"text"_s, longText, versioned)(length).size(), length);
            const Memory next = onDisk();
            const auto text = next.cache(u"text"_s, longText, versioned);
            QCOMPARE(text.call(length).by, AnsweredBy::Disk);
            QVERIFY(CallCatalog::open(place())->verify(false).isEmpty());
            text.forget(length);
        }
        QVERIFY(nth > 100);
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
        QVERIFY(told(MemoryEvent::Kind::Degraded).isEmpty());
    }
};

QTEST_GUILESS_MAIN(MemoryDamageTest)
#include "tst_memorydamage.moc"
