// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Which variables a function is found to reach, and which definitions of one function count.
#include "changes.h"

#include <once/dependency.h>

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QStringList globals(const QString &code)
{
    Project project({u"g++ -O1"_s, u"g++"_s, {u"-O1"_s}});
    const QString declared = u"#include <string>\n"_s;
    Variant variant = applied({u"nothing"_s});
    variant.sources.remove(u"unrelated.cpp"_s);
    variant.sources[u"work.cpp"_s] = declared + code;
    QStringList printed = project.printed(variant);
    if (printed.value(0).size() == 32)
        printed.removeFirst();
    return printed;
}

} // namespace

class Variables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areFoundWhereverTheyAreWritten_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, const QString &code, const QStringList &expected) { QTest::newRow(name) << code << expected; };
        row("none", u"extern \"C\" int work(int v) { return v; }"_s, {});
        row("a global", u"int rate; extern \"C\" int work(int v) { return v * ++rate; }"_s, {u"rate 4"_s});
        row("one of a namespace", u"namespace a::b { double rate = 2; } extern \"C\" int work(int v) { return int(v * a::b::rate); }"_s, {u"a::b::rate 8"_s});
        row("one of a unit", u"namespace { int rate; } void set(int r); void set(int r) { rate = r; } extern \"C\" int work(int v) { return v * rate; }"_s,
            {u"(anonymous namespace)::rate 4"_s});
        row("one of each thread", u"thread_local int rate = 3; extern \"C\" int work(int v) { return v * ++rate; }"_s, {u"rate 4"_s});
        row("one that a function keeps", u"static int next() { static int seen; return ++seen; } extern \"C\" int work(int v) { return v + next(); }"_s, {u"next()::seen 4"_s});
        row("one that is not used", u"int rate; int other(); int other() { return ++rate; } extern \"C\" int work(int v) { return v; }"_s, {});
    }
    void areFoundWhereverTheyAreWritten()
    {
        QFETCH(QString, code);
        QTEST(globals(code), "expected");
    }

    void areNotWhatIsAConstant_data()
    {
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QString &code) { QTest::newRow(name) << code; };
        row("a number", u"static const int rate = 7; extern \"C\" int work(int v) { return v * rate; }"_s);
        row("a table", u"static const int rates[] = {7, 8, 9, 10}; extern \"C\" int work(int v) { return rates[v & 3]; }"_s);
        row("a table of texts", u"static const char *const texts[] = {\"a\", \"bc\"}; extern \"C\" int work(int v) { return texts[v & 1][0]; }"_s);
        row("a class with a table of its functions", u"struct A { virtual ~A() {} virtual int f() { return 1; } }; struct B : A { int f() override { return 2; } }; extern \"C\" int work(int v) { A *a = v ? new A : new B; const int f = a->f(); delete a; return f; }"_s);
        row("what Qt keeps of a type", u"namespace QtPrivate { template <typename T> struct Keeps { static inline int metaType = 3; }; } extern \"C\" int work(int v) { return v + ++QtPrivate::Keeps<int>::metaType; }"_s);
        row("what the standard library keeps", u"extern \"C\" int work(int v) { return v + int(std::to_string(v).size()); }"_s);
    }
    void areNotWhatIsAConstant()
    {
        QFETCH(QString, code);
        QCOMPARE(globals(code), QStringList());
    }

    void mayBeConstantsWhenTheirValuesAreMadeLate()
    {
        QCOMPARE(globals(u"static const int made = std::stoi(\"3\"); extern \"C\" int work(int v) { return v + made; }"_s), QStringList("made 4 or constant"));
        QCOMPARE(globals(u"extern \"C\" int work(int v) { static const int made = std::stoi(\"3\"); return v + made; }"_s), QStringList("work::made 4 or constant"));
    }

    void areIgnoredByTheirNames_data()
    {
        QTest::addColumn<QStringList>("ignores");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("none") << QStringList() << QStringList{u"seen"_s, u"a::f<int>(int)::seen"_s, u"a::rate"_s};
        QTest::newRow("each of a name") << QStringList{u"seen"_s} << QStringList{u"a::rate"_s};
        QTest::newRow("one") << QStringList{u"f<int>(int)::seen"_s} << QStringList{u"seen"_s, u"a::rate"_s};
        QTest::newRow("a namespace") << QStringList{u"a::"_s} << QStringList{u"seen"_s};
        QTest::newRow("the end of a name") << QStringList{u"een"_s, u"ate"_s, u"::"_s} << QStringList{u"seen"_s, u"a::f<int>(int)::seen"_s, u"a::rate"_s};
    }
    void areIgnoredByTheirNames()
    {
        QFETCH(QStringList, ignores);
        QList<once::Global> found;
        for (const QString &name : {u"seen"_s, u"a::f<int>(int)::seen"_s, u"a::rate"_s})
            found.append({.name = name});
        QTEST(once::undeclared(found, {}, ignores), "expected");
    }

    void areNotThoseThatOnlyTheirNeighboursAreMadeWith()
    {
        const QStringList found = globals(u"int written = std::stoi(\"3\"); namespace { const int made = std::stoi(\"4\"); } extern \"C\" int work(int v) { return v + made; }"_s);
        QCOMPARE(found, QStringList("(anonymous namespace)::made 4 or constant"));
    }
};

QTEST_GUILESS_MAIN(Variables)
#include "tst_variables.moc"
