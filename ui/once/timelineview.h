// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/runsmodel.h>
#include <once/timelinecamera.h>
#include <once/timelinescene.h>

#include <QAbstractScrollArea>

class QAction;
class QToolButton;

namespace once {

// Runs as bars in lanes, over time. The lanes follow the component tree; where there are more runs than
// pixels, each column of pixels shows how busy it was, and failures always show. Wholly usable by keyboard
// and by mouse. Knows no file: what it shows is handed to it, and what it lacks it asks for by signal. GUI
// thread.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);
    ~TimelineView() override;

    // Where "now" comes from; the system's clock by default. While live, what runs lasts until then.
    void setClock(std::function<qint64()> nowUs);
    void setLive(bool isLive);
    void setZone(const QTimeZone &zone); // the app's

    void setComponents(const QList<HistoryWork> &components);
    void replaceRuns(const RunTable &runs);
    void appendRuns(const RunTable &runs); // the same and more
    void changeRuns(const RunTable &runs, const QList<RunRow> &changed);
    void addStreaks(const QList<Streak> &streaks);
    void setSlots(const QList<TimelineSlot> &dues);
    void setAttempts(const QList<RunAttempts> &attempts); // the answer to attemptsWanted()
    void setTexts(const QList<RunTexts> &texts); // and to textsWanted()
    const Lanes &lanes() const { return m_lanes; }
    qint64 nowUs() const; // the end of what is known when the app does not run

    // What is in view.
    TimeScale scale() const { return m_camera.scale(); }
    qint64 fromUs() const { return m_camera.leftUs(); }
    qint64 toUs() const { return m_camera.rightUs(); }
    void showSpan(qint64 fromUs, qint64 toUs);
    void showAll();
    void showNewest();
    void zoom(double factor, double x); // x in pixels from the bars' left edge
    void pan(double pixels);
    bool isFollowing() const { return m_isFollowing; }
    void setFollowing(bool follows); // the now line keeps its place; moving away ends it
    bool isCompressed() const { return m_isCompressed; }
    void setCompressed(bool isOn); // idle stretches are folded

    void setFolded(const QString &path, bool isFolded); // a flow's lanes into one
    void showLane(const QString &path); // scrolls to it, if it is there
    void setFailedOnly(bool isOn);
    RunId currentRun() const { return m_marks.current; }
    void setCurrentRun(RunId id); // 0 for none; comes into view
    void setChain(const QList<RunId> &chain); // the critical path; all else is dimmed
    const QSet<RunId> &chain() const { return m_marks.chain; }
    std::pair<qint64, qint64> range() const { return {m_marks.rangeFromUs, m_marks.rangeToUs}; }
    void setRange(qint64 fromUs, qint64 toUs); // equal for none
    void choose(RunId id, bool opens = false); // as the user would
    void clearRange() { chooseRange(0, 0); } // as the user would
    QString timeText(qint64 fromUs, qint64 toUs) const; // "06:00 to 13:30", with the dates where they differ

    struct ShownBar
    {
        RunId run = 0;
        std::size_t lane = 0;
        QRect where; // in the viewport
    };
    std::vector<ShownBar>
    shownBars() const; // from top to bottom and left to right; none of lanes that are summed up
    QRect laneRect(std::size_t lane) const; // in the viewport
    int bodyLeft() const { return m_titleWidth; } // where the bars begin
    QString toolTipAt(QPoint at) const; // in the viewport
    QString runText(RunId id) const; // "Failed, prices.train, started ..., took 1 m 28 s"
    QString laneText(std::size_t lane) const; // "prices.train, 41 runs, 3 failed"
    QString summary() const; // "Timeline, 06:00 to 13:30, 6 lanes, 41 runs, 3 failed"
    const QList<QAction *> &commands() const { return m_commands; } // what keys do while it has the focus

Q_SIGNALS:
    void runChosen(once::RunId id); // by the user
    void runOpened(once::RunId id);
    void rangeChosen(qint64 fromUs, qint64 toUs); // by the user; equal for none
    void foldToggled(const QString &path, bool isFolded); // by the user
    void chainWanted(once::RunId id);
    void attemptsWanted(const QList<once::RunId> &runs);
    void textsWanted(const QList<once::RunId> &runs);
    void viewChanged(); // another stretch of time
    void runsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    enum class Zone { App, Utc, Local };
    enum class Drag { None, Pan, Range };

    void makeCommands();
    QAction *commandFor(const QKeyEvent *event) const;
    void layOut();
    void updateBounds();
    void moved(); // the view is another
    void changed(); // what is in it is
    void tick();
    void announce();
    void turnZone();
    QTimeZone zone() const;
    QString zoneName() const;

    const LanePicture &picture(std::size_t lane) const;
    QRect rectOf(std::size_t lane, const LaneBar &bar) const;
    RunId runAt(QPoint at) const;
    const TimelineSlot *slotAt(std::size_t lane, QPoint at) const;
    QString skipsAt(std::size_t lane, QPoint at) const;
    void ask(const QList<RunId> &attempts, const QList<RunId> &summaries);

    void stepInLane(int by);
    void stepLane(int by);
    void chooseRange(qint64 fromUs, qint64 toUs);
    void toggleFold(std::size_t lane);
    void togglePath();
    void revealLane(std::size_t lane);

    Lanes m_lanes;
    LaneLayout m_layout;
    TimelineCamera m_camera;
    TimelineMarks m_marks;
    std::function<qint64()> m_clock;
    QTimeZone m_appZone;
    Zone m_zone = Zone::App;
    QToolButton *m_zoneButton;
    QList<QAction *> m_commands;
    QAction *m_compress = nullptr;
    QSet<RunId> m_asked;
    mutable QHash<std::size_t, LanePicture> m_pictures; // of this view, until it changes
    int m_titleWidth = 0, m_axisHeight = 0;
    int m_nowX = -1; // of the now line when it was painted last
    Drag m_drag = Drag::None;
    QPoint m_pressed, m_dragged;
    qint64 m_pressedUs = 0;
    bool m_isLive = false, m_isFollowing = false, m_isCompressed = false, m_isPlaced = false;
};

} // namespace once
