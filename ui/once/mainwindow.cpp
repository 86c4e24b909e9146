// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/mainwindow.h>

#include <once/banner.h>
#include <once/cacheview.h>
#include <once/componentsmodel.h>
#include <once/detail/files/filestore.h>
#include <once/detailpane.h>
#include <once/filterbox.h>
#include <once/gridview.h>
#include <once/placeholder.h>
#include <once/rundelegate.h>
#include <once/runsview.h>
#include <once/schedulesview.h>
#include <once/theme.h>
#include <once/timelinepane.h>

#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStatusBar>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowWidth = 1440; // of a window, in which the docks leave the table more room
constexpr int timelineHeight = 300; // at first
constexpr int layoutVersion = 1; // a saved layout of another version is left alone

HistoryReader::Opener openerOf(const QString &path)
{
    return [path] { return History::open(path); };
}

QString dataFolderOf(const QString &path)
{
    const QFileInfo place(path);
    return place.isDir() ? place.absoluteFilePath() : place.absolutePath();
}

QTreeView *componentTree(ComponentsModel *model)
{
    auto *tree = new QTreeView;
    tree->setModel(model);
    tree->setItemDelegate(new RunDelegate(tree, RunDelegate::Badges::BesideSigns));
    tree->setObjectName(u"componentTree"_s);
    tree->setAccessibleName(MainWindow::tr("Components"));
    tree->setFrameShape(QFrame::NoFrame);
    tree->setUniformRowHeights(true);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setIndentation(16);
    tree->header()->setStretchLastSection(true);
    for (const auto &[column, width] : {std::pair(0, 134), {1, 62}, {2, 50}, {3, 54}})
        tree->header()->resizeSection(column, width);
    tree->header()->setMinimumSectionSize(24);
    tree->header()->resizeSection(ComponentsModel::Last, 56);
    QObject::connect(model, &QAbstractItemModel::rowsInserted, tree, &QTreeView::expand);
    return tree;
}

} // namespace

MainWindow::MainWindow(const QString &historyPathOrFolder, Control *control)
    : MainWindow(openerOf(historyPathOrFolder), control, dataFolderOf(historyPathOrFolder))
{
    const QString history = QFileInfo(historyPathOrFolder).isDir() ? historyPathOrFolder + u"/history.db"_s : historyPathOrFolder;
    m_cache->open([history] { return CallCatalog::open(history); });
}

MainWindow::MainWindow(HistoryReader::Opener open, Control *control, const QString &dataFolder)
    : m_link(dataFolder), m_control(control ? control : &m_link), m_reader(new HistoryReader(std::move(open))), m_runs(new RunsModel(this)),
      m_components(new ComponentsModel(this)), m_runsView(new RunsView(m_runs)),
      m_runsPage(new Placeholder(m_runsView)), m_timeline(new TimelinePane), m_centre(new QSplitter(Qt::Vertical)), m_pages(new QTabWidget),
      m_schedules(new SchedulesView(m_link)), m_cache(new CacheView), m_days(new GridModel(this)), m_grid(new GridView(m_days)), m_gridPage(new Placeholder(m_grid)), m_tree(componentTree(m_components)), m_detail(new DetailPane),
      m_filter(new FilterBox), m_banner(new Banner), m_mistake(new Banner), m_live(new QLabel),
      m_count(new QLabel), m_file(new QLabel)
{
    auto *centre = new QWidget;
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_mistake);
    layout->addWidget(m_centre, 1);
    m_centre->addWidget(m_timeline);
    m_centre->addWidget(m_pages);
    m_centre->setStretchFactor(1, 1);
    m_centre->setSizes({timelineHeight, 900 - timelineHeight});
    m_centre->setChildrenCollapsible(false);
    makePages();
    setCentralWidget(centre);
    resize(1440, 900);
    setWindowTitle(tr("Once"));
    makeActions();
    makeToolBar();
    makeDocks();
    makeMenus();
    makeStatusBar();
    restoreLayout();
    m_runsPage->showText(tr("Opening the history …"));
    connectReader();
    connectViews();
    connectTimeline();
    connectPages();
    m_thread.setObjectName(u"history reader"_s);
    m_thread.start();
}

