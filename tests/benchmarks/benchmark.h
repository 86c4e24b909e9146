// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace bench {

// The samples of one thing that was measured, in the unit of its row.
struct Series
{
    QString what{}; // of a limit: what the program does that sets it
    std::vector<double> samples{};

    bool isEmpty() const { return samples.empty(); }
    double min() const;
    double median() const;
};

// Ours and the limits, sampled in turns. The first limit is the one that the bar is about.
struct Measured
{
    Series ours{};
    std::vector<Series> limits{};
};

// What must hold of the medians; 0 means that nothing is asked.
struct Bar
{
    double ratio = 0; // ours to the limit
    double atMost = 0; // in the row's unit
};

// One row: how it is measured, with so many samples of each kind. Nothing is measured before measure().
struct Benchmark
{
    QString name{}, unit{};
    Bar bar{};
    std::function<Measured(int repeat)> measure{};
    bool isLong = false; // takes minutes, and is measured only when asked for
};

// The rows, by what they are about. A row whose program was not built is not among them.
std::vector<Benchmark> skips();
std::vector<Benchmark> ticks();
std::vector<Benchmark> rules();
std::vector<Benchmark> schedules();
std::vector<Benchmark> trees();
std::vector<Benchmark> idling();
std::vector<Benchmark> roundTrips();
std::vector<Benchmark> records();
std::vector<Benchmark> starts();
std::vector<Benchmark> replays();
std::vector<Benchmark> states();
std::vector<Benchmark> memory();
std::vector<Benchmark> warmObjects();
std::vector<Benchmark> arrays();
std::vector<Benchmark> remembering();
std::vector<Benchmark> hugeValues();
std::vector<Benchmark> shedding();
std::vector<Benchmark> singleFlights();
std::vector<Benchmark> prints();

} // namespace bench
