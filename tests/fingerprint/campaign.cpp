// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// fingerprint-campaign LOG COUNT [PART PARTS]: changes small programs by one word at a time, and compares what they print and what
// their fingerprints are. A change of the output that left the fingerprint as it was is what must never happen. Goes on
// where an earlier one with the same log has ended.
#include "mutations.h"

#include <once/addfingerprints.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace {

struct Built
{
    bool isCompiled = false, hasEnded = false;
    QByteArray object; // digest
    QByteArray fingerprint, output;
};

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

bool run(const QString &program, const QStringList &arguments, const QString &folder, int seconds, QByteArray *output = nullptr)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    const bool hasFinished = process.waitForFinished(seconds * 1000);
    if (!hasFinished) {
        process.kill();
        process.waitForFinished();
    }
    if (output)
        *output = process.readAllStandardOutput();
    return hasFinished && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

// Builds and runs sources, one after the other, in a folder of its own.
class Workshop
{
public:
    Workshop()
    {
        QFile::copy(u"" SEEDS "/../seed.h"_s, m_folder.filePath(u"seed.h"_s));
        m_flags = QString::fromUtf8(CAMPAIGN_FLAGS).split(u' ', Qt::SkipEmptyParts);
        if (!run(u"g++"_s, m_flags + QStringList{u"-x"_s, u"c++-header"_s, u"seed.h"_s, u"-o"_s, u"seed.h.gch"_s}, m_folder.path(), 1000))
            qFatal("the precompiled header cannot be built");
    }

    Built build(QString source, const Built *original)
    {
        source.replace(u"#include \"../seed.h\""_s, u"#include \"seed.h\""_s);
        write(m_folder.filePath(u"work.cpp"_s), source.toUtf8());
        Built built;
        built.isCompiled = run(u"g++"_s, m_flags + QStringList{u"-include"_s, u"seed.h"_s, u"-c"_s, u"work.cpp"_s, u"-o"_s, u"work.o"_s}, m_folder.path(), 1000);
        if (!built.isCompiled)
            return built;
        built.object = QCryptographicHash::hash(read(m_folder.filePath(u"work.o"_s)), QCryptographicHash::Sha1);
        if (original && built.object == original->object)
            return *original;
        built.isCompiled = link();
        QByteArray output;
        built.hasEnded = run(m_folder.filePath(u"work"_s), {}, m_folder.path(), 8, &output);
        const qsizetype end = output.indexOf('\n');
        built.fingerprint = output.first(std::max<qsizetype>(end, 0));
        built.output = output.sliced(end + 1);
        return built;
    }

private:
    bool link()
    {
        const QStringList arguments = QString::fromUtf8(CAMPAIGN_LINK).split(u' ', Qt::SkipEmptyParts);
        if (!run(u"g++"_s, QStringList{u"-o"_s, u"work"_s, u"work.o"_s} + arguments + QStringList{u"-Wl,--build-id"_s, u"-Wl,--dependency-file=work.linked"_s}, m_folder.path(), 1000))
            return false;
        const QString before = QDir::currentPath();
        QDir::setCurrent(m_folder.path());
        once::addFingerprints(u"work"_s, u"work.linked"_s);
        QDir::setCurrent(before);
        return true;
    }

    QTemporaryDir m_folder;
    QStringList m_flags;
};

// One word for what became of a mutation.
QByteArray verdict(const Mutation &mutation, const Built &original, const Built &built)
{
    if (!built.isCompiled)
        return "refused";
    if (built.object == original.object)
        return "sameobject";
    const bool isOther = built.fingerprint != original.fingerprint || built.fingerprint == "none";
    if (mutation.isIdle)
        return isOther ? "spurious" : "idle";
    const bool printsOther = built.output != original.output || built.hasEnded != original.hasEnded;
    if (printsOther)
        return isOther ? "noticed" : "MISSED";
    return isOther ? "equalbutother" : "equal";
}

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3 && argc != 5)
        qFatal("usage: fingerprint-campaign LOG COUNT [PART PARTS]");
    QFile log(QFile::decodeName(argv[1]));
    if (!log.open(QFile::ReadWrite | QFile::Text))
        qFatal("the log cannot be written");
    QMap<QByteArray, int> counts;
    QSet<QByteArray> done;
    for (const QByteArray &line : log.readAll().split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() < 3)
            continue;
        done.insert(words[0] + ' ' + words[1]);
        ++counts[words[2]];
    }
    Workshop workshop;
    const int most = std::atoi(argv[2]), part = argc > 3 ? std::atoi(argv[3]) : 0, parts = argc > 3 ? std::atoi(argv[4]) : 1;
    struct Seed
    {
        QString name, source;
        Built original;
        QList<Mutation> mutations;
    };
    QList<Seed> seeds;
    for (const QString &name : QDir(u"" SEEDS ""_s).entryList({u"*.cpp"_s})) {
        const QString source = QString::fromUtf8(read(u"" SEEDS "/"_s + name));
        seeds.append({name, source, workshop.build(source, nullptr), mutationsOf(source)});
        if (!seeds.last().original.hasEnded || seeds.last().original.fingerprint == "none")
            qFatal("%s does not run, or has no fingerprint", qPrintable(name));
    }
    for (qsizetype i = 0, count = done.size(), left = seeds.size(); count < most && left > 0; ++i) {
        left = 0;
        for (const Seed &seed : seeds) {
            if (i >= seed.mutations.size() || count >= most)
                continue;
            ++left;
            if (i % parts != part)
                continue;
            const QByteArray id = seed.name.toUtf8() + ' ' + QByteArray::number(i);
            if (done.contains(id))
                continue;
            const Mutation &mutation = seed.mutations[i];
            const QByteArray word = verdict(mutation, seed.original, workshop.build(mutation.in(seed.source), &seed.original));
            ++counts[word];
            ++count;
            log.write(id + ' ' + word + ' ' + QByteArray::number(mutation.at) + ' ' + seed.source.mid(mutation.at, mutation.length).toUtf8() + " -> " + mutation.by.toUtf8().replace('\n', ' ') + '\n');
            log.flush();
        }
    }
    for (auto it = counts.begin(); it != counts.end(); ++it)
        std::printf("%-14s %d\n", it.key().constData(), it.value());
    return counts.value("MISSED") > 0 ? 1 : 0;
}
