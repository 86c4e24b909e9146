// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace once {

// A rule that cannot be understood, or that no time ever fulfils; a sentence for people.
struct RuleError : std::invalid_argument
{
    RuleError(qsizetype where, const QString &sentence) : std::invalid_argument(sentence.toStdString()), position(where) {}

    qsizetype position; // in the rule's text, from 0
};

// One of the times that a rule names.
struct Nominal
{
    using Time = std::chrono::local_seconds; // what a clock on the wall shows

    Time time;
    bool isSecondPass = false; // of a time that comes twice, when clocks are set back
    bool isInGap = false;      // of a time that the zone leaves out, when they are set forward
    Instant due;
    std::vector<Time> merged; // earlier ones that are due at the same instant, since they lie in one gap

    // "2025-03-30T02:30", with seconds only where there are; "2025-10-26T02:30 again" in the second pass.
    QString text() const;
    static QString text(Time time);
};

// When a time that does not exist is due.
enum class InGap { End, Shift, Skip };

// When something is to happen, over and over, said in one line:
//
//     30 9 * * 1-5           cron, with five fields or, seconds first, six
//     Mon..Fri *-*-* 09:30   systemd's calendar
//     every 90m              on a grid from 1970-01-01 UTC, or `every 90m from 2026-01-01T00:15Z`
//     after 90m              counted from the end of the last run
//
// Immutable, cheap to copy, any thread. docs/rules.md has the whole grammar.
class Rule
{
public:
    // `seed` decides what H stands for. Throws RuleError, also when there is no such time within the next years.
    explicit Rule(const QString &text, const QByteArray &seed = {});

    const QString &text() const;
    QString words() const; // "every weekday at 09:30"
    bool isInterval() const; // "every 90m", "after 90m"
    bool countsFromEnd() const; // "after 90m": next() is to be asked with the end of the last run

    // The first one due later than this; none when there is none within some years. A rule with fixed hours and
    // minutes has each of its times once whatever clocks are set to; one with `*` or `/` there goes on with real
    // time. Intervals and what counts from an end are in UTC, whatever the zone. Some microseconds.
    std::optional<Nominal> next(Instant after, const QTimeZone &zone, InGap inGap = InGap::End) const;
    // The last one due by then.
    std::optional<Nominal> latest(Instant until, const QTimeZone &zone, InGap inGap = InGap::End) const;

    bool matches(Nominal::Time time) const; // never for intervals

    bool operator==(const Rule &other) const { return text() == other.text(); }

private:
    struct Private;
    std::shared_ptr<const Private> d;
};

// Times that a rule is not to have: dates ("2026-12-24"), ranges of them ("2026-12-24..2027-01-01"), other rules ("Sat,Sun"
// for whole days, "* 0-5 * * *" for times), and files with a date in each line ("file:holidays.txt"; what follows a # is
// a remark). Cheap to copy, any thread.
class Exclusions
{
public:
    Exclusions() = default;
    // Throws RuleError for an entry that is none of these, and for a file that cannot be read.
    explicit Exclusions(const QStringList &entries);

    // The entry that a time falls under. Files are read again when they have changed; while one cannot be understood,
    // what it held before stands.
    std::optional<QString> reasonFor(const Nominal &nominal) const;

private:
    struct Private;
    std::shared_ptr<const Private> d;
};

} // namespace once
