// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

#include <QDate>
#include <QString>

#include <optional>

namespace once::detail {

// Options over CLI11 whose wrong values are told in the sentences of a Refusal. The values outlive the
// parser, and hold their defaults already.
CLI::Option *addOption(CLI::App &parser, const std::string &name, QString &value, const std::string &help);
CLI::Option *addOption(CLI::App &parser, const std::string &name, QDate &value, const std::string &help);
CLI::Option *addOption(CLI::App &parser, const std::string &name, int &value, const std::string &help);
CLI::Option *addOption(CLI::App &parser, const std::string &name, double &value, const std::string &help);
CLI::Option *addFlag(CLI::App &parser, const std::string &name, bool &value, const std::string &help);

// The ways of all programs of Once: help, a version, options before and after the command's word. To be
// called before anything is added.
void setUp(CLI::App &parser, const QString &version);

// An exit code when the program is done: it has printed help or its version. Throws Refusal.
std::optional<int> parse(CLI::App &parser, int argc, const char *const argv[]);

} // namespace once::detail
