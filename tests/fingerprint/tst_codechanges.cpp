// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Which changes of a program its fingerprints show. Two of three are made, each with one of two compilers; with
// ONCE_FINGERPRINT_ALL set, all of them with all configurations.
#include "changes.h"

#include <QStandardPaths>
#include <QTest>

#include <map>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

const QList<Configuration> &configurations()
{
    static const QList<Configuration> all{
        {u"g++ -O2"_s, u"g++"_s, {u"-O2"_s}},
        {u"clang++ -O2"_s, u"clang++"_s, {u"-O2"_s}},
        {u"g++ -O0"_s, u"g++"_s, {u"-O0"_s}},
        {u"clang++ -O0"_s, u"clang++"_s, {u"-O0"_s}},
        {u"g++ -O3"_s, u"g++"_s, {u"-O3"_s}},
        {u"clang++ -O3"_s, u"clang++"_s, {u"-O3"_s}},
        {u"g++ -O2 with fat objects"_s, u"g++"_s, {u"-O2"_s, u"-flto"_s, u"-ffat-lto-objects"_s}},
        {u"g++ -O2 with a shared library"_s, u"g++"_s, {u"-O2"_s, u"-fPIC"_s}, {}, true},
    };
    return all;
}

// The project in one configuration, and what its fingerprint is as long as nothing has changed.
struct Original
{
    explicit Original(const Configuration &configuration) : project(configuration), fingerprint(project.fingerprint(applied({u"nothing"_s}))) {}

    Project project;
    QString fingerprint;
};

} // namespace

class CodeChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showWhereTheyCount_data() { addRows(changesThatShow()); }
    void showWhereTheyCount()
    {
        QFETCH(int, change);
        const QString changed = fingerprint(changesThatShow()[change]);
        QVERIFY2(changed.size() == 32, qPrintable(changed));
        QVERIFY(changed != original().fingerprint);
    }

    void doNotShowWhereTheyDoNot_data() { addRows(changesThatDoNot()); }
    void doNotShowWhereTheyDoNot()
    {
        QFETCH(int, change);
        const Change &made = changesThatDoNot()[change];
        if (!made.linker.isEmpty() && QStandardPaths::findExecutable(made.linker).isEmpty())
            QSKIP("it is not installed");
        if (!made.coarseWith.isEmpty() && original().project.configuration().name.startsWith(made.coarseWith))
            QEXPECT_FAIL("", "this compiler makes other objects", Continue);
        QCOMPARE(fingerprint(made), original().fingerprint);
    }

private:
    static void addRows(const QList<Change> &changes)
    {
        QTest::addColumn<int>("configuration");
        QTest::addColumn<int>("change");
        const bool all = qEnvironmentVariableIsSet("ONCE_FINGERPRINT_ALL");
        for (qsizetype i = 0; i < changes.size(); ++i) {
            for (qsizetype k = 0; k < configurations().size(); ++k) {
                const Configuration &configuration = configurations()[k];
                if (QStandardPaths::findExecutable(configuration.compiler).isEmpty())
                    continue;
                if ((all || k == i % 3) && !(configuration.hasSharedLibrary && changes[i].isOnlyForArchives))
                    QTest::addRow("%s, %s", qPrintable(changes[i].name), qPrintable(configuration.name)) << int(k) << int(i);
            }
        }
    }

    Original &original()
    {
        const int configuration = *static_cast<const int *>(QTest::qData("configuration", qMetaTypeId<int>()));
        auto &original = m_originals[configuration];
        if (!original)
            original = std::make_unique<Original>(configurations()[configuration]);
        return *original;
    }

    QString fingerprint(const Change &change) { return original().project.fingerprint(applied(change)); }

    std::map<int, std::unique_ptr<Original>> m_originals;
};

QTEST_GUILESS_MAIN(CodeChanges)
#include "tst_codechanges.moc"
