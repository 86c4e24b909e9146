// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/timelineview.h>

#include <once/theme.h>
#include <once/timelineaccessible.h>
#include <once/timelinepainter.h>

#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

namespace once {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype firstShown = 200; // runs, the newest: where one begins to look
constexpr double nowPlace = 0.94; // of the width, while following
constexpr int leastTitle = 96, mostTitle = 240; // pixels

qint64 clockNowUs()
{
    return toMicroseconds(std::chrono::floor<Microseconds>(std::chrono::system_clock::now()));
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QAbstractScrollArea(parent), m_clock(clockNowUs), m_appZone(QTimeZone::systemTimeZone()),
      m_zoneButton(new QToolButton(viewport()))
{
    setFrameShape(NoFrame);
    TimelineAccessible::install();
    setAccessibleName(tr("Timeline"));
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    m_zoneButton->setAutoRaise(true);
    m_zoneButton->setFocusPolicy(Qt::TabFocus);
    connect(m_zoneButton, &QToolButton::clicked, this, &TimelineView::turnZone);
    makeCommands();
    layOut();
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &TimelineView::tick);
    timer->start(250ms);
}

TimelineView::~TimelineView() = default;

// What it shows

void TimelineView::setClock(std::function<qint64()> nowUs)
{
    m_clock = std::move(nowUs);
    changed();
}

void TimelineView::setLive(bool isLive)
{
    if (std::exchange(m_isLive, isLive) == isLive)
        return;
    if (m_isPlaced && isLive)
        setFollowing(m_lanes.lastUs() >= fromUs() && m_lanes.lastUs() <= toUs());
    changed();
}

qint64 TimelineView::nowUs() const
{
    return m_isLive ? std::max(m_clock(), m_lanes.lastUs()) : m_lanes.lastUs();
}

void TimelineView::setZone(const QTimeZone &zone)
{
    m_appZone = zone;
    layOut();
}

QTimeZone TimelineView::zone() const
{
    return m_zone == Zone::App ? m_appZone
        : m_zone == Zone::Utc  ? QTimeZone::utc()
                               : QTimeZone::systemTimeZone();
}

QString TimelineView::zoneName() const
{
    return m_zone == Zone::Utc  ? u"UTC"_s
        : m_zone == Zone::Local ? tr("Local")
                                : QString::fromLatin1(m_appZone.id());
}

void TimelineView::turnZone()
{
    m_zone = m_zone == Zone::App ? Zone::Utc : m_zone == Zone::Utc ? Zone::Local : Zone::App;
    layOut();
}

void TimelineView::setComponents(const QList<HistoryWork> &components)
{
    m_lanes.setComponents(components);
    changed();
}

void TimelineView::replaceRuns(const RunTable &runs)
{
    m_lanes.replaceRuns(runs);
    changed();
    if (!m_isPlaced && !m_lanes.isEmpty())
        showNewest();
}

void TimelineView::appendRuns(const RunTable &runs)
{
    m_lanes.appendRuns(runs);
    changed();
    if (!m_isPlaced && !m_lanes.isEmpty())
        showNewest();
}

void TimelineView::changeRuns(const RunTable &runs, const QList<RunRow> &changes)
{
    m_lanes.changeRuns(runs, changes);
    for (const RunRow &row : changes) {
        m_asked.remove(row.id);
        m_marks.attempts.remove(row.id);
        m_marks.summaries.remove(row.id);
    }
    changed();
}

void TimelineView::addStreaks(const QList<Streak> &streaks)
{
    m_lanes.addStreaks(streaks);
    viewport()->update();
}

void TimelineView::setSlots(const QList<TimelineSlot> &dues)
{
    m_lanes.setSlots(dues);
    viewport()->update();
}

void TimelineView::setAttempts(const QList<RunAttempts> &attempts)
{
    for (const RunAttempts &of : attempts)
        m_marks.attempts.insert(of.id, of.attempts);
    viewport()->update();
}

void TimelineView::setTexts(const QList<RunTexts> &texts)
{
    for (const RunTexts &of : texts)
        m_marks.summaries.insert(of.id, of.result);
    viewport()->update();
}

void TimelineView::setFolded(const QString &path, bool isFolded)
{
    m_lanes.setFolded(path, isFolded);
    changed();
}

void TimelineView::setFailedOnly(bool isOn)
{
    m_lanes.setFailedOnly(isOn);
    changed();
}

void TimelineView::setChain(const QList<RunId> &chain)
{
    m_marks.chain = QSet<RunId>(chain.begin(), chain.end());
    viewport()->update();
}

// Which stretch of time is in view

void TimelineView::showSpan(qint64 fromUs, qint64 toUs)
{
    m_camera.show(fromUs, toUs);
    moved();
}

void TimelineView::showAll()
{
    setFollowing(false);
    m_camera.showAll();
    moved();
}

// The newest runs, in the same scale; the first time so many that each can be told from the others.
void TimelineView::showNewest()
{
    const RunTable &runs = m_lanes.runs();
    const qint64 now = nowUs();
    updateBounds();
    if (!std::exchange(m_isPlaced, true) && runs.size() > 0) {
        const RunRow &first = runs.at(std::max<qsizetype>(0, runs.size() - firstShown));
        const qint64 length = std::max<qint64>(now - spanOf(first).startUs, 1'000'000);
        m_camera.show(now - length, now + length / 16);
    }
    m_camera.place(now, nowPlace * m_camera.width());
    moved();
    setFollowing(m_isLive);
}

void TimelineView::zoom(double factor, double x)
{
    m_camera.zoom(factor, m_isFollowing ? m_camera.scale().x(nowUs()) : x);
    moved();
}

void TimelineView::pan(double pixels)
{
    setFollowing(false);
    m_camera.pan(pixels);
    moved();
}

void TimelineView::setFollowing(bool follows)
{
    m_isFollowing = follows && m_isLive;
    if (!m_isFollowing)
        return;
    m_camera.place(nowUs(), nowPlace * m_camera.width());
    moved();
}

void TimelineView::setCompressed(bool isOn)
{
    m_isCompressed = isOn;
    m_compress->setChecked(isOn);
    m_camera.setGaps(isOn ? &m_lanes.idleGaps(nowUs()) : nullptr);
    moved();
}

void TimelineView::tick()
{
    if (!m_isLive || !isVisible())
        return;
    updateBounds();
    const double x = m_camera.scale().x(nowUs());
    if (m_isFollowing && x >= nowPlace * m_camera.width() + 1) {
        m_camera.place(nowUs(), nowPlace * m_camera.width());
        moved();
    } else if (x >= 0 && (int(x) != m_nowX || m_lanes.hasOpenRuns())) {
        m_pictures.clear();
        viewport()->update();
    }
}

void TimelineView::updateBounds()
{
    if (!m_lanes.isEmpty())
        m_camera.setBounds(m_lanes.firstUs(), nowUs());
}

void TimelineView::moved()
{
    m_pictures.clear();
    viewport()->update();
    Q_EMIT viewChanged();
}

void TimelineView::changed()
{
    if (m_isCompressed)
        m_camera.setGaps(&m_lanes.idleGaps(nowUs()));
    updateBounds();
    layOut();
    Q_EMIT runsChanged();
}

// Where everything is

void TimelineView::layOut()
{
    const QFontMetrics metrics = fontMetrics();
    m_layout = LaneLayout(m_lanes, metrics);
    int widest = metrics.horizontalAdvance(zoneName()) + 16;
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        const LaneTitle &title = m_lanes.at(lane).title;
        widest = std::max(widest, 34 + 14 * title.level + metrics.horizontalAdvance(title.name));
    }
    m_titleWidth =
        std::clamp(widest, leastTitle, std::max(leastTitle, std::min(mostTitle, viewport()->width() / 3)));
    m_axisHeight = TimelinePainter::axisHeight(metrics);
    m_camera.setWidth(viewport()->width() - m_titleWidth);
    m_zoneButton->setText(zoneName());
    m_zoneButton->setAccessibleName(tr("Time zone: %1").arg(zoneName()));
    m_zoneButton->setToolTip(tr("Times are in %1. Click for the app's zone, UTC or local time.")
                                 .arg(QString::fromLatin1(zone().id())));
    m_zoneButton->setGeometry(2, 2, m_titleWidth - 6, m_axisHeight - 5);
    const int seen = viewport()->height() - m_axisHeight;
    verticalScrollBar()->setPageStep(seen);
    verticalScrollBar()->setSingleStep(metrics.height() + 11);
    verticalScrollBar()->setRange(0, std::max(0, m_layout.height() + 6 - seen));
    m_pictures.clear();
    viewport()->update();
}

