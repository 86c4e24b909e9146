// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The order of the house: which file may include which, and what every file has.
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// The rooms in the order in which data flows; a file includes files of its own room or of those above it.
struct Room
{
    const char *name;
    QStringList files; // public ones, without ending; what lies in detail/NAME/ belongs to the room as well
};

const QList<Room> rooms{
    {"values", {"digest", "digeststream", "json", "describe", "encoding", "decoding", "hash", "value", "array", "instant", "cause", "run", "callkey"}},
    {"code", {"fingerprint", "codemap", "addfingerprints", "codeidentity"}},
    {"files", {"file"}},
    {"codecs", {"codec", "npy"}},
    {"rules", {"rule", "slot", "schedule", "exclusions"}},
    {"tree", {"component", "state", "children", "childlist", "childmap", "iteration", "map", "statetree", "workoptions", "suspension", "dependency", "work", "workcode", "workcontrol", "flow", "quietflow", "command", "flowclock", "result", "child", "drive", "program"}},
    {"kept", {"store", "callstore", "callcatalog", "history", "audit", "explain", "explaintext", "differences", "query"}},
    {"time", {"clock"}},
    {"warm", {"warm", "warmoptions"}},
    {"memory", {"memoryoptions", "answer", "tracked", "ref", "captured", "cachedfunction", "memory"}},
    {"schedules", {}},
    {"executors", {"executor", "threadexecutor", "inplaceexecutor"}},
    {"loop", {"eventloop"}},
    {"commands", {"commands", "controlclient", "finding", "listing", "schedulelisting", "showing", "statustext", "timestext"}},
    {"app", {"app", "commandline", "once", "refuse"}},
};

QString root()
{
    return QStringLiteral(ONCE_SOURCE_DIR);
}

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sourcesBelow(const QStringList &folders)
{
    QStringList files;
    for (const QString &folder : folders) {
        QDirIterator it(root() + u'/' + folder, {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next());
    }
    files.sort();
    return files;
}

qsizetype roomOf(QString file)
{
    file.remove(QRegularExpression(u"\\.(h|cpp)$"_s));
    const auto holds = [&file](const Room &room) {
        return room.files.contains(file) || file.startsWith(u"detail/%1/"_s.arg(QLatin1StringView(room.name)));
    };
    const auto it = std::ranges::find_if(rooms, holds);
    return it == rooms.end() ? -1 : it - rooms.begin();
}

} // namespace

class House : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileOfTheFrameworkHasARoom()
    {
        for (const QString &path : sourcesBelow({"framework/once"})) {
            const QString file = path.sliced(root().size() + int(qstrlen("/framework/once/")));
            QVERIFY2(roomOf(file) >= 0, qPrintable(file + " is in no room: name it in this test"));
        }
    }

    void includesGoOneWay()
    {
        const QRegularExpression include(u"#include <once/([^>]+)>"_s);
        for (const QString &path : sourcesBelow({"framework/once"})) {
            const QString file = path.sliced(root().size() + int(qstrlen("/framework/once/")));
            for (auto it = include.globalMatch(read(path)); it.hasNext();) {
                const QString included = it.next().captured(1);
                QVERIFY2(roomOf(included) <= roomOf(file), qPrintable(file + " includes " + included));
            }
        }
    }

    void theFrameworkKnowsNothingOfTheDashboard()
    {
        for (const QString &path : sourcesBelow({"framework"}))
            QVERIFY2(!read(path).contains(QRegularExpression(u"#include <(QWidget|QtWidgets|QApplication)"_s)),
                     qPrintable(path));
    }

    void dashboardAndAppsIncludeNoInternals()
    {
        for (const QString &path : sourcesBelow({"ui", "apps"}))
            QVERIFY2(!read(path).contains("#include <once/detail/"_L1) || path.contains("/ui/once/"_L1), qPrintable(path));
    }

    void everyFileHasItsTwoSpdxLines()
    {
        for (const QString &path : sourcesBelow({"framework", "ui", "apps", "tests"}))
            QVERIFY2(read(path).startsWith("// SPDX-FileCopyrightText: 2026 The Once authors\n"
                                           "// SPDX-License-Identifier: MIT\n"_L1),
                     qPrintable(path));
    }

    void noFileIsLongerThanSixHundredLines()
    {
        for (const QString &path : sourcesBelow({"framework", "ui", "apps", "tests"}))
            QVERIFY2(read(path).count(u'\n') <= 600, qPrintable(path));
    }
};

QTEST_GUILESS_MAIN(House)
#include "tst_house.moc"
