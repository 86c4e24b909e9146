// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "project.h"

#include <once/addfingerprints.h>
#include <once/digest.h>

#include <QDir>
#include <QFile>
#include <QProcess>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace {

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void write(const QString &path, const QString &text)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly))
        throw std::runtime_error(path.toStdString());
    file.write(text.toUtf8());
}

QString outputOf(const QString &program, const QStringList &arguments, const QString &folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    if (!process.waitForFinished(600'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        throw std::runtime_error((program + u' ' + arguments.join(u' ') + u": "_s).toStdString() + process.readAllStandardError().toStdString());
    return QString::fromUtf8(process.readAllStandardOutput());
}

} // namespace

Project::Project(Configuration configuration) : m_configuration(std::move(configuration)) {}

QMap<QString, QString> Project::originalSources()
{
    QMap<QString, QString> sources;
    const QDir folder(u"" PROJECT ""_s);
    for (const QString &name : folder.entryList(QDir::Files))
        sources.insert(name, read(folder.filePath(name)));
    return sources;
}

void Project::execute(const QString &program, const QStringList &arguments) const
{
    outputOf(program, arguments, m_folder.path());
}

QString Project::object(const Variant &variant, const QString &source)
{
    const QStringList flags = m_configuration.flags + variant.flags;
    const QString all = QStringList{flags.join(u' '), variant.folder, source, variant.sources[u"parts.h"_s], variant.sources[source]}.join(u'\n');
    QString &object = m_objects[all.toUtf8()];
    if (!object.isEmpty())
        return object;
    object = path(u"%1-%2.o"_s.arg(source).arg(m_objects.size()));
    const QDir folder(path(variant.folder));
    folder.mkpath(u"."_s);
    for (auto it = variant.sources.begin(); it != variant.sources.end(); ++it)
        write(folder.filePath(it.key()), it.value());
    outputOf(m_configuration.compiler, QStringList{u"-std=c++20"_s, u"-ffunction-sections"_s, u"-fdata-sections"_s} + flags + QStringList{u"-c"_s, source, u"-o"_s, object}, folder.path());
    return object;
}

QStringList Project::objects(const Variant &variant)
{
    QStringList objects;
    for (const QString &source : variant.sources.keys())
        if (source.endsWith(u".cpp"_s) && source != u"library.cpp"_s)
            objects.append(object(variant, source));
    if (variant.isReversed)
        std::reverse(objects.begin(), objects.end());
    return objects;
}

QString Project::library(const Variant &variant, const QString &object)
{
    const QString file = path(m_configuration.hasSharedLibrary ? u"libuser.so"_s : u"libuser.a"_s);
    QFile::remove(file);
    if (m_configuration.hasSharedLibrary)
        execute(m_configuration.compiler, m_configuration.flags + QStringList{u"-shared"_s, u"-Wl,--build-id"_s, object, u"-o"_s, file});
    else
        execute(m_configuration.flags.contains(u"-flto"_s) ? u"gcc-ar"_s : u"ar"_s, {u"rcs"_s, file, object});
    Q_UNUSED(variant)
    return file;
}

QString Project::link(const Variant &variant)
{
    const QString program = path(u"work"_s);
    QStringList arguments = m_configuration.flags + variant.flags + objects(variant);
    arguments += library(variant, object(variant, u"library.cpp"_s));
    arguments += QString::fromUtf8(PRINTER).split(u' ', Qt::SkipEmptyParts);
    arguments += {u"-Wl,--build-id"_s, u"-Wl,-rpath,"_s + m_folder.path(), u"-Wl,--dependency-file="_s + dependencies(), u"-o"_s, program};
    execute(m_configuration.compiler, arguments + m_configuration.linkFlags + variant.linkFlags);
    return program;
}

QStringList Project::run(const QString &program, const QStringList &arguments) const
{
    return outputOf(program, arguments, m_folder.path()).split(u'\n', Qt::SkipEmptyParts);
}

QStringList Project::printed(const Variant &variant)
{
    try {
        const QString program = link(variant);
        once::addFingerprints(program, dependencies());
        if (variant.isStripped)
            execute(u"strip"_s, {program});
        return run(program);
    } catch (const std::exception &error) {
        return {u"error: "_s + QString::fromUtf8(error.what())};
    }
}

QString Project::fingerprint(const Variant &variant)
{
    return printed(variant).value(0);
}
