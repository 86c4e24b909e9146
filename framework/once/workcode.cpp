// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// What stands for the code of a work, and which variables that code uses.
#include <once/codeidentity.h>
#include <once/detail/tree/runtime.h>
#include <once/work.h>

#include <QUuid>

#include <algorithm>

namespace once {

using namespace Qt::StringLiterals;

namespace {

bool isDependency(const Global &global, const WorkOptions &options)
{
    return std::ranges::any_of(options.dependsOn, [&global](const Dependency &dependency) {
        const auto address = reinterpret_cast<quintptr>(dependency.variable);
        return address && address - global.address < quintptr(global.size);
    });
}

bool isIgnored(const Global &global, const WorkOptions &options)
{
    return std::ranges::any_of(options.ignores, [&global](const QString &name) {
        return global.name == name || global.name.endsWith(u"::"_s + name);
    });
}

QStringList undeclared(const QList<Global> &globals, const WorkOptions &options)
{
    QStringList names;
    for (const Global &global : globals)
        if (!global.mayBeConstant && !isDependency(global, options) && !isIgnored(global, options))
            names.append(global.name);
    names.removeDuplicates();
    return names;
}

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
    const QStringList variables = undeclared(fingerprint->globals, m_options);
    if (variables.isEmpty())
        return identity;
    runtime().warnOnce(*this, u"%1 uses the variable %2, which is no prop and no state: what it has done counts until the app ends, and "
                              "not at the next start. Pass it as a prop, or name it in .dependsOn; or in .ignores, when "
                              "nothing depends on it"_s.arg(belowRoot(path()), variables.join(u", "_s)));
    return identity + u", this start "_s + thisStart();
}

} // namespace once
