// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/refusal.h>

#include <QRegularExpression>

#include <cstdio>
#include <numeric>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

ExitCode exitCodeOf(StoreError::Kind kind)
{
    switch (kind) {
    case StoreError::Kind::Missing:
        return NoSuch;
    case StoreError::Kind::Unreadable:
    case StoreError::Kind::Locked:
        return Refused;
    case StoreError::Kind::Newer:
    case StoreError::Kind::NotAHistory:
    case StoreError::Kind::Damaged:
    case StoreError::Kind::Broken:
        return DamagedOrNewer;
    case StoreError::Kind::Full:
        break;
    }
    return FailedOtherwise;
}

// How many letters have to be put in, left out, replaced, or swapped with their neighbour.
int distance(const QString &from, const QString &to)
{
    std::vector<int> before, last(std::size_t(to.size()) + 1), row(last.size());
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < to.size(); ++j) {
            const auto at = std::size_t(j);
            row[at + 1] = std::min({row[at] + 1, last[at + 1] + 1, last[at] + (from[i] != to[j])});
            if (i > 0 && j > 0 && from[i] == to[j - 1] && from[i - 1] == to[j])
                row[at + 1] = std::min(row[at + 1], before[at - 1] + 1);
        }
        before = std::exchange(last, row);
    }
    return last.back();
}

} // namespace

Refusal Refusal::of(const StoreError &error)
{
    return {exitCodeOf(error.kind), error.happened, error.why, error.attempt};
}

int tell(const Refusal &refusal)
{
    const QString text =
        u"error: %1\nbecause: %2\ntry: %3\n"_s.arg(refusal.happened, refusal.why, refusal.attempt);
    std::fputs(qUtf8Printable(text), stderr);
    return refusal.exitCode;
}

QString nearest(const QString &typed, const QStringList &names)
{
    const auto begins = [&typed](const QString &name) { return typed.size() > 1 && name.startsWith(typed); };
    if (const auto longer = std::ranges::find_if(names, begins); longer != names.end())
        return *longer;
    QString best;
    int bestDistance = std::max(1, int(typed.size()) / 3) + 1;
    for (const QString &name : names) {
        if (const int far = distance(typed, name); far < bestDistance) {
            bestDistance = far;
            best = name;
        }
    }
    return best;
}

QTimeZone zoneNamed(const QString &name)
{
    const QByteArray id = name.toUtf8();
    if (QTimeZone::isTimeZoneIdAvailable(id))
        return QTimeZone(id);
    QStringList known;
    for (const QByteArray &zone : QTimeZone::availableTimeZoneIds())
        known += QString::fromUtf8(zone);
    const QString meant = nearest(name, known);
    throw Refusal{WrongUsage, u"There is no zone \"%1\"."_s.arg(name), u"Zones are named by a continent and a city of theirs."_s,
                  u"--tz "_s + (meant.isEmpty() ? u"Europe/Berlin"_s : meant)};
}

QString shellQuoted(const QString &argument)
{
    static const QRegularExpression plain(u"\\A[\\w@%+=:,./-]+\\z"_s);
    if (plain.match(argument).hasMatch())
        return argument;
    QString quoted = argument;
    return u'\'' + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace once::detail
