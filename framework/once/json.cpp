// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/json.h>

template class nlohmann::basic_json<>;

namespace once {

QString preview(const Json &json, qsizetype most)
{
    QString text = QString::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
    if (most > 0 && text.size() > most) {
        text.truncate(most - 1);
        text += QChar(0x2026);
    }
    return text;
}

} // namespace once
