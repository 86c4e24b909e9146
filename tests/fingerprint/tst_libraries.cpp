// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What libraries do to the fingerprint of a program: archives of which a part is linked, and shared ones.
#include "changes.h"

#include <once/addfingerprints.h>

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

class Libraries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putNothingInDoubtWithWhatWasNotLinked()
    {
        Project project({u"g++ -O0"_s, u"g++"_s, {u"-O0"_s}});
        const QString program = project.link(applied({u"nothing"_s}));
        const QString left = compiled(project, "left", "int nowhere(int);\ninline int clamped(int v) { return nowhere(v); }\n"
                                                       "int left(int v);\nint left(int v) { return clamped(v); }\n");
        project.execute(u"ar"_s, {u"rcs"_s, project.path(u"libuser.a"_s), left});
        once::addFingerprints(program, project.dependencies());
        QCOMPARE(project.run(program).value(0).size(), 32);
    }

    void showWhenTwoExchangeAFunction()
    {
        Project project({u"g++ -O1"_s, u"g++"_s, {u"-O1"_s, u"-fPIC"_s}});
        const QStringList libraries{shared(project, "one", 1), shared(project, "two", 2)};
        Variant variant = applied({u"nothing"_s});
        variant.sources[u"work.cpp"_s] = u"int one(); int two(); int both(); extern \"C\" int work(int v) { return v + one() * two() + both(); }"_s;
        variant.linkFlags = libraries;
        const QString fingerprint = project.fingerprint(variant);
        QCOMPARE(fingerprint.size(), 32);
        QCOMPARE(project.fingerprint(variant), fingerprint);
        variant.linkFlags = {libraries[1], libraries[0]};
        const QString exchanged = project.fingerprint(variant);
        QCOMPARE(exchanged.size(), 32);
        QVERIFY(exchanged != fingerprint);
    }

private:
    static QString compiled(const Project &project, const char *name, const QByteArray &code)
    {
        const QString object = project.path(QLatin1StringView(name) + u".o"_s);
        QFile source(project.path(QLatin1StringView(name) + u".cpp"_s));
        if (!source.open(QFile::WriteOnly) || source.write(code) != code.size())
            qFatal("the source cannot be written");
        source.close();
        project.execute(u"g++"_s, project.configuration().flags + QStringList{u"-ffunction-sections"_s, u"-c"_s, source.fileName(), u"-o"_s, object});
        return object;
    }

    // With a function of its own, and one that others have as well.
    static QString shared(const Project &project, const char *name, int value)
    {
        const QByteArray number = QByteArray::number(value), own = name;
        const QString library = project.path(u"lib%1.so"_s.arg(QLatin1StringView(name)));
        const QString object = compiled(project, name, "int " + own + "();\nint " + own + "() { return " + number + "; }\nint both();\nint both() { return " + number + "; }\n");
        project.execute(u"g++"_s, {u"-shared"_s, u"-Wl,--build-id"_s, object, u"-o"_s, library});
        return library;
    }
};

QTEST_GUILESS_MAIN(Libraries)
#include "tst_libraries.moc"
