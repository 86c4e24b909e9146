// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/component.h>

#include <once/detail/tree/runtime.h>
#include <once/work.h>

#include <cxxabi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace once {

Component::Component() : m_runtime(&detail::inPlaceRuntime()) {}

Component::~Component()
{
    detach();
}

void Component::detach()
{
    if (!m_parent)
        return;
    auto &siblings = m_parent->m_children;
    siblings.erase(siblings.back() == this ? siblings.end() - 1 : std::ranges::find(siblings, this)); // mostly one of the ends
    m_parent->m_childNames.remove(m_name);
    m_parent = nullptr;
}

// A few names are compared in less than it takes to hash one, and need no memory.
bool Component::hasChild(const QString &name)
{
    constexpr std::size_t many = 32;
    if (m_children.size() < many)
        return std::ranges::find(m_children, name, &Component::name) != m_children.end();
    if (m_childNames.isEmpty())
        for (const Component *child : m_children)
            m_childNames.insert(child->m_name);
    return m_childNames.contains(name);
}

QString Component::path() const
{
    if (!m_path.isEmpty())
        return m_path;
    return m_parent ? m_parent->path() + u'.' + m_name : m_name;
}

QString Component::typeName() const
{
    if (!m_type)
        return {};
    const std::unique_ptr<char, decltype(&std::free)> name(abi::__cxa_demangle(m_type->name(), nullptr, nullptr, nullptr),
                                                           std::free);
    return QString::fromUtf8(name ? name.get() : m_type->name());
}

void Component::adopt(Component *parent, const QString &name, const std::type_info &type)
{
    const auto refuse = [&](const char *why) {
        throw std::logic_error(QStringLiteral("once: \"%1\" cannot be the name of a component: %2")
                                   .arg(name, QLatin1StringView(why))
                                   .toStdString());
    };
    if (name.isEmpty() || name.contains(u'.'))
        refuse("a name has at least one character, and no dot");
    if (dynamic_cast<Work *>(parent))
        refuse("it would be below a work; works and flows are members of flows");
    m_name = name;
    m_type = &type;
    m_parent = parent;
    if (!parent)
        return;
    if (parent->hasChild(name)) {
        m_parent = nullptr;
        refuse("a sibling has it already");
    }
    parent->m_children.push_back(this);
    if (!parent->m_childNames.isEmpty())
        parent->m_childNames.insert(name);
    if (parent->m_runtime != m_runtime)
        attach(*parent->m_runtime);
}

void Component::checkReach() const
{
    const Component *quiet = m_runtime->scope->top;
    if (!quiet)
        return;
    for (const Component *component = this; component; component = component->m_parent)
        if (component == quiet)
            return;
    throw std::logic_error(QStringLiteral("once: %1 is a quiet flow and would not notice when %2 changes, which is not "
                                          "below it; pass the value as an argument")
                               .arg(quiet->path(), path())
                               .toStdString());
}

void Component::attach(detail::Runtime &runtime)
{
    m_path = path();
    m_runtime = &runtime;
    m_hasChanged = true;
    for (Component *child : m_children)
        child->attach(runtime);
}

} // namespace once
