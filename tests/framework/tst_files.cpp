// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Files and folders as values, and drives.
#include <once/command.h>
#include <once/dependency.h>
#include <once/describe.h>
#include <once/detail/files/filestore.h>
#include <once/drive.h>

#include <support/driven.h>
#include <support/gate.h>
#include <support/stored.h>

#include <sys/stat.h>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Gate gate;

void write(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(content);
}

struct Report
{
    QString title;
    std::vector<File> pages;
};
ONCE_DESCRIBE(Report, title, pages)

// Writes a file into a folder that is gone when run() has come back.
class Makes : public Work
{
public:
    State<File> newest{this, "newest"};

    Report run(const QString &text)
    {
        executed.add(u"make "_s + text);
        const QTemporaryDir folder;
        write(folder.filePath("page.txt"), text.toUtf8());
        newest = File(folder.filePath("page.txt"));
        return {text, {newest}};
    }
};

class Reads : public Work
{
public:
    void run(const File &file) { executed.add(u"read %1: %2"_s.arg(file.name(), QString::fromUtf8(file.read()))); }
};

class Lists : public Work
{
public:
    void run(const Folder &folder)
    {
        QStringList all;
        for (const QString &file : folder.files())
            all += file + u'=' + QString::fromUtf8(contentOf(folder.path() + u'/' + file));
        executed.add(all.join(u' '));
    }
};

class TakesText : public Work
{
public:
    void run(const QString &) {}
};

// Does what the test says, in its run().
class Does : public Work
{
public:
    void run(const QString &what)
    {
        try {
            body(what);
        } catch (const std::exception &error) {
            executed.add(QString::fromUtf8(error.what()));
        }
    }

    std::function<void(const QString &)> body;
};

class Everything : public Flow
{
public:
    Everything(const WorkOptions &options, bool isParallel, std::function<void(Everything &)> script)
        : makes{this, "makes", options}, reads{this, "reads", options}, lists{this, "lists", options},
          text{this, "text", {.props = {u"path"_s}}}, careful{this, "careful", {.dependsOn = {fileDependency(u"x"_s)}}},
          first{this, "first", {.parallel = isParallel}}, second{this, "second", {.parallel = isParallel}}, m_script(std::move(script))
    {}

    Child<Makes> makes;
    Child<Reads> reads;
    Child<Lists> lists;
    Child<TakesText> text, careful;
    Child<Does> first, second;
    State<File> given{this, "given"};
    Command<QString> give{this, "give", {"Takes a file.", {"path"}}, [this](const QString &path) { given = File(path); }};

    void run() { m_script(*this); }

private:
    std::function<void(Everything &)> m_script;
};

struct DiskStore
{
    explicit DiskStore(const QString &folder) : store(Store::open(folder)) {}
    std::unique_ptr<Store> store;
};

struct App : DiskStore, Driven<Everything>
{
    App(const QString &folder, std::function<void(Everything &)> script, const WorkOptions &options = {}, bool isParallel = false)
        : DiskStore(folder), Driven({.store = store.get(), .heartbeat = 0ms}, options, isParallel, std::move(script))
    {}
};

} // namespace

