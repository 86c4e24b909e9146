// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/flow.h>
#include <once/json.h>

#include <functional>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace once {

// How a value of a type is written by people, and what kind of field asks for it.
enum class ArgumentKind { Text, Integer, Number, Boolean, Date, Other };
NLOHMANN_JSON_SERIALIZE_ENUM(ArgumentKind,
                             {{ArgumentKind::Text, "text"},
                              {ArgumentKind::Integer, "integer"},
                              {ArgumentKind::Number, "number"},
                              {ArgumentKind::Boolean, "boolean"},
                              {ArgumentKind::Date, "date"},
                              {ArgumentKind::Other, "json"}})

QString toWords(ArgumentKind kind); // "a whole number", "true or false"

template <typename T>
constexpr ArgumentKind argumentKind()
{
    if constexpr (std::same_as<T, bool>)
        return ArgumentKind::Boolean;
    else if constexpr (std::integral<T>)
        return ArgumentKind::Integer;
    else if constexpr (std::floating_point<T>)
        return ArgumentKind::Number;
    else if constexpr (std::same_as<T, QDate>)
        return ArgumentKind::Date;
    else if constexpr (std::same_as<T, QString> || std::same_as<T, std::string>)
        return ArgumentKind::Text;
    else
        return ArgumentKind::Other;
}

// What people read of a command.
struct CommandInfo
{
    QString help;          // one sentence
    QStringList arguments; // their names, as many as there are
};

// The part of a Command that does not know its types. Lives in the loop's thread.
class CommandBase
{
public:
    virtual ~CommandBase();
    CommandBase(const CommandBase &) = delete;
    CommandBase &operator=(const CommandBase &) = delete;

    QString path() const; // as it is called: "add", "prices.add" for one of a flow below the root
    const CommandInfo &info() const { return m_info; }
    const QList<ArgumentKind> &kinds() const { return m_kinds; } // of its arguments

    // Calls it with a list of arguments; one given as text may be written as on a command line. Throws
    // std::invalid_argument with a sentence for arguments that do not fit, and what the handler throws.
    void call(const Json &arguments);

protected:
    virtual void handle(const Json &arguments) = 0; // as many as there are names

    // Throws std::logic_error for a name that another command of the flow has, or that is no word, and when the
    // number of names is another one.
    CommandBase(Flow *owner, const QString &name, CommandInfo info, QList<ArgumentKind> kinds);

    template <typename T>
    T argument(const Json &arguments, std::size_t at) const
    {
        const Json &given = arguments[at];
        if (auto value = exactly<T>(given))
            return *std::move(value);
        if (given.is_string())
            if (auto value = exactly<T>(Json::parse(given.get<std::string>(), nullptr, false)))
                return *std::move(value);
        refuse(at, given);
    }

private:
    // None where the value would be another one: 3.7 for an int, true for a number, or no date for a QDate.
    template <typename T>
    static std::optional<T> exactly(const Json &given)
    {
        try {
            T value = given.get<T>();
            bool isSame = true;
            if constexpr (std::integral<T>)
                isSame = Json(value) == given;
            else if constexpr (std::floating_point<T>)
                isSame = given.is_number();
            else if constexpr (requires { { value.isValid() } -> std::same_as<bool>; })
                isSame = value.isValid();
            return isSame ? std::optional<T>(std::move(value)) : std::nullopt;
        } catch (const std::exception &) {
            return {};
        }
    }
    [[noreturn]] void refuse(std::size_t at, const Json &given) const;

    Flow *m_owner;
    QString m_name;
    CommandInfo m_info;
    QList<ArgumentKind> m_kinds;
};

// Something that people may tell a flow to do while the app runs, as a member of the flow:
//
//     Command<QString, double> add{this, "add", {"Adds a symbol.", {"symbol", "weight"}},
//                                  [this](const QString &symbol, double weight) { ... }};
//
// `APP do add AAPL 0.5` calls it, and so does the dashboard. The handler is called between two ticks, in the
// loop's thread; it writes states of the flow, and a tick follows. What it throws is told to whoever called.
template <Jsonable... Arguments>
class Command : public CommandBase
{
public:
    using Handler = std::function<void(const Arguments &...)>;

    Command(Flow *owner, const QString &name, CommandInfo info, Handler handler)
        : CommandBase(owner, name, std::move(info), {argumentKind<Arguments>()...}),
          m_handler(std::move(handler))
    {}

protected:
    void handle(const Json &arguments) override
    {
        [this, &arguments]<std::size_t... at>(std::index_sequence<at...>) {
            const std::tuple<Arguments...> values{argument<Arguments>(arguments, at)...};
            std::apply(m_handler, values);
        }(std::index_sequence_for<Arguments...>());
    }

private:
    Handler m_handler;
};

// All commands of a flow and of those below it, in order of declaration.
std::vector<CommandBase *> commandsBelow(const Component &top);

} // namespace once
