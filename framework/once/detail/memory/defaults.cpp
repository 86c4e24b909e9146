// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/memory/defaults.h>

#include <once/describe.h>

#include <cxxabi.h>

namespace once::detail {

void Defaults::throwMisfit(std::size_t index, const Json &json, const std::type_info &type)
{
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    throw std::logic_error("once: default " + std::to_string(index + 1) + ", " + preview(json, 40).toStdString() + ", is no "
                           + (status == 0 ? name.get() : type.name()) + ", as the parameter is");
}

} // namespace once::detail
