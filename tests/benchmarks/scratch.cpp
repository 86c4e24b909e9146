// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "scratch.h"

#include <QDir>

#include <cerrno>
#include <csignal>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

const QString prefix = u"once-bench-"_s; // and the number of the process

bool isGone(qint64 process)
{
    return process > 0 && ::kill(pid_t(process), 0) != 0 && errno == ESRCH;
}

void removeLeftovers(const QString &place)
{
    for (const QFileInfo &left : QDir(place).entryInfoList({prefix + u'*'}, QDir::Dirs))
        if (isGone(left.fileName().sliced(prefix.size()).toLongLong()))
            QDir(left.filePath()).removeRecursively();
}

} // namespace

Scratch::Scratch() : m_folder(QDir::tempPath() + u'/' + prefix + QString::number(::getpid()))
{
    removeLeftovers(QDir::tempPath());
    if (!QDir().mkpath(m_folder))
        qFatal("%s cannot be made", qPrintable(m_folder));
    qputenv("TMPDIR", m_folder.toLocal8Bit());
}

Scratch::~Scratch() { QDir(m_folder).removeRecursively(); }

} // namespace bench
