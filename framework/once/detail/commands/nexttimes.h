// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <once/instant.h>

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace once::detail {

// `schedule next RULE`: what a rule means, before anything is made to run by it. The parser outlives it; it needs no app.
class NextTimes
{
public:
    explicit NextTimes(CLI::App &schedule); // the command's parser

    bool isAsked() const;
    void run(bool isJson) const; // prints to stdout; throws Refusal

private:
    QTimeZone zone() const;
    Instant from(const QTimeZone &zone, Instant now) const;

    CLI::App *m_next;
    std::vector<std::string> m_words; // of the rule, in quotes or not
    QString m_zone, m_from;
    int m_most = 10;
};

} // namespace once::detail
