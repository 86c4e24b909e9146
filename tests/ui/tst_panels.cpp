// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What an app shows of its own in the window: fed with states out of the history, living or finished.
#include <once/childmap.h>
#include <once/detail/files/filestore.h>
#include <once/eventloop.h>
#include <once/file.h>
#include <once/mainwindow.h>

#include <support/doubles.h>

#include <QBuffer>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace once;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

class Top : public Flow
{
public:
    Child<Doubles> doubles{this, "doubles", {.version = "1"}};
    State<int> number{this, "number", 1};

    void run() { doubles.run(number); }
};

// Keeps what it was shown.
class Listening : public Panel
{
public:
    void showStates(const Json &states) override { shown.append(preview(states)); }

    QStringList shown;
};

} // namespace

class PanelsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPanelSeesTheStatesOfItsComponentAsTheyChange()
    {
        QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        Root<Top> root;
        EventLoop loop(root, {.store = store.get(), .heartbeat = 0ms});
        QVERIFY(loop.runUntil([&] { return root.doubles.hasSucceeded() && !store->hasUncommitted(); }));
        MainWindow window(folder.path());
        auto *ofWork = new Listening, *ofFlow = new Listening;
        window.addPanel({"root.doubles", "Doubled", [=] { return ofWork; }});
        window.addPanel({"root", "Number", [=] { return ofFlow; }});
        QTRY_VERIFY(ofWork->shown.endsWith(R"({"value":2})"));
        root.number = 21;
        QTRY_VERIFY(ofWork->shown.endsWith(R"({"value":42})"));
        QTRY_VERIFY(ofFlow->shown.endsWith(R"({"number":21})"));
    }

    void aTableHasARowForEachObjectAndAColumnForEachKey()
    {
        const std::unique_ptr<Panel> panel(tablePanel("prices"));
        panel->showStates({{"prices", {{{"symbol", "A"}, {"price", 1.5}}, {{"symbol", "B"}, {"note", "new"}}}}});
        const auto *table = panel->findChild<QTableWidget *>();
        QCOMPARE(table->rowCount(), 2);
        QStringList header, second;
        for (int column = 0; column < table->columnCount(); ++column) {
            header += table->horizontalHeaderItem(column)->text();
            second += table->item(1, column)->text();
        }
        QCOMPARE(header, QStringList({"price", "symbol", "note"}));
        QCOMPARE(second, QStringList({"", "B", "new"}));
        panel->showStates({{"prices", {1, 2, 3}}});
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(2, 0)->text(), "3");
        panel->showStates({{"prices", "no list"}});
        panel->showStates(nullptr);
        QCOMPARE(table->rowCount(), 0);
    }

    void aPictureFillsTheRoomThatThereIs()
    {
        QImage red(40, 20, QImage::Format_RGB32);
        red.fill(Qt::red);
        QBuffer png;
        red.save(&png, "PNG");
        const std::unique_ptr<Panel> panel(picturePanel("plot"));
        panel->resize(200, 200);
        panel->showStates({{"plot", Json(png.data())}});
        const QImage grabbed = panel->grab().toImage();
        QCOMPARE(grabbed.pixelColor(100, 100), QColor(Qt::red));
        QVERIFY(grabbed.pixelColor(100, 20) != QColor(Qt::red));
        panel->showStates({{"plot", nullptr}});
        QVERIFY(panel->grab().toImage().pixelColor(100, 100) != QColor(Qt::red));
        QTemporaryDir folder;
        QVERIFY(red.save(folder.filePath("plot.png")));
        detail::FileStore files(folder.path());
        const detail::FileScope scope(&files);
        panel->showStates({{"plot", File(folder.filePath("plot.png"))}});
        QCOMPARE(panel->grab().toImage().pixelColor(100, 100), QColor(Qt::red));
        panel->showStates({{"plot", 3}});
        QVERIFY(panel->grab().toImage().pixelColor(100, 100) != QColor(Qt::red));
    }
};

QTEST_MAIN(PanelsTest)
#include "tst_panels.moc"
