// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/mainwindow.h>

#include <once/commandmenu.h>
#include <once/componentsmodel.h>
#include <once/detailpane.h>
#include <once/filterbox.h>
#include <once/glyph.h>
#include <once/runsview.h>
#include <once/shortcutsheet.h>
#include <once/theme.h>
#include <once/timelinepane.h>
#include <once/workmenu.h>

#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QDockWidget>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLayout>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>
#include <QTreeView>

namespace once {

using namespace Qt::StringLiterals;

// Made for the window, so that it works wherever the focus is; text fields keep their letters to themselves.
QAction *MainWindow::action(const QString &text, const QList<QKeySequence> &keys, std::function<void()> slot)
{
    auto *made = new QAction(text, this);
    made->setShortcuts(keys);
    addAction(made);
    connect(made, &QAction::triggered, this, std::move(slot));
    return made;
}

void MainWindow::makeActions()
{
    m_runAction = action(tr("&Run"), {Qt::Key_P}, [this] { steer(); });
    m_runAction->setIcon(symbolIcon(Symbol::Run));
    m_followAction = action(tr("&Follow newest"), {Qt::Key_L},
                            [this] { m_runsView->setFollowing(m_followAction->isChecked()); });
    m_followAction->setIconText(tr("Follow"));
    m_followAction->setIcon(symbolIcon(Symbol::Follow));
    m_followAction->setCheckable(true);
    m_failedAction =
        action(tr("Failed &only"), {Qt::Key_F}, [this] { toggleFailedOnly(m_failedAction->isChecked()); });
    m_failedAction->setCheckable(true);
    updateControl();
}

void MainWindow::makeToolBar()
{
    auto *bar = addToolBar(tr("Main"));
    bar->setObjectName(u"main"_s);
    bar->setMovable(false);
    bar->setIconSize({16, 16});
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->layout()->setContentsMargins(8, 5, 16, 5);
    bar->layout()->setSpacing(4);
    bar->addAction(m_runAction);
    bar->addAction(m_followAction);
    m_filter->setMinimumWidth(240);
    bar->addWidget(m_filter);
    m_live->setContentsMargins(16, 0, 0, 0);
    bar->addWidget(m_live);
}

void MainWindow::makeMenus()
{
    QMenu *app = menuBar()->addMenu(tr("&App"));
    app->addAction(m_runAction);
    app->addSeparator();
    app->addAction(action(tr("&Read the file now"), {Qt::Key_F5},
                          [this] { QMetaObject::invokeMethod(m_reader, &HistoryReader::poll); }));
    app->addAction(action(tr("&Close"), {QKeySequence::Close}, [this] { close(); }));

    auto *commands = new CommandMenu(m_link, this);
    connect(commands, &CommandMenu::answered, this, &MainWindow::showAnswer);
    menuBar()->addMenu(commands);

    QMenu *runs = menuBar()->addMenu(tr("&Runs"));
    runs->addAction(action(tr("Fil&ter"), {Qt::Key_Slash, QKeySequence::Find}, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    }));
    runs->addAction(m_failedAction);
    QAction *skips = action(tr("Show &skips"), {Qt::Key_S}, {});
    skips->setCheckable(true);
    connect(skips, &QAction::toggled, m_runs, &RunsModel::setShowsSkips);
    runs->addAction(skips);
    runs->addAction(m_followAction);
    runs->addSeparator();
    runs->addAction(action(tr("&Next run"), {Qt::Key_J}, [this] { m_runsView->step(1); }));
    runs->addAction(action(tr("&Previous run"), {Qt::Key_K}, [this] { m_runsView->step(-1); }));
    runs->addAction(action(tr("Next f&ailed run"), {Qt::Key_N}, [this] { m_runsView->stepToFailed(1); }));
    runs->addAction(action(tr("Previous fa&iled run"), {Qt::SHIFT | Qt::Key_N},
                           [this] { m_runsView->stepToFailed(-1); }));
    runs->addSeparator();
    const QList<QAction *> ofARun{
        action(tr("Show &detail"), {Qt::Key_Return, Qt::Key_Enter}, [this] { showDetail(); }),
        action(tr("&Copy row"), {QKeySequence::Copy}, [this] { copyRow(); }),
        action(tr("Copy &why"), {Qt::CTRL | Qt::SHIFT | Qt::Key_C}, [this] { copyWhy(); })};
    ofARun.first()->setShortcutContext(Qt::WidgetShortcut); // other widgets have an Enter of their own
    runs->addActions(ofARun);
    QMenu *work = workMenu(m_runsView, [this] { return m_runsView->currentIndex().data(WorkRole).toString(); });
    runs->addMenu(work);
    m_runsView->addActions(ofARun);
    m_runsView->addAction(work->menuAction());
    m_runsView->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    QMenu *ofTree = workMenu(m_tree, [this] { return m_components->workPath(m_tree->currentIndex()); });
    connect(m_tree, &QWidget::customContextMenuRequested, ofTree,
            [this, ofTree](QPoint at) { ofTree->popup(m_tree->viewport()->mapToGlobal(at)); });
    runs->addAction(action(tr("&Back to the runs"), {Qt::Key_Escape}, [this] { showRunsPage(); }));

