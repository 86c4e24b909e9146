// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/command.h>

#include <once/detail/files/filestore.h>
#include <once/detail/tree/runtime.h>

#include <algorithm>

namespace once {

using namespace Qt::StringLiterals;

QString toWords(ArgumentKind kind)
{
    constexpr std::array words{"a text", "a whole number", "a number", "true or false", "a date such as 2026-11-21",
                               "a value in JSON"};
    return QString::fromLatin1(words.at(std::size_t(kind)));
}

CommandBase::CommandBase(Flow *owner, const QString &name, CommandInfo info, QList<ArgumentKind> kinds)
    : m_owner(owner), m_name(name), m_info(std::move(info)), m_kinds(std::move(kinds))
{
    const auto refuse = [&](const QString &why) {
        throw std::logic_error(u"once: command \"%1\" of a flow: %2"_s.arg(name, why).toStdString());
    };
    const auto isOfWord = [](QChar letter) { return letter.isLetterOrNumber() || letter == u'-' || letter == u'_'; };
    if (name.isEmpty() || !std::ranges::all_of(name, isOfWord))
        refuse(u"a name is made of letters, digits, - and _"_s);
    if (m_info.arguments.size() != m_kinds.size())
        refuse(u"it has %1 arguments and %2 names for them"_s.arg(m_kinds.size()).arg(m_info.arguments.size()));
    for (const CommandBase *other : owner->m_commands)
        if (other->m_name == name)
            refuse(u"the flow has one of that name already"_s);
    owner->m_commands.push_back(this);
}

CommandBase::~CommandBase()
{
    std::erase(m_owner->m_commands, this);
}

QString CommandBase::path() const
{
    return m_owner->parent() ? belowRoot(m_owner->path()) + u'.' + m_name : m_name;
}

void CommandBase::call(const Json &arguments)
{
    const std::size_t count = std::size_t(m_info.arguments.size());
    if (!arguments.is_array() || arguments.size() != count)
        throw std::invalid_argument(u"%1 takes %2"_s.arg(path(), count == 0 ? u"no arguments"_s : m_info.arguments.join(u' '))
                                        .toStdString());
    m_owner->markChanged(); // the handler may write plain members
    const detail::FileScope files(m_owner->runtime().files);
    handle(arguments);
}

void CommandBase::refuse(std::size_t at, const Json &given) const
{
    throw std::invalid_argument(u"%1 takes %2 as %3, not %4"_s
                                    .arg(path(), toWords(m_kinds.at(qsizetype(at))),
                                         m_info.arguments.at(qsizetype(at)), preview(given))
                                    .toStdString());
}

std::vector<CommandBase *> commandsBelow(const Component &top)
{
    std::vector<CommandBase *> commands;
    if (const auto *flow = dynamic_cast<const Flow *>(&top))
        commands = flow->commands();
    for (const Component *child : top.children())
        std::ranges::copy(commandsBelow(*child), std::back_inserter(commands));
    return commands;
}

} // namespace once
