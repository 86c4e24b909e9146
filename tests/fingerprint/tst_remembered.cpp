// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Cached functions whose own bodies stay as they are, built anew with something else that their results depend on.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class Remembered : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatNothingOfHasChanged_data()
    {
        QTest::addColumn<QString>("variant");
        QTest::addColumn<QStringList>("computed");
        QTest::addColumn<QStringList>("why");
        QTest::newRow("nothing") << u"first"_s << QStringList() << QStringList();
        QTest::newRow("how a result is written and read")
            << u"unit"_s << QStringList{u"a result that is written in its own way"_s}
            << QStringList{u"body differs: (anonymous namespace)::lengthOf(int) -> "_s, u"(anonymous namespace)::Length"_s};
        QTest::newRow("a field of a result") << u"field"_s << QStringList{u"a described result in a list"_s}
                                             << QStringList{u"its code has changed: code "_s, u", result "_s};
        QTest::newRow("a function that is given to another")
            << u"function"_s << QStringList{u"a function that is given"_s} << QStringList{u"body differs: (anonymous namespace)::raised(int, int)"_s};
    }
    void isWhatNothingOfHasChanged()
    {
        QFETCH(QString, variant);
        QFETCH(QStringList, why);
        const QTemporaryDir folder;
        QCOMPARE(computedBy(u"first"_s, folder).size(), 4);
        QTEST(computedBy(variant, folder), "computed");
        for (const QString &part : why)
            QVERIFY2(m_explained.contains(part), qPrintable(m_explained));
        QCOMPARE(computedBy(u"first"_s, folder), QStringList());
    }

private:
    QStringList computedBy(const QString &variant, const QTemporaryDir &folder)
    {
        QProcess process;
        process.start(u"" BINARIES "/remembered-"_s + variant, {folder.path()});
        if (!process.waitForFinished(100'000) || process.exitCode() != 0)
            return {u"it failed: "_s + QString::fromUtf8(process.readAllStandardError())};
        m_explained = QString::fromUtf8(process.readAllStandardError());
        const QString end = u": computed"_s;
        QStringList names;
        for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n'))
            if (line.endsWith(end))
                names.append(line.chopped(end.size()));
        return names;
    }

    QString m_explained;
};

QTEST_GUILESS_MAIN(Remembered)
#include "tst_remembered.moc"
