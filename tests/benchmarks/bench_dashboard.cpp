// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// bench_dashboard FOLDER [RUNS]: what the window costs with a large history. Makes the history when the
// folder has none. All figures are processor time of one thread.
#include <once/cputime.h>
#include <once/runsview.h>
#include <once/theme.h>
#include <once/timelineview.h>

#include <ui/samplehistory.h>

#include <QApplication>
#include <QFileInfo>
#include <QPainter>
#include <QRandomGenerator>
#include <QScrollBar>

#include <iostream>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

void report(const char *name, qint64 us, qint64 limitUs)
{
    std::cout << Json{{"name", name}, {"value", us}, {"unit", "us"}, {"limit", limitUs}} << std::endl;
}

template <typename Work>
qint64 costOf(Work work)
{
    const CpuTime time;
    work();
    return time.elapsedUs();
}

// The 95th percentile of many rounds.
template <typename Work>
qint64 slowCostOf(int rounds, Work work)
{
    std::vector<qint64> costs;
    for (int round = 0; round < rounds; ++round) {
        costs.push_back(costOf(work));
        QApplication::processEvents(); // texts come from another thread in the window
    }
    std::ranges::sort(costs);
    return costs[costs.size() * 95 / 100];
}

void makeHistory(const QString &folder, int runs)
{
    if (QFileInfo::exists(folder + u"/history.db"_s))
        return;
    const auto store = Store::open(folder);
    test::writeSampleHistory(*store, {.runs = runs});
    store->close();
}

