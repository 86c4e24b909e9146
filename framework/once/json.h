// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QTime>
#include <QTimeZone>

#include <nlohmann/json.hpp>

#include <chrono>
#include <concepts>
#include <optional>

// Conversions of Qt's value types, for nlohmann/json. Text is UTF-8, dates and times are ISO 8601, with the zone in
// brackets where there is one (RFC 9557), byte arrays are base64, an empty optional is null. Converting from JSON
// of another form throws nlohmann's type_error.

extern template class nlohmann::basic_json<>; // compiled once, in json.cpp: it would take every file two seconds

NLOHMANN_JSON_NAMESPACE_BEGIN

template <>
struct adl_serializer<QString>
{
    static void to_json(json &j, const QString &text) { j = text.toStdString(); }
    static void from_json(const json &j, QString &text)
    {
        text = QString::fromStdString(j.get_ref<const std::string &>());
    }
};

template <>
struct adl_serializer<QByteArray>
{
    static void to_json(json &j, const QByteArray &bytes) { j = bytes.toBase64().toStdString(); }
    static void from_json(const json &j, QByteArray &bytes)
    {
        bytes = QByteArray::fromBase64(QByteArray::fromStdString(j.get_ref<const std::string &>()));
    }
};

template <typename Moment>
    requires std::same_as<Moment, QDate> || std::same_as<Moment, QTime>
struct adl_serializer<Moment>
{
    static constexpr Qt::DateFormat format = std::same_as<Moment, QDate> ? Qt::ISODate : Qt::ISODateWithMs;

    static void to_json(json &j, const Moment &moment) { j = moment.toString(format); }
    static void from_json(const json &j, Moment &moment) { moment = Moment::fromString(j.get<QString>(), format); }
};

template <>
struct adl_serializer<QDateTime>
{
    static void to_json(json &j, const QDateTime &moment)
    {
        if (moment.timeSpec() == Qt::UTC) {
            j = moment.toString(Qt::ISODateWithMs);
            return;
        }
        // Without the offset the text would name two instants in the hour that comes twice a year.
        QString text = moment.toOffsetFromUtc(moment.offsetFromUtc()).toString(Qt::ISODateWithMs);
        if (moment.timeSpec() == Qt::TimeZone)
            text += QLatin1Char('[') + QString::fromLatin1(moment.timeZone().id()) + QLatin1Char(']');
        j = text;
    }
    static void from_json(const json &j, QDateTime &moment)
    {
        const QString text = j.get<QString>();
        const QString zone = text.section(QLatin1Char('['), 1).chopped(text.endsWith(QLatin1Char(']')));
        moment = QDateTime::fromString(text.section(QLatin1Char('['), 0, 0), Qt::ISODateWithMs);
        if (!zone.isEmpty())
            moment = moment.toTimeZone(QTimeZone(zone.toLatin1()));
    }
};

template <typename Rep, typename Period>
struct adl_serializer<std::chrono::duration<Rep, Period>>
{
    static void to_json(json &j, std::chrono::duration<Rep, Period> duration) { j = duration.count(); }
    static void from_json(const json &j, std::chrono::duration<Rep, Period> &duration)
    {
        duration = std::chrono::duration<Rep, Period>(j.get<Rep>());
    }
};

template <typename T>
struct adl_serializer<std::optional<T>>
{
    static void to_json(json &j, const std::optional<T> &value)
    {
        if (value)
            j = *value;
        else
            j = nullptr;
    }
    static void from_json(const json &j, std::optional<T> &value)
    {
        if (j.is_null())
            value.reset();
        else
            value = j.get<T>();
    }
};

// Maps become objects, in the order of their keys.
template <template <typename, typename> typename Map, typename T>
    requires std::same_as<Map<QString, T>, QMap<QString, T>> || std::same_as<Map<QString, T>, QHash<QString, T>>
struct adl_serializer<Map<QString, T>>
{
    static void to_json(json &j, const Map<QString, T> &map)
    {
        j = json::object();
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            j[it.key().toStdString()] = it.value();
    }
    static void from_json(const json &j, Map<QString, T> &map)
    {
        map.clear();
        for (const auto &[key, value] : j.items())
            map.insert(QString::fromStdString(key), value.template get<T>());
    }
};

NLOHMANN_JSON_NAMESPACE_END

namespace once {

using Json = nlohmann::json;

// A type whose values can travel as JSON: as state, as results. Your own types join with
// ONCE_DESCRIBE (see describe.h) or nlohmann's macros.
template <typename T>
concept Jsonable = std::default_initializable<T> && std::copyable<T> && requires(Json j, const T &in, T &out) {
    j = in;
    j.get_to(out);
};

// One line of JSON for people: floats in their shortest form that reads back equal, invalid UTF-8
// replaced, a File or Folder as its name and size, nothing thrown. Cut to `most` characters with an ellipsis when that is not 0.
QString preview(const Json &json, qsizetype most = 0);

} // namespace once
