// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/codecs/valuetype.h>

#include <cxxabi.h>

#include <cstdlib>

namespace once::detail {

using namespace Qt::StringLiterals;

QString ValueType::name() const
{
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(info.name(), nullptr, nullptr, nullptr),
                                                           &std::free);
    return QString::fromUtf8(name ? name.get() : info.name());
}

const AnyArray &named(const AnyArrays &arrays, const QString &name)
{
    const auto array = arrays.constFind(name);
    if (array == arrays.constEnd())
        throw FormatError(u"it has no array %1"_s.arg(name));
    return *array;
}

} // namespace once::detail
