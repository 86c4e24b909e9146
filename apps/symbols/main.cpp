// SPDX-FileCopyrightText: 2026 The Once authors
// SPDX-License-Identifier: MIT
#include <once/once.h>

#include <cstdio>

class Watch : public once::Work
{
public:
    once::State<int> lastDay{this, "lastDay"};

    void run(int day)
    {
        std::printf("day %d: %s\n", day, qPrintable(name()));
        lastDay = day;
    }
};

class Symbols : public once::Flow
{
public:
    once::State<int> day{this, "day", 1};
    once::State<QStringList> listed{this, "listed", {"AAPL"}};
    once::ChildMap<Watch> watches{this, "watches", {.version = "1", .props = {"day"}}};

    void run()
    {
        for (const QString &symbol : *listed)
            watches[symbol].run(day); // the work is made when it is named for the first time

        if (day == 4)
            stop(standing());
        if (day == 3)
            delist("IBM");
        else
            list(day == 1 ? "IBM" : "NOK");
        day = day + 1;
    }

private:
    void list(const QString &symbol)
    {
        listed.edit([&](QStringList &symbols) { symbols += symbol; });
    }

    void delist(const QString &symbol)
    {
        listed.edit([&](QStringList &symbols) { symbols.removeAll(symbol); });
        watches.remove(symbol); // the others keep their names, their states and what they have run
    }

    QString standing() const
    {
        QStringList lines;
        for (std::size_t i = 0; i < watches.size(); ++i)
            lines += QStringLiteral("%1 until day %2").arg(watches.at(i).name()).arg(watches.at(i).lastDay);
        return lines.join(", ");
    }
};

int main(int argc, char *argv[]) { return once::run<Symbols>(argc, argv); }
