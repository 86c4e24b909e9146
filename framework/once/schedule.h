// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/rule.h>
#include <once/slot.h>

#include <QStringList>

namespace once {

// Which of the slots that were missed still run: whether the app was down, the machine off or suspended, the loop
// blocked or the schedule paused.
enum class CatchUp {
    Latest, // the newest, for all of them
    All,    // each in turn, the oldest first
    None,
};

// What becomes of a slot that is due while the run of the one before is under way.
enum class Overlap {
    Skip,    // it does not run
    One,     // the newest waits
    All,     // each waits for its turn
    Replace, // the run is cancelled
    Allow,   // it runs beside the other, in a parallel work
};

enum class WhilePaused { Skip, Hold }; // Hold: as if they had been missed

// A rule with all that is to be decided about it. Most need the rule alone.
struct Schedule
{
    QString rule;    // see rule.h
    QByteArray zone; // IANA, "Europe/Berlin"; empty: the app's
    QString name;    // among those of its flow; empty: the rule. Another name is another schedule
    QString was;     // the name it had before, whose past it takes over
    CatchUp catchUp = CatchUp::Latest;
    std::chrono::seconds window = std::chrono::hours(7 * 24); // what was missed longer ago never runs
    std::optional<int> max; // of All, the newest so many; not given: with more than 10, it is as Latest
    Overlap overlap = Overlap::Skip;
    WhilePaused whilePaused = WhilePaused::Skip;
    InGap inGap = InGap::End;
    std::chrono::seconds jitter{}; // later by up to this, the same for the same slot
    bool jitterIsOfHost = false;   // and the same for all slots of it on one machine
    std::chrono::seconds lateAfter = std::chrono::minutes(5);  // then it was missed
    std::chrono::seconds deadline{};                           // then it does not begin any more; 0: never
    int pauseOnFailure = 0; // so many failed runs in a row pause it; 0: none do
    QStringList except;     // see Exclusions

    bool operator==(const Schedule &) const = default;
};

// Its name among those of its flow.
QString nameOf(const Schedule &schedule);
// By IANA id. Throws std::logic_error for one that does not exist.
QTimeZone zoneOf(const QByteArray &id);
// What H stands for, and how jitter spreads: the same at each start, in each process, another one for each schedule.
QByteArray seedOf(const QString &app, const QString &schedule);

Json optionsToJson(const Schedule &schedule); // for people: all but rule, zone and name, where it is not the default

// The rule in the record of a FlowClock::manual(), whose count is its `current`.
inline const QString byHand = QStringLiteral("by hand");

// How far a schedule has come, as the history keeps it.
struct ScheduleRecord
{
    QString name; // with that of the flow: "prices.nightly"
    QString flow; // the component's path
    QString rule;
    QByteArray zone;
    Json options = Json::object(); // optionsToJson(), and the rule's "words"
    Instant since;      // of this rule
    Instant considered; // all slots due by then are decided
    Instant next;       // when one is due, with its jitter
    QString current;    // the nominal of the one that the flow has
    Instant lastEnd;    // of a run
    int failures = 0;   // in a row
    Instant paused;     // "not yet" when it is not
    QString note;       // why it is paused, and by whom

    bool operator==(const ScheduleRecord &) const = default;
};

// Its rule in words, as they were when it was asked for; the rule itself where there are none.
QString wordsOf(const ScheduleRecord &schedule);

} // namespace once
