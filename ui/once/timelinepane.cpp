// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelinepane.h>

#include <once/timelinemap.h>

#include <QBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int fewWorks = 3, manyWorks = 24; // in the strip, in its tool tip

QString textOf(const RangeStats::OfWork &work, const Lanes &lanes)
{
    QString text = TimelinePane::tr("%1 ×%2 p50 %3 p95 %4")
                       .arg(lanes.workName(work.work), grouped(work.runs),
                            durationText(Microseconds(work.p50Us)), durationText(Microseconds(work.p95Us)));
    if (work.failures > 0)
        text += TimelinePane::tr(" (%1 failed)").arg(grouped(work.failures));
    return text;
}

} // namespace

QString textOf(const RangeStats &stats, const Lanes &lanes, int mostWorks)
{
    QStringList parts{TimelinePane::tr("%1, %2 failed, busy %3")
                          .arg(counted(stats.runs, TimelinePane::tr("run"), TimelinePane::tr("runs")),
                               grouped(stats.failures), durationText(Microseconds(stats.busyUs)))};
    for (const RangeStats::OfWork &work : stats.works) {
        if (parts.size() > mostWorks) {
            parts.append(TimelinePane::tr("+%1 works").arg(qsizetype(stats.works.size()) - mostWorks));
            break;
        }
        parts.append(textOf(work, lanes));
    }
    return parts.join(mostWorks > fewWorks ? u"\n"_s : u"   ·   "_s);
}

TimelinePane::TimelinePane(QWidget *parent)
    : QWidget(parent), m_view(new TimelineView), m_map(new TimelineMap(m_view)), m_strip(new QWidget),
      m_statistics(new QLabel)
{
    auto *clear = new QToolButton;
    clear->setText(tr("Clear"));
    clear->setToolTip(tr("Choose no stretch of time (Escape in the timeline)"));
    clear->setAutoRaise(true);
    auto *strip = new QHBoxLayout(m_strip);
    strip->setContentsMargins(8, 2, 4, 2);
    m_statistics->setAccessibleName(tr("Statistics of the chosen time"));
    m_statistics->setWordWrap(true);
    strip->addWidget(m_statistics, 1);
    strip->addWidget(clear);
    m_strip->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_map);
    layout->addWidget(m_strip);
    setFocusProxy(m_view);
    connect(m_view, &TimelineView::rangeChosen, this, &TimelinePane::showStatistics);
    connect(clear, &QToolButton::clicked, m_view, [this] { m_view->clearRange(); });
}

QString TimelinePane::statistics() const { return m_strip->isHidden() ? QString() : m_statistics->text(); }

void TimelinePane::showStatistics()
{
    const auto [fromUs, toUs] = m_view->range();
    m_strip->setVisible(fromUs != toUs);
    if (fromUs == toUs)
        return;
    const Lanes &lanes = m_view->lanes();
    std::vector<const LaneSums *> sums;
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        if (lanes.at(lane).sums.size() > 0)
            sums.push_back(&lanes.at(lane).sums);
    }
    const RangeStats stats = statsOf(sums, lanes.runs(), fromUs, toUs + 1, m_view->nowUs());
    const QString span = m_view->timeText(fromUs, toUs);
    m_statistics->setText(span + u"   ·   "_s + once::textOf(stats, lanes, fewWorks));
    m_statistics->setToolTip(span + u'\n' + once::textOf(stats, lanes, manyWorks));
}

} // namespace once
