// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What a command takes for an argument of its type, given as JSON or as it is typed.
#include <once/child.h>
#include <once/command.h>

#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

class Takes : public Flow
{
public:
    QString taken;

    Command<int> whole{this, "int", {"", {"x"}}, [this](int x) { taken = QString::number(x); }};
    Command<float> part{this, "float", {"", {"x"}}, [this](float x) { taken = QString::number(double(x)); }};
    Command<bool> flag{this, "bool", {"", {"x"}}, [this](bool x) { taken = x ? u"yes"_s : u"no"_s; }};
    Command<QDate> date{this, "date", {"", {"x"}}, [this](QDate x) { taken = x.toString(Qt::ISODate); }};
    Command<QTime> time{this, "time", {"", {"x"}}, [this](QTime x) { taken = x.toString(Qt::ISODate); }};
    Command<QDateTime> moment{this, "moment", {"", {"x"}}, [this](const QDateTime &x) { taken = x.toString(Qt::ISODate); }};
    Command<QString> text{this, "text", {"", {"x"}}, [this](const QString &x) { taken = x; }};

    void run() {}
};

} // namespace

class CommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anArgumentIsTakenAsItIsMeantOrRefused_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("taken"); // empty: refused
        const auto row = [](const char *command, const char *json, const char *taken) {
            QTest::addRow("%s %s", command, json) << QString::fromLatin1(command) << QString::fromLatin1(json) << QString::fromLatin1(taken);
        };
        row("int", "3", "3"), row("int", "\"3\"", "3"), row("int", "3.7", ""), row("int", "\"3.7\"", ""), row("int", "true", "");
        row("float", "0.1", "0.1"), row("float", "\"0.1\"", "0.1"), row("float", "2", "2"), row("float", "true", ""), row("float", "\"much\"", "");
        row("bool", "true", "yes"), row("bool", "\"false\"", "no"), row("bool", "1", "");
        row("date", "\"2026-11-21\"", "2026-11-21"), row("date", "\"2026-02-30\"", ""), row("date", "\"today\"", "");
        row("time", "\"02:30\"", "02:30:00"), row("time", "\"25:00\"", "");
        row("moment", "\"2026-11-21T02:00:00Z\"", "2026-11-21T02:00:00Z"), row("moment", "\"soon\"", "");
        row("text", "\"3\"", "3"), row("text", "\"\\\"3\\\"\"", "\"3\"");
    }
    void anArgumentIsTakenAsItIsMeantOrRefused()
    {
        QFETCH(QString, command);
        QFETCH(QString, json);
        QFETCH(QString, taken);
        Root<Takes> root;
        for (CommandBase *known : commandsBelow(root))
            if (known->path() == command) {
                const Json arguments = Json::array({Json::parse(json.toStdString())});
                if (taken.isEmpty())
                    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, known->call(arguments));
                else
                    known->call(arguments);
            }
        QCOMPARE(root.taken, taken);
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "tst_command.moc"
