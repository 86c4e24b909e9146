// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app without any .version, built anew: what runs again at its next start.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

class Rebuilds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QCOMPARE(started("first"), QStringList({"runs", "2"}));
    }

    void withNothingChangedRunNothing() { QCOMPARE(started("first"), QStringList("2")); }

    void withARemarkAndAnUnrelatedFunctionRunNothing() { QCOMPARE(started("remark"), QStringList("2")); }

    void withAnotherConstantRunTheWorkAgain() { QCOMPARE(started("constant"), QStringList({"runs", "3"})); }

    void thatTakeAChangeBackFindTheOldResult()
    {
        QCOMPARE(started("constant"), QStringList({"runs", "3"}));
        QCOMPARE(started("first"), QStringList("2"));
        QCOMPARE(started("constant"), QStringList("3"));
    }

    void runAWorkThatUsesAVariableAtEachStartAndSaySo()
    {
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(started("variable"), QStringList({"runs", "2"}));
            QVERIFY2(m_errors.contains("adds uses the variable counter"), m_errors.constData());
        }
    }

private:
    QStringList started(const char *variant)
    {
        QProcess process;
        process.start(u"" BINARIES "/rebuilt-%1"_s.arg(QLatin1StringView(variant)), {u"run"_s, u"--data-dir"_s, m_folder->filePath(u"data"_s)});
        if (!process.waitForFinished(100'000) || process.exitCode() != 0)
            return {u"it failed"_s};
        m_errors = process.readAllStandardError();
        return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(Rebuilds)
#include "tst_rebuilds.moc"
