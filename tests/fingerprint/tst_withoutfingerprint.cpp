// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Where there is no fingerprint, because something is in doubt; and what is in doubt is not the program.
#include "changes.h"

#include <once/addfingerprints.h>
#include <once/detail/code/codetable.h>

#include <QFile>
#include <QStandardPaths>
#include <QTest>

#include <elf.h>

#include <cstddef>

using namespace Qt::StringLiterals;

namespace {

const Configuration plain{u"g++ -O1"_s, u"g++"_s, {u"-O1"_s}};

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

Variant original()
{
    return applied({u"nothing"_s});
}

Variant with(const QString &from, const QString &to)
{
    return applied({from, {{u"work.cpp"_s, from, to}}});
}

// Why the program got no table; empty when it did.
QString refusal(const Project &project, const QString &program)
{
    const QByteArray before = read(program);
    try {
        once::addFingerprints(program, project.dependencies());
    } catch (const std::exception &error) {
        return read(program) == before ? QString::fromUtf8(error.what()) : u"the program is another one"_s;
    }
    return {};
}

} // namespace

class WithoutFingerprint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAProgramThatWasGivenNone()
    {
        Project project(plain);
        QCOMPARE(project.run(project.link(original())), QStringList("none"));
    }

    void isAProgramWhoseObjectsHaveNoCodeYet()
    {
        Project project({u"slim"_s, u"g++"_s, {u"-O1"_s, u"-flto"_s, u"-fno-fat-lto-objects"_s}});
        const QString program = project.link(original());
        QVERIFY2(refusal(project, program).contains(u"-ffat-lto-objects"_s), qPrintable(refusal(project, program)));
        QCOMPARE(project.run(program), QStringList("none"));
    }

    void isAProgramOfBitcode()
    {
        if (QStandardPaths::findExecutable(u"clang++"_s).isEmpty() || QStandardPaths::findExecutable(u"ld.lld"_s).isEmpty())
            QSKIP("clang++ and lld are not installed");
        Project project({u"bitcode"_s, u"clang++"_s, {u"-O1"_s, u"-flto"_s}, {u"-fuse-ld=lld"_s}});
        const QString program = project.link(original());
        QVERIFY2(refusal(project, program).contains(u"must be fat"_s), qPrintable(refusal(project, program)));
        QCOMPARE(project.run(program), QStringList("none"));
    }

    void isAProgramWithoutBuildId()
    {
        Project project(plain);
        Variant variant = original();
        variant.linkFlags = {u"-Wl,--build-id=none"_s};
        QVERIFY(refusal(project, project.link(variant)).contains(u"build id"_s));
    }

    void isAProgramThatWasStrippedTooEarly()
    {
        Project project(plain);
        const QString program = project.link(original());
        project.execute(u"strip"_s, {program});
        QVERIFY(refusal(project, program).contains(u"strip"_s));
    }

    void isAProgramWhoseTableLlvmStripHasTaken()
    {
        if (QStandardPaths::findExecutable(u"llvm-strip"_s).isEmpty())
            QSKIP("it is not installed");
        Project project(plain);
        const QString program = project.link(original());
        QCOMPARE(refusal(project, program), QString());
        project.execute(u"llvm-strip"_s, {program});
        QCOMPARE(project.run(program), QStringList("none"));
    }

    void isAProgramWithTheTableOfAnotherBuild()
    {
        Project project(plain);
        const QString program = project.link(original());
        QCOMPARE(refusal(project, program), QString());
        QCOMPARE(project.run(program).value(0).size(), 32);
        QByteArray bytes = read(program);
        const qsizetype table = bytes.indexOf(QByteArrayView(once::detail::TableHeader::expectedMagic));
        QVERIFY(table > 0);
        char &byte = bytes[table + qsizetype(offsetof(once::detail::TableHeader, buildId))];
        byte = char(byte ^ 1);
        QFile::remove(program);
        write(program, bytes);
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        QCOMPARE(project.run(program), QStringList("none"));
    }

    void isAnObjectThatEndsTooEarlyWhereverItDoes()
    {
        Project project(plain);
        const QString program = project.link(original());
        const QString object = project.objects(original()).last();
        const QByteArray whole = read(object);
        for (qsizetype size = 1; size < whole.size() - 64; size += 997) {
            write(object, whole.first(size));
            QVERIFY(!refusal(project, program).isEmpty());
        }
    }

    void isAFunctionWithAReferenceOfAnUnknownKind()
    {
        Project project(plain);
        const QString program = project.link(original());
        const QString object = project.objects(original()).first(); // parts.cpp
        QByteArray bytes = read(object);
        const auto *header = reinterpret_cast<const Elf64_Ehdr *>(bytes.constData());
        for (int i = 0; i < header->e_shnum; ++i) {
            const auto *section = reinterpret_cast<const Elf64_Shdr *>(bytes.constData() + header->e_shoff) + i;
            if (section->sh_type == SHT_RELA) {
                auto *relocation = reinterpret_cast<Elf64_Rela *>(bytes.data() + section->sh_offset);
                relocation->r_info = ELF64_R_INFO(ELF64_R_SYM(relocation->r_info), 77);
            }
        }
        write(object, bytes);
        const QString why = refusal(project, program);
        QVERIFY2(why.isEmpty() || why.contains(u"cannot be read"_s), qPrintable(why));
        QCOMPARE(project.run(program), QStringList("none"));
    }

    void isAFunctionThatUsesOneWhichIsChosenAtTheStart()
    {
        Project project(plain);
        const Variant variant = with(u"static int least("_s,
                                     u"extern \"C\" int (*choose())(int) { return nullptr; }\nextern \"C\" int picked(int) __attribute__((ifunc(\"choose\")));\nstatic int least("_s);
        Variant used = variant;
        used.sources[u"work.cpp"_s].replace(u"checked(value) +"_s, u"(value > 9000 ? picked(value) : 0) + checked(value) +"_s);
        QCOMPARE(project.fingerprint(variant).size(), 32);
        QCOMPARE(project.fingerprint(used), u"none"_s);
    }
};

QTEST_GUILESS_MAIN(WithoutFingerprint)
#include "tst_withoutfingerprint.moc"
