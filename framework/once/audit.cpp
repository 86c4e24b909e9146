// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/audit.h>

#include <unordered_map>

namespace once {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 10'000;

struct Known
{
    QSet<QString> nominals;
    QList<SlotRecord> sums; // records that stand for many
};

QHash<QString, Known> slotsBySchedule(History &history)
{
    QHash<QString, Known> all;
    for (qint64 last = 0;;) {
        const QList<SlotRecord> page = history.slotsSince(last, pageSize);
        for (const SlotRecord &slot : page) {
            all[slot.schedule].nominals.insert(slot.nominal);
            if (slot.until != Instant())
                all[slot.schedule].sums.append(slot);
        }
        if (page.size() < pageSize)
            return all;
        last = page.last().id;
    }
}

InGap inGapOf(const ScheduleRecord &schedule)
{
    const QString word = schedule.options.value("inGap", QString());
    return word == u"shift" ? InGap::Shift : word == u"skip" ? InGap::Skip : InGap::End;
}

void findHoles(const QString &app, const ScheduleRecord &schedule, const Known &known, Audit &audit)
{
    if (schedule.rule == byHand)
        return;
    const Rule rule(schedule.rule, seedOf(app, schedule.name));
    if (rule.countsFromEnd())
        return;
    const QTimeZone zone(schedule.zone);
    const auto check = [&](const QString &nominal, Instant due) {
        const bool isSummed = std::ranges::any_of(known.sums, [due](const SlotRecord &sum) { return due >= sum.due && due <= sum.until; });
        ++audit.checked;
        if (!isSummed && !known.nominals.contains(nominal))
            audit.findings.append({schedule.name, nominal, u"nothing is known of it"_s});
    };
    for (auto nominal = rule.next(schedule.since, zone, inGapOf(schedule)); nominal && nominal->due <= schedule.considered;
         nominal = rule.next(nominal->due, zone, inGapOf(schedule))) {
        for (const Nominal::Time merged : nominal->merged)
            check(Nominal::text(merged), nominal->due);
        check(nominal->text(), nominal->due);
    }
}

bool isWished(Cause::Kind kind)
{
    return kind != Cause::Kind::FirstCall && kind != Cause::Kind::PropsChanged && kind != Cause::Kind::CacheOff;
}

void findDoubles(History &history, Audit &audit)
{
    std::unordered_map<CallKey, RunId> first;
    for (RunId last = 0;;) {
        const QList<RunRow> page = history.rows(last, pageSize);
        for (const RunRow &row : page) {
            const Cause cause = row.status == Status::Succeeded ? history.cause(row.id) : Cause();
            if (cause.slot.isEmpty() || isWished(cause.kind))
                continue;
            const auto [it, isNew] = first.try_emplace(history.key(row.id), row.id);
            if (!isNew)
                audit.findings.append({cause.slot.section(u"] "_s, 1), cause.slot.section(u'[', 0, 0),
                                       u"runs %1 and %2 of one call had it"_s.arg(it->second).arg(row.id)});
        }
        if (page.size() < pageSize)
            return;
        last = page.last().id;
    }
}

} // namespace

Audit audit(History &history)
{
    Audit audit;
    const QHash<QString, Known> known = slotsBySchedule(history);
    const QString app = history.info().app;
    for (const ScheduleRecord &schedule : history.schedules())
        findHoles(app, schedule, known.value(schedule.name), audit);
    findDoubles(history, audit);
    return audit;
}

} // namespace once
