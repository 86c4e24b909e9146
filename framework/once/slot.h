// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/run.h>

namespace once {

enum class SlotKind : quint8 { // stored: never change a value
    Regular = 0,
    CatchUp = 1,  // found later than it was due, since nobody was there
    Manual = 2,   // somebody asked for it
    Backfill = 3, // somebody asked for those of a time that is over
};

// A time at which a schedule is due, as a value: `work.run(*slot)` runs once for each. It is the same one after a
// restart, a step of the clock or a change of the zone's rules, because it consists of what a clock on the wall shows,
// of the zone and of the schedule's name; kind and due are carried beside it and do not count. As JSON it is its text.
class Slot
{
public:
    Slot() = default; // none
    Slot(const QString &schedule, const QString &nominal, const QByteArray &zone);
    static Slot fromText(const QString &text); // throws std::invalid_argument

    bool isNull() const { return m_text.isEmpty(); }
    QString schedule() const; // "nightly", "prices.30 9 * * 1-5"
    QString nominal() const;  // "2025-03-30T02:30", as of Nominal::text()
    QByteArray zone() const;  // "Europe/Berlin"
    const QString &text() const { return m_text; } // "2025-03-30T02:30[Europe/Berlin] nightly"

    SlotKind kind = SlotKind::Regular;
    Instant due; // without jitter; of one that was read from JSON: not yet

    bool operator==(const Slot &other) const { return m_text == other.m_text; }
    friend void to_json(Json &json, const Slot &slot) { json = slot.m_text; }
    friend void from_json(const Json &json, Slot &slot) { slot = fromText(json.get<QString>()); }
    friend const QString &onceKey(const Slot &slot) { return slot.m_text; }

private:
    QString m_text;
};

enum class SlotDecision : quint8 { // stored: never change a value
    Waiting = 0,    // it is to run, and its turn has not come
    Offered = 1,    // the flow has it, and no work has run with it
    Ran = 2,        // a work has
    Missed = 3,     // nobody was there in time
    Merged = 4,     // a later one stands for it
    Excluded = 5,   // the schedule leaves it out
    Overlapped = 6, // the run of an earlier one was under way
    Paused = 7,     // the schedule was
    Skipped = 8,    // somebody wished so
};

inline constexpr SlotKind lastSlotKind = SlotKind::Backfill;
inline constexpr SlotDecision lastSlotDecision = SlotDecision::Skipped;

QString toWord(SlotKind kind);         // "catchUp"
QString toWord(SlotDecision decision); // "overlapped"

// What became of a slot, as the history keeps it: each that was ever due has one. Where very many were missed, those
// before the newest thousand are one record, from `nominal` to the one that is due at `until`.
struct SlotRecord
{
    qint64 id = 0; // given by the store, another one with each decision; 0 is "not stored yet"
    QString schedule, nominal;
    QByteArray zone;
    SlotKind kind = SlotKind::Regular;
    SlotDecision decision = SlotDecision::Waiting;
    Instant due, decided, until;
    RunId run = 0;
    QString reason; // a sentence's end for people: "since run 12 was under way"

    Slot slot() const;
    bool operator==(const SlotRecord &) const = default;
};

} // namespace once
