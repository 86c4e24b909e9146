// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What stands for the code of a work, and which variables that code uses.
#include <once/codeidentity.h>
#include <once/dependency.h>
#include <once/detail/tree/runtime.h>
#include <once/work.h>

#include <QUuid>

#include <algorithm>

namespace once {

using namespace Qt::StringLiterals;

namespace {

const QString &thisStart()
{
    static const QString id = QUuid::createUuid().toString(QUuid::Id128).first(8);
    return id;
}

} // namespace

// A variable that is neither a prop nor a state may be another one at the next start.
QString Work::identifyCode()
{
    const auto fingerprint = fingerprintOf(m_signature.code);
    QString identity = codeIdentity(m_options.version, fingerprint);
    if (!fingerprint)
        return identity;
    if (!m_signature.arguments.isEmpty())
        identity += u", arguments "_s + Digest::of(m_signature.arguments).toShortHex();
    QList<Global> globals = fingerprint->globals;
    globals.removeIf([](const Global &global) { return global.mayBeConstant; });
    const QStringList variables = undeclared(globals, m_options.dependsOn, m_options.ignores);
    if (variables.isEmpty())
        return identity;
    runtime().warnOnce(*this, u"%1 uses the variable %2, which is no prop and no state: what it has done counts until the app ends, and "
                              "not at the next start. Pass it as a prop, or name it in .dependsOn; or in .ignores, when "
                              "nothing depends on it"_s.arg(belowRoot(path()), variables.join(u", "_s)));
    return identity + u", this start "_s + thisStart();
}

} // namespace once
