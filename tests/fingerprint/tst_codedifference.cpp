// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What is said of code that has changed: which part, and by which way it is reached.
#include "changes.h"

#include <once/addfingerprints.h>
#include <once/fingerprint.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class CodeDifference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheWayToWhatHasChanged_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *file, const QString &from, const QString &to, const QString &expected) {
            QTest::newRow(name) << QString::fromLatin1(file) << from << to << expected;
        };
        row("the function itself", "work.cpp", u"* 100 +"_s, u"* 101 +"_s, u"body differs: work"_s);
        row("one of its unit", "work.cpp", u"a < b ? a : b"_s, u"a < b ? b : a"_s, u"body differs: work -> least(int, int)"_s);
        row("a leaf of another unit", "parts.cpp", u"value * 13"_s, u"value * 15"_s, u"body differs: work -> scaled(int) -> deep(int) -> deeper(int)"_s);
        row("one of a header", "parts.h", u"value > 90 ? 90"_s, u"value > 80 ? 80"_s, u"body differs: work -> clamped(int)"_s);
        row("one of a library", "library.cpp", u"value ^ 21"_s, u"value ^ 22"_s, u"body differs: work -> libraryWork(int) -> inner(int)"_s);
        row("one that an object overrides", "parts.cpp", u"value - 19"_s, u"value - 20"_s,
            u"body differs: work -> makeOther() -> Other::Other() -> vtable for Other -> Other::weight(int) const"_s);
        row("a table", "parts.cpp", u"11, 22"_s, u"11, 23"_s, u"body differs: work -> prices"_s);
        row("which one is called", "work.cpp", u"least(sum, 1000)"_s, u"greatest(sum, 1000)"_s,
            u"disappeared: work -> least(int, int)"_s);
        row("nothing", "unrelated.cpp", u"+ 100"_s, u"+ 200"_s, QString());
    }
    void namesTheWayToWhatHasChanged()
    {
        QFETCH(QString, file);
        QFETCH(QString, from);
        QFETCH(QString, to);
        if (m_original.is_null())
            m_original = mapOf(applied({u"nothing"_s}));
        const once::Json changed = mapOf(applied({from, {{file, from, to}}}));
        QVERIFY(m_original.is_object() && changed.is_object());
        QTEST(once::codeDifference(m_original, changed), "expected");
    }

    void isSaidByExplainOfAWorkThatRanAgain()
    {
        QTemporaryDir folder;
        const QStringList data{u"--data-dir"_s, folder.filePath(u"data"_s)};
        output("rebuilt-first", QStringList{u"run"_s} + data);
        output("rebuilt-constant", QStringList{u"run"_s} + data);
        const QString said = output("rebuilt-constant", QStringList{u"explain"_s, u"2"_s} + data);
        QVERIFY2(said.contains(u"because the code changed (body differs: Adds::run(int)) from "_s), qPrintable(said));
    }

    void isSaidByExplainOfAFunctionWhoseResultDoesNotCountAnyMore()
    {
        QTemporaryDir folder;
        const QStringList where{folder.filePath(u"calls"_s)};
        QCOMPARE(output("rebuilt-cachedfirst", where), u"adds(1) would be computed: it was never called before.\n20\n"_s);
        QVERIFY(output("rebuilt-cachedfirst", where).startsWith(u"adds(1) is on disk: computed "_s));
        QCOMPARE(output("rebuilt-cachedconstant", where),
                 u"adds(1) would be computed: its code has changed: body differs: adds(int) -> leaf(int).\n30\n"_s);
    }

private:
    once::Json mapOf(const Variant &variant)
    {
        const QString program = m_project.link(variant);
        once::addFingerprints(program, m_project.dependencies());
        return once::Json::parse(m_project.run(program, {u"map"_s}).value(0).toStdString(), nullptr, false);
    }

    static QString output(const char *program, const QStringList &arguments)
    {
        QProcess process;
        process.start(u"" BINARIES "/%1"_s.arg(QLatin1StringView(program)), arguments);
        if (!process.waitForFinished(100'000) || process.exitCode() != 0)
            return u"it failed: "_s + QString::fromUtf8(process.readAllStandardError());
        return QString::fromUtf8(process.readAllStandardOutput());
    }

    Project m_project{{u"g++ -O0"_s, u"g++"_s, {u"-O0"_s}}};
    once::Json m_original;
};

QTEST_GUILESS_MAIN(CodeDifference)
#include "tst_codedifference.moc"