const LanePicture &TimelineView::picture(std::size_t lane) const
{
    if (const auto known = m_pictures.constFind(lane); known != m_pictures.constEnd())
        return *known;
    const TimeScale scale = m_camera.scale();
    std::vector<qint64> edges;
    for (int x = 0; x <= int(m_camera.width()); ++x)
        edges.push_back(scale.us(x));
    return *m_pictures.insert(lane, pictureOf(m_lanes.at(lane), m_lanes.runs(), scale, edges, nowUs()));
}

QRect TimelineView::laneRect(std::size_t lane) const
{
    const int top = m_axisHeight + m_layout.top(lane) - verticalScrollBar()->value();
    return {0, top, viewport()->width(), m_layout.height(lane)};
}

QRect TimelineView::rectOf(std::size_t lane, const LaneBar &bar) const
{
    const int top = m_axisHeight + m_layout.barTop(lane, bar.stacked) - verticalScrollBar()->value();
    return {bodyLeft() + int(bar.left), top, std::max(2, int(bar.right) - int(bar.left)),
            m_layout.barHeight(lane)};
}

std::vector<TimelineView::ShownBar> TimelineView::shownBars() const
{
    std::vector<ShownBar> shown;
    const QRect seen(bodyLeft(), m_axisHeight, int(m_camera.width()), viewport()->height() - m_axisHeight);
    for (std::size_t lane = 0; lane < m_lanes.size(); ++lane) {
        if (!laneRect(lane).intersects(seen))
            continue;
        for (const LaneBar &bar : picture(lane).bars)
            shown.push_back({m_lanes.runs().at(bar.row).id, lane, rectOf(lane, bar).intersected(seen)});
    }
    return shown;
}

