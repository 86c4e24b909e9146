// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// The command `schedule next`.
#include <once/commands.h>

#include <once/detail/commands/viewing.h>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostNamed = 4;

QString joined(const QStringList &times)
{
    if (times.size() == 1)
        return times.first();
    if (times.size() > mostNamed)
        return u"%1 times from %2 to %3"_s.arg(times.size()).arg(times.first(), times.last());
    return times.first(times.size() - 1).join(u", "_s) + u" and "_s + times.last();
}

QString localText(Instant due, const QTimeZone &zone)
{
    const QDateTime local = toDateTime(due, zone);
    return local.toString(local.time().second() ? u"yyyy-MM-dd HH:mm:ss t" : u"yyyy-MM-dd HH:mm t");
}

QString utcText(Instant due)
{
    const QDateTime utc = toDateTime(due, QTimeZone::utc());
    return utc.toString(utc.time().second() ? u"yyyy-MM-ddTHH:mm:ssZ" : u"yyyy-MM-ddTHH:mmZ");
}

// A time of the day on the day when it is due, else with its date.
QString timeOn(const QString &day, Nominal::Time time)
{
    const QString text = Nominal::text(time);
    return text.startsWith(day) ? text.sliced(day.size() + 1) : text;
}

// What setting the clocks does to it.
QString noteOn(const Nominal &nominal, const QTimeZone &zone)
{
    if (nominal.isSecondPass)
        return u"the second pass: clocks go back"_s;
    const QString day = toDateTime(nominal.due, zone).date().toString(Qt::ISODate);
    QStringList missing;
    for (const Nominal::Time time : nominal.merged)
        missing += timeOn(day, time);
    if (nominal.isInGap)
        missing += timeOn(day, nominal.time);
    if (missing.isEmpty())
        return {};
    const bool isOne = missing.size() == 1;
    const QString left =
        u"%1 %2 not exist (clocks go forward); "_s.arg(joined(missing), isOne ? u"does"_s : u"do"_s);
    if (!nominal.isInGap)
        return left + u"one run with %1"_s.arg(timeOn(day, nominal.time));
    return left + (isOne ? u"runs at the end of the gap"_s : u"one run at the end of the gap"_s);
}

Json toJson(const Nominal &nominal, const QTimeZone &zone)
{
    Json merged = Json::array();
    for (const Nominal::Time time : nominal.merged)
        merged.push_back(Nominal::text(time));
    Json item{{"nominal", nominal.text()},
              {"isInGap", nominal.isInGap},
              {"isSecondPass", nominal.isSecondPass},
              {"merged", merged},
              {"local", localText(nominal.due, zone)},
              {"note", noteOn(nominal, zone)}};
    detail::putTime(item, "due", nominal.due);
    return item;
}

QList<detail::Cell> cellsOf(const Nominal &nominal, const QTimeZone &zone, const View &view)
{
    QList<detail::Cell> cells{localText(nominal.due, zone), utcText(nominal.due), noteOn(nominal, zone)};
    if (view.form == View::Form::People && cells.last().text.isEmpty())
        cells.removeLast();
    return cells;
}

} // namespace

QString timesText(const Rule &rule, const QTimeZone &zone, Instant from, int most, const View &view)
{
    Json items = Json::array();
    detail::Table table;
    for (auto next = rule.next(from - Microseconds(1), zone); next && most > 0;
         next = rule.next(next->due, zone), --most) {
        items.push_back(toJson(*next, zone));
        table.add(cellsOf(*next, zone, view));
    }
    if (view.form == View::Form::AsJson)
        return detail::written(Json{{"schema", "once.times/1"},
                                    {"rule", rule.text()},
                                    {"words", rule.words()},
                                    {"zone", QString::fromUtf8(zone.id())},
                                    {"items", items}});
    if (view.form == View::Form::Programs)
        return detail::written(table, view);
    constexpr int uncut = 1000; // a note is worth a second line
    return u"%1, in %2\n"_s.arg(rule.words(), QString::fromUtf8(zone.id()))
        + (table.isEmpty() ? u"No further time.\n"_s : table.aligned(uncut, view.hasColour));
}

} // namespace once
