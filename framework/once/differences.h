// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/json.h>

#include <QList>

namespace once {

// A difference between two values, at a path such as "opts.layers.2".
struct Change
{
    enum class Kind { Added, Removed, Changed };

    QString path; // counts elements as they are now; as they were then for what was removed. Empty: the whole
    Kind kind = Kind::Changed;
    Json then, now;

    bool operator==(const Change &) const = default;
};

// All leaves in which two values differ, in the order of `now`. As in keys, 1 and 1.0 differ, and NaN is one
// value. Arrays are aligned first, so that one element put at the front is one change. Cost: quadratic in the
// length of what differs in arrays up to 2,000 elements, linear beyond. Any thread.
QList<Change> differences(const Json &then, const Json &now);

// Whether two values have the same encoding.
bool isSame(const Json &one, const Json &other);

} // namespace once
