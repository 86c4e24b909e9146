// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/explain.h>
#include <once/query.h>
#include <once/runsmodel.h>

#include <QObject>

#include <functional>
#include <memory>

class QTimer;

namespace once {

// Everything about one run, for the pane that shows it.
struct RunDetail
{
    Run run;
    Explanation why;
    QString whyText; // the same as plain lines
    bool isSkip = false; // then it is about the skipped call, and the run is the one it was served from
};

// The earlier attempts of a run.
struct RunAttempts
{
    RunId id = 0;
    QList<Attempt> attempts;
};

// Reads a history for a window: all runs when it is opened, then ten times a second what has come since.
// Lives in a thread of its own, with a connection of its own, so that no query ever holds up the window.
// Every slot answers by a signal. After failed() nothing more comes, unless there was no history and one appears.
class HistoryReader : public QObject
{
    Q_OBJECT

public:
    using Opener = std::function<std::unique_ptr<History>()>; // called in the reader's thread
    explicit HistoryReader(Opener open);
    ~HistoryReader() override;

public Q_SLOTS:
    void start();
    void poll(); // now, without waiting for the timer
    void bind(const once::Query &query);
    void readTexts(const QList<once::RunId> &ids);
    void readRun(once::RunId id);
    void watch(const QString &component); // its states are told now, and when they have changed
    void readSkip(const QString &work, once::RunId servedFrom);
    void readChain(once::RunId id); // the runs whose results it came from, one after the other
    void readAttempts(const QList<once::RunId> &ids);

Q_SIGNALS:
    void failed(const QString &message);
    void infoRead(const once::HistoryInfo &info);
    void componentsRead(const QList<once::HistoryWork> &components);
    void runsRead(const QList<once::RunRow> &rows, bool isComplete); // all, or the newest to begin with
    void loading(qint64 done, qint64 total);
    void runsAppended(const QList<once::RunRow> &rows);
    void runsChanged(const QList<once::RunRow> &rows);
    void streaksRead(const QList<once::Streak> &streaks);
    void schedulesRead(const QList<once::ScheduleRecord> &schedules); // when one is new, or has moved on
    void slotsRead(const QList<once::SlotRecord> &slots); // all to begin with, then those decided since, or anew
    void activityRead(const QList<once::Activity> &newest);
    void queryBound(const once::Query &query);
    void textsRead(const QList<once::RunTexts> &texts);
    void chainRead(const QList<once::RunId> &chain); // from the run itself to the first
    void attemptsRead(const QList<once::RunAttempts> &attempts);
    void detailRead(const once::RunDetail &detail);
    void statesRead(const QString &component, const once::Json &states, const QString &dataFolder);

private:
    template <typename Read>
    void guarded(Read read);
    void fail(const std::exception &error);
    void loadSome();
    void finishLoading();
    void readInfo();
    bool readComponents();
    void readNews();
    void readOpenRuns();
    void readSchedules();
    void readWatched();
    void tellDetail(const Run &run, const Explanation &why, bool isSkip);
    QList<RunRow> noted(QList<RunRow> rows);

    const Opener m_open;
    std::unique_ptr<History> m_history;
    QTimer *m_timer;
    QString m_failure; // that was told last
    Query m_query;
    QMap<QString, Value> m_watched; // the states that were told last, by component
    QList<RunRow> m_loaded; // until all are
    QSet<RunId> m_openRuns; // queued or running when last seen
    RunId m_last = 0;
    qint64 m_lastSlot = 0; // by its id
    QList<ScheduleRecord> m_schedules; // as they were told last
    qint64 m_counter = -1;
    QList<std::optional<QString>> m_pauseNotes; // one for each component that was told
    int m_polls = 0;
    bool m_isLive = false;
};

} // namespace once