MainWindow::~MainWindow()
{
    m_thread.quit();
    m_thread.wait();
}

void MainWindow::connectReader()
{
    m_reader->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_reader, &HistoryReader::start);
    connect(&m_thread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_reader, &HistoryReader::failed, this, [this](const QString &message) {
        m_failure = message;
        showBanner();
        showEmptiness();
    });
    connect(m_reader, &HistoryReader::infoRead, this, &MainWindow::showInfo);
    connect(m_reader, &HistoryReader::componentsRead, m_components, &ComponentsModel::setComponents);
    connect(m_reader, &HistoryReader::componentsRead, m_runs, &RunsModel::setWorks);
    connect(m_reader, &HistoryReader::runsRead, this, &MainWindow::showRuns);
    connect(m_reader, &HistoryReader::loading, this, [this](qint64 done, qint64 total) {
        m_count->setText(tr("Reading %1 of %2 runs").arg(grouped(done), grouped(total)));
    });
    connect(m_reader, &HistoryReader::runsAppended, m_runs, &RunsModel::appendRuns);
    connect(m_reader, &HistoryReader::runsAppended, m_components, &ComponentsModel::appendRuns);
    connect(m_reader, &HistoryReader::runsChanged, m_runs, &RunsModel::changeRuns);
    connect(m_reader, &HistoryReader::runsChanged, m_components, &ComponentsModel::changeRuns);
    connect(m_reader, &HistoryReader::streaksRead, this, [this](const QList<Streak> &streaks) {
        m_runs->setStreaks(streaks);
        m_components->setSkipCounts(m_runs->skipCounts());
    });
    connect(m_reader, &HistoryReader::componentsRead, &m_link, &AppLink::refresh);
    connect(m_reader, &HistoryReader::activityRead, this, &MainWindow::showActivity);
    connect(m_reader, &HistoryReader::queryBound, m_runs, &RunsModel::setQuery);
    connect(m_reader, &HistoryReader::textsRead, m_runs, &RunsModel::setTexts);
    connect(m_reader, &HistoryReader::detailRead, this, [this](const RunDetail &detail) {
        m_detail->setDetail(detail, m_filter->zone());
        Q_EMIT detailShown();
    });
    connect(m_runs, &RunsModel::textsWanted, m_reader, &HistoryReader::readTexts);
    connect(m_filter, &FilterBox::queryChanged, m_reader, &HistoryReader::bind);
}

void MainWindow::addPanel(const PanelInfo &info)
{
    Panel *panel = info.make();
    m_pages->addTab(panel, info.title);
    connect(m_reader, &HistoryReader::statesRead, panel, [panel, path = info.component](const QString &component, const Json &states, const QString &dataFolder) {
        if (component != path)
            return;
        detail::FileStore files(dataFolder);
        const detail::FileScope scope(&files); // so that a File among the states can be read
        panel->showStates(states);
    });
    QMetaObject::invokeMethod(m_reader, [reader = m_reader, path = info.component] { reader->watch(path); });
}

void MainWindow::connectViews()
{
    connect(&m_link, &AppLink::changed, this, [this] {
        updateControl();
        showBanner();
    });
    connect(m_runs, &RunsModel::reordered, this, &MainWindow::showCounts);
    connect(m_runs, &RunsModel::reordered, this, &MainWindow::showEmptiness);
    connect(m_runsView, &RunsView::currentRunChanged, this, &MainWindow::chooseRun);
    connect(m_runsView, &RunsView::followingChanged, m_followAction, &QAction::setChecked);
    connect(m_detail, &DetailPane::runActivated, this, &MainWindow::goToRun);
    connect(m_tree, &QTreeView::clicked, this, &MainWindow::filterByComponent);
    connect(m_tree, &QTreeView::activated, this, &MainWindow::filterByComponent);
    connect(m_filter, &FilterBox::mistakeChanged, this,
            [this](const QString &sentence) { m_mistake->say(sentence, Banner::Tone::Warning); });
    connect(m_filter, &FilterBox::queryChanged, this, [this](const Query &query) {
        m_failedAction->setChecked(query.text().contains("state:failed"_L1));
    });
    connect(m_runsPage, &Placeholder::clicked, this, [this] {
        m_filter->setText(m_runs->mostHelpfulRemoval().rest);
        m_filter->apply();
    });
}

