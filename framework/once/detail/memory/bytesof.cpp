// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/bytesof.h>

namespace once::detail {

qint64 bytesBeyond(const Json &json)
{
    if (json.is_string())
        return qint64(json.get_ref<const std::string &>().size());
    if (json.is_binary())
        return qint64(json.get_binary().size());
    qint64 bytes = 0;
    if (json.is_object())
        for (const auto &[key, value] : json.items())
            bytes += qint64(key.size());
    if (json.is_structured())
        for (const Json &part : json)
            bytes += qint64(sizeof(Json)) + bytesBeyond(part);
    return bytes;
}

} // namespace once::detail
