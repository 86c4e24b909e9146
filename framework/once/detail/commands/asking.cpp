// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/asking.h>

#include <once/detail/commands/refusal.h>
#include <once/detail/kept/folderlock.h>

#include <QFileInfo>

#include <cstdio>

namespace once::detail {

using namespace Qt::StringLiterals;

void print(const QString &text) { std::fputs(qUtf8Printable(text), stdout); }

QString dataFolderOf(const Target &target) { return QFileInfo(target.history).absolutePath(); }

std::unique_ptr<History> openHistory(const Target &target)
{
    if (!QFileInfo::exists(target.history))
        throw Refusal{NoSuch, u"%1 has no history yet."_s.arg(target.name),
                      u"There is no %1."_s.arg(target.history), target.start};
    return History::open(target.history);
}

namespace {

Refusal notSteerable(const Target &target)
{
    if (const qint64 pid = FolderLock::holder(dataFolderOf(target)))
        return {NotRunning, u"%1 does not answer."_s.arg(target.name),
                u"Process %1 has its data folder, but cannot be reached."_s.arg(pid),
                u"kill -INT %1, to have it end in good order"_s.arg(pid)};
    return {NotRunning, u"%1 does not run."_s.arg(target.name),
            u"No process has its data folder %1."_s.arg(dataFolderOf(target)), target.start};
}

Refusal refusedBy(const Target &target, const char *verb, const QString &code, const QString &sentence)
{
    const ExitCode exitCode = code == u"noSuch" ? NoSuch : code == u"wrongArguments" ? WrongUsage : Refused;
    const QString attempt = verb == "do"_L1 ? target.toType(u"do"_s) + u", which lists what it offers"_s : target.toType(u"status"_s);
    return {exitCode, u"%1 refuses."_s.arg(target.name), sentence, attempt};
}

} // namespace

Json answerOf(ControlClient &app, const Target &target, const char *verb, Json more)
{
    const auto answer = app.ask(QString::fromLatin1(verb), std::move(more));
    if (!answer && app.refusal().is_object())
        throw refusedBy(target, verb, app.refusal().value("code", QString()), app.refusal().value("text", QString()));
    if (!answer)
        throw notSteerable(target);
    return *answer;
}

} // namespace once::detail