void MainWindow::makeDocks()
{
    const auto dock = [this](const QString &title, const QString &name, QWidget *content,
                             Qt::DockWidgetArea area) {
        auto *made = new QDockWidget(title);
        made->setObjectName(name);
        made->setWidget(content);
        made->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable
                          | QDockWidget::DockWidgetFloatable);
        addDockWidget(area, made);
        return made;
    };
    m_componentsDock = dock(tr("Components"), u"components"_s, m_tree, Qt::LeftDockWidgetArea);
    m_runDock = dock(tr("Run"), u"run"_s, m_detail, Qt::RightDockWidgetArea);
    setDockOptions(AnimatedDocks | AllowNestedDocks);
    sizeDocks(false);
}

// Only when the window becomes narrow or wide: in between they are as the user likes them.
void MainWindow::sizeDocks(bool isNarrow)
{
    m_isNarrow = isNarrow;
    resizeDocks({m_componentsDock, m_runDock}, isNarrow ? QList{192, 290} : QList{362, 380}, Qt::Horizontal);
}

void MainWindow::makeStatusBar()
{
    statusBar()->addWidget(m_count);
    statusBar()->addPermanentWidget(m_file);
    statusBar()->setContentsMargins(8, 0, 8, 0);
}

void MainWindow::showInfo(const HistoryInfo &info)
{
    if (m_info.app != info.app || m_info.zone != info.zone) {
        const QTimeZone zone =
            info.zone.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(info.zone.toLatin1());
        m_filter->setZone(zone.isValid() ? zone : QTimeZone::systemTimeZone());
        m_runs->setZone(m_filter->zone());
        m_components->setZone(m_filter->zone());
        m_timeline->view()->setZone(m_filter->zone());
        m_schedules->setZone(m_filter->zone());
        m_cache->setZone(m_filter->zone());
        m_days->setZone(m_filter->zone());
        setWindowTitle(tr("%1 – Once").arg(info.app));
    }
    m_info = info;
    m_failure.clear(); // there was none at first
    m_link.setProcess(info.pid);
    m_timeline->view()->setLive(info.pid != 0);
    m_schedules->model()->setLive(info.pid != 0);
    m_file->setText(tr("history.db %1").arg(bytesText(info.bytes)));
    showBanner();
    if (m_runs->runCount() == 0)
        showEmptiness();
    updateControl();
}

void MainWindow::showRuns(const QList<RunRow> &rows, bool isComplete)
{
    m_runs->replaceRuns(rows);
    m_components->replaceRuns(rows);
    m_timeline->view()->replaceRuns(m_runs->runs());
    m_isLoaded = isComplete;
    showEmptiness();
    if (!m_runsView->currentIndex().isValid() && m_runs->rowCount() > 0)
        m_runsView->setCurrentIndex(m_runs->index(0, 0));
    if (!isComplete)
        return;
    if (m_awaited)
        goToRun(std::exchange(m_awaited, 0));
    if (m_filter->text().isEmpty())
        m_runsView->setFocus(); // where single letters act; only now is it seen
    Q_EMIT loaded();
}

// Somebody else may have paused it.
void MainWindow::showActivity(const QList<Activity> &newest)
{
    const auto error = std::ranges::find(newest, u"failed"_s, &Activity::what);
    m_lastError = error == newest.end() ? QString() : error->detail;
    if (!newest.isEmpty() && std::exchange(m_lastActivity, newest.first().at) != newest.first().at)
        m_link.refresh();
    showBanner();
}

void MainWindow::showCounts()
{
    const QString all = counted(m_runs->runCount(), tr("run"), tr("runs"));
    if (m_runs->query().isEmpty())
        m_count->setText(all);
    else
        m_count->setText(
            tr("%1 of %2 in %3")
                .arg(grouped(m_runs->rowCount()), all, durationText(Microseconds(m_runs->lastOrderingUs()))));
}

