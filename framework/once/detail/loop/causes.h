// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/detail/loop/origins.h>
#include <once/work.h>

namespace once::detail {

// Why a call that is about to run does so: a pure function of what the work knows at that moment.
Cause causeOf(const Work &work, const Call &call, QByteArrayView props, const Origins &origins);

// The indexes of the parts of two encodings of props that differ; of all when their number does.
std::vector<std::size_t> changedProps(QByteArrayView then, QByteArrayView now);

// How a prop is called: by its given name, or "#1".
QString propName(const QStringList &names, std::size_t index);

} // namespace once::detail
