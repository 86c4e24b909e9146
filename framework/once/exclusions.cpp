// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/rule.h>

#include <once/detail/rules/dates.h>

#include <algorithm>
#include <variant>

namespace once {

using namespace Qt::StringLiterals;

struct Exclusions::Private
{
    using Meaning = std::variant<detail::DayRange, Rule, std::shared_ptr<const detail::DayFile>>;
    struct Entry
    {
        QString text;
        Meaning meaning;

        bool holds(Nominal::Time time) const;
    };

    static Meaning parse(const QString &text);
    const Entry *entryFor(Nominal::Time time) const;

    std::vector<Entry> entries;
};

namespace {

// A calendar rule without a time of the day stands for whole days.
Rule ruleForExclusion(const QString &text)
{
    try {
        return Rule(text.isEmpty() ? text : text + " *:*:*"_L1);
    } catch (const RuleError &) {
        return Rule(text);
    }
}

} // namespace

Exclusions::Private::Meaning Exclusions::Private::parse(const QString &text)
{
    constexpr auto file = "file:"_L1;
    if (text.startsWith(file))
        return std::make_shared<const detail::DayFile>(text.sliced(file.size()));
    if (const auto days = detail::DayRange::parse(text))
        return *days;
    const Rule rule = ruleForExclusion(text);
    if (rule.isInterval())
        throw RuleError(
            0,
            u"An interval names no times that could be left out. Try a date, a range of dates or a cron rule."_s);
    return rule;
}

bool Exclusions::Private::Entry::holds(Nominal::Time time) const
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    if (const auto *range = std::get_if<detail::DayRange>(&meaning))
        return range->contains(day);
    if (const auto *rule = std::get_if<Rule>(&meaning))
        return rule->matches(time);
    return std::get<std::shared_ptr<const detail::DayFile>>(meaning)->contains(day);
}

const Exclusions::Private::Entry *Exclusions::Private::entryFor(Nominal::Time time) const
{
    const auto found =
        std::ranges::find_if(entries, [time](const Entry &entry) { return entry.holds(time); });
    return found == entries.end() ? nullptr : &*found;
}

Exclusions::Exclusions(const QStringList &entries)
{
    auto made = std::make_shared<Private>();
    for (const QString &entry : entries)
        made->entries.push_back({entry.trimmed(), Private::parse(entry.trimmed())});
    d = std::move(made);
}

// One that stands for several in a gap is left out when they all are.
std::optional<QString> Exclusions::reasonFor(const Nominal &nominal) const
{
    const auto *entry = d ? d->entryFor(nominal.time) : nullptr;
    const auto isExcluded = [this](Nominal::Time time) { return d->entryFor(time) != nullptr; };
    if (!entry || !std::ranges::all_of(nominal.merged, isExcluded))
        return {};
    return entry->text;
}

} // namespace once
