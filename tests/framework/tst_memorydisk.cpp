// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The folder of a Memory: other processes, disks that refuse, files for other programs, and room.
#include <once/detail/kept/database.h>

#include <support/child.h>
#include <support/diskfull.h>
#include <support/gate.h>
#include <support/memoryplace.h>
#include <support/noted.h>
#include <support/stored.h>

#include <thread>

#include <sys/stat.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

qint64 gated(qint64 x)
{
    noteRun("gated");
    gate.pass();
    if (x < 0)
        throw std::out_of_range("below 0");
    return x * x;
}

} // namespace

class MemoryDiskTest : public QObject, private MemoryPlace
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        renew();
        runsFile = m_folder->filePath(u"runs"_s).toUtf8();
    }

    void anotherProcessFindsWhatOneHasComputed_data()
    {
        QTest::addColumn<int>("length");
        QTest::newRow("in the row") << 5;
        QTest::newRow("among the contents") << 5'000;
        QTest::newRow("in a file of its own") << 500'000;
    }
    void anotherProcessFindsWhatOneHasComputed()
    {
        QFETCH(int, length);
        QCOMPARE(inChild([&] { return onDisk().cache(u"text"_s, longText, versioned)(length).size() == length ? 7 : 0; }), 7);
        const auto answer = onDisk().cache(u"text"_s, longText, versioned).call(length);
        QCOMPARE(answer.by, AnsweredBy::Disk);
        QCOMPARE(answer->size(), length);
        QCOMPARE(runs(), 1);
    }

    void aPathMeansOneFolderHoweverItIsWritten() // S14
    {
        onDisk().cache(u"square"_s, square, versioned)(3);
        const Memory other(m_folder->path() + u"/./cache/"_s);
        QCOMPARE(other.cache(u"square"_s, square, versioned).call(3).by, AnsweredBy::Disk);
    }

    void twoMemoriesOfTwoFoldersDoNotMeet() // S16
    {
        onDisk().cache(u"square"_s, square, versioned)(3);
        QVERIFY(!Memory(m_folder->filePath(u"other"_s)).cache(u"square"_s, square, versioned).contains(3));
    }

    void eightThreadsComputeOnce() // P3
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"gated"_s, gated, versioned);
        gate.close();
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] { f(4); });
            QTRY_COMPARE(f.info().waiting, 7);
            gate.open();
        }
        QCOMPARE(runs(), 1);
        QCOMPARE(f.info().computed, 1);
        QCOMPARE(f.info().joined, 7);
    }

    void anErrorIsThatOfAllWhoWaitForIt() // P5
    {
        const auto f = onDisk().cache(u"gated"_s, gated, versioned);
        gate.close();
        std::atomic<int> errors = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    try {
                        f(-1);
                    } catch (const std::out_of_range &) {
                        ++errors;
                    }
                });
            QTRY_COMPARE(f.info().waiting, 3);
            gate.open();
        }
        QCOMPARE(errors.load(), 4);
        QCOMPARE(runs(), 1);
        QVERIFY(!f.contains(-1));
        const qint64 before = runs();
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, f(-1));
        QCOMPARE(runs(), before + 1);
    }

    void aCallThatNeedsItselfIsRefused() // P6
    {
        static std::function<qint64(qint64)> again;
        const auto f = onDisk().cache(u"f"_s, [](qint64 x) { return again(x); }, versioned);
        again = f;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
        again = nullptr;
    }

    void callsNestWithOtherKeys() // P7
    {
        static std::function<qint64(qint64)> other;
        const Memory kept = onDisk();
        const auto a = kept.cache(u"a"_s, [](qint64 x) { return x == 0 ? 0 : other(x - 1) + 1; }, versioned);
        const auto b = kept.cache(u"b"_s, +[](qint64 x) { return x; }, versioned);
        other = [&](qint64 x) { return a(b(x)); };
        QCOMPARE(a(20), 20);
        other = nullptr;
    }

    void whatIsClearedMeanwhileDoesNotComeBack() // P10
    {
        const auto f = onDisk().cache(u"gated"_s, gated, versioned);
        gate.close();
        std::jthread thread([&] { f(5); });
        QTRY_COMPARE(runs(), 1);
        f.clear();
        gate.open();
        thread.join();
        QVERIFY(!f.contains(5));
    }

    void aFolderThatIsTakenAwayIsMadeAgain() // B3
    {
        const Memory kept = onDisk({.inMemory = {.items = 0}});
        const auto f = kept.cache(u"square"_s, square, versioned);
        f(3);
        QVERIFY(QDir(place()).removeRecursively());
        QCOMPARE(f(3), 9);
        QCOMPARE(f.call(3).by, AnsweredBy::Disk);
        QCOMPARE(runs(), 2);
        QVERIFY(QFile::exists(place() + u"/calls.db"_s));
    }

    void aNewFolderIsNothingForVersionControl() // S6
    {
        onDisk().cache(u"square"_s, square, versioned)(3);
        QVERIFY(contentOf(place() + u"/.gitignore"_s).contains("*\n"));
        QVERIFY(QDir(m_folder->filePath(u"mine"_s)).mkpath(u"."_s));
        Memory(m_folder->filePath(u"mine"_s)).cache(u"square"_s, square, versioned)(3);
        QVERIFY(!QFile::exists(m_folder->filePath(u"mine/.gitignore"_s)));
    }

    void aFolderThatMayOnlyBeReadStillAnswers() // S23
    {
        onDisk().cache(u"square"_s, square, versioned)(3);
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x5055));
        for (const QString &path : {place(), place() + u"/calls.db"_s})
            QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const int answer = inChild([&] {
            if (!becomeNobody())
                return 1;
            runsFile = "/dev/null";
            const auto f = onDisk().cache(u"square"_s, square, versioned);
            const bool isFound = f.call(3).by == AnsweredBy::Disk, isComputed = f(4) == 16 && f.call(4).by == AnsweredBy::Memory;
            return isFound && isComputed && told(MemoryEvent::Kind::Degraded).size() == 1 ? 7 : int(isFound) + 2 * int(isComputed);
        });
        QFile::setPermissions(place(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(answer, 7);
    }

    void aFullDiskCostsTheKeepingAndNothingElse_data() // S23
    {
        QTest::addColumn<bool>("isArray");
        QTest::newRow("a text") << false;
        QTest::newRow("an array") << true;
    }
    void aFullDiskCostsTheKeepingAndNothingElse()
    {
        QFETCH(bool, isArray);
        const Memory kept = onDisk();
        const auto text = kept.cache(u"text"_s, +[](int length) { return QString(length, u'x'); }, versioned);
        const auto array = kept.cache(u"array"_s, +[](int length) { return Array<double>({length}, 1.0); }, versioned);
        const auto by = [&](int length) { return isArray ? array.call(length).by : text.call(length).by; };
        by(10);
        {
            const DiskFull full;
            QCOMPARE(by(300'000), AnsweredBy::Computation);
            QCOMPARE(by(300'000), AnsweredBy::Memory);
            QCOMPARE(by(300'001), AnsweredBy::Computation);
        }
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 1);
        QVERIFY(!told(MemoryEvent::Kind::Degraded)[0].contains(u"Unknown error"_s));
        QVERIFY(told(MemoryEvent::Kind::NotKept).isEmpty());
        QVERIFY(CallCatalog::open(place())->verify(false).isEmpty());
    }

    void aFolderThatCannotBeMadeIsToldOnce() // S23
    {
        overwrite(m_folder->filePath(u"file"_s), "x");
        const Memory kept(m_folder->filePath(u"file/cache"_s), heard());
        const auto f = kept.cache(u"square"_s, square, versioned);
        QCOMPARE(f(3), 9);
        QCOMPARE(f(4), 16);
        QCOMPARE(f.call(3).by, AnsweredBy::Memory);
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 1);
        QVERIFY(told(MemoryEvent::Kind::Degraded)[0].endsWith(u"Look at its permissions, or give the Memory another folder."_s));
    }

    void aFileThatIsTakenOutBeforeItsCallIsPutIsWrittenOnceMore() // E8
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"ramp"_s, ramp, versioned);
        f(20'000);
        detail::Database other(place() + u"/calls.db"_s, detail::Database::Access::ReadWrite);
        const QDir blobs(place() + u"/blobs"_s);
        const QString before = blobs.entryList(QDir::Files).value(0);
        const auto news = [&] {
            QStringList names = blobs.entryList(QDir::Files);
            names.removeIf([&](const QString &name) { return name == before || name.contains(u".part"_s); });
            return names;
        };
        std::jthread thread;
        {
            detail::Transaction puttingNothing(other); // so that the call waits for it
            thread = std::jthread([&] { f(30'000); });
            QTRY_COMPARE(news().size(), 1);
            QVERIFY(QFile::remove(blobs.filePath(news().first())));
        }
        thread.join();
        QCOMPARE(onDisk().cache(u"ramp"_s, ramp, versioned).call(30'000).by, AnsweredBy::Disk);
        QCOMPARE(runs(), 2);
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
        QVERIFY(told(MemoryEvent::Kind::Degraded).isEmpty());
    }

    void whatTakesThePlaceOfAnOutcomeThatIsBeingReadIsTheAnswer() // E8
    {
        static int times;
        times = 0;
        const auto count = +[](int length) { return Array<int>({length}, ++times); };
        const auto other = onDisk().cache(u"count"_s, count, versioned);
        other(30'000);
        bool isFirst = true;
        const auto isValid = [&](const KeptResult &) {
            if (std::exchange(isFirst, false))
                other.recompute(30'000);
            return true;
        };
        const auto answer = onDisk().cache(u"count"_s, count, {.version = u"1"_s, .isValid = isValid}).call(30'000);
        QCOMPARE(answer.by, AnsweredBy::Disk);
        QCOMPARE((*answer)(0), 2);
        QCOMPARE(times, 2);
        QVERIFY(told(MemoryEvent::Kind::Damaged).isEmpty());
    }

    void anArrayIsMappedFromItsFile() // S11
    {
        onDisk().cache(u"ramp"_s, ramp, versioned)(50'000);
        const auto answer = onDisk().cache(u"ramp"_s, ramp, versioned).call(50'000);
        QCOMPARE(answer.by, AnsweredBy::Disk);
        QCOMPARE((*answer)(49'999), 49'999.0);
        QVERIFY(contentOf(u"/proc/self/maps"_s).contains(".npy"));
    }

    void anOutputFileIsThatOfTheCallAskedForLast() // M1, M17
    {
        const QString file = place() + u"/ramp.npy"_s;
        const Memory kept = onDisk({.inMemory = {.items = 0}});
        const auto f = kept.cache(u"ramp"_s, ramp, {.version = u"1"_s, .output = npy(u"ramp"_s)});
        f(3);
        const QByteArray three = contentOf(file);
        QVERIFY(three.startsWith("\x93NUMPY"));
        f(4);
        QVERIFY(contentOf(file) != three);
        f(3);
        QCOMPARE(contentOf(file), three);
        QVERIFY(QFile::remove(file));
        f(3);
        QCOMPARE(contentOf(file), three);
        QCOMPARE(runs(), 2);
    }

    void anOutputFileOnAnotherFileSystemIsCopiedOnce() // M1
    {
        const QTemporaryDir elsewhere(u"/dev/shm/once-XXXXXX"_s);
        const QString file = elsewhere.filePath(u"sevens.npy"_s);
        const Memory kept = onDisk();
        const auto f = kept.cache(u"sevens"_s, +[](int x) { return Array<int>({10}, x); }, {.version = u"1"_s, .output = npy(file)});
        const auto placed = [&](int x) {
            f(x);
            struct stat state = {};
            return ::stat(QFile::encodeName(file).constData(), &state) == 0 ? std::pair(state.st_dev, state.st_ino) : std::pair<dev_t, ino_t>();
        };
        const auto first = placed(7);
        struct stat folder = {};
        QCOMPARE(::stat(QFile::encodeName(place()).constData(), &folder), 0);
        if (!elsewhere.isValid() || first.first == folder.st_dev)
            QSKIP("there is no other file system here");
        QCOMPARE(placed(7), first);
        const QByteArray seven = contentOf(file);
        placed(8); // of the same size, and made at the same time
        QVERIFY(contentOf(file) != seven);
        placed(7);
        QCOMPARE(contentOf(file), seven);
    }

    void anOutputFileWhoseResultIsGoneIsToldOf()
    {
        const auto f = onDisk().cache(u"ramp"_s, ramp, {.version = u"1"_s, .output = npy(u"ramp"_s)});
        f(3);
        QVERIFY(QFile::remove(place() + u"/ramp.npy"_s));
        QVERIFY(QDir(place() + u"/blobs"_s).removeRecursively());
        QCOMPARE(f(3)(2), 2.0);
        QCOMPARE(told(MemoryEvent::Kind::Degraded).size(), 1);
    }

    void aResultThatIsNotKeptIsStillComputedOnce()
    {
        const auto f = onDisk().cache(u"square"_s, square, {.version = u"1"_s, .output = none()});
        QCOMPARE(f.ensure(3), AnsweredBy::Computation);
        QCOMPARE(f.ensure(3), AnsweredBy::Memory);
        QCOMPARE(onDisk().cache(u"square"_s, square, {.version = u"1"_s, .output = none()}).ensure(3), AnsweredBy::Disk);
        QCOMPARE(runs(), 1);
    }

    void aReferenceIsReadElsewhere() // R1-R3, S15
    {
        const auto f = onDisk().cache(u"text"_s, longText, versioned);
        const std::string written = Json(f.shelve(1000)).dump();
        QCOMPARE(inChild([&] { return Json::parse(written).get<Ref<QString>>().get().size() == 1000 ? 7 : 0; }), 7);
        const auto ref = f.shelve(1000);
        QCOMPARE(ref.get().size(), 1000);
        QCOMPARE(runs(), 1);
        f.clear();
        QVERIFY_THROWS_EXCEPTION(RefError, ref.get());
        f.clear();
    }

    void aReferenceWithoutACacheHoldsTheValue() // B5
    {
        const auto f = Memory::off().cache(u"square"_s, square, versioned);
        QCOMPARE(f.shelve(3).get(), 9);
    }

    void withoutACacheEverythingIsComputedEachTime() // B5
    {
        const Memory none = Memory::off();
        const auto f = none.cache(u"square"_s, square, versioned);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(f(3), 9);
        QCOMPARE(runs(), 4);
        QVERIFY(!f.contains(3));
        QCOMPARE(f.recompute(3).value(), 9);
        f.clear();
        QCOMPARE(none.reduceSize({.items = 0}), 0);
    }

    void limitsHoldByThemselves() // E7
    {
        const Memory kept = onDisk({.limits = {.items = 10}});
        const auto f = kept.cache(u"square"_s, square, versioned);
        for (int i = 0; i < 100; ++i)
            f(i);
        const auto calls = CallCatalog::open(place())->calls();
        QVERIFY(calls.size() <= 10 && calls.size() >= 9);
        QVERIFY(f.contains(99));
        QVERIFY(!f.contains(0));
    }

    void whatWasUsedLastStays() // E5
    {
        const Memory kept = onDisk();
        const auto f = kept.cache(u"square"_s, square, versioned);
        for (int i = 0; i < 10; ++i)
            f(i);
        f(0);
        QCOMPARE(kept.reduceSize({.items = 1}), 9);
        QVERIFY(f.contains(0));
        QCOMPARE(kept.reduceSize({.items = 0}), 1);
        QVERIFY(!f.contains(0));
    }

    void usesAreWrittenDown()
    {
        {
            const Memory kept = onDisk();
            const auto f = kept.cache(u"square"_s, square, {.version = u"1"_s, .props = {u"x"_s}});
            f(3), f(3), f(3);
        }
        const auto catalog = CallCatalog::open(place());
        const auto functions = catalog->functions();
        QCOMPARE(functions.size(), 1);
        QCOMPARE(functions[0].name, u"square"_s);
        QCOMPARE(functions[0].signature, u"(long long)"_s);
        QCOMPARE(functions[0].props, QStringList{u"x"_s});
        QCOMPARE(functions[0].hits, 2);
        QCOMPARE(catalog->calls()[0].preview, u"[3]"_s);
    }

    void itSaysWhyItComputes() // M19
    {
        const Memory kept = onDisk();
        const auto of = [&](const QString &version) { return kept.cache(u"square"_s, square, {.version = version, .props = {u"x"_s}}); };
        QVERIFY(of(u"1"_s).explain(3).contains(u"never called before"_s));
        of(u"1"_s)(3);
        QVERIFY2(of(u"1"_s).explain(4).contains(u"x was 3 and is 4"_s), qPrintable(of(u"1"_s).explain(4)));
        QVERIFY2(of(u"2"_s).explain(3).contains(u"its code has changed: version 1, and now version 2"_s), qPrintable(of(u"2"_s).explain(3)));
    }

    void theBannerSaysWhatIsComputedAndHowLongItTook() // L1
    {
        QStringList lines;
        const Memory kept(place(), {.verbose = 1, .onEvent = [&](const MemoryEvent &event) { lines += event.text; }});
        const auto f = kept.cache(u"square"_s, square, {.version = u"1"_s, .props = {u"x"_s}});
        f(3), f(3);
        QCOMPARE(lines.size(), 2);
        QCOMPARE(lines[0], QString(80, u'_') + u"\n[Memory] Calling "_s + place() + u"/square...\nsquare(x=3)"_s);
        QCOMPARE(lines[1], u"square - 0.0s, 0.0min"_s.rightJustified(80, u'_'));
    }

    void moreIsToldAtHigherLevels() // L1, L3
    {
        const auto lines = [this](int verbose) {
            QStringList told;
            const Memory kept(place(), {.verbose = verbose, .onEvent = [&](const MemoryEvent &event) { told += event.text; }});
            const auto f = kept.cache(u"square"_s, square, {.version = u"1"_s, .props = {u"x"_s}});
            f(3), f(4 + verbose);
            return told.filter(u"[Memory]"_s).replaceInStrings(QRegularExpression(u"[0-9a-f]{32}|[0-9a-f]{8}"_s), u"KEY"_s);
        };
        onDisk().cache(u"square"_s, square, {.version = u"1"_s, .props = {u"x"_s}})(3);
        const QString calling = QString(80, u'_') + u"\n[Memory] Calling "_s + place() + u"/square...\nsquare(x=%1)"_s;
        const QString reason = u"[Memory] square is computed: these arguments are new: of the nearest call, x was %1 and is %2"_s;
        const QString stored = u"[Memory] Stored square, KEY: 20 bytes"_s, loading = u"[Memory] Loading square, KEY"_s;
        const QString asked = u"[Memory] Asked for square(long long), KEY, in "_s + place();
        QCOMPARE(lines(0), QStringList());
        QCOMPARE(lines(1), QStringList{calling.arg(5)});
        QCOMPARE(lines(2), QStringList({loading, reason.arg(3).arg(6), calling.arg(6), stored}));
        QCOMPARE(lines(3), QStringList({asked, loading, asked, reason.arg(3).arg(7), calling.arg(7), stored}));
    }

    void aLongArgumentIsShortened() // L2
    {
        QString banner;
        const Memory kept(place(), {.verbose = 1, .onEvent = [&](const MemoryEvent &event) { banner += event.text; }});
        kept.cache(u"size"_s, [](const QString &text) { return text.size(); }, versioned)(QString(1500, u'y'));
        QVERIFY(banner.count(u'y') < 710);
    }
};

QTEST_GUILESS_MAIN(MemoryDiskTest)
#include "tst_memorydisk.moc"
