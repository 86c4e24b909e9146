// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The socket by which an app is steered: what it answers, and what it does not put up with.
#include <once/controlclient.h>
#include <once/detail/commands/controlplace.h>
#include <once/detail/commands/controlserver.h>

#include <support/idle.h>

#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// An app that can be steered, and a client without any manners.
struct Steered
{
    Steered() : server(loop, settings) { socket.connectToServer(detail::controlSocket(settings.dataFolder)); }

    // The next line that comes back.
    QByteArray send(const QByteArray &bytes)
    {
        socket.write(bytes);
        return next();
    }

    QByteArray next()
    {
        return loop.runUntil([this] { return socket.canReadLine(); }) ? socket.readLine().trimmed()
                                                                      : QByteArray();
    }

    QTemporaryDir folder;
    detail::RunSettings settings{.name = u"steered"_s, .dataFolder = folder.path()};
    Root<Idle> root;
    EventLoop loop{root, {.heartbeat = 0ms}};
    detail::ControlServer server;
    QLocalSocket socket;
};

} // namespace

class TestControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("XDG_RUNTIME_DIR", m_runtime.path().toLocal8Bit()); }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("hello") << QByteArray(R"({"verb":"hello"})") << QByteArray();
        QTest::newRow("unknown fields are passed over")
            << QByteArray(R"({"verb":"status","new":[1]})") << QByteArray();
        QTest::newRow("an unknown verb") << QByteArray(R"({"verb":"dance"})") << QByteArray("unsupported");
        QTest::newRow("no verb") << QByteArray(R"({"id":3})") << QByteArray("malformed");
        QTest::newRow("a verb that is no text") << QByteArray(R"({"verb":3})") << QByteArray("malformed");
        QTest::newRow("no object") << QByteArray("[1]") << QByteArray("malformed");
        QTest::newRow("no JSON") << QByteArray("\xff{") << QByteArray("malformed");
        QTest::newRow("an empty line") << QByteArray() << QByteArray("malformed");
    }
    void answers()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, code);
        Steered app;
        QCOMPARE(app.server.error(), "");
        const Json reply = Json::parse(app.send(request + '\n').toStdString());
        if (code.isEmpty())
            QCOMPARE(reply.at("answer").at("app").get<QString>(), "steered");
        else
            QCOMPARE(reply.at("error").at("code").get<QString>(), QString::fromLatin1(code));
    }

    void anAnswerHasTheIdOfItsRequest()
    {
        Steered app;
        const QByteArray first =
            app.send("{\"id\":\"a\",\"verb\":\"status\"}\n{\"id\":2,\"verb\":\"dance\"}\n");
        QCOMPARE(Json::parse(first.toStdString()).at("id").get<QString>(), "a");
        QCOMPARE(Json::parse(app.next().toStdString()).at("id").get<int>(), 2);
    }

    void verbsSteerTheLoop()
    {
        Steered app;
        QVERIFY(app.loop.runUntilIdle());
        app.send("{\"verb\":\"pause\"}\n");
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Paused; }));
        app.send("{\"verb\":\"resume\"}\n");
        QVERIFY(app.loop.runUntil([&] { return app.loop.stage() == Stage::Running; }));
        app.send("{\"verb\":\"stop\"}\n");
        QCOMPARE(app.loop.exec(), 0);
    }

    void aLineWithoutAnEndIsCutOff()
    {
        Steered app;
        app.socket.write(QByteArray(2 * detail::longestControlLine, 'x'));
        QVERIFY(app.loop.runUntil([&] { return app.socket.state() == QLocalSocket::UnconnectedState; }));
        app.socket.connectToServer(detail::controlSocket(app.settings.dataFolder));
        QVERIFY(!app.send("{\"verb\":\"hello\"}\n").isEmpty()); // others are served
    }

    void theSocketIsForItsUserAlone()
    {
        Steered app;
        const QFileInfo socket(detail::controlSocket(app.settings.dataFolder));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(socket.permissions() & others));
        QVERIFY(!(QFileInfo(socket.path()).permissions() & others));
    }

    void aFolderThatIsOpenToOthersIsNotUsed()
    {
        QTemporaryDir runtime;
        qputenv("XDG_RUNTIME_DIR", runtime.path().toLocal8Bit());
        QVERIFY(QDir(runtime.path()).mkdir("once"));
        QFile::setPermissions(runtime.filePath("once"), QFile::Permissions(0x7777));
        const Steered app;
        qputenv("XDG_RUNTIME_DIR", m_runtime.path().toLocal8Bit());
        QVERIFY(app.server.error().contains(runtime.filePath("once")));
    }

    void theSocketOfAKilledAppIsReplaced()
    {
        Steered killed;
        Steered next;
        next.settings.dataFolder = killed.settings.dataFolder; // whose lock the next one would hold
        const detail::ControlServer replacing(next.loop, next.settings);
        QCOMPARE(replacing.error(), "");
    }

    void aClientAsksAndWaits()
    {
        Steered app;
        std::optional<AppStatus> before, after;
        std::jthread other([&] {
            ControlClient client(app.settings.dataFolder);
            before = client.pause();
            after = client.status();
            client.stop();
        });
        QCOMPARE(app.loop.exec(), 0);
        other.join();
        QVERIFY(before && after);
        QCOMPARE(before->app, "steered");
        QCOMPARE(after->stage, "paused");
    }

    void aClientOfNobodyGetsNoAnswer()
    {
        const QTemporaryDir folder;
        ControlClient client(folder.path());
        QVERIFY(!client.isConnected());
        QVERIFY(!client.status());
    }

    void anAppThatDoesNotAnswerIsGivenUp()
    {
        Steered app; // whose loop does not run
        ControlClient client(app.settings.dataFolder, 20ms);
        QVERIFY(!client.status());
    }

private:
    QTemporaryDir m_runtime;
};

QTEST_GUILESS_MAIN(TestControl)
#include "tst_control.moc"