class Files : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;

    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString data() const { return path(u"data"_s); }

    // What two works do on a drive, one after the other, each as often as its prop changes.
    QStringList onADrive(std::function<void()> first, std::function<void()> second) const
    {
        App app(data(), [](Everything &root) { root.first.run(u"1"_s), root.second.run(u"1"_s); });
        app.root.first.body = [&](const QString &) { first(); };
        app.root.second.body = [&](const QString &) { second(); };
        return app.settle();
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        executed.take();
        gate.open();
    }

    void aWorkRunsAgainWhenTheContentOfItsFileChangesAndNotWhenItIsTouchedOrMoved_data()
    {
        QTest::addColumn<ExecutorKind>("executor");
        QTest::newRow("in threads") << ExecutorKind::Threads;
        QTest::newRow("in place") << ExecutorKind::InPlace;
    }
    void aWorkRunsAgainWhenTheContentOfItsFileChangesAndNotWhenItIsTouchedOrMoved()
    {
        QFETCH(ExecutorKind, executor);
        QString file = path(u"a/prices.csv"_s);
        write(file, "1,2");
        App app(data(), [&file](Everything &root) { root.reads.run(File(file)); }, {.executor = executor});
        QCOMPARE(app.settle(), QStringList{"read prices.csv: 1,2"});
        write(file, "1,2");
        QCOMPARE(app.settleAgain(), QStringList());
        QVERIFY(QDir().rename(path(u"a"_s), path(u"b"_s)));
        file = path(u"b/prices.csv"_s);
        QCOMPARE(app.settleAgain(), QStringList());
        write(file, "1,3");
        QCOMPARE(app.settleAgain(), QStringList{"read prices.csv: 1,3"});
        write(file, "1,2");
        QCOMPARE(app.settleAgain(), QStringList());
    }

    void whatARunSeesIsTheFileAsTheFlowTookItWhateverBecomesOfIt()
    {
        const QString file = path(u"prices.csv"_s);
        write(file, "old");
        App app(data(), [&](Everything &root) {
            const File taken(file);
            QFile::remove(file);
            root.reads.run(taken);
        });
        QCOMPARE(app.settle(), QStringList{"read prices.csv: old"}); // the second tick finds no file any more
        QCOMPARE(app.reports, QStringList{"failed: there is no file " + file});
    }

    void filesOfResultsOutliveWhatTheyWereMadeFromAndARestart()
    {
        const auto script = [](Everything &root) { root.reads.run(root.makes.run(u"hello"_s)->pages.front()); };
        {
            App app(data(), script);
            QCOMPARE(app.settle(), (QStringList{"make hello", "read page.txt: hello"}));
            app.end();
        }
        App app(data(), script);
        QCOMPARE(app.settle(), QStringList());
    }

    void aResultWhoseFilesAreGoneIsMadeAnew()
    {
        const auto script = [](Everything &root) { root.reads.run(root.makes.run(u"hello"_s)->pages.front()); };
        {
            App app(data(), script);
            app.settle();
            app.end();
        }
        QVERIFY(QDir(data() + "/blobs").removeRecursively());
        App app(data(), script);
        QCOMPARE(app.settle(), QStringList{"make hello"});
        QCOMPARE(app.store->run(app.store->lastRunId())->cause.kind, Cause::Kind::ResultMissing);
    }

    void aStartLooksAtKeptFilesAndDoesNotReadThem()
    {
        const auto script = [](Everything &root) { root.reads.run(root.makes.run(u"hello"_s)->pages.front()); };
        {
            App app(data(), script);
            app.settle();
            app.end();
        }
        for (QDirIterator it(data() + "/blobs", QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            const QString kept = it.next();
            QFile::setPermissions(kept, QFile::ReadOwner | QFile::WriteOwner);
            write(kept, "jello"); // of the same size
        }
        App app(data(), script);
        QCOMPARE(app.settle(), QStringList());
    }

    void aCommandThatTakesAFileKeepsIt()
    {
        write(path(u"prices.csv"_s), "1,2");
        App app(data(), [](Everything &root) {
            if (const File file = root.given; !file.isNull())
                root.reads.run(file);
        });
        QCOMPARE(app.settle(), QStringList());
        app.root.give.call(Json::array({path(u"prices.csv"_s)}));
        QVERIFY(QFile::remove(path(u"prices.csv"_s)));
        QCOMPARE(app.settleAgain(), QStringList{"read prices.csv: 1,2"});
    }

    void aKeptFileThatSomebodyHasChangedIsNotBelieved()
    {
        QString kept;
        App app(data(), [&kept](Everything &root) {
            const File file = root.makes.run(u"hello"_s)->pages.front();
            if (kept.isEmpty()) {
                kept = file.path();
                QFile::setPermissions(kept, QFile::ReadOwner | QFile::WriteOwner);
                write(kept, "jello");
            }
            root.reads.run(file);
        }, {.onFailure = OnFailure::Continue});
        QCOMPARE(app.settle(), QStringList{"make hello"});
        QCOMPARE(app.root.reads.error(), u"page.txt is not what was kept at "_s + kept);
    }

    void statesHoldFilesToo()
    {
        App app(data(), [](Everything &root) { root.makes.run(u"hello"_s), root.reads.run(root.makes.newest); });
        QCOMPARE(app.settle(), (QStringList{"make hello", "read page.txt: hello"}));
    }

    void equalContentIsKeptOnce()
    {
        write(path(u"in/a"_s), "same");
        write(path(u"in/b"_s), "same");
        App app(data(), [this](Everything &root) {
            root.reads.run(File(path(u"in/a"_s)));
            root.reads.run(File(path(u"in/b"_s)));
            root.lists.run(Folder(path(u"in"_s)));
        });
        QCOMPARE(app.settle(), (QStringList{"read a: same", "read b: same", "a=same b=same"}));
        QSet<quint64> contents;
        for (QDirIterator it(data() + "/blobs", QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            struct stat found = {};
            QCOMPARE(::stat(QFile::encodeName(it.next()).constData(), &found), 0);
            contents.insert(found.st_ino);
            QCOMPARE(found.st_mode & 0222u, 0u);
        }
        QCOMPARE(contents.size(), 1);
    }

    void aFolderIsItsFilesByPathAndContent()
    {
        write(path(u"in/one"_s), "1");
        write(path(u"in/deep/two"_s), "2");
        App app(data(), [this](Everything &root) { root.lists.run(Folder(path(u"in"_s))); });
        QCOMPARE(app.settle(), QStringList{"deep/two=2 one=1"});
        write(path(u"in/one"_s), "1");
        QCOMPARE(app.settleAgain(), QStringList());
        write(path(u"in/deep/.three"_s), "3");
        QCOMPARE(app.settleAgain(), QStringList{"deep/.three=3 deep/two=2 one=1"});
        QVERIFY(QFile::rename(path(u"in/one"_s), path(u"in/first"_s)));
        QCOMPARE(app.settleAgain(), QStringList{"deep/.three=3 deep/two=2 first=1"});
        QVERIFY(QDir().mkdir(path(u"in/empty"_s)));
        QCOMPARE(app.settleAgain(), QStringList{"deep/.three=3 deep/two=2 first=1"});
        QVERIFY(QFile::remove(path(u"in/first"_s)));
        QVERIFY(QFile::remove(path(u"in/deep/.three"_s)));
        QVERIFY(QDir().rmdir(path(u"in/empty"_s)));
        QCOMPARE(app.settleAgain(), QStringList{"deep/two=2"});
    }

    void aLinkToAFolderIsRefused()
    {
        write(path(u"in/one"_s), "1");
        QVERIFY(QFile::link(path(u"in"_s), path(u"in/again"_s)));
        QVERIFY_THROWS_EXCEPTION(FileError, Folder(path(u"in"_s)));
    }

    void whatAKilledProcessLeftHalfwayIsSwept()
    {
        write(data() + "/parts/4711-1", "ha");
        write(data() + "/parts/4711-2/deep/file", "lf");
        const App app(data(), [](Everything &) {});
        QVERIFY(!QFileInfo::exists(data() + "/parts"));
    }

    void whatCannotBeTakenSaysWhy()
    {
        App app(data(), [this](Everything &root) { root.reads.run(File(path(u"nothing"_s))); });
        QCOMPARE(app.settle(), QStringList());
        QCOMPARE(app.reports, QStringList{"failed: there is no file " + path(u"nothing"_s)});
        QVERIFY_THROWS_EXCEPTION(FileError, File(m_folder->path()));
        QVERIFY_THROWS_EXCEPTION(FileError, Folder(path(u"nothing"_s)));
        QVERIFY_THROWS_EXCEPTION(FileError, File().path());
    }

    void outsideOfAnAppAFileIsWhereItIs()
    {
        write(path(u"prices.csv"_s), "1,2");
        const File file(path(u"prices.csv"_s));
        QCOMPARE(file.path(), path(u"prices.csv"_s));
        QCOMPARE(file.size(), 3);
        file.copyTo(path(u"copy"_s));
        file.copyTo(path(u"copy"_s));
        QCOMPARE(contentOf(path(u"copy"_s)), "1,2");
        write(path(u"prices.csv"_s), "1,3");
        QVERIFY_THROWS_EXCEPTION(FileError, file.read());
        QVERIFY_THROWS_EXCEPTION(std::logic_error, Json(file).get<File>().path());
        QCOMPARE(Json(file).get<File>(), file);
        QCOMPARE(Json(File()).get<File>(), File());
    }

    void peopleSeeAFileByNameAndSize()
    {
        write(path(u"prices.csv"_s), QByteArray(2'345, 'x'));
        const File file(path(u"prices.csv"_s));
        QCOMPARE(preview(Json{file, 1}), R"(["prices.csv, 2.29 KiB",1])");
        QCOMPARE(preview({{"once:file", 3}, {"digest", 4}, {"size", 5}}), R"({"digest":4,"once:file":3,"size":5})");
    }

    void theFilesOfAResultAreAmongItsBytes()
    {
        QString text;
        App app(data(), [&text](Everything &root) { root.makes.run(text); }, {.maxBytes = 10'000});
        QStringList made;
        for (const QString &next : {QString(6'000, u'a'), QString(6'000, u'b'), QString(6'000, u'a')}) {
            text = next;
            made += app.settleAgain();
        }
        QCOMPARE(made.size(), 3);
    }

    void textThatLooksLikeAFileIsText()
    {
        QVERIFY(detail::areFilesThere(Value::of(Json{{"once:file", 3}, {"more", "once:folder"}}), detail::FileStore({})));
        const Value half = Value::of(Json{{"once:file", "a"}});
        QCOMPARE(detail::bytesOf(half), qint64(half.encoding().size()));
    }

    void aFileThatWasTakenBeforeTheAppBeganIsKeptWhenItIsUsed()
    {
        write(path(u"prices.csv"_s), "1,2");
        const File file(path(u"prices.csv"_s));
        App app(data(), [&file](Everything &root) { root.reads.run(file); });
        QCOMPARE(app.settle(), QStringList{"read prices.csv: 1,2"});
        QCOMPARE(filesIn(data() + "/blobs").size(), 1);
    }

    void whatIsDecodedIsNotTrusted_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("digest");
        const QString digest = Digest::of("x").toHex();
        QTest::newRow("a path for a name") << "once:file" << "../../etc/passwd" << 1 << digest;
        QTest::newRow("the folder above") << "once:file" << ".." << 1 << digest;
        QTest::newRow("no name") << "once:file" << "" << 1 << digest;
        QTest::newRow("a digest that is none") << "once:file" << "a" << 1 << "xyz";
        QTest::newRow("a size below 0") << "once:file" << "a" << -1 << digest;
        QTest::newRow("a folder") << "once:folder" << "a" << 1 << digest;
    }
    void whatIsDecodedIsNotTrusted()
    {
        QFETCH(QString, key);
        QFETCH(QString, name);
        QFETCH(int, size);
        QFETCH(QString, digest);
        const Json json{{key.toStdString(), name}, {"size", size}, {"digest", digest}};
        QVERIFY_THROWS_EXCEPTION(std::exception, json.get<File>());
        QVERIFY_THROWS_EXCEPTION(std::exception, Json::array({json}).get<File>());
    }

    void aPathOfAFileAsTextIsWarnedOf()
    {
        write(path(u"prices.csv"_s), "1,2");
        App app(data(), [this](Everything &root) {
            root.text.run(path(u"prices.csv"_s));
            root.careful.run(path(u"prices.csv"_s));
            root.text.run(path(u"nothing.csv"_s));
        });
        app.settle();
        QCOMPARE(app.reports, QStringList{"warning: path of text is the path of a file: when the file changes, the work does not run "
                                          "again. Pass a once::File, or set .dependsOn = {fileDependency(...)}"});
    }

    void whatOneWorkPutsIntoADriveAnotherGetsAndAfterARestart()
    {
        write(path(u"model"_s), "better");
        const Drive models(u"models"_s);
        const auto look = [&] {
            executed.add(models.names().join(u' ') + u' ' + models.owners(u"best"_s).join(u' '));
            executed.add(QString::fromUtf8(models.get(u"best"_s).read()));
        };
        QCOMPARE(onADrive([&] { models.put(path(u"model"_s), u"best"_s); }, look), (QStringList{"best root.first", "better"}));
        QVERIFY(QFile::remove(data() + "/history.db")); // so that both run again
        write(path(u"model"_s), "best");
        QCOMPARE(onADrive(look, [&] { models.put(path(u"model"_s), u"other"_s), look(); }),
                 (QStringList{"best root.first", "better", "best other root.first", "better"}));
    }

    void anEntryOfADriveIsReplacedByItsOwnerAlone()
    {
        write(path(u"a"_s), "1");
        write(path(u"b/a"_s), "2");
        const Drive drive(u"d"_s), shared(u"s"_s, Drive::Names::OfAnyWork);
        const QStringList done = onADrive(
            [&] {
                drive.put(path(u"a"_s)), drive.put(path(u"a"_s)), drive.put(path(u"b/a"_s)), shared.put(path(u"a"_s));
                executed.add(QString::fromUtf8(drive.get(u"a"_s).read()));
            },
            [&] {
                shared.put(path(u"b/a"_s));
                executed.add(QString::fromUtf8(shared.get(u"a"_s, u"root.second"_s).read()));
                for (const auto &act : std::initializer_list<std::function<void()>>{
                         [&] { shared.get(u"a"_s); }, [&] { drive.put(path(u"a"_s)); }, [&] { drive.remove(u"a"_s); },
                         [&] { drive.get(u"b"_s); }, [&] { drive.put(path(u"a"_s), u"x/y"_s); }})
                    try {
                        act();
                    } catch (const FileError &error) {
                        executed.add(QString::fromUtf8(error.what()));
                    }
            });
        QCOMPARE(done, (QStringList{"2", "2", "several works have put a into the drive s: root.first, root.second",
                                    "a is in the drive d already, from root.first", "root.second has put no a into the drive d",
                                    "there is no b in the drive d", "\"x/y\" is no name for a file of a drive"}));
        QVERIFY(QDir(data() + "/parts").isEmpty());
    }

    void aGetWaitsForAPut()
    {
        write(path(u"a"_s), "1");
        const Drive drive(u"d"_s);
        App app(data(), [](Everything &root) { root.first.run(u"1"_s), root.second.run(u"1"_s); }, {}, true);
        app.root.first.body = [&](const QString &) {
            executed.add(u"waits"_s);
            executed.add(QString::fromUtf8(drive.get(u"a"_s, {}, 1h).read()));
        };
        app.root.second.body = [&](const QString &) { gate.pass(), drive.put(path(u"a"_s)); };
        gate.close();
        QVERIFY(app.hasExecuted(u"waits"_s));
        gate.open();
        QCOMPARE(app.settle(), (QStringList{"waits", "1"}));
    }

    void aStopEndsTheWaitForAPut()
    {
        const Drive drive(u"d"_s);
        App app(data(), [](Everything &root) { root.first.run(u"1"_s); });
        app.root.first.body = [&](const QString &) {
            executed.add(u"waits"_s);
            drive.get(u"a"_s, {}, 1h);
        };
        QVERIFY(app.hasExecuted(u"waits"_s));
        app.root.first.cancel();
        QCOMPARE(app.settle(), (QStringList{"waits", "there is no a in the drive d"}));
        QCOMPARE(app.root.first.status(), Status::Cancelled);
    }

    void misuseOfADriveIsToldOf()
    {
        QVERIFY_THROWS_EXCEPTION(std::logic_error, Drive(u"a/b"_s));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, Drive(u""_s));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, Drive(u"d"_s).names());
    }
};

QTEST_GUILESS_MAIN(Files)
#include "tst_files.moc"
