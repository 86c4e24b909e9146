// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Kept calls as the window shows them: out of a call store, and out of an app's history.
#include <once/banner.h>
#include <once/cacheview.h>
#include <once/cachewindow.h>
#include <once/child.h>
#include <once/detail/kept/storecatalog.h>
#include <once/eventloop.h>
#include <once/mainwindow.h>
#include <once/placeholder.h>

#include <support/doubles.h>
#include <support/memorycalls.h>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
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
    int number = 1;

    void run() { doubles.run(number); }
};

// A store out of which nothing can be taken.
class Refusing : public detail::StoreCatalog
{
public:
    using StoreCatalog::StoreCatalog;
    void forget(const QList<CallKey> &) override
    {
        throw StoreError(StoreError::Kind::Locked, u"Nothing can be forgotten."_s, u"Somebody writes."_s, u"Wait."_s);
    }
};

// Ten calls of sine in a window.
struct Shown
{
    Shown()
    {
        putCalls(folder.path(), 10);
        const auto store = CallStore::open(folder.path(), {});
        store->note({{.key = keyOf(4), .hits = 3, .last = firstCall + 1h}});
        view.setZone(QTimeZone::utc());
        view.open([path = folder.path()] { return CallCatalog::open(path); });
        QSignalSpy shown(&view, &CacheView::contentShown);
        view.show();
        QVERIFY(shown.wait());
    }
    QString cell(int row, CacheColumn column) const { return view.model()->index(row, int(column)).data().toString(); }
    QAction *action(const QString &text) const
    {
        Q_EMIT view.menu()->aboutToShow();
        for (QAction *action : view.menu()->actions())
            if (action->text().remove(u'&').startsWith(text))
                return action;
        return nullptr;
    }
    void choose(int first, int last) const
    {
        view.table()->clearSelection();
        view.table()->setCurrentIndex(view.model()->index(first, 0));
        view.table()->selectionModel()->select({view.model()->index(first, 0), view.model()->index(last, 0)},
                                               QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }

    QTemporaryDir folder;
    CacheView view;
    QAbstractItemModelTester tester{view.model(), QAbstractItemModelTester::FailureReportingMode::Fatal};
};

} // namespace

class CacheViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        static const QTemporaryDir settings;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    }

    void theCallUsedLastComesFirst()
    {
        const Shown shown;
        QCOMPARE(shown.view.model()->rowCount(), 10);
        QCOMPARE(shown.cell(0, CacheColumn::Function), u"sine"_s);
        QCOMPARE(shown.cell(0, CacheColumn::Props), uR"([4,"deg"])"_s);
        QCOMPARE(shown.cell(0, CacheColumn::MadeBy), u"tests"_s);
        QCOMPARE(shown.cell(0, CacheColumn::Hits), u"3"_s);
        QCOMPARE(shown.cell(0, CacheColumn::Saved), u"12 ms"_s);
        QCOMPARE(shown.cell(0, CacheColumn::Pinned), QString());
        QCOMPARE(shown.cell(1, CacheColumn::Props), uR"([10,"deg"])"_s);
        QVERIFY2(shown.view.totals().contains(u"10 calls, "_s), qPrintable(shown.view.totals()));
        QVERIFY2(shown.view.totals().endsWith(u", 3 hits, 12 ms saved"_s), qPrintable(shown.view.totals()));
        QVERIFY(shown.view.model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith(u"sine, [4,\"deg\"], made "_s));
    }

    void columnsAreSorted_data()
    {
        QTest::addColumn<CacheColumn>("column");
        QTest::addColumn<Qt::SortOrder>("order");
        QTest::addColumn<QString>("first");
        QTest::newRow("oldest") << CacheColumn::Made << Qt::AscendingOrder << uR"([1,"deg"])"_s;
        QTest::newRow("newest") << CacheColumn::Made << Qt::DescendingOrder << uR"([10,"deg"])"_s;
        QTest::newRow("most used") << CacheColumn::Hits << Qt::DescendingOrder << uR"([4,"deg"])"_s;
        QTest::newRow("what has saved most") << CacheColumn::Saved << Qt::DescendingOrder << uR"([4,"deg"])"_s;
        QTest::newRow("by props") << CacheColumn::Props << Qt::DescendingOrder << uR"([9,"deg"])"_s;
    }
    void columnsAreSorted()
    {
        QFETCH(CacheColumn, column);
        QFETCH(Qt::SortOrder, order);
        const Shown shown;
        shown.view.table()->sortByColumn(int(column), order);
        QTEST(shown.cell(0, CacheColumn::Props), "first");
    }

    void theFilterLooksAtFunctionPropsOriginAndKey_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("left");
        QTest::newRow("a function") << u"SINE"_s << 10;
        QTest::newRow("props") << u"[1"_s << 2;
        QTest::newRow("both") << u"sine [4"_s << 1;
        QTest::newRow("who has made it") << u"tests"_s << 10;
        QTest::newRow("a key") << keyOf(7).toShortHex() << 1;
        QTest::newRow("nothing like it") << u"cosine"_s << 0;
    }
    void theFilterLooksAtFunctionPropsOriginAndKey()
    {
        QFETCH(QString, filter);
        QFETCH(int, left);
        const Shown shown;
        shown.view.filter()->setText(filter);
        QCOMPARE(shown.view.model()->rowCount(), left);
        QVERIFY(shown.view.totals().endsWith(u" · %1 shown"_s.arg(left)));
        QCOMPARE(shown.view.page()->text(), left ? QString() : u"No call matches `%1`."_s.arg(filter));
        Q_EMIT shown.view.page()->clicked();
        QCOMPARE(shown.view.model()->rowCount(), 10);
    }

    void chosenCallsAreForgotten()
    {
        const Shown shown;
        shown.choose(0, 2);
        QCOMPARE(shown.action(u"Forget"_s)->text(), u"&Forget 3 calls"_s);
        shown.action(u"Forget"_s)->trigger();
        QTRY_COMPARE(shown.view.model()->rowCount(), 7);
        QCOMPARE(CallCatalog::open(shown.folder.path())->calls().size(), 7);
        QVERIFY(!CallStore::open(shown.folder.path(), {})->find(keyOf(4)));
    }

    void theDeleteKeyForgetsTheChosenCall()
    {
        Shown shown;
        shown.choose(0, 0);
        shown.view.activateWindow();
        shown.view.takeFocus();
        QTRY_VERIFY(shown.view.table()->hasFocus());
        QTest::keyClick(shown.view.table(), Qt::Key_Delete);
        QTRY_COMPARE(shown.view.model()->rowCount(), 9);
    }

    void whatIsRefusedIsSaidAboveTheCalls()
    {
        const QTemporaryDir folder;
        putCalls(folder.path(), 3);
        CacheView view;
        view.open([path = folder.path()] { return std::make_unique<Refusing>(path); });
        view.show();
        QTRY_COMPARE(view.model()->rowCount(), 3);
        view.menu()->actions().first()->trigger();
        QTRY_VERIFY(view.refusal()->text().contains(u"Nothing can be forgotten."_s));
        QCOMPARE(view.page()->text(), QString());
        QCOMPARE(view.model()->rowCount(), 3);
        putCalls(folder.path(), 4);
        QTRY_COMPARE_WITH_TIMEOUT(view.model()->rowCount(), 4, 20'000);
        QVERIFY(view.refusal()->isHidden());
    }

    void aCallIsPinnedAndUnpinned()
    {
        const Shown shown;
        shown.choose(0, 0);
        QVERIFY(!shown.action(u"Unpin"_s)->isEnabled());
        shown.action(u"Pin"_s)->trigger();
        QTRY_COMPARE(shown.cell(0, CacheColumn::Pinned), u"pinned"_s);
        QCOMPARE(shown.view.table()->currentIndex().row(), 0);
        QVERIFY(!shown.action(u"Pin"_s)->isEnabled());
        shown.action(u"Unpin"_s)->trigger();
        QTRY_COMPARE(shown.cell(0, CacheColumn::Pinned), QString());
    }

    void theKeyIsCopied()
    {
        const Shown shown;
        shown.choose(1, 1);
        shown.action(u"Copy"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), keyOf(10).toHex());
    }

    void whatOthersPutAppearsAndTheChosenCallStaysChosen()
    {
        const Shown shown;
        shown.choose(2, 2);
        const CallKey chosen = shown.view.model()->call(shown.view.table()->currentIndex())->key;
        const auto store = CallStore::open(shown.folder.path(), u"others"_s);
        store->put(callTo(store->function(sineOf()), 99));
        QTRY_COMPARE_WITH_TIMEOUT(shown.view.model()->rowCount(), 11, 20'000);
        QCOMPARE(shown.view.model()->call(shown.view.table()->currentIndex())->key, chosen);
    }

    void anEmptyStoreSaysSo()
    {
        const QTemporaryDir folder;
        putCalls(folder.path(), 0);
        CacheWindow window(folder.path());
        window.show();
        QTRY_COMPARE(window.view()->page()->text(), u"No call is kept yet. A finished call is, unless the caching of its work is off."_s);
        putCalls(folder.path(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(window.view()->model()->rowCount(), 2, 20'000);
        QCOMPARE(window.view()->page()->text(), QString());
    }

    void whatCannotBeReadIsSaidInTheWindow()
    {
        const QTemporaryDir folder;
        CacheWindow window(folder.path());
        window.show();
        QTRY_VERIFY2(window.view()->page()->text().contains(u"calls.db"_s), qPrintable(window.view()->page()->text()));
        putCalls(folder.path(), 2);
        QTRY_COMPARE_WITH_TIMEOUT(window.view()->model()->rowCount(), 2, 20'000);
        QVERIFY(QDir(folder.path()).removeRecursively());
        QTRY_VERIFY_WITH_TIMEOUT(!window.view()->page()->text().isEmpty(), 20'000);
    }

    void theCacheOfAnAppIsATabOfItsWindow()
    {
        const QTemporaryDir folder;
        const auto store = Store::open(folder.path());
        Root<Top> root;
        EventLoop loop(root, {.store = store.get(), .heartbeat = 0ms});
        QVERIFY(loop.runUntil([&] { return root.doubles.hasSucceeded() && !store->hasUncommitted(); }));
        MainWindow window(folder.path());
        QSignalSpy loaded(&window, &MainWindow::loaded), shown(window.cache(), &CacheView::contentShown);
        window.show();
        QVERIFY(loaded.wait());
        QCOMPARE(shown.count(), 0); // nobody has looked at it
        window.showPage(u"cache"_s);
        QVERIFY(shown.wait());
        const CacheModel *model = window.cache()->model();
        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->index(0, int(CacheColumn::Function)).data().toString(), u"doubles"_s);
        QCOMPARE(model->index(0, int(CacheColumn::MadeBy)).data().toString(), u"run 1"_s);
        QCOMPARE(window.cache()->chosenFunction(), u"root.doubles"_s);
        QStringList offers;
        for (const QAction *action : window.cache()->menu()->actions())
            offers.append(action->text());
        QVERIFY(offers.contains(u"&Forget its newest call"_s)); // of the app itself
        QSignalSpy chosen(window.cache(), &CacheView::runChosen);
        Q_EMIT window.cache()->table()->activated(model->index(0, 0));
        QCOMPARE(chosen.first().first().value<RunId>(), RunId(1));
    }
};

QTEST_MAIN(CacheViewTest)
#include "tst_cacheview.moc"
