// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/applink.h>
#include <once/historyreader.h>
#include <once/panel.h>

#include <QMainWindow>
#include <QThread>

class QDockWidget;
class QLabel;
class QMenu;
class QSplitter;
class QTabWidget;
class QTreeView;

namespace once {

class Banner;
class CacheView;
class ComponentsModel;
class DetailPane;
class FilterBox;
class GridModel;
class GridView;
class Placeholder;
class RunsView;
class SchedulesView;
class TimelinePane;

// The window onto one app's history: its components, its runs, and all about the run that is chosen. Live
// while an app writes the history, and just as well afterwards. Reads in a thread of its own.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // A history file, or a data folder. `control` steers the app and must outlive the window; without one it is
    // steered over its socket while it runs. A file that cannot be read is said in the window.
    explicit MainWindow(const QString &historyPathOrFolder, Control *control = nullptr);
    // The same with a history of another making. `open` is called in the reader's thread; in `dataFolder` there
    // is the app's socket.
    explicit MainWindow(HistoryReader::Opener open, Control *control = nullptr, const QString &dataFolder = {});
    ~MainWindow() override;

    void selectRun(RunId id); // as soon as it is there
    void addPanel(const PanelInfo &info); // a tab beside the runs

    RunsView *runsView() const { return m_runsView; }
    DetailPane *detailPane() const { return m_detail; }
    FilterBox *filterBox() const { return m_filter; }
    Placeholder *runsPlaceholder() const { return m_runsPage; }
    Banner *banner() const { return m_banner; }
    RunsModel *runsModel() const { return m_runs; }
    TimelinePane *timeline() const { return m_timeline; }
    SchedulesView *schedules() const { return m_schedules; }
    CacheView *cache() const { return m_cache; }
    GridView *grid() const { return m_grid; }
    void showPage(const QString &title); // the tab of that name

Q_SIGNALS:
    void loaded(); // all runs are there
    void detailShown(); // of the chosen run

protected:
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void connectReader();
    void connectViews();
    void connectTimeline();
    void shareSelection();
    void makePages();
    void addPageActions(QMenu *view);
    void connectPages();
    void showRunsPage();
    void filterByDay(const QString &work, QDate day);
    void makeDocks();
    void makeToolBar();
    void makeActions();
    void makeMenus();
    void addViewMenus(QMenu *view);
    void makeStatusBar();
    void sizeDocks(bool isNarrow);
    void restoreLayout();
    void saveLayout() const;
    QString layoutKey() const;

    QAction *action(const QString &text, const QList<QKeySequence> &keys, std::function<void()> slot);
    void steer();
    void updateControl();
    QMenu *workMenu(QWidget *view, std::function<QString()> work);
    void showAnswer(const QString &done, const Answer &answer);

    void showInfo(const HistoryInfo &info);
    void showRuns(const QList<RunRow> &rows, bool isComplete);
    void showActivity(const QList<Activity> &newest);
    void showCounts();
    void showEmptiness();
    void showBanner();
    void chooseRun(RunId id, bool isSkip);
    void filterByComponent(const QModelIndex &index);
    void filterByRange(qint64 fromUs, qint64 toUs); // in microseconds; equal for any time
    void toggleFailedOnly(bool isOn);
    void copyRow() const;
    void copyWhy() const; // as the command `explain` prints it
    void showDetail();
    void goToRun(RunId id);

    AppLink m_link;
    Control *m_control;
    QThread m_thread;
    HistoryReader *m_reader; // lives in m_thread, and goes with it
    HistoryInfo m_info;
    QString m_failure, m_lastError;
    Instant m_lastActivity;
    RunId m_awaited = 0;
    bool m_isLoaded = false, m_isNarrow = false;

    RunsModel *m_runs;
    ComponentsModel *m_components;
    RunsView *m_runsView;
    Placeholder *m_runsPage;
    TimelinePane *m_timeline;
    QSplitter *m_centre; // the timeline above the pages
    QTabWidget *m_pages; // the runs, the schedules, the grid, the cache, and the app's own panels
    SchedulesView *m_schedules;
    CacheView *m_cache;
    GridModel *m_days;
    GridView *m_grid;
    Placeholder *m_gridPage;
    QTreeView *m_tree;
    DetailPane *m_detail;
    QDockWidget *m_componentsDock = nullptr, *m_runDock = nullptr;
    FilterBox *m_filter;
    Banner *m_banner, *m_mistake;
    QLabel *m_live, *m_count, *m_file;
    QAction *m_runAction = nullptr, *m_followAction = nullptr, *m_failedAction = nullptr, *m_timelineAction = nullptr;
};

} // namespace once
