// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What comes into a flow from outside besides time: files and buttons.
#include <once/detail/schedules/schedulebook.h>
#include <once/quietflow.h>

#include <support/driven.h>

#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Looks : public Work
{
public:
    void run(const QString &what) { executed.add(what); }
};

// Quiet, so that it is entered only when somebody tells it to be.
class Reader : public QuietFlow
{
public:
    Child<Looks> looks{this, "looks", {.version = "1"}};

    void run(const QString &path)
    {
        const QString version = clock().fileVersion(path);
        looks.run(version.isEmpty() ? u"gone"_s : version.first(4));
    }
};

class Desk : public Flow
{
public:
    explicit Desk(const QString &path) : m_path(path) {}

    Child<Reader> reader{this, "reader"};
    Child<Looks> presses{this, "presses", {.version = "1"}};

    void run()
    {
        reader.run(m_path);
        if (const qint64 pressed = clock().manual(u"bell"_s))
            presses.run(u"rung %1"_s.arg(pressed));
    }

private:
    QString m_path;
};

} // namespace

class Inputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_app.reset();
        executed.take();
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = Store::inMemory();
        begin();
    }

    void aFileThatComesOrChangesWakesTheFlowThatLooksAtIt()
    {
        QCOMPARE(m_app->settle(), QStringList("gone"));
        write("one");
        const QString one = next();
        QVERIFY(!one.isEmpty() && one != u"gone"_s);
        write("two");
        const QString two = next();
        QVERIFY(!two.isEmpty() && two != one);
    }

    void aFileThatIsOnlyTouchedRunsNothing()
    {
        write("one");
        m_app->settle();
        write("one");
        QVERIFY(m_app->ticksOnceMore());
        QCOMPARE(m_app->settle(), QStringList());
    }

    void aButtonCountsOverRestarts()
    {
        m_app->settle();
        ring();
        QCOMPARE(m_app->settle(), QStringList("rung 1"));
        begin();
        QCOMPARE(m_app->settle(), QStringList());
        ring();
        QCOMPARE(m_app->settle(), QStringList("rung 2"));
    }

private:
    void begin()
    {
        m_app.reset();
        m_app = std::make_unique<Driven<Desk>>(LoopOptions{.store = m_store.get(), .heartbeat = std::chrono::milliseconds(0)}, path());
    }

    void ring() { m_app->loop.schedules().trigger(u"bell"_s, m_app->clock.now(), u"by ann"_s); }

    QString path() const { return m_folder->filePath(u"prices.csv"_s); }

    // Beside it, and renamed.
    void write(const QByteArray &content)
    {
        QFile file(path() + u".part"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QFile::remove(path());
        QVERIFY(file.rename(path()));
    }

    QString next()
    {
        m_app->loop.runUntil([] { return executed.count() > 0; });
        return executed.take().join(u' ');
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Driven<Desk>> m_app;
};

QTEST_GUILESS_MAIN(Inputs)
#include "tst_inputs.moc"
