// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the tutorial and the how-to pages show is in the programs that they name.
#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString contentOf(const QString &path)
{
    QFile file(QStringLiteral(ROOT) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList pages()
{
    QStringList pages;
    for (const QString &folder : {u"docs/tutorial"_s, u"docs/howto"_s})
        for (const QString &name :
             QDir(QStringLiteral(ROOT) + u'/' + folder).entryList({u"*.md"_s}, QDir::Files))
            pages += folder + u'/' + name;
    return pages;
}

// A row for each block of code, with the file that was named last before it.
void addRowsOf(const QString &page)
{
    static const QRegularExpression part(u"^From `(?<path>[^`]+)`:$|^```cpp\\n(?<code>.*?)^```$"_s,
                                         QRegularExpression::MultilineOption
                                             | QRegularExpression::DotMatchesEverythingOption);
    const QString text = contentOf(page);
    QString path;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.hasCaptured(u"path"_s))
            path = match.captured(u"path"_s);
        else
            QTest::addRow("%s line %lld", qPrintable(page), text.left(match.capturedStart()).count(u'\n') + 1)
                << path << match.captured(u"code"_s);
    }
}

} // namespace

class Tutorial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsInThePrograms_data();
    void showsWhatIsInThePrograms();
    void eachHowToIsListed();
    void eachHowToShowsAllThatItsProgramPrints_data();
    void eachHowToShowsAllThatItsProgramPrints();
};

void Tutorial::showsWhatIsInThePrograms_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    for (const QString &page : pages())
        addRowsOf(page);
}

void Tutorial::showsWhatIsInThePrograms()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QVERIFY2(contentOf(path).contains(code), qPrintable(path + u" has no\n"_s + code));
}

void Tutorial::eachHowToIsListed()
{
    const QStringList howTos = pages().filter(u"docs/howto/"_s).filter(QRegularExpression(u"/[a-z]+\\.md$"_s));
    QVERIFY(howTos.size() > 5);
    for (const QString &page : howTos)
        QVERIFY2(contentOf(u"docs/howto/README.md"_s).contains(u"(%1)"_s.arg(page.section(u'/', -1))), qPrintable(page));
}

void Tutorial::eachHowToShowsAllThatItsProgramPrints_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("program");
    static const QRegularExpression from(u"^From `apps/(\\w+)/"_s, QRegularExpression::MultilineOption);
    for (const QString &page : pages().filter(u"docs/howto/"_s))
        if (const QString program = from.match(contentOf(page)).captured(1); !program.isEmpty() && program != u"dailyweather") // see the tutorial
            QTest::addRow("%s", qPrintable(page)) << page << program;
}

void Tutorial::eachHowToShowsAllThatItsProgramPrints()
{
    QFETCH(QString, page);
    QFETCH(QString, program);
    QString lines = contentOf(u"apps/%1/expected.txt"_s.arg(program));
    QVERIFY(!lines.isEmpty());
    lines.replace(QRegularExpression(u"^(?=.)"_s, QRegularExpression::MultilineOption), u"    "_s);
    const QString shown = u"\n    $ %1\n%2\n"_s.arg(program, lines);
    QVERIFY2(contentOf(page).contains(shown), qPrintable(shown));
}

QTEST_GUILESS_MAIN(Tutorial)
#include "tst_tutorial.moc"
