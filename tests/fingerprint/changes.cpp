// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include "changes.h"

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace {

const QString work = u"work.cpp"_s, parts = u"parts.cpp"_s, header = u"parts.h"_s, library = u"library.cpp"_s, elsewhere = u"unrelated.cpp"_s;

Change inWork(const QString &name, const QString &from, const QString &to)
{
    return {name, {{work, from, to}}};
}

// Without optimising, g++ puts all constants of a unit into one section, which counts as a whole.
Change withConstant(const QString &name, const QString &from, const QString &to)
{
    Change change = inWork(name, from, to);
    change.coarseWith = u"g++ -O0"_s;
    return change;
}

// Without optimising, clang++ puts pointers to all types that a unit catches into one section.
Change withCaught(const QString &name, const QString &from, const QString &to)
{
    Change change = inWork(name, from, to);
    change.coarseWith = u"clang++ -O0"_s;
    return change;
}

} // namespace

const QList<Change> &changesThatShow()
{
    static const QList<Change> changes{
        inWork(u"a constant"_s, u"* 100 +"_s, u"* 101 +"_s),
        inWork(u"a constant in a lambda"_s, u"number * 3 + 29"_s, u"number * 3 + 30"_s),
        inWork(u"an operator"_s, u"sum += scaled(value) + step"_s, u"sum += scaled(value) - step"_s),
        inWork(u"a comparison in a function of the same unit"_s, u"a < b ? a : b"_s, u"a < b ? b : a"_s),
        inWork(u"which function is called"_s, u"least(sum, 1000)"_s, u"greatest(sum, 1000)"_s),
        inWork(u"which function of a system library is called"_s, u"std::sin("_s, u"std::cos("_s),
        inWork(u"the order of two calls"_s, u"shift(value) + base->weight(value)"_s, u"shift(base->weight(value)) + value"_s),
        {u"a function of another unit"_s, {{parts, u"value * SCALE + deep(value)"_s, u"value * SCALE + deep(value + 1)"_s}}},
        {u"a function that only another unit sees"_s, {{parts, u"value * 13"_s, u"value * 15"_s}}},
        {u"a constant of a header"_s, {{header, u"step = 5"_s, u"step = 6"_s}}},
        {u"a macro of a header"_s, {{header, u"SCALE 3"_s, u"SCALE 5"_s}}},
        {u"an inline function of a header"_s, {{header, u"value > 90 ? 90"_s, u"value > 80 ? 80"_s}}},
        {u"a template of a header"_s, {{header, u"value * 2 + 1"_s, u"value * 2 + 3"_s}}},
        {u"a value of an enumeration"_s, {{header, u"First = 1"_s, u"First = 4"_s}}},
        {u"the first value of a member"_s, {{header, u"high = 8"_s, u"high = 9"_s}}},
        {u"the first value of a member of a local class"_s, {{work, u"started = 17"_s, u"started = 18"_s}}},
        inWork(u"a text"_s, u"\"value \""_s, u"\"valve \""_s),
        inWork(u"the length of a text"_s, u"a large one, indeed"_s, u"a large one"_s),
        inWork(u"a text that is passed on"_s, u"\"three\""_s, u"\"thrice\""_s),
        inWork(u"a wide text"_s, u"u\"breit\""_s, u"u\"breis\""_s),
        inWork(u"a number with a fraction"_s, u"{0.5, 1.5}"_s, u"{0.5, 1.25}"_s),
        inWork(u"an entry of a table"_s, u"5, 7, 11"_s, u"5, 8, 11"_s),
        {u"an entry of a table of another unit"_s, {{parts, u"22, 33"_s, u"22, 34"_s}}},
        inWork(u"an entry of a table of functions"_s, u"{add, subtract}"_s, u"{subtract, add}"_s),
        inWork(u"a function that only a table names"_s, u"return a - b;"_s, u"return b - a;"_s),
        inWork(u"a case of a switch"_s, u"\"four\") - 65"_s, u"\"four\") - 66"_s),
        {u"two cases of a switch, exchanged"_s, {{work, u"case 2:\n"_s, u"case X:\n"_s}, {work, u"case 3:\n"_s, u"case 2:\n"_s}, {work, u"case X:\n"_s, u"case 3:\n"_s}}},
        inWork(u"what an object that is made inside overrides"_s, u"value + 31"_s, u"value + 32"_s),
        {u"what an object of another unit overrides"_s, {{parts, u"value - 19"_s, u"value - 20"_s}}},
        inWork(u"a destructor"_s, u"sum += 23"_s, u"sum += 24"_s),
        inWork(u"what is caught"_s, u"catch (const std::invalid_argument &)"_s, u"catch (const std::length_error &)"_s),
        inWork(u"what is thrown"_s, u"throw std::invalid_argument"_s, u"throw std::domain_error"_s),
        inWork(u"the first value of a global"_s, u"counter = 40"_s, u"counter = 41"_s),
        inWork(u"a value that is made when the program starts"_s, u"std::string(\"made \")"_s, u"std::string(\"wade \")"_s),
        inWork(u"the first value of a variable of each thread"_s, u"calls = 60"_s, u"calls = 61"_s),
        inWork(u"the first value of a variable that a function keeps"_s, u"last = 77"_s, u"last = 78"_s),
        inWork(u"one of two functions that call each other"_s, u"even(value - 2) + 1"_s, u"even(value - 2) + 2"_s),
        inWork(u"the other one"_s, u"odd(value - 1) * 2"_s, u"odd(value - 1) * 4"_s),
        inWork(u"a type"_s, u"const unsigned ratio = unsigned(value)"_s, u"const int ratio = int(value)"_s),
        {u"a function of the user's library"_s, {{library, u"inner(value) + 4"_s, u"inner(value) + 5"_s}}},
        {u"a function inside the user's library"_s, {{library, u"value ^ 21"_s, u"value ^ 22"_s}}},
    };
    return changes;
}

