// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "counter.h"

void Counter::add(int value)
{
    m_sum += value * 3;
}
