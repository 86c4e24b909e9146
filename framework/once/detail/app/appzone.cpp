// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/app/appzone.h>

#include <once/clock.h>

#include <QFile>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

// "2024a"; empty where it cannot be told.
QString zoneRulesVersion()
{
    QFile file(u"/usr/share/zoneinfo/tzdata.zi"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(file.readLine(80)).trimmed().section(u"# version "_s, 1);
}

} // namespace

QTimeZone appZone(Store &store, const QString &wanted, QStringList &warnings)
{
    const QByteArray system = QTimeZone::systemTimeZoneId(), kept = store.setting(u"zone"_s).toUtf8();
    const QByteArray zone = !wanted.isEmpty()                        ? wanted.toUtf8()
        : QTimeZone::isTimeZoneIdAvailable(kept) ? kept
                                                 : system;
    if (zone != kept)
        store.setSetting(u"zone"_s, QString::fromUtf8(zone));
    if (zone != system && wanted.isEmpty())
        warnings += u"the system's time zone is %1, and the days of this app are those of %2, as ever; --tz %1 changes that"_s.arg(
            QString::fromUtf8(system), QString::fromUtf8(zone));
    return QTimeZone(zone);
}

void noteZoneRules(Store &store)
{
    const QString version = zoneRulesVersion(), before = store.setting(u"tzdata"_s);
    if (version.isEmpty() || version == before)
        return;
    store.setSetting(u"tzdata"_s, version);
    if (!before.isEmpty())
        store.put(Activity{.at = SystemClock().now(),
                           .what = u"clock"_s,
                           .subject = {},
                           .actor = u"once"_s,
                           .detail = u"the rules of time zones went from %1 to %2: slots to come are found by them"_s.arg(before, version)});
}

} // namespace once::detail
