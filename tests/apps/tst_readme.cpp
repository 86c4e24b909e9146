// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The program that the README shows, and the commands that it shows for it.
#include "program.h"

#include <once/json.h>

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString daily = QStringLiteral(DAILY);

// What is to be typed behind "daily"; "pause | resume" are two.
QStringList commandsInTheReadme()
{
    const QString text = QString::fromUtf8(once::contentOf(QStringLiteral(README)));
    static const QRegularExpression line(u"^    daily (\\S(?:\\S| (?! ))*)  "_s,
                                         QRegularExpression::MultilineOption);
    QStringList commands;
    for (auto it = line.globalMatch(text); it.hasNext();)
        commands += it.next().captured(1).split(u" | "_s);
    return commands;
}

} // namespace

class Readme : public QObject
{
    Q_OBJECT

private:
    const Place m_place; // where the program has ticked until nothing was left to do

    QString printed(const QString &command) const
    {
        const Ended ended = m_place.run(daily, command.split(u' '));
        return ended.exitCode == 0 ? ended.out : u"exit code %1: %2"_s.arg(ended.exitCode).arg(ended.err);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int tick = 1; tick <= 3; ++tick)
            QCOMPARE(m_place.run(daily, {"tick"}).exitCode, 0);
    }

    void helpNamesTheCommands()
    {
        const QString help = printed(u"--help"_s);
        for (const char *command :
             {"run", "tick", "status", "runs", "show", "explain", "pause", "resume", "stop"})
            QVERIFY2(help.contains(u"\n  "_s + QString::fromLatin1(command)), command);
    }

    void eachWorkHasRunOnce()
    {
        const QStringList rows = printed(u"runs state:succeeded"_s).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows[0].startsWith("2\tsucceeded\troot.train\t"));
        QVERIFY(rows[1].startsWith("1\tsucceeded\troot.fetch\t"));
        QCOMPARE(printed(u"runs state:failed"_s), QString());
    }

    void trainIsSkippedAndItIsSaidWhy()
    {
        const QString text = printed(u"explain train"_s);
        QVERIFY2(text.startsWith("Why was train skipped? ") && text.contains("run 2"), qPrintable(text));
    }

    void theLastRunIsShownAsJson()
    {
        const once::Json item = once::Json::parse(printed(u"show last --json"_s).toStdString()).at("item");
        QCOMPARE(item.at("work").get<QString>(), "root.train");
        QVERIFY(item.at("props").contains("data"));
        QCOMPARE(item.at("states").at("loss").get<double>(), 0.2);
    }

    void whatItShowsCanBeTyped()
    {
        const auto app = m_place.start(daily, {});
        QTRY_VERIFY(printed(u"status"_s).contains("stage\trunning"));
        const QStringList commands = commandsInTheReadme();
        QCOMPARE(commands,
                 QStringList(
                     {"runs state:failed", "explain train", "show last --json", "pause", "resume", "stop"}));
        for (const QString &command : commands) {
            const Ended ended = m_place.run(daily, command.split(u' '));
            QVERIFY2(ended.exitCode == 0, qPrintable(command + u": "_s + ended.err));
        }
        QCOMPARE(Place::ended(*app).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(Readme)
#include "tst_readme.moc"
