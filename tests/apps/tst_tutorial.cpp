// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What the tutorial shows is in the programs that it names.
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString contentOf(const QString &path)
{
    QFile file(QStringLiteral(ROOT) + u'/' + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class Tutorial : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhatIsInThePrograms_data();
    void showsWhatIsInThePrograms();
};

// A row for each block of code, with the file that was named last before it.
void Tutorial::showsWhatIsInThePrograms_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("code");
    const QRegularExpression part(u"^From `(?<path>[^`]+)`:$|^```cpp\\n(?<code>.*?)^```$"_s,
                                  QRegularExpression::MultilineOption
                                      | QRegularExpression::DotMatchesEverythingOption);
    const QString text = contentOf(u"docs/tutorial/dailypipeline.md"_s);
    QString path;
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.hasCaptured(u"path"_s))
            path = match.captured(u"path"_s);
        else
            QTest::addRow("line %lld", text.left(match.capturedStart()).count(u'\n') + 1)
                << path << match.captured(u"code"_s);
    }
}

void Tutorial::showsWhatIsInThePrograms()
{
    QFETCH(QString, path);
    QFETCH(QString, code);
    QVERIFY2(contentOf(path).contains(code), qPrintable(path + u" has no\n"_s + code));
}

QTEST_GUILESS_MAIN(Tutorial)
#include "tst_tutorial.moc"
