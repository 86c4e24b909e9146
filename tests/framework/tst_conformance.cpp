// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The lists of behaviours that we hold ourselves to, docs/conformance*.csv: that their tests are there, and that the
// page beside each is its readable form. `tst_conformance --write` makes these anew.
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString header = u"number,group,behaviour,state,test,reason"_s;

// What a row may be, in the order of the summary's columns.
const QStringList states{"covered", "in part", "open", "does not apply"};

// A list, and what its page begins with; the rest of that is the same for all.
struct Catalogue
{
    QString name, title, where;
    int least; // rows
};

const Catalogue catalogues[] = {
    {u"conformance"_s, u"Conformance"_s,
     u"The numbers are those of a list of what frameworks of this kind do, in whatever language and for whatever front\n"
     "end; it has gaps. Cached calls have [a list of their own](conformance-cache.md)."_s, 150},
    {u"conformance-cache"_s, u"Conformance of cached calls"_s,
     u"The codes are those of a list of what libraries of this kind do, joblib above all, and of what their users were\n"
     "bitten by. Of apps there is [another list](conformance.md)."_s, 140},
};

QString introduction(const Catalogue &catalogue)
{
    return uR"(# %1

The behaviours that we hold ourselves to, with the tests that show them. A behaviour is *covered* by tests, or
*in part*, with what is missing; it is *open* where the framework has nothing for it yet; or it *does not apply*,
with the reason.

%2 This page is made from [%3.csv](%3.csv) by
`tst_conformance --write`.

)"_s.arg(catalogue.title, catalogue.where, catalogue.name);
}

struct Row
{
    QString number, group, behaviour, state, test, reason;
};

struct NamedTest
{
    QString program, function;
};

QString pathOf(const QString &file) { return QStringLiteral(ONCE_SOURCE_DIR) + u'/' + file; }

QString read(const QString &file)
{
    QFile content(pathOf(file));
    return content.open(QFile::ReadOnly) ? QString::fromUtf8(content.readAll()) : QString();
}

