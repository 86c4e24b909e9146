// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/callcatalog.h>

#include <once/detail/kept/historycatalog.h>
#include <once/detail/kept/storecatalog.h>

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <cmath>

namespace once {

using namespace Qt::StringLiterals;

bool FunctionSummary::isNamed(const QString &words) const { return name == words || name.endsWith(u'.' + words); }

std::unique_ptr<CallCatalog> CallCatalog::open(const QString &place)
{
    const QFileInfo info(QDir(place).absolutePath());
    const QString folder = info.isDir() ? info.filePath() : info.path();
    if (info.fileName() != "history.db"_L1 && QFileInfo::exists(folder + u"/calls.db"_s))
        return std::make_unique<detail::StoreCatalog>(folder);
    if (!info.exists() || (info.isDir() && !QFileInfo::exists(folder + u"/history.db"_s)))
        throw StoreError(StoreError::Kind::Missing, u"There are no calls in %1."_s.arg(place), u"It has neither a calls.db nor a history.db."_s,
                         u"Give the folder of a call store, or the data folder of an app."_s);
    return std::make_unique<detail::HistoryCatalog>(info.isDir() ? folder + u"/history.db"_s : info.filePath());
}

qint64 bytesFromText(const QString &text)
{
    static const QRegularExpression form(u"^\\s*(\\d+(?:\\.\\d+)?)\\s*([KMGT]?)i?B?\\s*$"_s, QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text);
    const QString unit = match.captured(2).toUpper();
    const auto power = unit.isEmpty() ? 0 : 1 + QStringView(u"KMGT").indexOf(unit.front());
    const double bytes = match.captured(1).toDouble() * std::pow(1024.0, double(power));
    if (!match.hasMatch() || bytes > std::pow(2.0, 62))
        throw std::invalid_argument(u"\"%1\" is no size. Write a number of bytes, or one with K, M, G or T: 500, 2K, 1.5 GB."_s.arg(text).toStdString());
    return qint64(bytes);
}

} // namespace once
