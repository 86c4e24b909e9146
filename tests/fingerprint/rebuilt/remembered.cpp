// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// Cached functions, built more than once: what is defined by the build differs, and it is in none of their own bodies.
#include <once/memory.h>

#include <cstdio>

using namespace once;
using namespace Qt::StringLiterals;

namespace {

struct Length
{
    double metres = 0;
};
void to_json(Json &json, const Length &length) { json = length.metres / UNIT; }
void from_json(const Json &json, Length &length) { length.metres = json.get<double>() * UNIT; }

struct Pair
{
    int first = 0, SECOND = 0;
};
ONCE_DESCRIBE(Pair, first, SECOND)

Length lengthOf(int x) { return {1000.0 * x}; }
std::vector<Pair> pairOf(int x) { return {{x, x + 1}}; }
int raised(int base, int x) { return base * x + ADDED; }
int plain(int x) { return 2 * x; }

} // namespace

int main(int, char **arguments)
{
    const Memory memory(QString::fromLocal8Bit(arguments[1]));
    const auto call = [](const char *name, const auto &function) {
        const QString why = function.explain(2);
        std::printf("%s: %s\n", name, toWord(function.call(2).by));
        std::fprintf(stderr, "%s\n", qPrintable(why));
    };
    call("a result that is written in its own way", memory.cache(u"length"_s, lengthOf));
    call("a described result in a list", memory.cache(u"pair"_s, pairOf));
    call("a function that is given", memory.cache(u"partial"_s, partial(raised, 2)));
    call("a plain result", memory.cache(u"plain"_s, plain));
}
