// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/detail/commands/options.h>

#include <once/detail/commands/refusal.h>

namespace once::detail {

using namespace Qt::StringLiterals;

namespace {

// How values of a type are written, for the help and for those who wrote them otherwise.
template <typename Value>
struct Notation;

template <>
struct Notation<QString>
{
    static constexpr const char *word = "TEXT", *sentence = "";
    static std::optional<QString> read(const QString &text) { return text; }
    static QString write(const QString &value) { return value; }
};

template <>
struct Notation<QDate>
{
    static constexpr const char *word = "DATE", *sentence = "It takes a date, such as 2012-01-31.";
    static std::optional<QDate> read(const QString &text)
    {
        const QDate date = QDate::fromString(text, Qt::ISODate);
        return date.isValid() ? std::optional(date) : std::nullopt;
    }
    static QString write(QDate value) { return value.toString(Qt::ISODate); }
};

template <>
struct Notation<int>
{
    static constexpr const char *word = "N", *sentence = "It takes a whole number from 0 on, such as 4.";
    static std::optional<int> read(const QString &text)
    {
        bool isNumber = false;
        const int number = text.toInt(&isNumber);
        return isNumber && number >= 0 ? std::optional(number) : std::nullopt;
    }
    static QString write(int value) { return QString::number(value); }
};

template <>
struct Notation<double>
{
    static constexpr const char *word = "NUMBER", *sentence = "It takes a number, such as 2.5.";
    static std::optional<double> read(const QString &text)
    {
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        return isNumber && qIsFinite(number) ? std::optional(number) : std::nullopt;
    }
    static QString write(double value) { return QString::number(value); }
};

// As it is typed, from the program on.
QString wordsFor(const CLI::App &parser)
{
    const QString name = QString::fromStdString(parser.get_name());
    return parser.get_parent() ? wordsFor(*parser.get_parent()) + u' ' + name : shellQuoted(name);
}

Refusal wrongUsage(const CLI::App &parser, const QString &happened, const QString &why)
{
    return {WrongUsage, happened, why, wordsFor(parser) + u" --help"_s};
}

template <typename Value>
CLI::Option *add(CLI::App &parser, const std::string &name, Value &value, const std::string &help)
{
    const auto take = [&parser, &value, name](const std::string &text) {
        const auto read = Notation<Value>::read(QString::fromStdString(text));
        if (!read)
            throw wrongUsage(parser,
                             u"\"%1\" is no value for %2."_s.arg(QString::fromStdString(text),
                                                                 QString::fromStdString(name)),
                             QString::fromUtf8(Notation<Value>::sentence));
        value = *read;
    };
    return parser.add_option_function<std::string>(name, take, help)
        ->type_name(Notation<Value>::word)
        ->default_str(Notation<Value>::write(value).toStdString());
}

QStringList commandsOf(const CLI::App &parser)
{
    QStringList names;
    for (const CLI::App *command : parser.get_subcommands({}))
        names += QString::fromStdString(command->get_name());
    return names;
}

QStringList optionsOf(const CLI::App &parser)
{
    QStringList names;
    for (const CLI::Option *option : parser.get_options())
        for (const std::string &name : option->get_lnames())
            names += u"--"_s + QString::fromStdString(name);
    for (const CLI::App *command : parser.get_subcommands())
        names += optionsOf(*command);
    names.removeDuplicates(); // each command has --help
    return names;
}

Refusal unknown(const CLI::App &parser, const QString &name, const QString &kind, const QStringList &known)
{
    const QString why = u"There are: %1."_s.arg(known.join(u", "_s));
    Refusal refusal = wrongUsage(parser, u"There is no %1 \"%2\"."_s.arg(kind, name), why);
    if (const QString meant = nearest(name, known); !meant.isEmpty())
        refusal.attempt = u"%1, which is the nearest; or %2"_s.arg(meant, refusal.attempt);
    return refusal;
}

Refusal notUnderstood(const CLI::App &parser, const QString &word)
{
    if (word.startsWith(u'-'))
        return unknown(parser, word.section(u'=', 0, 0), u"option"_s, optionsOf(parser));
    const auto commands = parser.get_subcommands();
    if (commands.empty())
        return unknown(parser, word, u"command"_s, commandsOf(parser));
    if (const CLI::App &command = *commands.front(); command.get_subcommands().empty() && !commandsOf(command).isEmpty())
        return unknown(command, word, u"command"_s, commandsOf(command));
    return wrongUsage(
        parser, u"\"%1\" is one word too many."_s.arg(word),
        u"The command is %1 already."_s.arg(QString::fromStdString(commands.front()->get_name())));
}

// Behind the program's name, last word first, as the parser takes them. A negative number among the arguments of
// `do` gets a space in front, without which it would be taken for an option; as JSON it is the same.
std::vector<std::string> wordsOf(int argc, const char *const argv[])
{
    std::vector<std::string> words;
    bool isDo = false;
    for (int i = 1; i < argc; ++i) {
        bool isNumber = false;
        QByteArray(argv[i]).toDouble(&isNumber);
        words.push_back(isDo && isNumber && *argv[i] == '-' ? ' ' + std::string(argv[i]) : argv[i]);
        isDo = isDo || words.back() == "do";
    }
    std::ranges::reverse(words);
    return words;
}

} // namespace

CLI::Option *addOption(CLI::App &parser, const std::string &name, QString &value, const std::string &help)
{
    return add(parser, name, value, help);
}

CLI::Option *addOption(CLI::App &parser, const std::string &name, QDate &value, const std::string &help)
{
    return add(parser, name, value, help);
}

CLI::Option *addOption(CLI::App &parser, const std::string &name, int &value, const std::string &help)
{
    return add(parser, name, value, help);
}

CLI::Option *addOption(CLI::App &parser, const std::string &name, double &value, const std::string &help)
{
    return add(parser, name, value, help);
}

CLI::Option *addFlag(CLI::App &parser, const std::string &name, bool &value, const std::string &help)
{
    return parser.add_flag(name, value, help);
}

void setUp(CLI::App &parser, const QString &version)
{
    parser.set_help_flag("-h,--help", "show this, and end");
    parser.set_version_flag("--version", version.toStdString(), "show the version, and end");
    parser.require_subcommand(0, 1);
    parser.fallthrough();
    parser.allow_extras();
    parser.get_formatter()->label("SUBCOMMAND", "COMMAND");
}

std::optional<int> parse(CLI::App &parser, int argc, const char *const argv[])
{
    try {
        parser.parse(wordsOf(argc, argv));
    } catch (const CLI::Success &shown) {
        return parser.exit(shown);
    } catch (const CLI::ArgumentMismatch &error) { // "--count: 1 required N missing"
        throw wrongUsage(
            parser, u"%1 lacks its value."_s.arg(QString::fromStdString(error.what()).section(u':', 0, 0)),
            u"Nothing follows it."_s);
    } catch (const CLI::ParseError &error) {
        throw wrongUsage(parser, u"The command line cannot be understood."_s,
                         QString::fromStdString(error.what()) + u'.');
    }
    if (const auto words = parser.remaining(true); !words.empty())
        throw notUnderstood(parser, QString::fromStdString(words.front()));
    return {};
}

} // namespace once::detail
