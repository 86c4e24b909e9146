// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

class Evaluate : public once::Work
{
public:
    double run(double rate) { return (rate - 0.42) * (rate - 0.42); } // think of an hour of training
};

class Compare : public once::Work
{
public:
    void run(const std::vector<double> &rates, const std::vector<double> &losses)
    {
        const auto best = std::ranges::min_element(losses) - losses.begin();
        std::printf("the best of %zu rates is %.2f\n", rates.size(), rates[std::size_t(best)]);
    }
};

class Sweep : public once::Flow
{
public:
    once::ChildList<Evaluate> evaluate{
        this, "evaluate", {.parallel = true, .version = "1", .props = {"rate"}}};
    once::Child<Compare> compare{this, "compare", {.version = "1", .props = {"rates", "losses"}}};

    void run()
    {
        std::vector<double> rates;
        for (int percent = 0; percent < 100; ++percent)
            rates.push_back(percent / 100.0);

        const auto losses = map(rates, evaluate); // a work for each rate; starts them all and goes on
        compare.run(rates, values(losses)); // comes here when the last of them has ended
        stop();
    }
};

int main(int argc, char *argv[]) { return once::run<Sweep>(argc, argv); }
