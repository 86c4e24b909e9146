// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/code/globals.h>

#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

namespace once::detail {

namespace {

// Q, or Qt as in QtPrivate, and a capital letter.
bool isQts(QStringView name)
{
    const qsizetype begin = name.startsWith(u"Qt") ? 2 : 1;
    return name.startsWith(u'Q') && name.size() > begin && name[begin].isUpper();
}

bool beginsWithOneOf(const auto &text, const auto &prefixes)
{
    return std::ranges::any_of(prefixes, [&text](const char *prefix) { return text.startsWith(QLatin1String(prefix)); });
}

constexpr std::array libraries{"std::", "__gnu_cxx::", "__cxxabiv1::", "once::", "nlohmann::", "qt_", "__"};

} // namespace

bool mayBeWritten(QByteArrayView name)
{
    // Guards of variables that are initialised late, and tables of types.
    static constexpr std::array<const char *, 9> compilers{"_ZGV", "_ZTV", "_ZTI", "_ZTS", "_ZTT", "_ZTC", "_ZTH", "DW.ref.", ".L"};
    if (std::ranges::any_of(compilers, [name](const char *prefix) { return name.startsWith(prefix); }))
        return false;
    const QString readable = demangled(name);
    return !beginsWithOneOf(readable, libraries) && !isQts(readable) && !readable.endsWith(QLatin1String("()::category"));
}

bool belongsToLibrary(const QString &readable)
{
    static constexpr std::array mangled{"St", "Sa", "Ss", "4once", "9__gnu_cxx", "8nlohmann"};
    if (!readable.startsWith(QLatin1String("_Z")))
        return beginsWithOneOf(readable, libraries) || isQts(readable);
    const auto begin = std::ranges::find_if(readable, [](QChar c) { return !QStringView(u"_ZNK").contains(c); });
    return beginsWithOneOf(readable.sliced(begin - readable.begin()), mangled); // too much for the demangler
}

QString demangled(QByteArrayView name)
{
    if (!name.startsWith("_Z")) // a global of C++ without a namespace, whose name would be read as that of a type
        return QString::fromUtf8(name);
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(abi::__cxa_demangle(name.toByteArray().constData(), nullptr, nullptr, &status), &std::free);
    return QString::fromUtf8(text ? QByteArrayView(text.get()) : name);
}

} // namespace once::detail
