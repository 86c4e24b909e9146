// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/memory.h>

namespace once {

Memory::Memory(const QString &folder, MemoryOptions options) : Memory(folder, false, options) {}

Memory Memory::inProcess(MemoryOptions options) { return Memory(QString(), false, options); }

Memory Memory::off(MemoryOptions options) { return Memory(QString(), true, options); }

Memory::Memory(const QString &folder, bool isOff, const MemoryOptions &options)
    : m_recall(std::make_shared<detail::Recall>(folder, isOff, options))
{
    detail::publish(m_recall);
}

} // namespace once