class Bench
{
public:
    explicit Bench(const QString &folder) : m_history(History::open(folder)), m_view(&m_model)
    {
        m_view.resize(1'280, 800);
        QObject::connect(&m_model, &RunsModel::textsWanted, &m_model,
                         [this](const QList<RunId> &ids) { readTexts(ids); });
    }

    void open()
    {
        QList<RunRow> newest;
        report("ui.open.read", costOf([&] { newest = m_history->newestRows(200); }), 10'000);
        std::ranges::reverse(newest);
        report("ui.open.show", costOf([&] {
                   m_model.setWorks(m_history->components());
                   m_model.replaceRuns(newest);
                   m_view.show();
                   QApplication::processEvents();
                   paint();
               }),
               150'000);
        QList<RunRow> all;
        report("ui.load.read", costOf([&] { all = m_history->rows(0, std::numeric_limits<int>::max()); }),
               200'000);
        report("ui.load.show", costOf([&] { m_model.replaceRuns(all); }), 50'000);
    }

    void repaint()
    {
        QRandomGenerator random(1);
        const auto jump = [&] {
            m_view.verticalScrollBar()->setValue(random.bounded(m_view.verticalScrollBar()->maximum()));
            paint();
        };
        jump();
        report("ui.repaint.jump", slowCostOf(200, jump), 8'000);
        m_view.verticalScrollBar()->setValue(0);
        paint();
        report("ui.repaint.same", slowCostOf(200, [this] { paint(); }), 8'000);
    }

    void filterAndSort()
    {
        filter(u"state:failed work:prices"_s, "ui.filter");
        filter(u""_s, "ui.filter.none");
        const CpuTime time;
        order([&] { m_model.sort(int(RunColumn::Duration), Qt::DescendingOrder); });
        report("ui.sort.window", time.elapsedUs(), 20'000);
        report("ui.sort", m_model.lastOrderingUs(), 300'000);
        order([&] { m_model.sort(int(RunColumn::Started), Qt::DescendingOrder); });
    }

    void append()
    {
        RunRow row = m_model.runs().at(m_model.runCount() - 1);
        report("ui.append100",
               slowCostOf(50,
                          [&] {
                              QList<RunRow> rows;
                              for (int i = 0; i < 100; ++i) {
                                  ++row.id;
                                  row.startedUs += 1'000;
                                  rows.append(row);
                              }
                              m_model.appendRuns(rows);
                              paint();
                          }),
               19'000);
    }

private:
    void paint()
    {
        QImage image(m_view.viewport()->size(), QImage::Format_RGB32);
        m_view.viewport()->render(&image);
    }

    void readTexts(const QList<RunId> &ids)
    {
        QList<RunTexts> texts;
        for (RunId id : ids)
            texts.append({id, shortText(m_history->cause(id)), m_history->key(id).toShortHex(),
                          m_history->resultPreview(id)});
        m_model.setTexts(texts);
    }

    template <typename Start>
    void order(Start start)
    {
        bool isDone = false;
        const auto connection = QObject::connect(&m_model, &RunsModel::reordered, [&] { isDone = true; });
        start();
        while (!isDone)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QObject::disconnect(connection);
    }

    void filter(const QString &text, const char *name)
    {
        Query query =
            Query::parse(text, fromMicroseconds(m_model.runs().at(m_model.runCount() - 1).startedUs));
        query.bind(m_history->components());
        order([&] { m_model.setQuery(query); });
        report(name, m_model.lastOrderingUs(), 20'000);
    }

    std::unique_ptr<History> m_history;
    RunsModel m_model;
    RunsView m_view;
};

// A million runs in 200 lanes, some of them in parallel, over a year; one in 500 has failed.
RunTable manyRuns(int count)
{
    constexpr int lanes = 200;
    constexpr qint64 begin = 1'763'683'200'000'000, year = 365ll * 86'400'000'000;
    QRandomGenerator random(1);
    QList<RunRow> rows;
    rows.reserve(count);
    for (RunId id = 1; id <= count; ++id) {
        const qint64 startUs = begin + year / count * id;
        rows.append({.id = id,
                     .work = qint32(random.bounded(lanes) + 1),
                     .status = random.bounded(500) ? Status::Succeeded : Status::Failed,
                     .startedUs = startUs + random.bounded(1'000'000),
                     .finishedUs = startUs + 1'000'000 + qint64(random.bounded(3'600.0) * 1e6),
                     .queuedUs = startUs});
    }
    return RunTable(rows);
}

QList<HistoryWork> manyWorks()
{
    QList<HistoryWork> works;
    for (qint32 id = 1; id <= 200; ++id) {
        HistoryWork work;
        work.id = id;
        work.path = u"root.flow%1.work%2"_s.arg(id / 10).arg(id);
        work.isWork = true;
        works.append(work);
    }
    return works;
}

// Everything down to a second, at places in all of the year and at all lanes: the slowest scale counts.
void benchTimeline(int runs)
{
    const RunTable table = manyRuns(runs);
    TimelineView view;
    view.resize(1'280, 800);
    view.setComponents(manyWorks());
    report("dash.timeline.sums", costOf([&] { view.replaceRuns(table); }), 100'000);
    view.show();
    QRandomGenerator random(1);
    QImage image(view.viewport()->size(), QImage::Format_RGB32);
    qint64 slowest = 0;
    for (double shown = 1; shown > 1e-8; shown /= 4) {
        view.showAll();
        view.zoom(shown, 500);
        const qint64 cost = slowCostOf(50, [&] {
            view.pan((random.bounded(3) - 1) * 400);
            view.verticalScrollBar()->setValue(random.bounded(view.verticalScrollBar()->maximum()));
            view.viewport()->render(&image);
        });
        slowest = std::max(slowest, cost);
    }
    report("dash.timeline.frame", slowest, 12'000);
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    applyTheme(Theme::Dark);
    if (argc < 2) {
        std::cerr << "usage: bench_dashboard FOLDER [RUNS]\n";
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    makeHistory(folder, argc > 2 ? std::atoi(argv[2]) : 100'000);
    Bench bench(folder);
    bench.open();
    bench.repaint();
    bench.filterAndSort();
    bench.append();
    benchTimeline(argc > 2 ? std::atoi(argv[2]) : 1'000'000);
}