void MainWindow::showEmptiness()
{
    if (m_runs->rowCount() > 0)
        return m_runsPage->showContent();
    if (!m_failure.isEmpty())
        return m_runsPage->showText(m_failure);
    if (m_runs->runCount() == 0 && m_isLoaded)
        return m_runsPage->showText(
            tr("`%1` is at tick %2. No work has run yet.").arg(m_info.app, grouped(m_info.ticks)));
    if (m_runs->runCount() == 0)
        return;
    const RemovableTerm term = m_runs->mostHelpfulRemoval();
    QString text = tr("No run matches `%1`.").arg(m_runs->query().text());
    if (term.matches > 0)
        text +=
            u' ' + tr("%1 without `%2`.").arg(counted(term.matches, tr("matches"), tr("match")), term.term);
    m_runsPage->showText(text, term.matches > 0 ? tr("Remove %1").arg(term.term) : QString());
}

void MainWindow::showBanner()
{
    if (!m_failure.isEmpty() && m_isLoaded)
        return m_banner->say(m_failure, Banner::Tone::Warning);
    if (m_info.pid != 0 || m_info.started == Instant())
        return m_banner->say(m_control->isAttached() && m_control->isPaused()
                                 ? tr("Paused. Nothing runs until you choose Run.")
                                 : QString());
    if (m_info.ended == Instant())
        return m_banner->say(
            tr("The app is gone without having ended properly. You are looking at its history."),
            Banner::Tone::Warning);
    const QString at = toDateTime(m_info.ended, m_filter->zone()).toString(u"HH:mm:ss"_s);
    const QString error = m_lastError.isEmpty() || m_info.exitCode == 0
        ? QString()
        : tr(" (last error: %1)").arg(m_lastError.section(u'\n', 0, 0));
    m_banner->say(tr("App ended %1, exit %2%3. You are looking at its history.")
                      .arg(at)
                      .arg(m_info.exitCode)
                      .arg(error));
}

void MainWindow::chooseRun(RunId id, bool isSkip)
{
    const QString work = m_runsView->currentIndex().data(WorkRole).toString();
    QMetaObject::invokeMethod(m_reader, [reader = m_reader, id, isSkip, work] {
        isSkip ? reader->readSkip(work, id) : reader->readRun(id);
    });
}

void MainWindow::goToRun(RunId id)
{
    if (m_runs->indexOf(id).isValid())
        m_runsView->setCurrentRun(id);
    else
        chooseRun(id, false); // it is filtered away: its details alone are shown
}

void MainWindow::selectRun(RunId id)
{
    if (m_isLoaded)
        goToRun(id);
    else
        m_awaited = id;
}

void MainWindow::filterByComponent(const QModelIndex &index)
{
    m_filter->setField(u"work"_s, m_components->path(index));
    m_timeline->view()->showLane(m_components->path(index));
}

QString MainWindow::layoutKey() const { return u"layout%1"_s.arg(layoutVersion); }

void MainWindow::restoreLayout()
{
    const QSettings settings(u"Once"_s, u"Dashboard"_s);
    restoreGeometry(settings.value(layoutKey() + "/geometry"_L1).toByteArray());
    if (restoreState(settings.value(layoutKey() + "/state"_L1).toByteArray(), layoutVersion))
        m_isNarrow = width() < narrowWidth;
    m_centre->restoreState(settings.value(layoutKey() + "/timeline"_L1).toByteArray());
    m_timelineAction->setChecked(settings.value(layoutKey() + "/showsTimeline"_L1, true).toBool());
    m_runsView->horizontalHeader()->restoreState(settings.value(layoutKey() + "/columns"_L1).toByteArray());
}

void MainWindow::saveLayout() const
{
    QSettings settings(u"Once"_s, u"Dashboard"_s);
    settings.setValue(layoutKey() + "/geometry"_L1, saveGeometry());
    settings.setValue(layoutKey() + "/state"_L1, saveState(layoutVersion));
    settings.setValue(layoutKey() + "/timeline"_L1, m_centre->saveState());
    settings.setValue(layoutKey() + "/showsTimeline"_L1, m_timelineAction->isChecked());
    settings.setValue(layoutKey() + "/columns"_L1, m_runsView->horizontalHeader()->saveState());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    if (const bool isNarrow = width() < narrowWidth; isNarrow != m_isNarrow)
        sizeDocks(isNarrow);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveLayout();
    event->accept();
}

} // namespace once
