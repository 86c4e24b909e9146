// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <vector>

// Words as main() gets them, behind the name of the program.
class Arguments
{
public:
    Arguments(const QStringList &words, const QByteArray &program = "program")
    {
        m_bytes.append(program);
        for (const QString &word : words)
            m_bytes.append(word.toLocal8Bit());
        for (QByteArray &bytes : m_bytes)
            m_pointers.push_back(bytes.data());
        m_pointers.push_back(nullptr);
    }

    int count() const { return int(m_bytes.size()); }
    char **data() { return m_pointers.data(); }

private:
    QList<QByteArray> m_bytes;
    std::vector<char *> m_pointers;
};
