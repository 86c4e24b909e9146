// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/schedules/schedulebook.h>

#include <once/component.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostCatchUps = 2;            // schedules that catch up at the same time
constexpr qsizetype longestWithSlot = 4096; // bytes of a prop that is looked through
constexpr std::size_t mostBackfilled = 10'000;

QString fullName(const Component &flow, const QString &name)
{
    return flow.parent() ? belowRoot(flow.path()) + u'.' + name : name;
}

// Calls the function with each text in an encoding, until it returns something that is not null.
template <typename Find>
Course *findText(QByteArrayView encoding, const Find &find)
{
    if (encoding.isEmpty() || encoding.size() > longestWithSlot)
        return nullptr;
    if (encoding.front() == char(Encoder::Text))
        return find(decode(encoding).get<QString>());
    if (encoding.front() == char(Encoder::Some))
        return findText(encoding.sliced(1), find);
    for (const QByteArrayView part : parts(encoding))
        if (Course *course = findText(part, find))
            return course;
    return nullptr;
}

std::vector<Nominal> nominalsOf(const Course &course, Instant from, Instant to)
{
    std::vector<Nominal> found;
    if (course.rule().countsFromEnd())
        return found;
    for (auto nominal = course.rule().next(from - Microseconds(1), course.zone()); nominal && nominal->due <= to;
         nominal = course.rule().next(nominal->due, course.zone()))
        if (found.push_back(*nominal); found.size() > mostBackfilled)
            throw std::invalid_argument(u"That would be more than %1 slots."_s.arg(mostBackfilled).toStdString());
    return found;
}

} // namespace

ScheduleBook::Answer ScheduleBook::slot(const Component &flow, const Schedule &schedule, const QByteArray &zone, Instant now)
{
    Course &course = courseFor(flow, schedule, zone, now);
    course.consider(now);
    offer(course, now);
    keep(course);
    if (std::exchange(course.wereTooMany, false))
        m_outlets.warn(flow, u"more than %1 slots of %2 were missed, and only the latest runs: say with .max how many may "
                             "be caught up with"_s.arg(mostUnasked).arg(course.record().name));
    Answer answer{.next = course.next(now)};
    if (course.current())
        answer.slot = course.current()->slot();
    return answer;
}

Course &ScheduleBook::courseFor(const Component &flow, const Schedule &schedule, const QByteArray &zone, Instant now)
{
    const QString name = nameOf(schedule);
    Course *&asked = m_asked[&flow][name];
    if (asked && asked->schedule() == schedule)
        return *asked;
    const QString full = fullName(flow, name);
    auto &course = m_courses[full];
    if (!course)
        course = restored(full, schedule, zone, now);
    course->follow(schedule, zone, now);
    course->setAsker(&flow);
    asked = course.get();
    return *asked;
}

std::unique_ptr<Course> ScheduleBook::restored(const QString &name, const Schedule &schedule, const QByteArray &zone, Instant now)
{
    auto course = std::make_unique<Course>(schedule, kept(name, schedule, zone, now), seedOf(m_app, name));
    if (course->current()) {
        m_offered[course->current()->slot().text()] = course.get();
        m_open.push_back(course.get());
    }
    return course;
}

KeptCourse ScheduleBook::kept(const QString &name, const Schedule &schedule, const QByteArray &zone, Instant now)
{
    KeptCourse kept;
    if (auto record = m_store.schedule(name)) {
        kept.record = std::move(*record);
        kept.waiting = m_store.slotsToCome(name);
        if (!kept.record.current.isEmpty())
            kept.current = m_store.slot(name, kept.record.current).value_or(SlotRecord());
    } else if (auto before = schedule.was.isEmpty() ? std::nullopt : m_store.schedule(schedule.was)) {
        kept.record = std::move(*before);
        kept.record.current.clear();
    } else {
        kept.record.rule = schedule.rule;
        kept.record.zone = zone;
        kept.record.since = kept.record.considered = now;
    }
    kept.record.name = name;
    return kept;
}

void ScheduleBook::offer(Course &course, Instant now)
{
    if (!course.hasWaiting())
        return;
    const QString before = course.current() ? course.current()->slot().text() : QString();
    if (course.offer(now, openCatchUps() < mostCatchUps)) {
        m_offered.erase(before);
        m_offered[course.current()->slot().text()] = &course;
        if (std::ranges::find(m_open, &course) == m_open.end())
            m_open.push_back(&course);
    } else if (std::ranges::find(m_crowded, &course) == m_crowded.end()) {
        m_crowded.push_back(&course);
    }
}

int ScheduleBook::openCatchUps() const
{
    return int(std::ranges::count_if(m_open, [](const Course *course) {
        return course->current()->kind == SlotKind::CatchUp || course->current()->kind == SlotKind::Backfill;
    }));
}

void ScheduleBook::keep(Course &course)
{
    if (course.decided.empty() && !course.hasMoved)
        return;
    for (const SlotRecord &slot : std::exchange(course.decided, {}))
        m_store.put(slot);
    m_store.put(course.record());
    course.hasMoved = false;
    m_outlets.flush();
}

qint64 ScheduleBook::manual(const Component &flow, const QString &name, Instant now)
{
    const QString full = fullName(flow, name);
    const auto [it, isNew] = m_counters.try_emplace(full);
    ManualCounter &counter = it->second;
    counter.asker = &flow;
    if (!isNew)
        return counter.count;
    if (auto record = m_store.schedule(full); record && record->rule == byHand) {
        counter.count = record->current.toLongLong();
        counter.record = std::move(*record);
    } else {
        counter.record = {.name = full, .flow = flow.path(), .rule = byHand, .zone = "UTC", .since = now, .current = u"0"_s};
        m_store.put(counter.record);
        m_outlets.flush();
    }
    return counter.count;
}

