// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/mainwindow.h>

#include <once/componentsmodel.h>
#include <once/filterbox.h>
#include <once/runsview.h>
#include <once/timelinepane.h>

#include <QAction>
#include <QTreeView>

namespace once {

using namespace Qt::StringLiterals;

namespace {

// As precise as the timeline chooses. A time that comes twice says which one it is.
QString filterTime(qint64 us, const QTimeZone &zone)
{
    QDateTime at = toDateTime(fromMicroseconds(us), zone);
    const QDateTime again(at.date(), at.time(), zone);
    if (again != at)
        at = at.toOffsetFromUtc(at.offsetFromUtc());
    else
        at.setTimeSpec(Qt::LocalTime); // the filter's zone is understood
    return at.toString(us % 1'000'000 ? Qt::ISODateWithMs : Qt::ISODate);
}

} // namespace

// The model's table is shared, so it must be asked after the model has been told.
void MainWindow::connectTimeline()
{
    TimelineView *view = m_timeline->view();
    connect(m_reader, &HistoryReader::componentsRead, view, &TimelineView::setComponents);
    connect(m_reader, &HistoryReader::runsAppended, view, [this, view] { view->appendRuns(m_runs->runs()); });
    connect(m_reader, &HistoryReader::runsChanged, view,
            [this, view](const QList<RunRow> &rows) { view->changeRuns(m_runs->runs(), rows); });
    connect(m_reader, &HistoryReader::streaksRead, view, &TimelineView::addStreaks);
    connect(m_reader, &HistoryReader::attemptsRead, view, &TimelineView::setAttempts);
    connect(m_reader, &HistoryReader::textsRead, view, &TimelineView::setTexts);
    connect(m_reader, &HistoryReader::chainRead, view, &TimelineView::setChain);
    connect(view, &TimelineView::attemptsWanted, m_reader, &HistoryReader::readAttempts);
    connect(view, &TimelineView::textsWanted, m_reader, &HistoryReader::readTexts);
    connect(view, &TimelineView::chainWanted, m_reader, &HistoryReader::readChain);
    shareSelection();
}

void MainWindow::shareSelection()
{
    TimelineView *view = m_timeline->view();
    connect(m_runsView, &RunsView::currentRunChanged, view, [view](RunId id, bool isSkip) {
        if (!isSkip)
            view->setCurrentRun(id);
    });
    connect(m_runsView, &RunsView::followingChanged, view, &TimelineView::setFollowing);
    connect(view, &TimelineView::runChosen, this, &MainWindow::goToRun);
    connect(view, &TimelineView::runOpened, this, [this](RunId id) {
        goToRun(id);
        showDetail();
    });
    connect(view, &TimelineView::rangeChosen, this, &MainWindow::filterByRange);
    connect(m_filter, &FilterBox::queryChanged, view, [view](const Query &query) {
        view->setFailedOnly(query.text().contains("state:failed"_L1));
        if (!query.text().contains("since:"_L1) && !query.text().contains("until:"_L1))
            view->clearRange();
    });
    connect(m_tree, &QTreeView::collapsed, view,
            [this, view](const QModelIndex &at) { view->setFolded(m_components->path(at), true); });
    connect(m_tree, &QTreeView::expanded, view,
            [this, view](const QModelIndex &at) { view->setFolded(m_components->path(at), false); });
    connect(view, &TimelineView::foldToggled, m_tree, [this](const QString &path, bool isFolded) {
        m_tree->setExpanded(m_components->indexOf(path), !isFolded);
    });
}

void MainWindow::filterByRange(qint64 fromUs, qint64 toUs)
{
    if (fromUs == toUs)
        m_filter->setSpan({}, {});
    else
        m_filter->setSpan(filterTime(fromUs, m_filter->zone()), filterTime(toUs, m_filter->zone()));
}

} // namespace once
