// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/mainwindow.h>

#include <once/cacheview.h>
#include <once/filterbox.h>
#include <once/gridview.h>
#include <once/placeholder.h>
#include <once/runsview.h>
#include <once/schedulesview.h>
#include <once/timelinepane.h>

#include <QAction>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>

namespace once {

using namespace Qt::StringLiterals;

void MainWindow::makePages()
{
    m_pages->setDocumentMode(true);
    m_pages->addTab(m_runsPage, tr("Runs"));
    m_pages->addTab(m_schedules, tr("Schedules"));
    m_pages->addTab(m_gridPage, tr("Grid"));
    m_pages->addTab(m_cache, tr("Cache"));
    m_cache->setMenu(workMenu(m_cache, [this] { return m_cache->chosenFunction(); }));
    m_gridPage->showText(tr("No work has run yet."));
}

void MainWindow::addPageActions(QMenu *view)
{
    view->addAction(action(tr("Go to the &runs"), {Qt::CTRL | Qt::Key_R}, [this] { showRunsPage(); }));
    view->addAction(action(tr("Go to the &schedules"), {Qt::CTRL | Qt::Key_D}, [this] {
        m_pages->setCurrentWidget(m_schedules);
        m_schedules->takeFocus();
    }));
    view->addAction(action(tr("Go to the gri&d"), {Qt::CTRL | Qt::Key_G}, [this] {
        m_pages->setCurrentWidget(m_gridPage);
        m_grid->setFocus(Qt::ShortcutFocusReason);
    }));
    view->addAction(action(tr("Go to the c&ache"), {Qt::CTRL | Qt::Key_K}, [this] {
        m_pages->setCurrentWidget(m_cache);
        m_cache->takeFocus();
    }));
}

// The models' tables are shared, so they must be asked after the model of the runs has been told.
void MainWindow::connectPages()
{
    connect(m_reader, &HistoryReader::componentsRead, m_schedules, &SchedulesView::setComponents);
    connect(m_reader, &HistoryReader::schedulesRead, m_schedules, &SchedulesView::setSchedules);
    connect(m_reader, &HistoryReader::slotsRead, m_schedules, &SchedulesView::addSlots);
    connect(m_schedules, &SchedulesView::slotsPlaced, m_timeline->view(), &TimelineView::setSlots);
    connect(m_schedules, &SchedulesView::answered, this, &MainWindow::showAnswer);
    const auto showRun = [this](RunId id) {
        showRunsPage();
        goToRun(id);
    };
    connect(m_schedules, &SchedulesView::runChosen, this, showRun);
    connect(m_cache, &CacheView::runChosen, this, showRun);
    connect(m_reader, &HistoryReader::componentsRead, m_days, &GridModel::setComponents);
    connect(m_reader, &HistoryReader::runsRead, this, [this](const QList<RunRow> &, bool isComplete) {
        if (isComplete)
            m_days->replaceRuns(m_runs->runs());
        m_schedules->setRuns(m_runs->runs());
    });
    connect(m_reader, &HistoryReader::runsAppended, this, [this] {
        m_days->appendRuns(m_runs->runs());
        m_schedules->setRuns(m_runs->runs());
    });
    connect(m_reader, &HistoryReader::runsChanged, this, [this](const QList<RunRow> &rows) {
        m_days->changeRuns(m_runs->runs(), rows);
        m_schedules->setRuns(m_runs->runs());
    });
    const auto showGrid = [this] {
        if (m_days->columnCount() > 0)
            m_gridPage->showContent();
    };
    connect(m_days, &QAbstractItemModel::modelReset, this, showGrid);
    connect(m_days, &QAbstractItemModel::columnsInserted, this, showGrid);
    connect(m_grid, &GridView::dayChosen, this, &MainWindow::filterByDay);
}

void MainWindow::showPage(const QString &title)
{
    for (int page = 0; page < m_pages->count(); ++page) {
        if (m_pages->tabText(page).remove(u'&').compare(title, Qt::CaseInsensitive) == 0)
            m_pages->setCurrentIndex(page);
    }
}

void MainWindow::showRunsPage()
{
    m_pages->setCurrentWidget(m_runsPage);
    m_runsView->setFocus();
}

void MainWindow::filterByDay(const QString &work, QDate day)
{
    const QString date = day.toString(Qt::ISODate);
    showRunsPage();
    m_filter->setField(u"work"_s, work);
    m_filter->setSpan(date, date);
}

} // namespace once