    QMenu *view = menuBar()->addMenu(tr("&View"));
    static const QStringList tabs{tr("&Why"), tr("&Inputs"), tr("&Result"), tr("&Log"), tr("&Error")};
    for (int tab = 0; tab < DetailPane::TabCount; ++tab)
        view->addAction(action(tabs[tab], {Qt::Key(Qt::Key_1 + tab)},
                               [this, tab] { m_detail->showTab(DetailPane::Tab(tab)); }));
    view->addSeparator();
    view->addAction(action(tr("&Go to the timeline"), {Qt::CTRL | Qt::Key_T}, [this] {
        m_timelineAction->setChecked(true);
        m_timeline->view()->setFocus(Qt::ShortcutFocusReason);
    }));
    m_timelineAction = view->addAction(tr("Ti&meline"));
    m_timelineAction->setCheckable(true);
    m_timelineAction->setChecked(true);
    connect(m_timelineAction, &QAction::toggled, m_timeline, &QWidget::setVisible);
    addPageActions(view);
    addViewMenus(view);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(action(tr("&Keyboard shortcuts…"), {Qt::Key_Question, Qt::Key_F1},
                           [this] { ShortcutSheet(actions() + m_timeline->view()->commands(), this).exec(); }));
}

void MainWindow::addViewMenus(QMenu *view)
{
    for (QDockWidget *dock : findChildren<QDockWidget *>())
        view->addAction(dock->toggleViewAction());
    QMenu *columns = view->addMenu(tr("&Columns"));
    for (int column = 0; column < runColumnCount; ++column) {
        QAction *toggle =
            columns->addAction(m_runs->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        toggle->setCheckable(true);
        toggle->setChecked(!m_runsView->isColumnHidden(column));
        connect(toggle, &QAction::toggled, m_runsView,
                [this, column](bool shown) { m_runsView->setColumnHidden(column, !shown); });
    }
    QMenu *themes = view->addMenu(tr("&Theme"));
    auto *group = new QActionGroup(this);
    for (const auto &[theme, text] : {std::pair(Theme::System, tr("Follow &system")),
                                      {Theme::Light, tr("&Light")},
                                      {Theme::Dark, tr("&Dark")}}) {
        QAction *choice = group->addAction(themes->addAction(text));
        choice->setCheckable(true);
        choice->setChecked(theme == appliedTheme());
        connect(choice, &QAction::triggered, this, [theme = theme] {
            applyTheme(theme);
            rememberTheme(theme);
        });
    }
}

QMenu *MainWindow::workMenu(QWidget *view, std::function<QString()> work)
{
    const auto isPaused = [this](const QString &path) { return m_components->isPaused(path); };
    auto *menu = new WorkMenu(m_link, std::move(work), isPaused, view);
    connect(menu, &WorkMenu::answered, this, &MainWindow::showAnswer);
    return menu;
}

void MainWindow::showAnswer(const QString &done, const Answer &answer)
{
    constexpr int readingTime = 8'000; // ms
    if (answer.isDone())
        return statusBar()->showMessage(done, readingTime);
    auto *box = new QMessageBox(QMessageBox::NoIcon, windowTitle(), answer.happened, QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->button(QMessageBox::Close)->setIcon({});
    box->setInformativeText(answer.why + u'\n' + answer.attempt);
    box->open();
}

void MainWindow::steer()
{
    if (!m_control->isAttached())
        return;
    if (m_control->isPaused())
        m_control->resume();
    else
        m_control->pause();
    updateControl();
    showBanner();
}

void MainWindow::updateControl()
{
    const bool isAttached = m_control->isAttached();
    const bool isPaused = isAttached && m_control->isPaused();
    const bool offersPause = isAttached && !isPaused;
    m_runAction->setEnabled(isAttached);
    m_runAction->setText(offersPause ? tr("&Pause") : tr("&Run"));
    m_runAction->setIcon(symbolIcon(offersPause ? Symbol::Pause : Symbol::Run));
    m_runAction->setToolTip(
        isAttached ? tr("%1 (P)").arg(offersPause ? tr("Let the app finish what runs, and wait")
                                                  : tr("Let the app go on"))
                   : m_link.absence());
    QStringList facts;
    if (m_info.pid)
        facts.append(isPaused ? tr("Paused") : tr("Live"));
    else if (m_info.started != Instant())
        facts.append(tr("Ended"));
    facts.append(tr("tick %1").arg(grouped(m_info.ticks)));
    m_live->setText(facts.join(u"  ·  "_s));
}

void MainWindow::toggleFailedOnly(bool isOn)
{
    m_filter->setField(u"state"_s, isOn ? u"failed,timedOut,lost"_s : QString());
}

void MainWindow::showDetail()
{
    m_runDock->show();
    m_runDock->raise();
    m_detail->takeFocus();
}

void MainWindow::copyWhy() const
{
    if (const QString text = m_detail->whyText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MainWindow::copyRow() const { QGuiApplication::clipboard()->setText(m_runsView->currentRowText()); }

} // namespace once