Slot ScheduleBook::raise(ManualCounter &counter, Instant now, const QString &who)
{
    counter.record.current = QString::number(++counter.count);
    const QString time = toDateTime(now, QTimeZone::utc()).toString(u"yyyy-MM-ddThh:mm:ss"_s);
    const SlotRecord slot{.schedule = counter.record.name, .nominal = time, .zone = "UTC", .kind = SlotKind::Manual,
                          .decision = SlotDecision::Offered, .due = now, .decided = now, .reason = who};
    m_store.put(slot);
    m_store.put(counter.record);
    m_outlets.flush();
    if (counter.asker)
        m_outlets.again(*counter.asker);
    return slot.slot();
}

Course *ScheduleBook::courseOf(QByteArrayView props)
{
    if (m_offered.empty())
        return nullptr;
    return findText(props, [this](const QString &text) {
        const auto it = m_offered.find(text);
        return it == m_offered.end() ? nullptr : it->second;
    });
}

void ScheduleBook::runBegan(Course &course, RunId run, Instant now)
{
    m_underWay[run] = &course;
    course.runBegan(run, now);
    keep(course);
}

void ScheduleBook::runEnded(RunId run, const Component &work, Status status, Instant now)
{
    const auto ended = m_underWay.extract(run);
    if (ended.empty())
        return;
    Course &course = *ended.mapped();
    course.runEnded(work, status, now);
    keep(course);
    if (std::ranges::find(m_open, &course) == m_open.end())
        m_open.push_back(&course);
}

void ScheduleBook::tickEnded(bool hasFailed)
{
    if (m_open.empty())
        return;
    bool hasEnded = false;
    std::erase_if(m_open, [&](Course *course) {
        if (!course->flowEnded(hasFailed))
            return false;
        hasEnded = true;
        keep(*course);
        if (course->hasWaiting() || course->rule().countsFromEnd())
            askAgain(*course);
        return true;
    });
    if (hasEnded)
        for (const Course *course : std::exchange(m_crowded, {}))
            askAgain(*course);
}

void ScheduleBook::askAgain(const Course &course)
{
    if (course.asker())
        m_outlets.again(*course.asker());
}

void ScheduleBook::replace(Instant now)
{
    for (const auto &[run, course] : m_underWay)
        if (course->isReplacing(now))
            m_outlets.cancel(run, u"a later slot of %1 replaces it"_s.arg(course->record().name));
}

std::optional<Instant> ScheduleBook::nextReplacement() const
{
    std::optional<Instant> earliest;
    for (const auto &[run, course] : m_underWay)
        if (const auto due = course->schedule().overlap == Overlap::Replace ? course->nextDue() : std::nullopt)
            earliest = std::min(earliest.value_or(Instant::max()), *due);
    return earliest;
}

void ScheduleBook::forget(const Component &flow)
{
    m_asked.erase(&flow);
    for (const auto &[name, course] : m_courses)
        if (course->asker() == &flow)
            course->setAsker(nullptr);
    for (auto &[name, counter] : m_counters)
        if (counter.asker == &flow)
            counter.asker = nullptr;
    for (const Component *child : flow.children())
        forget(*child);
}

QStringList ScheduleBook::names() const
{
    QStringList names;
    for (const auto &[name, course] : m_courses)
        names += name;
    return names;
}

Course &ScheduleBook::named(const QString &name)
{
    const auto it = m_courses.find(name);
    if (it == m_courses.end())
        throw std::invalid_argument(u"No flow has asked for a schedule \"%1\" since the start."_s.arg(name).toStdString());
    return *it->second;
}

void ScheduleBook::pause(const QString &name, Instant now, const QString &note)
{
    Course &course = named(name);
    course.pause(now, note);
    keep(course);
}

void ScheduleBook::resume(const QString &name, Instant now)
{
    Course &course = named(name);
    course.resume(now);
    keep(course);
    askAgain(course);
}

Slot ScheduleBook::trigger(const QString &name, Instant now, const QString &who)
{
    if (const auto counter = m_counters.find(name); counter != m_counters.end())
        return raise(counter->second, now, who);
    Course &course = named(name);
    course.trigger(now, who);
    const Slot slot = course.decided.back().slot();
    keep(course);
    askAgain(course);
    return slot;
}

Slot ScheduleBook::skipNext(const QString &name, Instant now, const QString &who)
{
    Course &course = named(name);
    const Slot slot = course.skipNext(now, who).slot();
    keep(course);
    return slot;
}

QList<Slot> ScheduleBook::backfill(const QString &name, Instant from, Instant to, Instant now, bool isDryRun)
{
    Course &course = named(name);
    std::vector<Nominal> wanted;
    QList<Slot> made;
    for (const Nominal &nominal : nominalsOf(course, from, std::min(to, now))) {
        const auto known = m_store.slot(name, nominal.text());
        if (known && (known->decision == SlotDecision::Ran || known->decision <= SlotDecision::Offered))
            continue;
        wanted.push_back(nominal);
        made += SlotRecord{.schedule = name, .nominal = nominal.text(), .zone = course.zone().id(), .kind = SlotKind::Backfill, .due = nominal.due}.slot();
    }
    if (isDryRun)
        return made;
    course.backfill(wanted);
    keep(course);
    askAgain(course);
    return made;
}

} // namespace once::detail
