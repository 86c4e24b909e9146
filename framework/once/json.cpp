// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/json.h>

#include <QLocale>

template class nlohmann::basic_json<>;

namespace once {

using namespace Qt::StringLiterals;


namespace {

// As a name and a size, where it stands for a file or a folder (see file.h).
Json withoutDigests(const Json &json)
{
    if (!json.is_structured())
        return json;
    if (json.is_object() && json.size() == 3 && json.contains("digest") && json.contains("size"))
        for (const char *key : {"once:file", "once:folder"})
            if (const auto name = json.find(key); name != json.end() && name->is_string() && json["size"].is_number_integer())
                return u"%1, %2"_s.arg(name->get<QString>(), QLocale::c().formattedDataSize(json["size"].get<qint64>())).toStdString();
    Json result = json;
    for (Json &part : result)
        part = withoutDigests(part);
    return result;
}

QString dumped(const Json &json)
{
    return QString::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

QString preview(const Json &json, qsizetype most)
{
    QString text = dumped(json);
    if (text.contains("\"once:fi"_L1) || text.contains("\"once:fo"_L1))
        text = dumped(withoutDigests(json));
    if (most > 0 && text.size() > most) {
        text.truncate(most - 1);
        text += QChar(0x2026);
    }
    return text;
}

} // namespace once
