// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
// must say: once: a number of more than 8 bytes would lose digits
#include <once/memory.h>

using namespace once;

double half(long double x) { return double(x / 2); }

void sample(const Memory &memory) { memory.cache(QStringLiteral("half"), half)(1.0L); }