// No field holds a comma, so that the file needs no quotes.
QList<Row> rowsOf(const Catalogue &catalogue)
{
    QList<Row> rows;
    for (const QString &line : read(u"docs/%1.csv"_s.arg(catalogue.name)).split(u'\n', Qt::SkipEmptyParts).sliced(1)) {
        QStringList fields = line.split(u',');
        fields.resize(6);
        rows.append({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
    }
    return rows;
}

// "tree: oneThing; another; disk: aThird": a program counts until the next one is named.
QList<NamedTest> testsOf(const Row &row)
{
    QList<NamedTest> tests;
    QString program;
    for (const QString &part : row.test.split(u"; "_s, Qt::SkipEmptyParts)) {
        const qsizetype colon = part.indexOf(u": "_s);
        if (colon >= 0)
            program = part.first(colon);
        tests.append({program, part.sliced(colon < 0 ? 0 : colon + 2)});
    }
    return tests;
}

bool isThere(const NamedTest &test)
{
    if (test.program == u"misuse"_s)
        return QFile::exists(pathOf(u"tests/misuse/%1.cpp"_s.arg(test.function)));
    if (test.program == u"bench"_s)
        return read(u"tests/benchmarks/ticks.cpp"_s).contains(u"{u\"%1\"_s"_s.arg(test.function));
    const QRegularExpression function(u"\\bvoid (\\w+::)?%1\\(\\)"_s.arg(test.function));
    for (const QString &folder : {u"framework"_s, u"apps"_s, u"ui"_s, u"fingerprint"_s})
        if (read(u"tests/%1/tst_%2.cpp"_s.arg(folder, test.program)).contains(function))
            return true;
    return false;
}

QString shownBy(const Row &row)
{
    QStringList parts;
    QString program;
    for (const NamedTest &test : testsOf(row)) {
        parts += (test.program == program ? QString() : test.program + u": "_s) + u'`' + test.function + u'`';
        program = test.program;
    }
    const QString reason = row.reason.isEmpty() ? QString() : u"*%1: %2*"_s.arg(row.state, row.reason);
    return QStringList{parts.join(u", "_s), reason}.join(parts.isEmpty() || reason.isEmpty() ? u""_s
                                                                                             : u"; "_s);
}

QStringList groupsOf(const QList<Row> &rows)
{
    QStringList groups;
    for (const Row &row : rows)
        groups += row.group;
    groups.removeDuplicates();
    return groups;
}

QString summaryLine(const QString &name, const QList<Row> &rows, const QString &group)
{
    const auto isOf = [&group](const Row &row) { return group.isEmpty() || row.group == group; };
    QString line = u"| %1 | %2 |"_s.arg(name).arg(std::ranges::count_if(rows, isOf));
    for (const QString &state : states)
        line += u" %1 |"_s.arg(
            std::ranges::count_if(rows, [&](const Row &row) { return isOf(row) && row.state == state; }));
    return line + u'\n';
}

QString summary(const QList<Row> &rows)
{
    QString text = u"| group | behaviours | %1 |\n|---|--:|--:|--:|--:|--:|\n"_s.arg(states.join(u" | "_s));
    for (const QString &group : groupsOf(rows))
        text += summaryLine(group, rows, group);
    return text + summaryLine(u"**all**"_s, rows, {});
}

QString page(const Catalogue &catalogue)
{
    const QList<Row> rows = rowsOf(catalogue);
    QString text = introduction(catalogue) + summary(rows);
    for (const QString &group : groupsOf(rows)) {
        text += u"\n## %1\n\n| | behaviour | shown by |\n|---|---|---|\n"_s.arg(group);
        for (const Row &row : rows)
            if (row.group == group)
                text += u"| %1 | %2 | %3 |\n"_s.arg(row.number, row.behaviour, shownBy(row));
    }
    return text;
}

QString pageFile(const Catalogue &catalogue) { return u"docs/%1.md"_s.arg(catalogue.name); }

int write()
{
    for (const Catalogue &catalogue : catalogues) {
        QFile file(pathOf(pageFile(catalogue)));
        const QByteArray text = page(catalogue).toUtf8();
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            return 1;
    }
    return 0;
}

} // namespace

class Conformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLineHasItsFields()
    {
        for (const Catalogue &catalogue : catalogues) {
            const QStringList lines = read(u"docs/%1.csv"_s.arg(catalogue.name)).split(u'\n', Qt::SkipEmptyParts);
            QCOMPARE(lines.first(), header);
            QVERIFY(lines.size() > catalogue.least);
            for (const QString &line : lines)
                QVERIFY2(line.count(u',') == 5, qPrintable(line));
        }
    }

    void everyRowHasATestOrAReason()
    {
        for (const Catalogue &catalogue : catalogues)
            for (const Row &row : rowsOf(catalogue)) {
                QVERIFY2(!row.number.isEmpty() && !row.group.isEmpty() && !row.behaviour.isEmpty(),
                         qPrintable(row.number));
                QVERIFY2(states.contains(row.state), qPrintable(row.number));
                const bool needsTest = row.state == states[0] || row.state == states[1];
                QVERIFY2(needsTest != row.test.isEmpty(), qPrintable(row.number));
                QVERIFY2((row.state == states[0]) == row.reason.isEmpty(), qPrintable(row.number));
            }
    }

    void everyNumberIsThereOnceAndGroupsStandTogether()
    {
        for (const Catalogue &catalogue : catalogues) {
            QStringList numbers, groups;
            for (const Row &row : rowsOf(catalogue)) {
                numbers += row.number;
                if (groups.isEmpty() || groups.last() != row.group)
                    groups += row.group;
            }
            QCOMPARE(numbers.removeDuplicates(), 0);
            QCOMPARE(groups.removeDuplicates(), 0);
        }
    }

    void everyNamedTestIsThere()
    {
        for (const Catalogue &catalogue : catalogues)
            for (const Row &row : rowsOf(catalogue))
                for (const NamedTest &test : testsOf(row))
                    QVERIFY2(isThere(test),
                             qPrintable(u"%1 names %2: %3"_s.arg(row.number, test.program, test.function)));
    }

    void aTestThatIsNotThereIsFound()
    {
        QVERIFY(isThere({u"conformance"_s, u"aTestThatIsNotThereIsFound"_s}));
        for (const NamedTest &test : {NamedTest{u"conformance"_s, u"aTest"_s},
                                      {u"nothing"_s, u"init"_s},
                                      {u"misuse"_s, u"nothing"_s},
                                      {u"bench"_s, u"tick"_s},
                                      {QString(), u"hash"_s}})
            QVERIFY2(!isThere(test), qPrintable(test.program + test.function));
    }

    void eachPageIsMadeOfItsFile()
    {
        for (const Catalogue &catalogue : catalogues)
            QVERIFY2(read(pageFile(catalogue)) == page(catalogue),
                     qPrintable(u"%1 is stale: run tst_conformance --write"_s.arg(pageFile(catalogue))));
    }
};

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(u"--write"_s))
        return write();
    Conformance test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_conformance.moc"
