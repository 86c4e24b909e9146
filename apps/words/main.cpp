// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

class Words : public once::Flow
{
public:
    once::Child<once::Program> split{this, "split", {.version = "1"}};
    once::Child<once::Program> sort{this, "sort", {.version = "1"}};
    once::Child<once::Program> count{this, "count", {.version = "1"}};
    once::Child<once::Program> look{this, "look", {.version = "1", .onFailure = once::OnFailure::Continue}};

    void run()
    {
        const once::ProgramResult words =
            split.run({.program = "tr", .arguments = {"-s", " ", "\n"}, .input = "to be or not to be"});
        const once::ProgramResult sorted =
            sort.run({.program = "sort", .environment = {{"LC_ALL", "C"}}, .input = words.output});
        const once::ProgramResult counted =
            count.run({.program = "uniq", .arguments = {"-c"}, .input = sorted.output});
        look.run({.program = "test", .arguments = {"-e", "no-such-file"}});
        stop(counted.output + "look: " + look.error());
    }
};

int main(int argc, char *argv[]) { return once::run<Words>(argc, argv); }