const QList<Change> &changesThatDoNot()
{
    static const QList<Change> changes{
        inWork(u"a remark before all"_s, u"#include <cmath>"_s, u"// A remark\n// of two lines.\n#include <cmath>"_s),
        inWork(u"a remark inside a function"_s, u"int sum = counter++"_s, u"// A remark.\n    int /* here */ sum = counter++"_s),
        inWork(u"empty lines"_s, u"const Pair pair;"_s, u"\n\n\n    const Pair pair;\n\n"_s),
        inWork(u"white space"_s, u"sum += pair.high - pair.low;"_s, u"  sum+=pair.high   -pair.low;"_s),
        inWork(u"a remark in a header"_s, u"#include \"parts.h\""_s, u"#include \"parts.h\" // for the parts"_s),
        {u"the name of a variable"_s, {{work, u"const Pair pair;"_s, u"const Pair two;"_s}, {work, u"pair.high - pair.low"_s, u"two.high - two.low"_s}}},
        {u"the name of a parameter"_s, {{work, u"const auto shift = [](int number) { return number * 3 + 29; };"_s, u"const auto shift = [](int n) { return n * 3 + 29; };"_s}}},
        {u"the name of a function of a unit"_s, {{parts, u"static int deeper(int value)"_s, u"static int deepest(int value)"_s}, {parts, u"return deeper(value)"_s, u"return deepest(value)"_s}}},
        {u"the name of a function of all units"_s, {{header, u"int deep(int value);"_s, u"int low(int value);"_s}, {parts, u"\nint deep(int value)"_s, u"\nint low(int value)"_s}, {parts, u"+ deep(value)"_s, u"+ low(value)"_s}}},
        {u"the name of a table"_s, {{work, u"int table[6]"_s, u"int primes[6]"_s}, {work, u"table[sum & 3]"_s, u"primes[sum & 3]"_s}}},
        {u"the name of a struct"_s, {{header, u"struct Pair"_s, u"struct Range"_s}, {work, u"const Pair pair"_s, u"const Range pair"_s}}},
        inWork(u"a function before"_s, u"static int counter"_s, u"int before(int value);\nint before(int value) { return value * 99; }\nstatic int counter"_s),
        inWork(u"a function behind"_s, u"extern \"C\" int work(int value);"_s, u"int behind(int value);\nint behind(int value) { return value * 99; }\nextern \"C\" int work(int value);"_s),
        inWork(u"data before"_s, u"static int counter"_s, u"extern const int others[3];\nconst int others[3] = {8, 9, 10};\nint written = 3;\nstatic int counter"_s),
        withConstant(u"a text before"_s, u"static int counter"_s, u"const char *text();\nconst char *text() { return \"another text\"; }\nstatic int counter"_s),
        withConstant(u"a number with a fraction before"_s, u"static int counter"_s, u"double half(double value);\ndouble half(double value) { return value * 0.17; }\nstatic int counter"_s),
        inWork(u"a class before"_s, u"static int counter"_s, u"struct Third : Base\n{\n    int weight(int value) const override { return value; }\n};\nBase *third();\nBase *third() { return new Third; }\nstatic int counter"_s),
        withConstant(u"an instance of the template before"_s, u"static int counter"_s, u"double twice(double value);\ndouble twice(double value) { return doubled(value); }\nstatic int counter"_s),
        inWork(u"another function of the unit"_s, u"unrelated(value) + 12"_s, u"unrelated(value) + 13"_s),
        withCaught(u"what another function catches"_s, u"catch (const std::bad_alloc &)"_s, u"catch (const std::out_of_range &)"_s),
        inWork(u"an include"_s, u"#include <cmath>"_s, u"#include <array>\n#include <cmath>"_s),
        inWork(u"an attribute and an assertion of the compiler"_s, u"const Pair pair;"_s, u"static_assert(sizeof(int) == 4);\n    [[maybe_unused]] const Pair pair;"_s),
        {u"two functions, exchanged"_s, {{work, u"static int add(int a, int b)\n{\n    return a + b;\n}\n\nstatic int subtract(int a, int b)\n{\n    return a - b;\n}"_s, u"static int subtract(int a, int b)\n{\n    return a - b;\n}\n\nstatic int add(int a, int b)\n{\n    return a + b;\n}"_s}}},
        {u"another unit"_s, {{elsewhere, u"+ 100"_s, u"+ 200"_s}}},
        {u"a text of another unit"_s, {{elsewhere, u"unrelated label"_s, u"another label, and longer"_s}}},
        {u"another use of an inline function"_s, {{elsewhere, u"return clamped(value)"_s, u"return clamped(value) + doubled(value)"_s}}},
        {u"another function of the user's library"_s, {{library, u"value + 70"_s, u"value + 71"_s}}, {}, true},
        {u"a remark in the user's library"_s, {{library, u"int libraryElse(int value);"_s, u"// Here.\nint libraryElse(int value);"_s}}},
        {u"the order of the objects"_s, {}, {.sources = {}, .isReversed = true}},
        {u"the folder of the sources"_s, {}, {.sources = {}, .folder = u"elsewhere/and/deeper"_s}},
        // clang++ then describes the stack of a function of its own, which ends a program that throws where it may not.
        {u"debug information"_s, {}, {.sources = {}, .flags = {u"-g"_s}}, true, {}, u"clang++"_s},
        {u"strip"_s, {}, {.sources = {}, .isStripped = true}},
        {u"gold"_s, {}, {.sources = {}, .linkFlags = {u"-fuse-ld=gold"_s}}, true, u"ld.gold"_s},
        {u"lld"_s, {}, {.sources = {}, .linkFlags = {u"-fuse-ld=lld"_s}}, true, u"ld.lld"_s},
        // Inline functions that g++ compiles otherwise, in the program around the project, import more if they are not removed.
        {u"removal of unused sections"_s, {}, {.sources = {}, .linkFlags = {u"-Wl,--gc-sections"_s}}, false, {}, u"clang++ -O0"_s},
    };
    return changes;
}

Variant applied(const Change &change)
{
    Variant variant = change.variant;
    variant.sources = Project::originalSources();
    for (const Replacement &replacement : change.replacements) {
        QString &source = variant.sources[replacement.file];
        if (source.count(replacement.from) != 1)
            throw std::logic_error((replacement.file + u" has not once: "_s + replacement.from).toStdString());
        source.replace(replacement.from, replacement.to);
    }
    return variant;
}
