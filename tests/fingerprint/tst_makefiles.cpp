// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// An app that CMake builds with Makefiles, and whose objects are partly made by AUTOMOC. Takes as long as some runs of a
// compiler, and runs with ONCE_FINGERPRINT_ALL set.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class Makefiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("ONCE_FINGERPRINT_ALL"))
            QSKIP("./dev fingerprint runs it");
        const QDir sources(u"" PROJECT ""_s);
        QVERIFY(QDir(m_folder.path()).mkdir(u"src"_s));
        for (const QString &name : sources.entryList(QDir::Files))
            QVERIFY(QFile::copy(sources.filePath(name), m_folder.filePath(u"src/"_s + name)));
        QCOMPARE(execute(u"cmake"_s, {u"-S"_s, u"src"_s, u"-B"_s, u"build"_s, u"-G"_s, u"Unix Makefiles"_s, u"-DHELPER=" HELPER ""_s, u"-DTOOL=" TOOL ""_s,
                                      u"-DINCLUDES=" INCLUDES ""_s, u"-DFRAMEWORK=" FRAMEWORK ""_s}), 0);
        m_first = built();
        QVERIFY2(m_first.endsWith(u" 6\n"_s) && m_first.size() > 32, qPrintable(m_first));
    }

    void showAChangeOfASlot()
    {
        replace(u"value * 3"_s, u"value * 4"_s);
        const QString changed = built();
        QVERIFY2(changed.endsWith(u" 8\n"_s) && changed.size() == m_first.size(), qPrintable(changed));
        QVERIFY(changed.first(32) != m_first.first(32));
    }

    void showNothingWhenItIsTakenBack()
    {
        replace(u"value * 4"_s, u"value * 3; // as before"_s);
        QCOMPARE(built(), m_first);
    }

private:
    int execute(const QString &program, const QStringList &arguments, QString *output = nullptr)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setStandardErrorFile(m_folder.filePath(u"errors"_s));
        process.start(program, arguments);
        const bool hasEnded = process.waitForFinished(1'000'000);
        if (output)
            *output = QString::fromUtf8(process.readAllStandardOutput());
        return hasEnded ? process.exitCode() : -1;
    }

    QString built()
    {
        QString output;
        return execute(u"cmake"_s, {u"--build"_s, u"build"_s}) == 0 && execute(u"build/counting"_s, {}, &output) == 0 ? output : u"not built"_s;
    }

    void replace(const QString &from, const QString &to)
    {
        QFile file(m_folder.filePath(u"src/counter.cpp"_s));
        QVERIFY(file.open(QFile::ReadWrite));
        const QString source = QString::fromUtf8(file.readAll());
        QCOMPARE(source.count(from), 1);
        file.resize(0);
        QVERIFY(file.seek(0) && file.write(QString(source).replace(from, to).toUtf8()) > 0);
    }

    QTemporaryDir m_folder;
    QString m_first;
};

QTEST_GUILESS_MAIN(Makefiles)
#include "tst_makefiles.moc"
