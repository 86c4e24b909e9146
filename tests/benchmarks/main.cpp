// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT

// The benchmarks: ours against the least that the machine needs for the same, measured in the same run.
#include "report.h"
#include "scratch.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <fstream>
#include <iostream>

namespace {

std::vector<bench::Benchmark> allBenchmarks()
{
    std::vector<bench::Benchmark> all;
    for (const auto &group : {bench::skips, bench::ticks, bench::rules, bench::schedules, bench::trees, bench::idling, bench::roundTrips,
                              bench::records, bench::states, bench::memory, bench::starts, bench::replays,
                              bench::warmObjects, bench::arrays, bench::remembering, bench::hugeValues,
                              bench::shedding, bench::singleFlights, bench::prints})
        std::ranges::move(group(), std::back_inserter(all));
    return all;
}

once::Json measured(const std::vector<bench::Benchmark> &benchmarks, const std::string &only, bool withLong, int repeat)
{
    once::Json rows = once::Json::array();
    bench::printTitles();
    for (const bench::Benchmark &benchmark : benchmarks) {
        if (!benchmark.name.startsWith(QString::fromStdString(only)) || (benchmark.isLong && !withLong))
            continue;
        const bench::Measured result = benchmark.measure(repeat);
        bench::print(benchmark, result);
        rows.push_back(toJson(benchmark, result));
    }
    bench::printLoad();
    return rows;
}

bool write(const std::string &file, const once::Json &rows)
{
    std::ofstream out(file);
    out << rows.dump(2) << '\n';
    return out.good();
}

} // namespace

int main(int argc, char *argv[])
{
    std::string output, only;
    int repeat = 7;
    bool withLong = false;
    CLI::App commandLine("Measures Once against the limits of this machine.");
    commandLine.add_option("--output", output, "JSON file to write the rows to");
    commandLine.add_option("--only", only, "only rows whose name begins so");
    commandLine.add_option("--repeat", repeat, "samples of each kind")->check(CLI::PositiveNumber);
    commandLine.add_flag("--long", withLong, "rows that take minutes, too");
    CLI11_PARSE(commandLine, argc, argv);

    const QCoreApplication application(argc, argv);
    const bench::Scratch scratch;
    const once::Json rows = measured(allBenchmarks(), only, withLong, repeat);
    if (rows.empty()) {
        std::cerr << "error: no row begins with \"" << only << "\"\ntry:   bench --long, without --only\n";
        return 2;
    }
    if (!output.empty() && !write(output, rows)) {
        std::cerr << "error: " << output << " cannot be written\ntry:   another --output\n";
        return 1;
    }
    return 0;
}