void TimelineView::paintEvent(QPaintEvent *)
{
    const TimeScale scale = m_camera.scale();
    const TimelineScene scene{
        .lanes = m_lanes,
        .layout = m_layout,
        .scale = scale,
        .marks = m_marks,
        .picture = [this](std::size_t lane) -> const LanePicture & { return picture(lane); },
        .ground = viewport()->rect(),
        .titleWidth = m_titleWidth,
        .axisHeight = m_axisHeight,
        .scrolled = verticalScrollBar()->value(),
        .nowUs = nowUs(),
        .isLive = m_isLive,
        .hasFocus = hasFocus(),
        .zone = zone(),
        .palette = palette()};
    m_nowX = int(scale.x(scene.nowUs));
    QPainter painter(viewport());
    TimelinePainter timeline(painter, scene);
    timeline.paint();
    ask(timeline.wanted().attempts, timeline.wanted().summaries);
}

void TimelineView::ask(const QList<RunId> &attempts, const QList<RunId> &summaries)
{
    QList<RunId> newAttempts, newSummaries;
    for (const auto &[wanted, fresh] : {std::pair(&attempts, &newAttempts), {&summaries, &newSummaries}}) {
        for (const RunId id : *wanted) {
            if (!m_asked.contains(fresh == &newAttempts ? -id : id))
                fresh->append(id);
            m_asked.insert(fresh == &newAttempts ? -id : id);
        }
    }
    if (!newAttempts.isEmpty())
        Q_EMIT attemptsWanted(newAttempts);
    if (!newSummaries.isEmpty())
        Q_EMIT textsWanted(newSummaries);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
    if (m_isFollowing)
        setFollowing(true);
    Q_EMIT viewChanged();
}

void TimelineView::scrollContentsBy(int, int) { viewport()->update(); }

void TimelineView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        layOut();
}

} // namespace once
