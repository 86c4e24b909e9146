// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The folder of a Memory: other processes, damage, disks that refuse, files for other programs, and room.
#include <once/memory.h>

#include <support/child.h>
#include <support/diskfull.h>
#include <support/gate.h>
#include <support/recorder.h>
#include <support/stored.h>

#include <csignal>
#include <thread>

#include <fcntl.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QByteArray runsFile; // a line for each computation, of whatever process

void noteRun(const char *what)
{
    const int file = ::open(runsFile.constData(), O_WRONLY | O_APPEND | O_CREAT, 0666);
    const QByteArray line = QByteArray(what) + '\n';
    if (::write(file, line.constData(), std::size_t(line.size())) != line.size())
        ::abort();
    ::close(file);
}

qint64 runs() { return contentOf(QString::fromUtf8(runsFile)).count('\n'); }

const FunctionOptions versioned{.version = u"1"_s};

qint64 square(qint64 x)
{
    noteRun("square");
    return x * x;
}

QString longText(int length)
{
    noteRun("text");
    return QString(length, u'x');
}

Array<double> ramp(int length)
{
    noteRun("ramp");
    Array<double> numbers({length});
    for (int i = 0; i < length; ++i)
        numbers.edit(i) = i;
    return numbers;
}

qint64 slowSquare(qint64 x)
{
    noteRun("slow");
    std::this_thread::sleep_for(200ms); // so that all others come meanwhile
    return x * x;
}

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

class MemoryDiskTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::mutex m_mutex;
    std::vector<MemoryEvent> m_events;

    QString place() const { return m_folder->filePath(u"cache"_s); }
    Memory memory(MemoryOptions options = {})
    {
        options.onEvent = [this](const MemoryEvent &event) {
            const std::lock_guard guard(m_mutex);
            m_events.push_back(event);
        };
        return Memory(place(), options);
    }
    qsizetype told(MemoryEvent::Kind kind) const { return std::ranges::count(m_events, kind, &MemoryEvent::kind); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        runsFile = m_folder->filePath(u"runs"_s).toUtf8();
        m_events.clear();
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
        QCOMPARE(inChild([&] { return memory().cache(u"text"_s, longText, versioned)(length).size() == length ? 7 : 0; }), 7);
        const auto answer = memory().cache(u"text"_s, longText, versioned).call(length);
        QCOMPARE(answer.by, AnsweredBy::Disk);
        QCOMPARE(answer->size(), length);
        QCOMPARE(runs(), 1);
    }

    void aPathMeansOneFolderHoweverItIsWritten() // S14
    {
        memory().cache(u"square"_s, square, versioned)(3);
        const Memory other(m_folder->path() + u"/./cache/"_s);
        QCOMPARE(other.cache(u"square"_s, square, versioned).call(3).by, AnsweredBy::Disk);
    }

    void twoMemoriesOfTwoFoldersDoNotMeet() // S16
    {
        memory().cache(u"square"_s, square, versioned)(3);
        QVERIFY(!Memory(m_folder->filePath(u"other"_s)).cache(u"square"_s, square, versioned).contains(3));
    }

    void eightThreadsComputeOnce() // P3
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"slow"_s, slowSquare, versioned);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&] { f(4); });
        }
        QCOMPARE(runs(), 1);
        QCOMPARE(f.info().computed, 1);
        QCOMPARE(f.info().hits(), 7);
    }

    void eightProcessesWithEightThreadsComputeOnce() // P4
    {
        QList<pid_t> children;
        for (int i = 0; i < 8; ++i) {
            const pid_t child = ::fork();
            if (child == 0) {
                const auto f = memory().cache(u"slow"_s, slowSquare, versioned);
                std::atomic<int> right = 0;
                {
                    std::vector<std::jthread> threads;
                    for (int j = 0; j < 8; ++j)
                        threads.emplace_back([&] { right += f(4) == 16; });
                }
                ::_exit(right == 8 ? 0 : 1);
            }
            children.append(child);
        }
        for (const pid_t child : children) {
            int status = 1;
            ::waitpid(child, &status, 0);
            QCOMPARE(status, 0);
        }
        QCOMPARE(runs(), 1);
    }

    void whoeverIsKilledLeavesTheCallToTheNext() // P4
    {
        int pipe[2];
        QCOMPARE(::pipe(pipe), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            static int *out = pipe;
            memory().cache(u"f"_s, [](qint64 x) {
                if (::write(out[1], "x", 1) == 1)
                    ::pause();
                return x;
            }, versioned)(1);
            ::_exit(0);
        }
        char byte = 0;
        QCOMPARE(::read(pipe[0], &byte, 1), 1);
        std::jthread killer([child] {
            std::this_thread::sleep_for(50ms); // while the other one waits; the test does not rest on it
            ::kill(child, SIGKILL);
        });
        QCOMPARE(memory().cache(u"f"_s, [](qint64 x) { return 10 * x; }, versioned)(1), 10);
        ::waitpid(child, nullptr, 0);
    }

    void anErrorIsThatOfAllWhoWaitForIt() // P5
    {
        const auto f = memory().cache(u"gated"_s, gated, versioned);
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
            gate.open();
        }
        QCOMPARE(errors.load(), 4);
        QVERIFY(!f.contains(-1));
        const qint64 before = runs();
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, f(-1));
        QCOMPARE(runs(), before + 1);
    }

    void aCallThatNeedsItselfIsRefused() // P6
    {
        static std::function<qint64(qint64)> again;
        const auto f = memory().cache(u"f"_s, [](qint64 x) { return again(x); }, versioned);
        again = f;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, f(1));
        again = nullptr;
    }

    void callsNestWithOtherKeys() // P7
    {
        static std::function<qint64(qint64)> other;
        const Memory kept = memory();
        const auto a = kept.cache(u"a"_s, [](qint64 x) { return x == 0 ? 0 : other(x - 1) + 1; }, versioned);
        const auto b = kept.cache(u"b"_s, +[](qint64 x) { return x; }, versioned);
        other = [&](qint64 x) { return a(b(x)); };
        QCOMPARE(a(20), 20);
        other = nullptr;
    }

    void whatIsClearedMeanwhileDoesNotComeBack() // P10
    {
        const auto f = memory().cache(u"gated"_s, gated, versioned);
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
        const Memory kept = memory({.inMemory = {.items = 0}});
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
        memory().cache(u"square"_s, square, versioned)(3);
        QVERIFY(contentOf(place() + u"/.gitignore"_s).contains("*\n"));
        QVERIFY(QDir(m_folder->filePath(u"mine"_s)).mkpath(u"."_s));
        Memory(m_folder->filePath(u"mine"_s)).cache(u"square"_s, square, versioned)(3);
        QVERIFY(!QFile::exists(m_folder->filePath(u"mine/.gitignore"_s)));
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
        const auto compute = [&](const Memory &kept) -> qint64 {
            return length ? kept.cache(u"ramp"_s, ramp, versioned)(length).size()
                          : kept.cache(u"text"_s, longText, versioned)(300'000).size();
        };
        const qint64 right = compute(memory());
        const QStringList files = QDir(place() + u"/blobs"_s).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString file = place() + u"/blobs/"_s + files.front();
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner));
        if (damage == u"gone"_s)
            QVERIFY(QFile::remove(file));
        else if (damage == u"cut"_s)
            QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
        else if (damage == u"empty"_s)
            QVERIFY(QFile::resize(file, 0));
        else
            overwrite(file, "!", QFileInfo(file).size() / 2);
        QCOMPARE(compute(memory()), right);
        QCOMPARE(runs(), 2);
        QCOMPARE(told(MemoryEvent::Kind::Damaged), 1);
        QCOMPARE(compute(memory()), right);
        QCOMPARE(runs(), 2);
    }

    void aDatabaseThatIsCutAnywhereNeverAnswersWrongly() // S8
    {
        {
            const auto f = memory().cache(u"square"_s, square, versioned);
            for (int i = 0; i < 50; ++i)
                f(i);
        }
        const QByteArray whole = contentOf(place() + u"/calls.db"_s);
        for (qsizetype size = 0; size < whole.size(); size += 509) {
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

    void aFolderThatMayOnlyBeReadStillAnswers() // S23
    {
        memory().cache(u"square"_s, square, versioned)(3);
        QFile::setPermissions(m_folder->path(), QFile::Permissions(0x5055));
        for (const QString &path : {place(), place() + u"/calls.db"_s})
            QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const int answer = inChild([&] {
            if (!becomeNobody())
                return 1;
            runsFile = "/dev/null";
            const auto f = memory().cache(u"square"_s, square, versioned);
            const bool isFound = f.call(3).by == AnsweredBy::Disk, isComputed = f(4) == 16 && f.call(4).by == AnsweredBy::Memory;
            return isFound && isComputed && told(MemoryEvent::Kind::Degraded) == 1 ? 7 : int(isFound) + 2 * int(isComputed);
        });
        QFile::setPermissions(place(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(answer, 7);
    }

    void aFullDiskCostsTheKeepingAndNothingElse() // S23
    {
        const auto compute = +[](int length) { return QString(length, u'x'); };
        const auto f = memory().cache(u"text"_s, compute, versioned);
        f(10);
        {
            const DiskFull full;
            QCOMPARE(f(300'000).size(), 300'000);
            QCOMPARE(f.call(300'000).by, AnsweredBy::Memory);
        }
        QCOMPARE(told(MemoryEvent::Kind::Degraded), 1);
        QCOMPARE(memory().cache(u"text"_s, compute, versioned).call(10).by, AnsweredBy::Disk);
    }

    void aFolderThatCannotBeMadeIsToldOnce() // S23
    {
        overwrite(m_folder->filePath(u"file"_s), "x");
        const Memory kept(m_folder->filePath(u"file/cache"_s), {.onEvent = [this](const MemoryEvent &event) { m_events.push_back(event); }});
        const auto f = kept.cache(u"square"_s, square, versioned);
        QCOMPARE(f(3), 9);
        QCOMPARE(f(4), 16);
        QCOMPARE(f.call(3).by, AnsweredBy::Memory);
        QCOMPARE(told(MemoryEvent::Kind::Degraded), 1);
    }

    void anArrayIsMappedFromItsFile() // S11
    {
        memory().cache(u"ramp"_s, ramp, versioned)(50'000);
        const auto answer = memory().cache(u"ramp"_s, ramp, versioned).call(50'000);
        QCOMPARE(answer.by, AnsweredBy::Disk);
        QCOMPARE((*answer)(49'999), 49'999.0);
        QVERIFY(contentOf(u"/proc/self/maps"_s).contains(".npy"));
    }

    void anOutputFileIsThatOfTheCallAskedForLast() // M1, M17
    {
        const QString file = place() + u"/ramp.npy"_s;
        const Memory kept = memory({.inMemory = {.items = 0}});
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

    void aResultThatIsNotKeptIsStillComputedOnce()
    {
        const auto f = memory().cache(u"square"_s, square, {.version = u"1"_s, .output = none()});
        QCOMPARE(f.ensure(3), AnsweredBy::Computation);
        QCOMPARE(f.ensure(3), AnsweredBy::Memory);
        QCOMPARE(memory().cache(u"square"_s, square, {.version = u"1"_s, .output = none()}).ensure(3), AnsweredBy::Disk);
        QCOMPARE(runs(), 1);
    }

    void aReferenceIsReadElsewhere() // R1-R3, S15
    {
        const auto f = memory().cache(u"text"_s, longText, versioned);
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
        const Memory kept = memory({.limits = {.items = 10}});
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
        const Memory kept = memory();
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
            const Memory kept = memory();
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
        const Memory kept = memory();
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

    void aLongArgumentIsShortened() // L2
    {
        QString banner;
        const Memory kept(place(), {.verbose = 1, .onEvent = [&](const MemoryEvent &event) { banner += event.text; }});
        kept.cache(u"size"_s, [](const QString &text) { return text.size(); }, versioned)(QString(1500, u'y'));
        QVERIFY(banner.count(u'y') < 710);
    }

    void theStoreIsTakenOverByAnotherMemoryAfterFork() // P1
    {
        const Memory kept = memory();
        const auto f = kept.cache(u"square"_s, square, versioned);
        f(3);
        QCOMPARE(inChild([&] { return f(4) == 16 && f(3) == 9 ? 7 : 0; }), 7);
        QCOMPARE(memory().cache(u"square"_s, square, versioned).call(4).by, AnsweredBy::Disk);
    }
};

QTEST_GUILESS_MAIN(MemoryDiskTest)
#include "tst_memorydisk.moc"
